/// Where something was read: the place of an error, and the provenance of a record.
///
/// Every part is optional; what is known is filled in on the way up.
///
/// - Units: ``line`` counts from 1, because it is only ever shown to people and written to lists;
///   ``byteOffset`` counts from 0.
public struct Origin: Hashable, Sendable {
  /// The file, as the user named it.
  public var file: String?
  /// The member of a container, for example `xl/worksheets/sheet1.xml`.
  public var part: String?
  /// The sheet's name.
  public var sheet: String?
  /// The cell in A1 notation.
  public var cell: String?
  /// The physical line of a text file, or the row of a sheet, from 1.
  public var line: Int?
  /// The byte in the part, from 0.
  public var byteOffset: Int?

  /// Makes an origin of the parts that are known.
  public init(
    file: String? = nil, part: String? = nil, sheet: String? = nil, cell: String? = nil,
    line: Int? = nil, byteOffset: Int? = nil
  ) {
    self.file = file
    self.part = part
    self.sheet = sheet
    self.cell = cell
    self.line = line
    self.byteOffset = byteOffset
  }

  /// This origin, with what it does not know taken from `outer`.
  public func within(_ outer: Origin) -> Origin {
    Origin(
      file: file ?? outer.file, part: part ?? outer.part, sheet: sheet ?? outer.sheet,
      cell: cell ?? outer.cell, line: line ?? outer.line,
      byteOffset: byteOffset ?? outer.byteOffset)
  }
}
