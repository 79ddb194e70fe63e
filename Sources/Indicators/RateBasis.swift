public import Records

/// The register and the bills, joined once, so that many rates can be counted from them.
public struct RateBasis: Sendable {
  let households: [Household]
  let bills: SettledBills
  let kinds: ChannelKinds
  private let history: RegisterHistory
  /// By household: the places of its customers, each once; -1 for a code without a bill.
  let customersOf: [[Int32]]
  /// By customer: the first household that holds it; -1 outside the register.
  let householdOf: [Int32]
  /// Codes of the register without any bill, each once.
  private let unbilledCodes: Int

  /// Joins the register and the bills by customer code.
  ///
  /// - Parameters:
  ///   - households: The register, each household once.
  ///   - bills: The bills with what is known of their payment.
  ///   - kinds: What the names of channels stand for.
  ///   - history: How the register was before.
  public init(
    households: [Household], bills: SettledBills, kinds: ChannelKinds = .standard,
    history: RegisterHistory = RegisterHistory()
  ) {
    let (households, bills) = history.applied(to: households, bills)
    self.households = households
    self.bills = bills
    self.kinds = kinds
    self.history = history
    var places: [CustomerCode: Int32] = Dictionary(minimumCapacity: bills.customers.count)
    for (place, customer) in bills.customers.enumerated() { places[customer] = Int32(place) }
    var householdOf: [Int32] = Array(repeating: -1, count: bills.customers.count)
    var unbilled: Set<CustomerCode> = []
    customersOf = households.enumerated().map { number, household in
      var customers: [Int32] = []
      for code in household.customerCodes {
        guard let place = places[code] else {
          unbilled.insert(code)
          customers.append(-1)
          continue
        }
        if !customers.contains(place) { customers.append(place) }
        if householdOf[Int(place)] < 0 { householdOf[Int(place)] = Int32(number) }
      }
      return customers
    }
    self.householdOf = householdOf
    unbilledCodes = unbilled.count
  }

  /// Counts the units of a definition in a period.
  ///
  /// - Parameters:
  ///   - definition: What to count.
  ///   - period: The months whose bills count.
  ///   - target: The target in percent.
  /// - Returns: The rate, as a whole and in its parts.
  /// - Throws: ``IndicatorError/sumTooLarge`` when amounts do not fit 64 bits.
  public func rates(
    _ definition: RateDefinition, period: Period, target: Int?
  ) throws(IndicatorError) -> HouseholdRates {
    let standings = standings(definition, period)
    let parts =
      switch definition.unit {
      case .household: countHouseholds(definition, standings, period)
      case .customer: countCustomers(definition, standings, period)
      case .bill: try countBills(definition, period) { _ in 1 }
      case .vnd: try countBills(definition, period) { Int(clamping: max($0.amountVND, 0)) }
      }
    var total = UnitCount()
    for part in parts.values {
      total.numerator += part.numerator
      total.denominator += part.denominator
      total.unknown += part.unknown
    }
    let (byChannel, outside) = try shares(definition, period)
    return HouseholdRates(
      definition: definition, period: period, total: total.rate(target),
      byPho: parts.compactMap { pho, count in
        count.rate(target).map { PhoRate(pho: pho, rate: $0) }
      }.sorted { $0.pho.utf8.lexicographicallyPrecedes($1.pho.utf8) },
      byChannel: byChannel, billsOutsideRegister: outside)
  }

  // MARK: Standings

  /// By customer: the bills of the period.
  func standings(_ definition: RateDefinition, _ period: Period) -> [Standing] {
    let isCashless = bills.channels.map { kinds.isCashless($0, definition.reading) }
    let isAutoDebit = bills.channels.map(kinds.isAutoDebit)
    var standings = Array(repeating: Standing(), count: bills.customers.count)
    for line in bills.lines where counts(line, definition, period) {
      standings[Int(line.customer)].add(line, isCashless, isAutoDebit)
    }
    return standings
  }

  private func counts(
    _ line: SettledBills.Line, _ definition: RateDefinition, _ period: Period
  ) -> Bool {
    line.month >= Int32(period.first.ordinal) && line.month <= Int32(period.last.ordinal)
      && (line.isResidential || !definition.isResidentialOnly)
  }

  /// The bills of all codes of a household together.
  func standing(of household: Int, _ standings: [Standing]) -> Standing {
    var standing = Standing()
    for customer in customersOf[household] where customer >= 0 {
      standing.add(standings[Int(customer)])
    }
    return standing
  }

  /// Whether a household is in the denominator.
  func isIn(_ household: Int, _ standing: Standing, _ definition: RateDefinition) -> Bool {
    let isHolder = definition.denominatorRule != .contract || !customersOf[household].isEmpty
    return standing.isIn(definition.denominatorRule) && isHolder
  }

  // MARK: Counting

  private func countHouseholds(
    _ definition: RateDefinition, _ standings: [Standing], _ period: Period
  ) -> [String: UnitCount] {
    var parts: [String: UnitCount] = [:]
    for household in households.indices {
      let standing = standing(of: household, standings)
      guard isIn(household, standing, definition) else { continue }
      parts[pho(ofHousehold: household, period), default: UnitCount()].add(standing, definition)
    }
    return parts
  }

  private func countCustomers(
    _ definition: RateDefinition, _ standings: [Standing], _ period: Period
  ) -> [String: UnitCount] {
    var parts: [String: UnitCount] = [:]
    for (customer, standing) in standings.enumerated() {
      let isRegistered = householdOf[customer] >= 0
      guard standing.isIn(definition.denominatorRule),
        isRegistered || definition.denominatorRule != .registered,
        isRegistered || standing.bills > 0
      else { continue }
      parts[pho(of: customer, period), default: UnitCount()].add(standing, definition)
    }
    if definition.denominatorRule == .contract || definition.denominatorRule == .registered {
      for (pho, codes) in unbilledByPho(period) {
        parts[pho, default: UnitCount()].denominator += codes
      }
    }
    return parts
  }

  /// Codes of the register without any bill, at the first household that holds each.
  private func unbilledByPho(_ period: Period) -> [String: Int] {
    guard unbilledCodes > 0 else { return [:] }
    let billed = Set(bills.customers)
    var seen: Set<CustomerCode> = []
    var counts: [String: Int] = [:]
    for (number, household) in households.enumerated() {
      for code in household.customerCodes where !billed.contains(code) {
        guard seen.insert(code).inserted else { continue }
        counts[pho(ofHousehold: number, period), default: 0] += 1
      }
    }
    return counts
  }

  private func countBills(
    _ definition: RateDefinition, _ period: Period, _ weight: (SettledBills.Line) -> Int
  ) throws(IndicatorError) -> [String: UnitCount] {
    let isCashless = bills.channels.map { kinds.isCashless($0, definition.reading) }
    let isAutoDebit = bills.channels.map(kinds.isAutoDebit)
    var parts: [String: UnitCount] = [:]
    var sum = 0
    for (place, line) in bills.lines.enumerated() where counts(line, definition, period) {
      var standing = Standing()
      standing.add(line, isCashless, isAutoDebit)
      guard standing.isIn(definition.denominatorRule) else { continue }
      let weight = weight(line)
      let (next, overflow) = sum.addingReportingOverflow(weight)
      guard !overflow else { throw tooLarge(place) }
      sum = next
      let (surely, perhaps) = standing.counts(definition.numeratorRule)
      let pho = pho(of: Int(line.customer), period)
      parts[pho, default: UnitCount()].denominator += weight
      if surely {
        parts[pho, default: UnitCount()].numerator += weight
      } else if perhaps {
        parts[pho, default: UnitCount()].unknown += weight
      }
    }
    return parts
  }

  /// By customer: the households that hold the code, by their places in the register.
  public var householdsByCustomer: [[Int]] {
    var holders: [[Int]] = Array(repeating: [], count: bills.customers.count)
    for household in households.indices {
      for customer in customersOf[household] where customer >= 0 {
        holders[Int(customer)].append(household)
      }
    }
    return holders
  }

  private func pho(of customer: Int, _ period: Period) -> String {
    householdOf[customer] < 0 ? "" : pho(ofHousehold: Int(householdOf[customer]), period)
  }

  /// The phố that a household belonged to in the period's last month.
  private func pho(ofHousehold household: Int, _ period: Period) -> String {
    history.belongings.isEmpty
      ? households[household].pho : history.pho(of: households[household], in: period.last)
  }

  private func tooLarge(_ bill: Int) -> IndicatorError {
    .sumTooLarge(at: bills.provenance(bill) ?? Provenance(sourceSHA256: "", line: 0))
  }

  // MARK: Channels

  private func shares(
    _ definition: RateDefinition, _ period: Period
  ) throws(IndicatorError) -> (byChannel: [ChannelShare], outside: Int) {
    var shares: [ChannelShare.Kind: ChannelShare] = [:]
    // By channel, then unpaid.
    var sums = Array(repeating: (bills: 0, amountVND: Int64(0)), count: bills.channels.count + 1)
    var outside = 0
    for (place, line) in bills.lines.enumerated() where counts(line, definition, period) {
      guard householdOf[Int(line.customer)] >= 0 else {
        outside += 1
        continue
      }
      let channel = line.isPaid == true ? Int(line.channel) : bills.channels.count
      let (sum, overflow) = sums[channel].amountVND.addingReportingOverflow(line.amountVND)
      guard !overflow else { throw tooLarge(place) }
      sums[channel] = (sums[channel].bills + 1, sum)
    }
    for (channel, sum) in sums.enumerated() where sum.bills > 0 {
      let kind: ChannelShare.Kind =
        if channel == bills.channels.count {
          .unpaid
        } else if case .known(let name, let isCashless) = bills.channels[channel] {
          .paid(channel: name, isCashless: isCashless)
        } else {
          .paidByUnknown
        }
      let known = shares[kind] ?? ChannelShare(kind: kind, bills: 0, amountVND: 0)
      let (amount, overflow) = known.amountVND.addingReportingOverflow(sum.amountVND)
      guard !overflow else { throw tooLarge(0) }
      shares[kind] = ChannelShare(kind: kind, bills: known.bills + sum.bills, amountVND: amount)
    }
    return (shares.values.sorted { $0.kind < $1.kind }, outside)
  }
}
