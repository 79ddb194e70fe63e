public import Records

/// The units that forms are expected of, each with the days it exists.
public struct CollectedUnits: Hashable, Sendable {
  /// One unit on the list.
  public struct Unit: Hashable, Sendable {
    /// Its own id; never reused, whatever its name becomes.
    public var id: String
    /// Its name at that time.
    public var name: String
    /// The first month that it exists; nil for always.
    public var from: CalendarMonth?
    /// The last month that it exists; nil for to this day.
    public var to: CalendarMonth?

    /// Makes a unit.
    public init(id: String, name: String, from: CalendarMonth? = nil, to: CalendarMonth? = nil) {
      self.id = id
      self.name = name
      self.from = from
      self.to = to
    }

    func exists(in month: CalendarMonth) -> Bool {
      from.map { $0 <= month } ?? true && to.map { month <= $0 } ?? true
    }
  }

  /// All units of the list.
  public var units: [Unit]

  /// Makes a list.
  public init(_ units: [Unit]) {
    self.units = units
  }

  /// Those that exist at the end of a period.
  func existing(in period: Period) -> [Unit] {
    units.filter { $0.exists(in: period.last) }
  }
}

/// Figures that were approved: they stay until they are reopened.
public struct ApprovedForm: Hashable, Sendable {
  /// The unit.
  public var unitID: String
  /// The period, as ``Period/iso``.
  public var period: String
  /// The SHA-256 of the form that was approved.
  public var sha256: String

  /// Makes an entry.
  public init(unitID: String, period: String, sha256: String) {
    self.unitID = unitID
    self.period = period
    self.sha256 = sha256
  }
}
