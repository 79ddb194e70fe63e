public import Records

/// How the register was before: phố under other names, meters at other households.
///
/// A figure binds to the register as it was in its period: a household counts in the phố that it
/// belonged to in the period's last month, and a bill is that of the household whose meter it was
/// in the bill's month.
public struct RegisterHistory: Hashable, Sendable {
  /// The phố that households belonged to up to some month.
  public struct Belonging: Hashable, Sendable {
    /// Its name in the register.
    public var pho: String
    /// The phố they belonged to before.
    public var was: String
    /// The last month in which they did.
    public var until: CalendarMonth
    /// Which of its households; nil for all, as when it was renamed.
    public var households: Set<String>?

    /// Makes an entry.
    public init(pho: String, was: String, until: CalendarMonth, households: Set<String>? = nil) {
      self.pho = pho
      self.was = was
      self.until = until
      self.households = households
    }
  }

  /// The household of a meter for some months.
  public struct Holding: Hashable, Sendable {
    /// The meter's customer code.
    public var code: CustomerCode
    /// Mã hộ.
    public var household: String
    /// The first month; nil for always before.
    public var from: CalendarMonth?
    /// The last month; nil for always after.
    public var until: CalendarMonth?

    /// Makes an entry.
    public init(
      code: CustomerCode, household: String, from: CalendarMonth? = nil,
      until: CalendarMonth? = nil
    ) {
      self.code = code
      self.household = household
      self.from = from
      self.until = until
    }

    fileprivate func holds(in month: Int32) -> Bool {
      from.map { $0.ordinal <= Int(month) } ?? true
        && until.map { Int(month) <= $0.ordinal } ?? true
    }

    /// A code of its own for the bills of these months.
    fileprivate func ownCode(_ number: Int) -> CustomerCode? {
      CustomerCode("\(code.text.prefix(24))@\(number)")
    }
  }

  /// Phố by other names, households in other phố.
  public var belongings: [Belonging]
  /// Meters that moved; a code named here belongs to nobody in months that no entry covers.
  public var holdings: [Holding]

  /// Makes a history; an empty one changes nothing.
  public init(belongings: [Belonging] = [], holdings: [Holding] = []) {
    self.belongings = belongings
    self.holdings = holdings
  }

  /// The phố of a household in a month: that of the entry that ends first after it.
  func pho(of household: Household, in month: CalendarMonth) -> String {
    let valid = belongings.filter {
      $0.pho == household.pho && month <= $0.until
        && $0.households?.contains(household.id) ?? true
    }
    return valid.min { $0.until < $1.until }?.was ?? household.pho
  }

  /// The register and the bills with a code of its own for each holding.
  func applied(
    to households: [Household], _ bills: SettledBills
  ) -> (households: [Household], bills: SettledBills) {
    guard !holdings.isEmpty else { return (households, bills) }
    var (households, bills) = (households, bills)
    let moved = Set(holdings.map(\.code))
    var added: [String: [CustomerCode]] = [:]
    var placesOf: [Int32: [(holding: Holding, place: Int32)]] = [:]
    let places = Dictionary(
      bills.customers.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    for (number, holding) in holdings.enumerated() {
      guard let own = holding.ownCode(number) else { continue }
      added[holding.household, default: []].append(own)
      guard let place = places[holding.code] else { continue }
      placesOf[place, default: []].append((holding, Int32(bills.customers.count)))
      bills.customers.append(own)
    }
    for index in households.indices {
      households[index].customerCodes.removeAll(where: moved.contains)
      households[index].customerCodes += added[households[index].id] ?? []
    }
    for index in bills.lines.indices {
      let line = bills.lines[index]
      guard let found = placesOf[line.customer]?.first(where: { $0.holding.holds(in: line.month) })
      else { continue }
      bills.lines[index].customer = found.place
    }
    return (households, bills)
  }
}
