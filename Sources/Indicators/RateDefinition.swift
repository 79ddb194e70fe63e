/// What a rate counts, as data with a version, so that it can be printed beside the figure.
///
/// No official formula is known for the rates of the form: the definition is the user's choice.
///
/// Its name says what it is: `household-cashless/all-paid` counts households all of whose paid
/// bills were paid without cash, out of those billed; `@paid` names another denominator,
/// `+intermediated` another reading of channels, `+all-uses` counts bills that are not residential
/// too.
public struct RateDefinition: Hashable, Sendable {
  /// What is counted.
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    /// A household of the register.
    case household
    /// A customer code.
    case customer
    /// A bill.
    case bill
    /// A đồng billed.
    case vnd
  }

  /// When a household or a customer code counts; a bill or its đồng count when it was paid so.
  public enum Numerator: Hashable, Sendable {
    /// Every paid bill was paid without cash, and one at least was paid.
    case allPaid
    /// One bill at least was paid without cash.
    case any
    /// The paid bills of the latest month that has one were paid without cash.
    case latest
    /// So many bills at least were paid without cash.
    case atLeast(Int)
    /// One bill at least was paid by auto-debit: the customer is registered for it.
    case autoDebit
  }

  /// Out of whom.
  public enum Denominator: String, Hashable, Sendable, CaseIterable {
    /// Those with a bill in the period.
    case billed
    /// Those with a paid bill in the period.
    case paid
    /// Those with a customer code of their own.
    case contract
    /// All of the register.
    case registered
  }

  /// What is cashless.
  public enum ChannelReading: String, Hashable, Sendable, CaseIterable {
    /// From an account, a wallet or a card.
    case strict
    /// As EVN counts: also cash handed over at a bank's desk or a collection point.
    case intermediated
  }

  /// Its name, for example `household-cashless/all-paid`.
  public var id: String {
    let numerator =
      switch numeratorRule {
      case .allPaid: unit == .household || unit == .customer ? "all-paid" : "paid"
      case .any: "any"
      case .latest: "latest"
      case .atLeast(let count): "at-least-\(count)"
      case .autoDebit: "auto-debit"
      }
    return "\(unit.rawValue)-cashless/\(numerator)"
      + (denominatorRule == .billed ? "" : "@\(denominatorRule.rawValue)")
      + (reading == .strict ? "" : "+\(reading.rawValue)")
      + (isResidentialOnly ? "" : "+all-uses")
  }

  /// Raised whenever the same data would give another figure.
  ///
  /// 2: a payment line that is only proposed for an unpaid bill makes its household unknown.
  public var version: Int { 2 }

  /// What is counted.
  public var unit: Unit
  /// When it counts.
  public var numeratorRule: Numerator
  /// Out of whom.
  public var denominatorRule: Denominator
  /// What is cashless.
  public var reading: ChannelReading
  /// Whether only residential bills count.
  public var isResidentialOnly: Bool

  /// Makes a definition.
  public init(
    unit: Unit, numerator: Numerator = .allPaid, denominator: Denominator = .billed,
    reading: ChannelReading = .strict, isResidentialOnly: Bool = true
  ) {
    self.unit = unit
    numeratorRule = numerator
    denominatorRule = denominator
    self.reading = reading
    self.isResidentialOnly = isResidentialOnly
  }

  /// Households all of whose paid bills were paid without cash; criterion 15 by default.
  public static let householdCashlessAllPaid = RateDefinition(unit: .household)

  /// The definitions that are compared with one another, the default first.
  public static let all: [RateDefinition] = {
    let people = Unit.allCases.prefix(2).flatMap { unit in
      [Numerator.allPaid, .any, .latest, .atLeast(2), .autoDebit].flatMap { numerator in
        Denominator.allCases.map {
          RateDefinition(unit: unit, numerator: numerator, denominator: $0)
        }
      }
    }
    let money = Unit.allCases.suffix(2).flatMap { unit in
      [Numerator.allPaid, .autoDebit].flatMap { numerator in
        [Denominator.billed, .paid].map {
          RateDefinition(unit: unit, numerator: numerator, denominator: $0)
        }
      }
    }
    return [true, false].flatMap { isResidentialOnly in
      ChannelReading.allCases.flatMap { reading in
        (people + money).map { definition in
          var definition = definition
          definition.reading = reading
          definition.isResidentialOnly = isResidentialOnly
          return definition
        }
      }
    }
  }()

  /// The definition with a name; nil where there is none such.
  public static func named(_ id: String) -> RateDefinition? {
    if let known = all.first(where: { $0.id == id }) { return known }
    // `at-least-3` and so on are not listed one by one.
    let parts = id.split(separator: "-", maxSplits: 4)
    guard let place = parts.firstIndex(of: "least"), place + 1 < parts.count else { return nil }
    let digits = parts[place + 1].prefix { $0.isASCII && $0.isNumber }
    guard let count = Int(digits), (1...120).contains(count) else { return nil }
    for var definition in all where definition.numeratorRule == .atLeast(2) {
      definition.numeratorRule = .atLeast(count)
      if definition.id == id { return definition }
    }
    return nil
  }
}

/// Which people are "trên 15 tuổi".
public enum AgeReading: String, Hashable, Sendable, CaseIterable {
  /// Sixteen whole years or more: an age, said in whole years, that is greater than fifteen.
  ///
  /// The default, as ages on the ward's forms are whole years.
  case sixteenCompleted = "sixteen-completed"
  /// The fifteenth birthday lies before the day: fifteen years and at least one day.
  case pastFifteenthBirthday = "past-fifteenth-birthday"
}
