/// How a line and a bill of its amount agree in all else.
///
/// The fields and their levels are those of a Fellegi-Sunter comparison vector.
struct Comparison: Hashable, Sendable {
  /// What is compared.
  enum Field: Int, CaseIterable, Sendable {
    case name, month, day, topic, channel

    /// How many levels of agreement it has.
    var levels: Int {
      switch self {
      case .name, .month, .channel: 3
      case .day: 5
      case .topic: 2
      }
    }
  }

  /// The line does not say, or nobody knows.
  static let silent: UInt8 = 0
  static let agrees: UInt8 = 1
  static let disagrees: UInt8 = 2

  /// By field: its level.
  private var levels: (UInt8, UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0, 0)
  /// How many in a thousand million codes have the name, where it agrees.
  var nameShare: Int32 = 0

  subscript(field: Field) -> UInt8 {
    get {
      switch field {
      case .name: levels.0
      case .month: levels.1
      case .day: levels.2
      case .topic: levels.3
      case .channel: levels.4
      }
    }
    set {
      switch field {
      case .name: levels.0 = newValue
      case .month: levels.1 = newValue
      case .day: levels.2 = newValue
      case .topic: levels.3 = newValue
      case .channel: levels.4 = newValue
      }
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.levels == right.levels && left.nameShare == right.nameShare
  }

  func hash(into hasher: inout Hasher) {
    for field in Field.allCases { hasher.combine(self[field]) }
    hasher.combine(nameShare)
  }
}

extension Allocation {
  /// Compares a line and a bill that it could pay.
  func compare(_ line: Evidence, _ bill: Int, _ names: NameIndex) -> Comparison {
    let facts = index.facts[bill]
    var comparison = Comparison()
    if line.name >= 0 {
      let sharing = names.groups[Int(line.name)]
      let isSame = sharing.contains(facts.group)
      comparison[.name] = isSame ? Comparison.agrees : Comparison.disagrees
      if isSame {
        comparison.nameShare = Int32(
          clamping: sharing.count * 1_000_000_000 / max(index.groupCount, 1))
      }
    }
    if line.month != 0 {
      comparison[.month] =
        line.names(month: facts.month) ? Comparison.agrees : Comparison.disagrees
    }
    comparison[.day] = dayLevel(line, bill)
    if line.flags.contains(.isAboutElectricity) { comparison[.topic] = Comparison.agrees }
    if facts.cashless >= 0, line.cashless >= 0 {
      comparison[.channel] =
        facts.cashless == line.cashless ? Comparison.agrees : Comparison.disagrees
    }
    return comparison
  }

  /// EVN's day is the same, near or far; without one the bill is open, or old.
  private func dayLevel(_ line: Evidence, _ bill: Int) -> UInt8 {
    if let days = days(bill, line) { return days <= 1 ? 0 : days <= rules.nearDays ? 1 : 2 }
    return age(bill, line) <= rules.openDays ? 3 : 4
  }
}
