public import Records

/// The households' rate of one period, as a whole and in its parts.
public struct HouseholdRates: Hashable, Sendable {
  /// What is counted.
  public var definition: RateDefinition
  /// When.
  public var period: Period
  /// The ward; nil where no household was billed.
  public var total: Rate?
  /// Each phố with a household that was billed, by name; a household is in exactly one.
  public var byPho: [PhoRate]
  /// Paid bills of registered households by channel; then unknown, then unpaid.
  public var byChannel: [ChannelShare]
  /// Residential bills of the period whose code no household of the register holds.
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
  /// How many residential bills of registered households; a shared bill counts once.
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
  /// Counts the households by ``RateDefinition/householdCashlessAllPaid``.
  ///
  /// A code that several households share counts for each of them.
  ///
  /// - Parameters:
  ///   - households: The register, each household once.
  ///   - settlements: The bills with what is known of their payment, each bill once.
  ///   - period: The months whose bills count.
  ///   - target: The target in percent.
  /// - Throws: ``IndicatorError/sumTooLarge`` when amounts do not fit 64 bits.
  public init(
    households: [Household], settlements: [Settlement], period: Period, target: Int?
  ) throws(IndicatorError) {
    definition = .householdCashlessAllPaid
    self.period = period
    let codes = Set(households.flatMap(\.customerCodes))
    let billed = settlements.filter { $0.bill.isResidential && period.contains($0.bill.month) }
    var standings: [CustomerCode: Standing] = [:]
    var shares: [ChannelShare.Kind: ChannelShare] = [:]
    var outside = 0
    for settlement in billed {
      guard codes.contains(settlement.bill.customerCode) else {
        outside += 1
        continue
      }
      standings[settlement.bill.customerCode, default: Standing()].add(settlement)
      try shares.add(settlement)
    }
    let counts = Self.count(households, standings)
    total = counts.total.rate(target)
    byPho = counts.byPho.compactMap { pho, count in
      count.rate(target).map { PhoRate(pho: pho, rate: $0) }
    }.sorted { $0.pho.utf8.lexicographicallyPrecedes($1.pho.utf8) }
    byChannel = shares.values.sorted { $0.kind < $1.kind }
    billsOutsideRegister = outside
  }

  private static func count(
    _ households: [Household], _ standings: [CustomerCode: Standing]
  ) -> (total: HouseholdCount, byPho: [String: HouseholdCount]) {
    var total = HouseholdCount()
    var byPho: [String: HouseholdCount] = [:]
    for household in households {
      var standing = Standing()
      for code in Set(household.customerCodes) { standings[code].map { standing.add($0) } }
      total.add(standing)
      byPho[household.pho, default: HouseholdCount()].add(standing)
    }
    return (total, byPho)
  }
}

/// The bills of a code or a household, counted by what became of them.
private struct Standing {
  var bills = 0
  var cashless = 0
  var cash = 0
  var unknown = 0

  mutating func add(_ settlement: Settlement) {
    bills += 1
    guard settlement.isPaid == true else { return }
    switch settlement.channel.isCashless {
    case true?: cashless += 1
    case false?: cash += 1
    case nil: unknown += 1
    }
  }

  mutating func add(_ other: Standing) {
    bills += other.bills
    cashless += other.cashless
    cash += other.cash
    unknown += other.unknown
  }
}

private struct HouseholdCount {
  var numerator = 0
  var denominator = 0
  var unknown = 0

  mutating func add(_ standing: Standing) {
    guard standing.bills > 0 else { return }
    denominator += 1
    guard standing.cash == 0 else { return }
    if standing.unknown > 0 {
      unknown += 1
    } else if standing.cashless > 0 {
      numerator += 1
    }
  }

  func rate(_ target: Int?) -> Rate? {
    Rate(numerator: numerator, denominator: denominator, unknown: unknown, target: target)
  }
}

extension [ChannelShare.Kind: ChannelShare] {
  fileprivate mutating func add(_ settlement: Settlement) throws(IndicatorError) {
    let kind: ChannelShare.Kind =
      switch (settlement.isPaid, settlement.channel) {
      case (true?, .known(let name, let isCashless)): .paid(channel: name, isCashless: isCashless)
      case (true?, .unknown): .paidByUnknown
      default: .unpaid
      }
    var share = self[kind] ?? ChannelShare(kind: kind, bills: 0, amountVND: 0)
    let (sum, overflow) = share.amountVND.addingReportingOverflow(settlement.bill.amountVND)
    guard !overflow else { throw .sumTooLarge(at: settlement.bill.provenance) }
    share.bills += 1
    share.amountVND = sum
    self[kind] = share
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
