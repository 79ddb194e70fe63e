internal import Glibc

/// Dates and times.
enum DateFunctions {
  static let table: [FunctionDefinition] = made + read + distances + weeks

  private static let made: [FunctionDefinition] = [
    FunctionDefinition("NOW", 0...0, isVolatile: true) { call in .number(call.settings.now) },
    FunctionDefinition("TODAY", 0...0, isVolatile: true) { call in
      .number(call.settings.now.rounded(.down))
    },
    FunctionDefinition("DATE", 3...3) { call throws(FormulaError) in
      let (year, month) = (try whole(call, 0), try whole(call, 1))
      return .number(Double(try serial(call, fullYear(year, call), month, try whole(call, 2))))
    },
    FunctionDefinition("TIME", 3...3) { call throws(FormulaError) in
      var seconds = 0.0
      if call.settings.flavour.isLibreOffice {
        seconds = try call.number(0) * 3600 + (try call.number(1)) * 60 + (try call.number(2))
      } else {
        for (index, unit) in [3600.0, 60, 1].enumerated() {
          let number = try call.number(index).rounded(.towardZero)
          guard abs(number) <= 32_767 else { throw .num }
          seconds += number * unit
        }
      }
      guard seconds >= 0 else { throw .argument }
      return .checked(fmod(seconds, 86_400) / 86_400)
    },
    FunctionDefinition("DATEVALUE", 1...1) { call throws(FormulaError) in
      let text = try call.text(0)
      let isLibreOffice = call.settings.flavour.isLibreOffice
      // LibreOffice wants a date, as TIMEVALUE a time.
      guard let serial = DateReading.serial(text, call.settings), serial >= 1 || !isLibreOffice
      else { throw isLibreOffice ? .argument : .value }
      return .number(serial.rounded(.down))
    },
    FunctionDefinition("TIMEVALUE", 1...1) { call throws(FormulaError) in
      let text = try call.text(0)
      let isLibreOffice = call.settings.flavour.isLibreOffice
      guard let serial = DateReading.serial(text, call.settings),
        text.contains(":") || !isLibreOffice
      else { throw isLibreOffice ? .argument : .value }
      return .number(serial - serial.rounded(.down))
    },
    FunctionDefinition("EDATE", 2...2) { call throws(FormulaError) in
      try number(try call.day(0).adding(months: try months(call, 1)), call)
    },
    FunctionDefinition("EOMONTH", 2...2) { call throws(FormulaError) in
      var day = try call.day(0).adding(months: try months(call, 1))
      day.day = DayParts.daysInMonth(day.month, day.year)
      return try number(day, call)
    },
  ]

  /// A whole number that calendar arithmetic cannot overflow with.
  private static func whole(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> Int {
    let number = try call.number(index)
    let cut = Rounding.truncate(number)
    guard abs(cut) <= 1e7 else { throw .argument }
    return Int(cut)
  }

  private static func months(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> Int {
    let number = try call.number(index).rounded(.towardZero)
    guard abs(number) <= 120_000 else { throw .argument }
    return Int(number)
  }

  /// A year as DATE takes it: LibreOffice reads two digits as 1930 to 2029, Excel adds 1900.
  private static func fullYear(_ year: Int, _ call: FunctionCall) -> Int {
    if call.settings.flavour.isLibreOffice {
      return (0..<100).contains(year) ? year + (year < 30 ? 2000 : 1900) : year
    }
    return (0..<1900).contains(year) ? year + 1900 : year
  }

  /// The serial number of a day whose month and day may lie outside their ranges.
  private static func serial(
    _ call: FunctionCall, _ year: Int, _ month: Int, _ day: Int
  ) throws(FormulaError) -> Int {
    let first = DayParts(year: year, month: 1, day: 1).adding(months: month - 1)
    let days = first.daysSince1970 + day - 1
    let settings = call.settings
    var serial = days - settings.epoch.daysSince1970
    if settings.epoch == .excel1900, serial < 61 { serial -= 1 }
    guard let parts = settings.dayParts(serial: Double(serial)),
      parts.year <= (settings.flavour.isLibreOffice ? 32_767 : 9999),
      serial >= 0 || settings.flavour.isLibreOffice && parts.year >= 1
    else { throw settings.flavour.isLibreOffice ? .argument : .num }
    return serial
  }

  static func number(_ day: DayParts, _ call: FunctionCall) throws(FormulaError) -> FormulaValue {
    let serial = call.settings.serial(year: day.year, month: day.month, day: day.day)
    guard let serial, day.year <= 9999, serial >= 0 || call.settings.flavour.isLibreOffice else {
      throw .num
    }
    return .number(Double(serial))
  }

  private static let read: [FunctionDefinition] = [
    FunctionDefinition("YEAR", 1...1) { call throws(FormulaError) in
      .number(Double(try call.day(0).year))
    },
    FunctionDefinition("MONTH", 1...1) { call throws(FormulaError) in
      .number(Double(try call.day(0).month))
    },
    FunctionDefinition("DAY", 1...1) { call throws(FormulaError) in
      .number(Double(try call.day(0).day))
    },
    FunctionDefinition("HOUR", 1...1) { call throws(FormulaError) in
      .number(Double(try seconds(call) / 3600))
    },
    FunctionDefinition("MINUTE", 1...1) { call throws(FormulaError) in
      .number(Double(try seconds(call) / 60 % 60))
    },
    FunctionDefinition("SECOND", 1...1) { call throws(FormulaError) in
      .number(Double(try seconds(call) % 60))
    },
  ]

  /// The seconds of the day, rounded.
  private static func seconds(_ call: FunctionCall) throws(FormulaError) -> Int {
    let serial = try call.number(0)
    guard serial >= 0 || call.settings.flavour.isLibreOffice else { throw .num }
    let part = serial - serial.rounded(.down)
    return Int((part * 86_400).rounded()) % 86_400
  }

  private static let distances: [FunctionDefinition] = [
    FunctionDefinition("DAYS", 2...2, ooxml: .xlfn) { call throws(FormulaError) in
      let (end, start) = (try call.number(0), try call.number(1))
      if call.settings.flavour.isLibreOffice { return .checked(end - start) }
      return .checked(Rounding.floor(end) - Rounding.floor(start))
    },
    FunctionDefinition("DAYS360", 2...3) { call throws(FormulaError) in
      let isEuropean = try call.boolean(2, default: false)
      return .number(
        Double(DayCount.days360(try call.day(0), try call.day(1), american: !isEuropean)))
    },
    FunctionDefinition("YEARFRAC", 2...3) { call throws(FormulaError) in
      let (start, end) = (try call.day(0), try call.day(1))
      return .checked(try call.basis(2).yearFraction(start, end))
    },
    FunctionDefinition("DATEDIF", 3...3) { call throws(FormulaError) in
      let (start, end) = (try call.day(0), try call.day(1))
      guard start <= end else { throw .argument }
      return .number(Double(try difference(start, end, unit: try call.text(2).lowercased())))
    },
  ]

  private static func difference(
    _ start: DayParts, _ end: DayParts, unit: String
  ) throws(FormulaError) -> Int {
    let isEarlier = end.day < start.day
    let months = (end.year - start.year) * 12 + end.month - start.month - (isEarlier ? 1 : 0)
    switch unit {
    case "d": return end.daysSince1970 - start.daysSince1970
    case "m": return months
    case "y": return months / 12
    case "ym": return months % 12
    case "md":
      if !isEarlier { return end.day - start.day }
      // Days since that day of the month before, which may be shorter.
      let before = DayParts(year: end.year, month: end.month, day: 1).adding(months: -1)
      let from = EvaluationSettings.daysSince1970(
        year: before.year, month: before.month, day: start.day)
      return end.daysSince1970 - from
    case "yd":
      var anniversary = start
      let isBefore = (end.month, end.day) < (start.month, start.day)
      anniversary.year = end.year - (isBefore ? 1 : 0)
      return end.daysSince1970 - anniversary.daysSince1970
    default: throw .argument
    }
  }

  private static let weeks: [FunctionDefinition] = [
    FunctionDefinition("WEEKDAY", 1...2) { call throws(FormulaError) in
      let weekday = try weekday(call)
      let type = try call.floored(1, default: 1)
      switch type {
      case 1: return .number(Double((weekday + 1) % 7 + 1))
      case 2: return .number(Double(weekday + 1))
      case 3: return .number(Double(weekday))
      case 11...17: return .number(Double((weekday + 18 - Int(type)) % 7 + 1))
      default: throw .argument
      }
    },
    FunctionDefinition("WEEKNUM", 1...2) { call throws(FormulaError) in
      let day = try call.day(0)
      let mode = try call.floored(1, default: 1)
      switch mode {
      case 1, 2, 11...17:
        let firstDay = mode == 1 ? 6 : mode == 2 ? 0 : Int(mode) - 11
        let week = week(of: day, firstDay: firstDay)
        // To LibreOffice a week that reaches into the next year is that year's first.
        let nextYear = DayParts.newYear(day.year + 1)
        let daysLeft = nextYear.daysSince1970 - day.daysSince1970
        let isNext = daysLeft <= (nextYear.weekday - firstDay + 7) % 7
        return .number(isNext && call.settings.flavour.isLibreOffice ? 1 : Double(week))
      case 21: return .number(Double(isoWeek(of: day)))
      case 150 where call.settings.flavour.isLibreOffice:
        return .number(Double(isoWeek(of: day)))
      default: throw .argument
      }
    },
    FunctionDefinition("ISOWEEKNUM", 1...1, ooxml: .xlfn) { call throws(FormulaError) in
      .number(Double(isoWeek(of: try call.day(0))))
    },
  ]

  /// The day of the week from Monday, which is 0.
  ///
  /// Excel's weekdays before March 1900 are those that its leap day gives.
  private static func weekday(_ call: FunctionCall) throws(FormulaError) -> Int {
    let day = try call.day(0)
    if call.settings.epoch == .excel1900 {
      let serial = Int(Rounding.floor(try call.number(0)))
      return (serial + 5) % 7
    }
    return day.weekday
  }

  private static func week(of day: DayParts, firstDay: Int) -> Int {
    let newYear = DayParts.newYear(day.year)
    let offset = (newYear.weekday - firstDay + 7) % 7
    return (day.daysSince1970 - newYear.daysSince1970 + offset) / 7 + 1
  }

  private static func isoWeek(of day: DayParts) -> Int {
    // The week belongs to the year of its Thursday.
    let thursday = day.daysSince1970 - day.weekday + 3
    let year = EvaluationSettings.civil(daysSince1970: thursday).year
    return (thursday - DayParts.newYear(year).daysSince1970) / 7 + 1
  }
}

extension FunctionCall {
  /// An argument rounded down, or `other` when it is not there.
  func floored(_ index: Int, default other: Double) throws(FormulaError) -> Double {
    index < count ? try floored(index) : other
  }
}
