/// Dates as XML Schema writes them.
///
/// - Source: XML Schema part 2 §3.2.7 `dateTime`, §3.2.9 `date`.
extension DateTime {
  /// Parses `2024-08-03` or `2024-08-03T10:30:00.5`; a time with a zone is brought to UTC.
  public init?(iso text: String) {
    let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    let day = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    guard day.count == 3, day[0].count == 4, let year = DecimalText.digits(day[0]),
      let month = DecimalText.digits(day[1]),
      let dayOfMonth = DecimalText.digits(day[2].prefix { $0 != "Z" }),
      let midnight = DateTime(year: year, month: month, day: dayOfMonth)
    else { return nil }
    guard halves.count == 2 else {
      self = midnight
      return
    }
    let clock = halves[1].prefix { $0 != "Z" && $0 != "+" && $0 != "-" }
    guard let second = TimeText.secondOfDay(clock),
      let zone = Self.zone(halves[1].dropFirst(clock.count))
    else { return nil }
    let inUTC = second - zone
    let days = inUTC < 0 ? -1 : inUTC >= 86_400 ? 1 : 0
    self.init(
      daysSince1970: midnight.daysSince1970 + days, secondOfDay: inUTC - Double(days) * 86_400)
  }

  /// The date as `2024-08-03`, with `T10:30:00.5` where it has a time of day.
  public var iso: String {
    let day =
      DecimalText.padded(year, 4) + "-" + DecimalText.padded(month) + "-"
      + DecimalText.padded(self.day)
    return secondOfDay == 0 ? day : day + "T" + TimeText.clock(secondOfDay)
  }

  /// The date as `03/08/2024`, with ` 10:30:00.5` where it has a time of day.
  public var dayMonthYear: String {
    let day =
      DecimalText.padded(self.day) + "/" + DecimalText.padded(month) + "/"
      + DecimalText.padded(year, 4)
    return secondOfDay == 0 ? day : day + " " + TimeText.clock(secondOfDay)
  }

  /// The seconds by which `+07:00` is ahead of UTC; `Z` and no zone are not ahead.
  private static func zone(_ text: Substring) -> Double? {
    guard let sign = text.first, sign != "Z" else { return text.count <= 1 ? 0 : nil }
    guard let seconds = TimeText.secondOfDay(text.dropFirst()) else { return nil }
    return sign == "-" ? -seconds : seconds
  }
}

/// Times of day and durations as text.
public enum TimeText {
  /// The seconds since midnight of `10:30` or `10:30:00.5`.
  public static func secondOfDay(_ clock: Substring) -> Double? {
    let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = DecimalText.digits(parts[0]), hour < 24,
      let minute = DecimalText.digits(parts[1]), minute < 60,
      let rest = parts.count == 3 ? DecimalText.parse(parts[2]) : 0, rest >= 0, rest < 60
    else { return nil }
    return Double(hour * 3600 + minute * 60) + rest
  }

  /// The seconds of a duration such as `PT36H15M00.5S`; years and months have none.
  ///
  /// - Source: XML Schema part 2 §3.2.6 `duration`.
  public static func seconds(_ text: String) -> Double? {
    let isNegative = text.hasPrefix("-")
    var rest = text.dropFirst(isNegative ? 1 : 0)
    guard rest.popFirst() == "P", !rest.isEmpty else { return nil }
    var units: [Character: Double] = ["D": 86_400]
    var total = 0.0
    while let first = rest.first {
      if first == "T" {
        units = ["H": 3600, "M": 60, "S": 1]
        rest.removeFirst()
        continue
      }
      let amount = rest.prefix { $0.isNumber || $0 == "." }
      rest = rest.dropFirst(amount.count)
      guard let value = DecimalText.parse(amount), let letter = rest.popFirst(),
        let unit = units.removeValue(forKey: letter)
      else { return nil }
      total += value * unit
    }
    return total.isFinite ? (isNegative ? -total : total) : nil
  }

  /// Seconds as `36:15:00.5`, hours past 24 and all.
  public static func clock(_ seconds: Double) -> String {
    let (hours, minutes, rest) = parts(seconds)
    let whole = DecimalText.padded(hours) + ":" + DecimalText.padded(minutes) + ":" + rest
    return (seconds < 0 ? "-" : "") + whole
  }

  /// Seconds as the duration `PT36H15M00.5S`.
  public static func duration(_ seconds: Double) -> String {
    let (hours, minutes, rest) = parts(seconds)
    return (seconds < 0 ? "-" : "")
      + "PT\(DecimalText.padded(hours))H\(DecimalText.padded(minutes))M\(rest)S"
  }

  /// Rounded to microseconds: what lies below is the noise of binary fractions.
  private static func parts(_ seconds: Double) -> (hours: Int, minutes: Int, rest: String) {
    let microseconds = Int((min(seconds.magnitude, 1e12) * 1e6).rounded())
    let whole = microseconds / 1_000_000
    var rest = DecimalText.padded(whole % 60)
    if microseconds % 1_000_000 != 0 {
      rest += "." + DecimalText.padded(microseconds % 1_000_000, 6)
      while rest.hasSuffix("0") { rest.removeLast() }
    }
    return (whole / 3600, whole / 60 % 60, rest)
  }
}
