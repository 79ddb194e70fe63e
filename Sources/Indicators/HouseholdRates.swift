public import Records

/// The electricity rate of one period, as a whole and in its parts.
public struct HouseholdRates: Hashable, Sendable {
  /// What is counted.
  public var definition: RateDefinition
  /// When.
  public var period: Period
  /// The ward; nil where there is nobody to count.
  public var total: Rate?
  /// Each phố with somebody to count, by name; a unit is in one, in `""` outside the register.
  public var byPho: [PhoRate]
  /// Paid bills of registered households by channel; then unknown, then unpaid.
  public var byChannel: [ChannelShare]
  /// Bills of the period that could count but for their code, which no household of the register
  /// holds.
  public var billsOutsideRegister: Int
}

/// The rate of one phố.
public struct PhoRate: Hashable, Sendable {
  /// The phố.
  public var pho: String
  /// Its rate.
  public var rate: Rate

  /// Makes an entry.
  public init(pho: String, rate: Rate) {
    self.pho = pho
    self.rate = rate
  }
}

/// How much came by one channel.
public struct ChannelShare: Hashable, Sendable {
  /// What the bills have in common.
  public enum Kind: Hashable, Sendable {
    /// Paid by a channel that is known.
    case paid(channel: String, isCashless: Bool)
    /// Paid by a channel that is not known.
    case paidByUnknown
    /// Not known to be paid.
    case unpaid
  }

  /// What the bills have in common.
  public var kind: Kind
  /// How many bills; a shared bill counts once.
  public var bills: Int
  /// Their sum in đồng.
  public var amountVND: Int64

  /// Makes an entry.
  public init(kind: Kind, bills: Int, amountVND: Int64) {
    self.kind = kind
    self.bills = bills
    self.amountVND = amountVND
  }
}

extension HouseholdRates {
  /// Counts the units of a definition.
  ///
  /// A code that several households share counts for each of them.
  ///
  /// - Parameters:
  ///   - households: The register, each household once.
  ///   - settlements: The bills with what is known of their payment, each bill once.
  ///   - definition: What to count.
  ///   - period: The months whose bills count.
  ///   - target: The target in percent.
  /// - Throws: ``IndicatorError/sumTooLarge`` when amounts do not fit 64 bits.
  public init(
    households: [Household], settlements: some Sequence<Settlement>,
    definition: RateDefinition = .householdCashlessAllPaid, period: Period, target: Int?
  ) throws(IndicatorError) {
    let basis = RateBasis(households: households, bills: SettledBills(settlements))
    self = try basis.rates(definition, period: period, target: target)
  }
}

extension ChannelShare.Kind: Comparable {
  /// Cashless channels by name, cash by name, unknown, unpaid.
  public static func < (left: Self, right: Self) -> Bool {
    let (rank, name) = left.sortingKey
    let (otherRank, otherName) = right.sortingKey
    if rank != otherRank { return rank < otherRank }
    return name.utf8.lexicographicallyPrecedes(otherName.utf8)
  }

  private var sortingKey: (Int, String) {
    switch self {
    case .paid(let name, let isCashless): (isCashless ? 0 : 1, name)
    case .paidByUnknown: (2, "")
    case .unpaid: (3, "")
    }
  }
}
