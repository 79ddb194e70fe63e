internal import Glibc

/// Loans and savings with equal payments.
enum AnnuityFunctions {
  static let table: [FunctionDefinition] = whole + parts + rates

  private static let whole: [FunctionDefinition] = [
    FunctionDefinition("FV", 3...5) { call throws(FormulaError) in
      .checked(
        Annuities.futureValue(
          try call.number(0), try call.number(1), try call.number(2),
          try call.number(3, default: 0), atStart: try atStart(call, 4)))
    },
    FunctionDefinition("PV", 3...5) { call throws(FormulaError) in
      .checked(
        Annuities.presentValue(
          try call.number(0), try call.number(1), try call.number(2),
          try call.number(3, default: 0), atStart: try atStart(call, 4)))
    },
    FunctionDefinition("PMT", 3...5) { call throws(FormulaError) in
      let periods = try call.number(1)
      if periods == 0, !call.settings.flavour.isLibreOffice { throw .num }
      return .checked(
        Annuities.payment(
          try call.number(0), periods, try call.number(2),
          try call.number(3, default: 0), atStart: try atStart(call, 4)))
    },
    FunctionDefinition("NPER", 3...5) { call throws(FormulaError) in
      .checked(
        Annuities.periods(
          try call.number(0), try call.number(1), try call.number(2),
          try call.number(3, default: 0), atStart: try atStart(call, 4)))
    },
    FunctionDefinition("RATE", 3...6) { call throws(FormulaError) in
      let periods = try call.number(0)
      guard periods > 0 else { throw .argument }
      let rate = Annuities.rate(
        periods, try call.number(1), try call.number(2), try call.number(3, default: 0),
        atStart: try atStart(call, 4), guess: try call.number(5, default: 0.1))
      guard let rate else { throw .noConvergence }
      return .checked(rate)
    },
  ]

  private static func atStart(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> Bool {
    try call.number(index, default: 0) != 0
  }

  private static let parts: [FunctionDefinition] = [
    FunctionDefinition("IPMT", 4...6) { call throws(FormulaError) in
      let (paid, principal) = try payment(call)
      return .checked(paid - principal)
    },
    FunctionDefinition("PPMT", 4...6) { call throws(FormulaError) in
      .checked(try payment(call).principal)
    },
    FunctionDefinition("CUMIPMT", 6...6) { call throws(FormulaError) in
      try cumulated(call) { $0 - $1 }
    },
    FunctionDefinition("CUMPRINC", 6...6) { call throws(FormulaError) in
      try cumulated(call) { $1 }
    },
    .reals("ISPMT", 4) { values in
      let (rate, period, periods) = (values[0], values[1], values[2])
      return values[3] * rate * (period / periods - 1)
    },
  ]

  /// What is paid in one period, and what of it pays off.
  private static func payment(
    _ call: FunctionCall
  ) throws(FormulaError) -> (paid: Double, principal: Double) {
    let (rate, period, periods) = (try call.number(0), try call.number(1), try call.number(2))
    guard period >= 1, period <= periods else { throw .argument }
    let (present, future) = (try call.number(3), try call.number(4, default: 0))
    let atStart = try atStart(call, 5)
    let paid = Annuities.payment(rate, periods, present, future, atStart: atStart)
    let principal = Annuities.principal(
      rate, period, periods, present, future, atStart: atStart)
    guard paid.isFinite, principal.isFinite else { throw .num }
    return (paid, principal)
  }

  private static let periodsMax = 1_000_000.0

  /// Adds up a part of each payment from one period to another.
  private static func cumulated(
    _ call: FunctionCall, _ part: (_ paid: Double, _ principal: Double) -> Double
  ) throws(FormulaError) -> FormulaValue {
    let (rate, periods) = (try call.number(0), try call.number(1))
    let present = try call.number(2)
    let (start, end) = (try call.floored(3), try call.floored(4))
    let type = try call.number(5)
    guard rate > 0, periods > 0, present > 0, start >= 1, end >= start, end <= periods,
      type == 0 || type == 1
    else { throw .argument }
    guard end - start < periodsMax else { throw .limit }
    let paid = Annuities.payment(rate, periods, present, 0, atStart: type == 1)
    var sum = NumberRules.Sum()
    var period = start
    while period <= end {
      let principal = Annuities.principal(
        rate, period, periods, present, 0, atStart: type == 1)
      sum.add(part(paid, principal))
      period += 1
    }
    return .checked(sum.value)
  }

  private static let rates: [FunctionDefinition] = [
    FunctionDefinition("EFFECT", 2...2) { call throws(FormulaError) in
      let (rate, times) = (try call.number(0), try call.floored(1))
      guard rate > 0 || rate == 0 && call.settings.flavour.isLibreOffice, times >= 1 else {
        throw .argument
      }
      return .checked(expm1(times * log1p(rate / times)))
    },
    .reals("NOMINAL", 2) { values in
      let times = Rounding.floor(values[1])
      guard values[0] > 0, times >= 1 else { return .nan }
      return times * expm1(log1p(values[0]) / times)
    },
    .reals("RRI", 3, ooxml: .xlfn) { values in
      guard values[0] > 0, values[1] != 0 else { return .nan }
      let rate = pow(values[2] / values[1], 1 / values[0]) - 1
      return rate.isNaN ? .infinity : rate
    },
    .reals("PDURATION", 3, ooxml: .xlfn) { values in
      guard values[0] > 0, values[1] > 0, values[2] > 0 else { return .nan }
      return log(values[2] / values[1]) / log1p(values[0])
    },
    FunctionDefinition("FVSCHEDULE", 2...2, [.scalar, .any]) { call throws(FormulaError) in
      var value = try call.number(0)
      for rate in try call.array(1).values {
        if case .text = rate { throw .value }
        value *= 1 + (try call.context.number(rate))
      }
      return .checked(value)
    },
    .reals("DOLLARDE", 2) { values in
      let fraction = values[1].rounded(.towardZero)
      guard fraction > 0 else { return fraction < 0 ? .nan : .infinity }
      let whole = values[0].rounded(.towardZero)
      return whole + (values[0] - whole) / fraction * pow(10, log10(fraction).rounded(.up))
    },
    .reals("DOLLARFR", 2) { values in
      let fraction = values[1].rounded(.towardZero)
      guard fraction > 0 else { return fraction < 0 ? .nan : .infinity }
      let whole = values[0].rounded(.towardZero)
      return whole + (values[0] - whole) * fraction * pow(10, -log10(fraction).rounded(.up))
    },
  ]
}
