/// Dates and times in text as people write them, for DATEVALUE, TIMEVALUE and VALUE.
enum DateReading {
  /// The serial number; nil when the text is no date or time.
  static func serial(_ text: String, _ settings: EvaluationSettings) -> Double? {
    var settings = settings
    settings.flavour.convertsLocalText = true
    let text = text.trimmedOfSpaces
    guard text.utf8.count <= 64 else { return nil }
    let (body, isAfternoon) = halfDay(text)
    if let isAfternoon { return withHalfDay(body, isAfternoon, settings) }
    if let serial = DateText.serial(in: Array(body.utf8), settings: settings) { return serial }
    return named(body, settings)
  }

  private static func halfDay(_ text: String) -> (String, Bool?) {
    let lower = text.lowercased()
    for (suffix, isAfternoon) in [("am", false), ("pm", true)] where lower.hasSuffix(suffix) {
      return (String(text.dropLast(2)).trimmedOfSpaces, isAfternoon)
    }
    return (text, nil)
  }

  private static func withHalfDay(
    _ text: String, _ isAfternoon: Bool, _ settings: EvaluationSettings
  ) -> Double? {
    var body = text
    if !body.contains(":") { body += ":00" }
    let serial = DateText.serial(in: Array(body.utf8), settings: settings) ?? named(body, settings)
    guard let serial else { return nil }
    let day = serial.rounded(.down)
    let hours = (serial - day) * 24
    guard hours < 13 else { return nil }
    let shifted = hours >= 12 ? hours - 12 : hours
    return day + (isAfternoon ? shifted + 12 : shifted) / 24
  }

  /// `3 Aug 2024`, `Aug 3, 2024`, `3-Aug-24`, with a time behind it or none.
  private static func named(_ text: String, _ settings: EvaluationSettings) -> Double? {
    var words = text.split { " ,-/".contains($0) }.map(String.init)
    var time = 0.0
    if let last = words.last, last.contains(":") {
      guard let read = DateText.serial(in: Array(last.utf8), settings: settings) else { return nil }
      time = read
      words.removeLast()
    }
    guard (2...3).contains(words.count),
      let place = words.firstIndex(where: { month($0) != nil }), place < 2,
      // LibreOffice reads names of months in its language's own order only.
      place == 0 || !settings.flavour.isLibreOffice || settings.locale.dateOrder != .monthDayYear,
      let month = month(words[place])
    else { return nil }
    words.remove(at: place)
    let numbers = words.compactMap { $0.utf8.count <= 4 ? Int($0) : nil }
    guard numbers.count == words.count, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    let (day, year): (Int, Int)
    if numbers.count == 2 {
      (day, year) = (numbers[0], numbers[1])
    } else if numbers[0] > 31 {
      (day, year) = (1, numbers[0])
    } else {
      (day, year) = (numbers[0], settings.dayParts(serial: settings.now)?.year ?? 1900)
    }
    let full = year < 30 ? 2000 + year : year < 100 ? 1900 + year : year
    return settings.serial(year: full, month: month, day: day).map { Double($0) + time }
  }

  private static func month(_ word: String) -> Int? {
    let word = word.lowercased()
    guard word.count >= 3 else { return nil }
    let names = CalendarNames(language: "en").months
    return names.firstIndex { $0.lowercased() == word || $0.lowercased().prefix(3) == word }
      .map { $0 + 1 }
  }
}

extension String {
  /// Without spaces at both ends.
  var trimmedOfSpaces: String { String(Substring(utf8.trimmed)) }
}
