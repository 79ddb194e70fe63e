internal import Glibc

/// Days on which people work.
enum WorkdayFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("NETWORKDAYS", 2...4, [.scalar, .scalar, .any, .any]) {
      call throws(FormulaError) in
      try count(call, WorkCalendar(call, holidays: 2, week: call.has(3) ? .flags(3) : .usual))
    },
    FunctionDefinition(
      "NETWORKDAYS.INTL", 2...4, [.scalar, .scalar, .scalar, .any], openFormula: .microsoft
    ) { call throws(FormulaError) in
      try count(call, WorkCalendar(call, holidays: 3, week: call.has(2) ? .code(2) : .usual))
    },
    FunctionDefinition("WORKDAY", 2...4, [.scalar, .scalar, .any, .any]) {
      call throws(FormulaError) in
      try move(call, WorkCalendar(call, holidays: 2, week: call.has(3) ? .flags(3) : .usual))
    },
    FunctionDefinition(
      "WORKDAY.INTL", 2...4, [.scalar, .scalar, .scalar, .any], openFormula: .microsoft
    ) { call throws(FormulaError) in
      try move(call, WorkCalendar(call, holidays: 3, week: call.has(2) ? .code(2) : .usual))
    },
  ]

  private static func serial(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> Int {
    let number = Rounding.floor(try call.number(index))
    guard abs(number) < 4e6, number >= 0 || index > 0 else { throw .argument }
    return Int(number)
  }

  private static func count(
    _ call: FunctionCall, _ calendar: WorkCalendar
  ) throws(FormulaError) -> FormulaValue {
    let (start, end) = (try serial(call, 0), try serial(call, 1))
    let (first, last) = (min(start, end), max(start, end))
    // Whole weeks, then what remains.
    let weeks = (last - first + 1) / 7
    var days = weeks * calendar.daysInWeek
    for day in (first + weeks * 7)..<(last + 1) where calendar.isInWeek(day) { days += 1 }
    for holiday in calendar.holidays where (first...last).contains(holiday) {
      if calendar.isInWeek(holiday) { days -= 1 }
    }
    return .number(Double(start <= end ? days : -days))
  }

  private static func move(
    _ call: FunctionCall, _ calendar: WorkCalendar
  ) throws(FormulaError) -> FormulaValue {
    var day = try serial(call, 0)
    let distance = try call.number(1).rounded(.towardZero)
    guard abs(distance) < 4e6 else { throw .argument }
    guard calendar.daysInWeek > 0 else { throw .value }
    var rest = Int(abs(distance))
    let step = distance < 0 ? -1 : 1
    while rest > 0 {
      day += step
      if calendar.isInWeek(day), !calendar.holidays.contains(day) { rest -= 1 }
      guard abs(day) < 4_000_000 else { throw .num }
    }
    guard day >= 0 || call.settings.flavour.isLibreOffice else { throw .num }
    return .number(Double(day))
  }
}

/// Which days are worked.
private struct WorkCalendar {
  enum Week {
    /// Saturday and Sunday are free.
    case usual
    /// Seven numbers from Sunday on, of which those that are not 0 are free.
    case flags(Int)
    /// A number of Excel's list, or seven signs from Monday on.
    case code(Int)
  }

  // Monday first.
  private var isFree = [false, false, false, false, false, true, true]
  private(set) var holidays: Set<Int> = []
  private let epochWeekday: Int

  init(_ call: FunctionCall, holidays index: Int, week: Week) throws(FormulaError) {
    // Day 0 is a Saturday in both epochs of 1900, a Friday in that of 1904.
    epochWeekday = call.settings.epoch == .january1904 ? 4 : 5
    switch week {
    case .usual: break
    case .flags(let argument):
      let flags = try call.numbers(at: argument)
      if flags.count == 7 {
        isFree = (0..<7).map { flags[($0 + 1) % 7] != 0 }
      } else if flags.count == 1 {
        isFree = Array(repeating: flags[0] != 0, count: 7)
      } else {
        throw .value
      }
    case .code(let argument): isFree = try WorkCalendar.free(call, argument)
    }
    if call.has(index) {
      for number in try call.numbers(at: index) where abs(number) < 4e6 {
        holidays.insert(Int(Rounding.floor(number)))
      }
    }
  }

  private static func free(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> [Bool] {
    if case .text(let text) = call.value(index) {
      guard text.utf8.count == 7, text.allSatisfy({ $0 == "0" || $0 == "1" }) else {
        throw .value
      }
      return text.map { $0 == "1" }
    }
    let code = Rounding.floor(try call.number(index))
    var free = [Bool](repeating: false, count: 7)
    switch code {
    case 1...7:
      // 1 is Saturday and Sunday, 2 Sunday and Monday …
      free[(Int(code) + 4) % 7] = true
      free[(Int(code) + 5) % 7] = true
    case 11...17: free[(Int(code) + 2) % 7] = true
    default: throw .argument
    }
    return free
  }

  var daysInWeek: Int { isFree.count { !$0 } }

  func isInWeek(_ serial: Int) -> Bool {
    let weekday = (serial + epochWeekday) % 7
    return !isFree[weekday < 0 ? weekday + 7 : weekday]
  }
}
