internal import Glibc

/// What things lose in worth.
enum DepreciationFunctions {
  static let table: [FunctionDefinition] = [
    FunctionDefinition("SLN", 3...3) { call throws(FormulaError) in
      let life = try call.number(2)
      guard life != 0 else { throw .div0 }
      return .checked((try call.number(0) - (try call.number(1))) / life)
    },
    FunctionDefinition("SYD", 4...4) { call throws(FormulaError) in
      let (cost, salvage) = (try call.number(0), try call.number(1))
      let (life, period) = (try call.number(2), try call.number(3))
      if !call.settings.flavour.isLibreOffice {
        guard period >= 1, period <= life else { throw .num }
      }
      let years = life * (life + 1) / 2
      return .checked((cost - salvage) * (life + 1 - period) / years)
    },
    FunctionDefinition("DB", 4...5) { call throws(FormulaError) in
      let (cost, salvage) = (try call.number(0), try call.number(1))
      let (life, period) = (try call.number(2), try call.number(3))
      let months = Rounding.floor(try call.number(4, default: 12))
      guard months >= 1, months <= 12, life <= 1200, life > 0, salvage >= 0, period > 0,
        period <= life + 1, salvage <= cost, cost >= 0,
        period <= life || months < 12 || call.settings.flavour.isLibreOffice
      else { throw .argument }
      if cost == 0 { return .number(0) }
      return .checked(
        Depreciation.fixedDeclining(cost, salvage, life, period, months: months))
    },
    FunctionDefinition("DDB", 4...5) { call throws(FormulaError) in
      let (cost, salvage) = (try call.number(0), try call.number(1))
      let (life, period) = (try call.number(2), try call.number(3))
      let factor = try call.number(4, default: 2)
      guard cost >= 0, salvage >= 0, salvage <= cost, period >= 1, period <= life, factor > 0
      else { throw .argument }
      return .checked(Depreciation.declining(cost, salvage, life, period, factor))
    },
    FunctionDefinition("VDB", 5...7) { call throws(FormulaError) in
      let (cost, salvage) = (try call.number(0), try call.number(1))
      let (life, start) = (try call.number(2), try call.number(3))
      let end = try call.number(4)
      let factor = call.has(5) ? try call.number(5) : 2
      guard start >= 0, end >= start, end <= life, cost >= 0, salvage <= cost, factor > 0,
        end <= 1e5
      else { throw .argument }
      return .checked(
        Depreciation.variable(
          cost, salvage, life, from: start, to: end, factor,
          noSwitch: try call.boolean(6, default: false)))
    },
    FunctionDefinition("AMORDEGRC", 6...7) { call throws(FormulaError) in
      let terms = try French(call)
      guard terms.life >= 2 else { throw .argument }
      return .checked(
        Depreciation.frenchDegressive(
          terms.cost, firstFraction: terms.fraction, terms.salvage, Int(min(terms.period, 1e5)),
          terms.rate))
    },
    FunctionDefinition("AMORLINC", 6...7) { call throws(FormulaError) in
      let terms = try French(call)
      return .checked(
        Depreciation.frenchLinear(
          terms.cost, firstFraction: terms.fraction, terms.salvage, terms.period, terms.rate))
    },
  ]

  private struct French {
    let cost: Double
    let salvage: Double
    let period: Double
    let rate: Double
    let fraction: Double
    var life: Double { 1 / rate }

    init(_ call: FunctionCall) throws(FormulaError) {
      cost = try call.number(0)
      let (bought, first) = (try call.day(1), try call.day(2))
      salvage = try call.number(3)
      period = try call.floored(4)
      rate = try call.number(5)
      let basis = try call.basis(6)
      guard cost >= 0, salvage >= 0, salvage <= cost, period >= 0, rate > 0, bought <= first
      else { throw .argument }
      fraction = basis.yearFraction(bought, first)
    }
  }
}
