internal import Glibc

/// Writes serial numbers as dates and times.
struct DateFormatter {
  let settings: EvaluationSettings

  /// Nil when the number is no date.
  func write(_ serial: Double, _ tokens: [FormatToken]) -> String? {
    var places = 0
    for case .secondFraction(let count) in tokens { places = count }
    // Times are rounded to what is shown of the seconds.
    let scale = pow(10, Double(places))
    let ticks = (serial * 86_400 * scale).rounded()
    let seconds = (ticks / scale).rounded(.down)
    let days = (seconds / 86_400).rounded(.down)
    guard let day = settings.dayParts(serial: days), (0...9999).contains(day.year) else {
      return nil
    }
    let clock = Int(seconds - days * 86_400)
    let hasHalf = tokens.contains { if case .halfDay = $0 { true } else { false } }
    var text = ""
    for token in tokens {
      switch token {
      case .literal(let literal): text += literal
      case .date(let letter, let count):
        text += part(letter, count, day, serial: days, clock: clock, half: hasHalf)
      case .elapsed(let letter, let count):
        let unit = letter == "h" ? 3600.0 : letter == "m" ? 60 : 1
        text += padded(Int((seconds / unit).rounded(.down)), count)
      case .halfDay(let short): text += clock < 43_200 ? (short ? "A" : "AM") : (short ? "P" : "PM")
      case .secondFraction(let count):
        let rest = Int(ticks - seconds * scale)
        text += String(settings.locale.decimalSeparator) + padded(rest, count)
      case .slash: text += "/"
      case .point: text.append(settings.locale.decimalSeparator)
      case .digit(let sign): text.append(sign)
      default: break
      }
    }
    return text
  }

  private func padded(_ number: Int, _ count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, min(count, 20) - digits.count)) + digits
  }

  private func part(
    _ letter: Character, _ count: Int, _ day: DayParts, serial: Double, clock: Int, half: Bool
  ) -> String {
    let names = CalendarNames(language: settings.locale.language)
    switch letter {
    case "y": return count <= 2 ? padded(day.year % 100, 2) : padded(day.year, 4)
    case "m":
      switch count {
      case 1, 2: return padded(day.month, count)
      case 3: return names.shortMonths[day.month - 1]
      case 5: return String(names.months[day.month - 1].prefix(1))
      default: return names.months[day.month - 1]
      }
    case "d":
      if count <= 2 { return padded(day.day, count) }
      // Excel's leap day of 1900 moves the weekdays before it: serial 1 is a Sunday.
      let weekday = Int(
        settings.epoch == .january1904 ? fmod(serial + 5, 7) : fmod(fmod(serial - 1, 7) + 7, 7))
      return count == 3 ? names.shortDays[weekday] : names.days[weekday]
    case "h":
      let hour = clock / 3600
      return padded(half ? (hour + 11) % 12 + 1 : hour, count)
    case "n": return padded(clock / 60 % 60, count)
    default: return padded(clock % 60, count)
    }
  }
}

/// Names of months and days, Sunday first.
struct CalendarNames {
  let months: [String]
  let shortMonths: [String]
  let days: [String]
  let shortDays: [String]

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let englishDays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]

  /// English, or Vietnamese for `vi`.
  init(language: String) {
    if language.hasPrefix("vi") {
      // CLDR: standalone names of months, wide names of days.
      months = [
        "Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một",
        "Mười Hai",
      ].map { "Tháng " + $0 }
      shortMonths = (1...12).map { "Thg \($0)" }
      days = [
        "Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy",
      ]
      shortDays = ["CN", "T2", "T3", "T4", "T5", "T6", "T7"]
    } else {
      months = CalendarNames.englishMonths
      shortMonths = months.map { String($0.prefix(3)) }
      days = CalendarNames.englishDays
      shortDays = days.map { String($0.prefix(3)) }
    }
  }
}
