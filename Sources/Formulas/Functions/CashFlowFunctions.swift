internal import Glibc

/// What payments are worth, and what they yield.
enum CashFlowFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("NPV", 2...255, [.scalar, .any]) { call throws(FormulaError) in
      let rate = try call.number(0)
      guard rate != -1 else { throw .div0 }
      let payments = try call.numbers(from: 1)
      return .checked(CashFlows.presentValue(rate, payments) / (1 + rate))
    },
    FunctionDefinition("IRR", 1...2, [.any, .scalar]) { call throws(FormulaError) in
      let guess = try call.number(1, default: 0.1)
      let payments = try call.numbers(at: 0).enumerated().map {
        (years: Double($0.offset), amount: $0.element)
      }
      let rate = CashFlows.internalRate(payments, guess: guess, tryOthers: false)
      guard let rate else { throw .noConvergence }
      return .checked(rate)
    },
    FunctionDefinition("MIRR", 3...3, [.any, .scalar, .scalar]) { call throws(FormulaError) in
      let payments = try call.numbers(at: 0)
      let (finance, reinvest) = (try call.number(1), try call.number(2))
      let count = Double(payments.count)
      if payments.count < 2, call.settings.flavour.isLibreOffice { throw .parameter }
      guard payments.contains(where: { $0 > 0 }), payments.contains(where: { $0 < 0 }) else {
        throw .div0
      }
      let income = CashFlows.presentValue(reinvest, payments.map { max($0, 0) })
      let outlay = CashFlows.presentValue(finance, payments.map { min($0, 0) })
      let growth = -income / outlay * pow(1 + reinvest, count - 1)
      return .checked(pow(growth, 1 / (count - 1)) - 1)
    },
    FunctionDefinition("XNPV", 3...3, [.scalar, .any, .any]) { call throws(FormulaError) in
      let rate = try call.number(0)
      guard rate > -1 else { throw .argument }
      let payments = try dated(call, 1)
      return .checked(CashFlows.presentValue(rate, payments))
    },
    FunctionDefinition("XIRR", 2...3, [.any, .any, .scalar]) { call throws(FormulaError) in
      let guess = try call.number(2, default: 0.1)
      guard guess > -1 else { throw .argument }
      let rate = CashFlows.internalRate(try dated(call, 0), guess: guess, tryOthers: true)
      guard let rate else { throw .argument }
      return .checked(rate)
    },
  ]

  /// Payments with the years from the first.
  private static func dated(
    _ call: FunctionCall, _ index: Int
  ) throws(FormulaError) -> [(years: Double, amount: Double)] {
    let amounts = try call.numbers(at: index)
    let days = try call.numbers(at: index + 1).map { Rounding.floor($0) }
    guard amounts.count == days.count, amounts.count > 1 || index == 1, let first = days.first
    else { throw .argument }
    if !call.settings.flavour.isLibreOffice, days.contains(where: { $0 < first }) { throw .num }
    return zip(amounts, days).map { (years: ($1 - first) / 365, amount: $0) }
  }
}
