public import Diagnostics
public import Records

/// A collection form that somebody filled in, as it was read.
public struct CollectedForm: Hashable, Sendable {
  /// The file, as it was named.
  public var file: String
  /// The SHA-256 of its bytes, in hexadecimal.
  public var sha256: String
  /// The version that the form says it is.
  public var version = ""
  /// The unit's own id.
  public var unitID = ""
  /// The unit's name.
  public var unitName = ""
  /// The cell of the unit's id.
  public var unitOrigin = Origin()
  /// The period that is reported.
  public var period: Period?
  /// The cell of the period.
  public var periodOrigin = Origin()
  /// The day it was made.
  public var reportedOn: CalendarDay?
  /// The how-manieth report of the unit for the period, from 1.
  public var revision = 1
  /// Who made it.
  public var reporter = ""
  /// The figures that could be read.
  public var values: [CollectedValue] = []
  /// Required cells that are empty, by named range.
  public var missing: [String] = []
  /// What is wrong or worth a look, each with file and cell.
  public var findings: [Diagnostic] = []

  /// Starts with nothing but the file.
  init(file: String, sha256: String) {
    self.file = file
    self.sha256 = sha256
  }

  /// Whether nothing in it keeps it from being counted.
  public var isCountable: Bool {
    !unitID.isEmpty && period != nil && !findings.contains { $0.severity == .error }
  }
}

/// One figure of a form: an item in one column.
public struct CollectedValue: Hashable, Sendable {
  /// The item's key.
  public var key: String
  /// The criterion that it belongs to.
  public var criterion: Int
  /// The column of the official form.
  public var column: ReportColumn
  /// Tử số.
  public var numerator: Int
  /// Mẫu số.
  public var denominator: Int
  /// The document that proves it.
  public var evidence: String?
  /// The numerator's cell.
  public var origin: Origin
}
