internal import Records

/// The bills of a customer code or a household in a period, counted by what became of them.
struct Standing: Hashable, Sendable {
  /// Bills by how they were paid.
  struct Counts: Hashable, Sendable {
    var cashless: Int32 = 0
    var cash: Int32 = 0
    var unknown: Int32 = 0

    var all: Int32 { cashless + cash + unknown }

    mutating func add(_ isCashless: Bool?) {
      switch isCashless {
      case true?: cashless += 1
      case false?: cash += 1
      case nil: unknown += 1
      }
    }

    mutating func add(_ other: Counts) {
      cashless += other.cashless
      cash += other.cash
      unknown += other.unknown
    }
  }

  var bills: Int32 = 0
  /// Paid bills.
  var paid = Counts()
  /// Bills not known to be paid, by the lines proposed for them.
  var proposed = Counts()
  var autoDebit: Int32 = 0
  /// The latest month with a paid bill, as an ordinal, and its paid bills.
  var latestMonth: Int32 = 0
  var latest = Counts()
  /// The latest month with a bill that only a proposed line may have paid.
  var latestProposed: Int32 = 0

  mutating func add(_ line: SettledBills.Line, _ isCashless: [Bool?], _ isAutoDebit: [Bool]) {
    bills += 1
    if line.isPaid == true {
      let kind = isCashless[Int(line.channel)]
      paid.add(kind)
      if isAutoDebit[Int(line.channel)] { autoDebit += 1 }
      if line.month > latestMonth { (latestMonth, latest) = (line.month, Counts()) }
      if line.month == latestMonth { latest.add(kind) }
    } else if line.proposed != SettledBills.Line.none {
      proposed.add(isCashless[Int(line.proposed)])
      latestProposed = max(latestProposed, line.month)
    }
  }

  mutating func add(_ other: Standing) {
    bills += other.bills
    paid.add(other.paid)
    proposed.add(other.proposed)
    autoDebit += other.autoDebit
    if other.latestMonth > latestMonth {
      (latestMonth, latest) = (other.latestMonth, other.latest)
    } else if other.latestMonth == latestMonth {
      latest.add(other.latest)
    }
    latestProposed = max(latestProposed, other.latestProposed)
  }

  /// Whether it counts for sure, and whether it would if what is unknown were cashless.
  func counts(_ rule: RateDefinition.Numerator) -> (surely: Bool, perhaps: Bool) {
    let possible = paid.cashless + paid.unknown + proposed.cashless + proposed.unknown
    switch rule {
    case .allPaid:
      guard paid.cash == 0 else { return (false, false) }
      let isSure = paid.unknown == 0 && proposed.cash == 0 && proposed.unknown == 0
      return (paid.cashless > 0 && isSure, possible > 0)
    case .any: return (paid.cashless > 0, possible > 0)
    case .atLeast(let count): return (Int(paid.cashless) >= count, Int(possible) >= count)
    case .autoDebit: return (autoDebit > 0, autoDebit + paid.unknown + proposed.unknown > 0)
    case .latest:
      let mayBeLater = latestProposed >= latestMonth && latestProposed > 0
      let isCashless = latest.all > 0 && latest.cash == 0
      let laterCashless = mayBeLater && proposed.cashless + proposed.unknown > 0
      return (
        isCashless && latest.unknown == 0 && !(mayBeLater && proposed.cash + proposed.unknown > 0),
        isCashless || laterCashless
      )
    }
  }

  /// Whether it is in the denominator, where the register does not say so already.
  func isIn(_ rule: RateDefinition.Denominator) -> Bool {
    switch rule {
    case .billed: bills > 0
    case .paid: paid.all > 0
    case .contract, .registered: true
    }
  }
}

/// How many units count.
struct UnitCount: Sendable {
  var numerator = 0
  var denominator = 0
  var unknown = 0

  mutating func add(_ standing: Standing, _ definition: RateDefinition) {
    denominator += 1
    let (surely, perhaps) = standing.counts(definition.numeratorRule)
    if surely { numerator += 1 } else if perhaps { unknown += 1 }
  }

  func rate(_ target: Int?) -> Rate? {
    Rate(numerator: numerator, denominator: denominator, unknown: unknown, target: target)
  }
}
