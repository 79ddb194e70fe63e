/// Something that holds from one day to another, both included.
public struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
  /// What holds.
  public var value: Value
  /// The first day; nil for always before.
  public var from: CalendarDay?
  /// The last day; nil for always after.
  public var until: CalendarDay?

  /// Makes an entry.
  public init(_ value: Value, from: CalendarDay? = nil, until: CalendarDay? = nil) {
    self.value = value
    self.from = from
    self.until = until
  }

  /// Whether it holds on a day.
  public func holds(on day: CalendarDay) -> Bool {
    from.map { $0 <= day } ?? true && until.map { day <= $0 } ?? true
  }

  func overlaps(_ other: Dated) -> Bool {
    let startsBefore = from.flatMap { from in other.until.map { from <= $0 } } ?? true
    let endsBehind = until.flatMap { until in other.from.map { $0 <= until } } ?? true
    return startsBefore && endsBehind
  }
}

/// A unit of administration, told by an id of its own: names and official codes pass from one unit
/// to another, and so are no key without a day.
public struct OrgUnit: Hashable, Sendable {
  /// Its id, the same for ever.
  public var id: String
  /// Its names.
  public var names: [Dated<String>]
  /// Its official codes.
  public var codes: [Dated<String>]
  /// What it is: `phường`, `xã`, `thành phố`.
  public var kinds: [Dated<String>]
  /// The ids of the units that it belongs to.
  public var parents: [Dated<String>]

  /// Makes a unit.
  public init(
    id: String, names: [Dated<String>] = [], codes: [Dated<String>] = [],
    kinds: [Dated<String>] = [], parents: [Dated<String>] = []
  ) {
    self.id = id
    self.names = names
    self.codes = codes
    self.kinds = kinds
    self.parents = parents
  }

  /// Its name on a day; nil where it has none then.
  public func name(on day: CalendarDay) -> String? { names.first { $0.holds(on: day) }?.value }
}

/// That one unit took the place of another, or of part of it.
public struct Succession: Hashable, Sendable {
  /// The id of the unit that ended, or gave part of itself.
  public var from: String
  /// The id of the unit that came in its place.
  public var to: String
  /// The first day of the new unit.
  public var on: CalendarDay
  /// Whether all of the old unit went into the new one.
  public var isWhole: Bool

  /// Makes a succession.
  public init(from: String, to: String, on: CalendarDay, isWhole: Bool = true) {
    self.from = from
    self.to = to
    self.on = on
    self.isWhole = isWhole
  }
}

/// Units as they were on any day, and what became of them.
public struct UnitHistory: Hashable, Sendable {
  /// Why units cannot be as somebody wrote.
  public enum Fault: Error, Hashable, Sendable {
    /// Two units have one id.
    case twice(String)
    /// Two names, kinds, codes or parents of a unit hold on one day.
    case overlapping(String)
    /// Two units have one official code on one day.
    case sharedCode(String)
    /// A parent or a succession names a unit that is not there.
    case unknown(String)
    /// A unit belongs to itself, or comes after itself.
    case circular(String)
  }

  /// Levels of units there may be at most, and successions one after another.
  private static let stepsMax = 32

  /// The units.
  public let units: [OrgUnit]
  /// What became of them.
  public let successions: [Succession]

  /// No units.
  public init() {
    (units, successions) = ([], [])
  }

  /// Takes units that can be so.
  ///
  /// - Throws: ``Fault``.
  public init(units: [OrgUnit], successions: [Succession]) throws(Fault) {
    self.units = units
    self.successions = successions
    let ids = Set(units.map(\.id))
    for (place, unit) in units.enumerated() {
      if units[..<place].contains(where: { $0.id == unit.id }) { throw .twice(unit.id) }
      for entries in [unit.names, unit.codes, unit.kinds, unit.parents] {
        for (first, entry) in entries.enumerated()
        where entries[..<first].contains(where: entry.overlaps) {
          throw .overlapping(unit.id)
        }
      }
      for parent in unit.parents where !ids.contains(parent.value) { throw .unknown(parent.value) }
      for code in unit.codes {
        let others = units[..<place].flatMap(\.codes)
        if others.contains(where: { $0.value == code.value && $0.overlaps(code) }) {
          throw .sharedCode(code.value)
        }
      }
    }
    for succession in successions {
      for id in [succession.from, succession.to] where !ids.contains(id) { throw .unknown(id) }
      if reaches(succession.from, from: succession.to) { throw .circular(succession.from) }
    }
    for unit in units { try checkParents(unit) }
  }

  /// The unit with an id.
  public func unit(_ id: String) -> OrgUnit? { units.first { $0.id == id } }

  /// The unit that has an official code on a day.
  public func unit(code: String, on day: CalendarDay) -> OrgUnit? {
    units.first { $0.codes.contains { $0.value == code && $0.holds(on: day) } }
  }

  /// The units that a unit belongs to on a day, the nearest first.
  public func parents(of id: String, on day: CalendarDay) -> [OrgUnit] {
    var parents: [OrgUnit] = []
    var next = unit(id)
    while let current = next, parents.count < Self.stepsMax {
      next = current.parents.first { $0.holds(on: day) }.flatMap { unit($0.value) }
      if let next { parents.append(next) }
    }
    return parents
  }

  /// The units that stand in a unit's place on a day: itself as long as nothing took its place.
  public func successors(of id: String, on day: CalendarDay) -> [String] {
    let steps = successions.filter { $0.from == id && $0.on <= day }
    guard !steps.isEmpty else { return [id] }
    // What gave only part of itself goes on beside the new unit.
    var found = steps.contains(where: \.isWhole) ? [] : [id]
    for step in steps {
      for successor in successors(of: step.to, on: day) where !found.contains(successor) {
        found.append(successor)
      }
    }
    return found
  }

  private func reaches(_ id: String, from start: String) -> Bool {
    var met: Set<String> = []
    var waiting = [start]
    while let next = waiting.popLast() {
      if next == id { return true }
      guard met.insert(next).inserted else { continue }
      waiting += successions.filter { $0.from == next }.map(\.to)
    }
    return false
  }

  /// Whatever the day, no unit is its own parent.
  private func checkParents(_ unit: OrgUnit) throws(Fault) {
    var met: Set<Dated<String>> = []
    var waiting = unit.parents
    while let entry = waiting.popLast() {
      if entry.value == unit.id { throw .circular(unit.id) }
      guard met.insert(entry).inserted else { continue }
      waiting += (self.unit(entry.value)?.parents ?? []).filter(entry.overlaps)
    }
  }
}
