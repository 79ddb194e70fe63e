public import Records

/// Invented bills and payment lines, with the truth about which line pays which bill.
///
/// Everything comes from the seed. It shares no code with matching: it writes what people write.
public struct MatchingCases: Sendable {
  /// What can be chosen.
  public struct Options: Sendable {
    /// Where the random numbers start.
    public var seed: UInt64
    /// Customers with one bill a month each.
    public var customers: Int
    /// Months of bills, from January 2024.
    public var months: Int
    /// How many lines in a thousand are written or paid in an odd way, of each kind.
    public var noisePerMille: Int
    /// Whether customer codes follow one another, so that a slip often hits another one.
    public var hasDenseCodes: Bool
    /// Whether amounts come of whole kilowatt-hours, so that many bills of a month share one.
    public var hasSharedAmounts: Bool
    /// What else may be hard about a ward.
    public var hardship = Hardship()

    /// Makes options.
    public init(
      seed: UInt64, customers: Int = 1000, months: Int = 6, noisePerMille: Int = 10,
      hasDenseCodes: Bool = true, hasSharedAmounts: Bool = true
    ) {
      self.seed = seed
      self.customers = customers
      self.months = months
      self.noisePerMille = noisePerMille
      self.hasDenseCodes = hasDenseCodes
      self.hasSharedAmounts = hasSharedAmounts
    }
  }

  /// What may be hard about a ward, beside odd lines; all of it is off at first.
  public struct Hardship: Sendable {
    /// How many different amounts there are in a month where amounts are shared.
    public var amounts = 320
    /// Customers in a thousand whose amount is the same every month.
    public var steadyPerMille = 0
    /// Bills in a hundred whose payment EVN knew of when its file was made.
    public var evnKnowsPercent = 94
    /// Whether a line names its bill badly, or not at all, though nothing else tells of its bill.
    public var hasUnclearTruths = false
    /// Lines, in a thousand, of customers of the same unit whose bills are not in EVN's file.
    public var outsidersPerMille = 0
    /// Customers in a thousand that the register does not have.
    public var missingPerMille = 0
    /// Customers in a thousand that belong to the household of the one before.
    public var sharedHouseholdPerMille = 0
    /// Payments in a thousand by somebody else of the register, a landlord perhaps.
    public var otherPayerPerMille = 0
    /// Payments in cash, in a thousand, that leave a line though EVN knows of them.
    public var cashLinesPerMille = 300

    /// Nothing hard.
    public init() {}

    /// As hard as chance makes it.
    public init(seed: UInt64) {
      var random = Random(seed: seed)
      amounts = random.pick([20, 60, 320, 2000])
      steadyPerMille = random.pick([0, 50, 300])
      evnKnowsPercent = random.pick([0, 50, 94, 100])
      hasUnclearTruths = random.chance(500)
      outsidersPerMille = random.pick([0, 30, 300, 1000])
      missingPerMille = random.pick([0, 50, 300])
      sharedHouseholdPerMille = random.pick([0, 30, 200])
      otherPayerPerMille = random.pick([0, 50, 300])
    }
  }

  /// What a line carries of the bill.
  public enum Carries: String, CaseIterable, Sendable {
    /// A bill id.
    case billID
    /// A customer code without a slip.
    case code
    /// A code with a slip, cut off, or its end only.
    case fragment
    /// A name, a month or nothing.
    case silent
    /// Nothing, because it pays no bill of here.
    case stranger
    /// It takes a payment back, or was taken back.
    case reversal
  }

  /// The truth about one line.
  public struct Truth: Sendable {
    /// The ids of the bills that it pays.
    public var billIDs: [String]
    /// What it carries.
    public var carries: Carries
    /// How it was written or paid.
    public var kind: String
  }

  /// The bills, as EVN's file has them.
  public internal(set) var bills: [Bill] = []
  /// The payment lines.
  public internal(set) var payments: [Payment] = []
  /// The truth about each line, in the order of ``payments``.
  public internal(set) var truths: [Truth] = []
  /// The register: a household a customer.
  public internal(set) var households: [Household] = []
  /// By bill: whether it was paid without cash; nil where nobody paid it.
  public internal(set) var isCashless: [Bool?] = []

  /// Makes the cases.
  public init(_ options: Options) {
    var maker = CaseMaker(options)
    maker.make()
    self = maker.cases
  }

  init() {}

  /// Households of the register whose paid bills of a month were all paid without cash, at least
  /// one, and those billed.
  public func trueRate(in month: CalendarMonth) -> (numerator: Int, denominator: Int) {
    let truths = trueHouseholds(in: month).compactMap { $0 }
    return (truths.count { $0 }, truths.count)
  }

  /// By household: whether its paid bills of a month were all paid without cash, at least one; nil
  /// where it has no bill.
  public func trueHouseholds(in month: CalendarMonth) -> [Bool?] {
    var standing: [CustomerCode: (bills: Int, paid: Int, cash: Int)] = [:]
    for (bill, isCashless) in zip(bills, isCashless) where bill.month == month {
      standing[bill.customerCode, default: (0, 0, 0)].bills += 1
      standing[bill.customerCode, default: (0, 0, 0)].paid += isCashless == nil ? 0 : 1
      standing[bill.customerCode, default: (0, 0, 0)].cash += isCashless == false ? 1 : 0
    }
    return households.map { household in
      let of = household.customerCodes.compactMap { standing[$0] }
      guard of.contains(where: { $0.bills > 0 }) else { return nil }
      return of.contains { $0.paid > 0 } && of.allSatisfy { $0.cash == 0 }
    }
  }
}
