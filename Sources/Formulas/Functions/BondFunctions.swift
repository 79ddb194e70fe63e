internal import Glibc

extension FunctionCall {
  /// An argument as a day of the calendar.
  func day(_ index: Int) throws(FormulaError) -> DayParts {
    let serial = Rounding.truncate(try number(index))
    guard serial >= 0 || settings.flavour.isLibreOffice,
      let day = settings.dayParts(serial: serial),
      (0...9999).contains(day.year)
    else { throw .argument }
    return day
  }

  /// An argument as a basis; 0 when it is not there.
  func basis(_ index: Int) throws(FormulaError) -> DayCount {
    let number = try number(index, default: 0).rounded(.towardZero)
    guard (0...4).contains(number), let basis = DayCount(rawValue: Int(number)) else {
      throw .argument
    }
    return basis
  }

  /// An argument that must be 1, 2 or 4.
  fileprivate func frequency(_ index: Int) throws(FormulaError) -> Int {
    let number = try number(index).rounded(.towardZero)
    guard [1, 2, 4].contains(number) else { throw .argument }
    return Int(number)
  }

  /// An argument greater than 0, or not less.
  fileprivate func positive(
    _ index: Int, zero: Bool = false
  ) throws(FormulaError) -> Double {
    let number = try number(index)
    guard number > 0 || zero && number == 0 else { throw .argument }
    return number
  }

  /// Two arguments as days of which the second is the later one.
  fileprivate func span(_ index: Int) throws(FormulaError) -> (DayParts, DayParts) {
    let (start, end) = (try day(index), try day(index + 1))
    guard start < end else { throw .argument }
    return (start, end)
  }
}

/// Securities with and without coupons.
enum BondFunctions {
  static let table: [FunctionDefinition] = coupons + prices + discounts + interests + bills + odd

  private static func coupon(
    _ name: String, _ function: @escaping @Sendable (Coupons, EvaluationSettings) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 3...4) { call throws(FormulaError) in
      let (settlement, maturity) = try call.span(0)
      let coupons = Coupons(
        settlement: settlement, maturity: maturity, frequency: try call.frequency(2),
        basis: try call.basis(3))
      return .checked(function(coupons, call.settings))
    }
  }

  private static func serial(_ day: DayParts, _ settings: EvaluationSettings) -> Double {
    settings.serial(year: day.year, month: day.month, day: day.day).map(Double.init) ?? .nan
  }

  private static let coupons: [FunctionDefinition] = [
    coupon("COUPDAYBS") { bond, _ in bond.daysBefore },
    coupon("COUPDAYS") { bond, _ in bond.daysInPeriod },
    coupon("COUPDAYSNC") { bond, _ in bond.daysAfter },
    coupon("COUPNUM") { bond, _ in Double(bond.number) },
    coupon("COUPNCD") { bond, settings in serial(bond.next, settings) },
    coupon("COUPPCD") { bond, settings in serial(bond.previous, settings) },
  ]

  private static let prices: [FunctionDefinition] = [
    FunctionDefinition("PRICE", 6...7) { call throws(FormulaError) in
      let (settlement, maturity) = try call.span(0)
      let rate = try call.positive(2, zero: true)
      let yield = try call.positive(3, zero: true)
      let redemption = try call.positive(4)
      let bond = Coupons(
        settlement: settlement, maturity: maturity, frequency: try call.frequency(5),
        basis: try call.basis(6))
      return .checked(
        bond.price(
          rate: rate, yield: yield, redemption: redemption,
          isSimpleAtLast: !call.settings.flavour.isLibreOffice))
    },
    FunctionDefinition("YIELD", 6...7) { call throws(FormulaError) in
      let (settlement, maturity) = try call.span(0)
      let rate = try call.positive(2, zero: true)
      let (price, redemption) = (try call.positive(3), try call.positive(4))
      let bond = Coupons(
        settlement: settlement, maturity: maturity, frequency: try call.frequency(5),
        basis: try call.basis(6))
      let yield = bond.yield(
        rate: rate, price: price, redemption: redemption,
        isSimpleAtLast: !call.settings.flavour.isLibreOffice)
      guard let yield else { throw .argument }
      return .checked(yield)
    },
    duration("DURATION") { _, _ in 1 },
    duration("MDURATION") { frequency, yield in 1 + yield / Double(frequency) },
  ]

  private static func duration(
    _ name: String,
    dividedBy part: @escaping @Sendable (_ frequency: Int, _ yield: Double) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 5...6) { call throws(FormulaError) in
      let (settlement, maturity) = try call.span(0)
      let rate = try call.positive(2, zero: true)
      let yield = try call.positive(3, zero: true)
      let bond = Coupons(
        settlement: settlement, maturity: maturity, frequency: try call.frequency(4),
        basis: try call.basis(5))
      let years = bond.duration(
        rate: rate, yield: yield, countsPeriods: !call.settings.flavour.isLibreOffice)
      return .checked(years / part(bond.frequency, yield))
    }
  }

  private static let discounts: [FunctionDefinition] = [
    discount("DISC", isPlain: false) { price, redemption, years in
      (1 - price / redemption) / years
    },
    discount("INTRATE") { invested, redemption, years in
      (redemption / invested - 1) / years
    },
    discount("RECEIVED") { invested, rate, years in invested / (1 - rate * years) },
    discount("PRICEDISC") { rate, redemption, years in
      redemption * (1 - rate * years)
    },
    discount("YIELDDISC", isPlain: false) { price, redemption, years in
      (redemption / price - 1) / years
    },
  ]

  private static func years(
    _ basis: DayCount, _ start: DayParts, _ end: DayParts, _ call: FunctionCall
  ) -> Double {
    call.settings.flavour.isLibreOffice
      ? basis.plainYears(start, end) : basis.yearFraction(start, end)
  }

  private static func discount(
    _ name: String, isPlain: Bool = true,
    _ function: @escaping @Sendable (Double, Double, Double) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 4...5) { call throws(FormulaError) in
      let (settlement, maturity) = try call.span(0)
      let (first, second) = (try call.positive(2), try call.positive(3))
      let basis = try call.basis(4)
      let years =
        isPlain
        ? years(basis, settlement, maturity, call) : basis.yearFraction(settlement, maturity)
      return .checked(function(first, second, years))
    }
  }

  private static let interests: [FunctionDefinition] = [
    FunctionDefinition("ACCRINT", 6...8) { call throws(FormulaError) in
      let (issue, settlement) = (try call.day(0), try call.day(2))
      _ = try call.day(1)
      let rate = try call.positive(3)
      let face = call.has(4) ? try call.positive(4) : 1000
      _ = try call.frequency(5)
      let basis = try call.basis(6)
      guard issue < settlement else { throw .argument }
      return .checked(face * rate * years(basis, issue, settlement, call))
    },
    FunctionDefinition("ACCRINTM", 4...5) { call throws(FormulaError) in
      let (issue, settlement) = try call.span(0)
      let (rate, face) = (try call.positive(2), try call.positive(3))
      return .checked(face * rate * years(try call.basis(4), issue, settlement, call))
    },
    FunctionDefinition("PRICEMAT", 5...6) { call throws(FormulaError) in
      let (rate, yield) = (try call.positive(3, zero: true), try call.positive(4, zero: true))
      let years = try maturityYears(call)
      return .checked(
        ((1 + years.whole * rate) / (1 + years.left * yield) - years.past * rate) * 100)
    },
    FunctionDefinition("YIELDMAT", 5...6) { call throws(FormulaError) in
      let (rate, price) = (try call.positive(3, zero: true), try call.positive(4))
      guard try call.day(2) <= (try call.day(0)) else { throw .argument }
      let years = try maturityYears(call)
      let paid = price / 100 + years.past * rate
      return .checked(((1 + years.whole * rate) / paid - 1) / years.left)
    },
  ]

  private static func maturityYears(
    _ call: FunctionCall
  ) throws(FormulaError) -> (whole: Double, past: Double, left: Double) {
    let (settlement, maturity) = try call.span(0)
    let issue = try call.day(2)
    let basis = try call.basis(5)
    guard issue <= settlement || call.settings.flavour.isLibreOffice else { throw .num }
    return (
      basis.yearFraction(issue, maturity), basis.yearFraction(issue, settlement),
      basis.yearFraction(settlement, maturity)
    )
  }

  private static let bills: [FunctionDefinition] = [
    FunctionDefinition("TBILLEQ", 3...3) { call throws(FormulaError) in
      let (days, rate) = (try billDays(call), try call.positive(2))
      let yield = 365 * rate / (360 - rate * days)
      return call.settings.flavour.isLibreOffice ? .checked(yield) : try price(yield)
    },
    FunctionDefinition("TBILLYIELD", 3...3) { call throws(FormulaError) in
      let paid = try call.positive(2)
      var days = try billDays(call)
      if call.settings.flavour.isLibreOffice {
        let (settlement, maturity) = try call.span(0)
        days = Double(DayCount.days360(settlement, maturity, american: true) + 1)
      }
      return try price((100 / paid - 1) / days * 360)
    },
    FunctionDefinition("TBILLPRICE", 3...3) { call throws(FormulaError) in
      let rate = try call.positive(2)
      guard call.settings.flavour.isLibreOffice else {
        return try price(100 * (1 - rate * (try billDays(call)) / 360))
      }
      let (settlement, maturity) = try call.span(0)
      let years = DayCount.american30.yearFraction(settlement, dayAfter(maturity))
      return .checked(100 * (1 - rate * years))
    },
  ]

  private static func price(_ number: Double) throws(FormulaError) -> FormulaValue {
    guard number >= 0 else { throw .argument }
    return .checked(number)
  }

  private static func dayAfter(_ day: DayParts) -> DayParts {
    EvaluationSettings.civil(daysSince1970: day.daysSince1970 + 1)
  }

  /// Excel counts real days, at most a year; LibreOffice months of 30 days up to the next day.
  private static func billDays(_ call: FunctionCall) throws(FormulaError) -> Double {
    let (settlement, maturity) = (try call.day(0), try call.day(1))
    let isLibreOffice = call.settings.flavour.isLibreOffice
    guard settlement < maturity || isLibreOffice && settlement == maturity else {
      throw .argument
    }
    let days =
      isLibreOffice
      ? DayCount.days360(settlement, dayAfter(maturity), american: true)
      : maturity.daysSince1970 - settlement.daysSince1970
    guard days <= (isLibreOffice ? 360 : 366) else { throw .argument }
    return Double(days)
  }

  private static let odd: [FunctionDefinition] = [
    FunctionDefinition("ODDFPRICE", 8...9) { call throws(FormulaError) in
      let bond = try oddFirst(call)
      let (rate, yield) = (try call.positive(4, zero: true), try call.positive(5, zero: true))
      return .checked(bond.price(rate: rate, yield: yield, redemption: try call.positive(6)))
    },
    FunctionDefinition("ODDFYIELD", 8...9) { call throws(FormulaError) in
      let bond = try oddFirst(call)
      let (rate, price) = (try call.positive(4, zero: true), try call.positive(5))
      let yield = bond.yield(rate: rate, price: price, redemption: try call.positive(6))
      guard let yield else { throw .noConvergence }
      return .checked(yield)
    },
    FunctionDefinition("ODDLPRICE", 7...8) { call throws(FormulaError) in
      let bond = try oddLast(call)
      let isLenient = !call.settings.flavour.isLibreOffice
      let rate = try call.positive(3, zero: isLenient)
      let yield = try call.positive(4, zero: true)
      return .checked(bond.price(rate: rate, yield: yield, redemption: try call.positive(5)))
    },
    FunctionDefinition("ODDLYIELD", 7...8) { call throws(FormulaError) in
      let bond = try oddLast(call)
      let isLenient = !call.settings.flavour.isLibreOffice
      let (rate, price) = (try call.positive(3, zero: isLenient), try call.positive(4))
      return .checked(bond.yield(rate: rate, price: price, redemption: try call.positive(5)))
    },
  ]

  private static func oddFirst(_ call: FunctionCall) throws(FormulaError) -> OddFirstBond {
    let (settlement, maturity) = try call.span(0)
    let (issue, first) = try call.span(2)
    guard issue < settlement, settlement < first, first < maturity else { throw .argument }
    return OddFirstBond(
      settlement: settlement, maturity: maturity, issue: issue, first: first,
      frequency: try call.frequency(7), basis: try call.basis(8))
  }

  private static func oddLast(_ call: FunctionCall) throws(FormulaError) -> OddLastBond {
    let (settlement, maturity) = try call.span(0)
    let last = try call.day(2)
    guard last < settlement else { throw .argument }
    return OddLastBond(
      settlement: settlement, maturity: maturity, last: last,
      frequency: try call.frequency(6), basis: try call.basis(7))
  }
}
