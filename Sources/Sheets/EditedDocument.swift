internal import Diagnostics

/// A workbook while it is edited: what each format does at once, part by part.
///
/// Changes of single cells are no part of it: an editor collects and splices them.
public protocol EditedDocument {
  /// Inserts empty lines; they are in the sheet.
  mutating func insert(_ lines: SheetLines) throws
  /// Deletes lines; they are in the sheet.
  mutating func delete(_ lines: SheetLines) throws
  /// Inserts copies of rows below them; they and their copies are in the sheet.
  mutating func copyRows(_ lines: SheetLines, times: Int) throws
  /// Moves a block within its sheet; both ends lie in the sheet and have no cell in common.
  mutating func move(_ block: SheetRange, to landing: CellRange) throws
  /// Gives a cell a link, or takes it away.
  mutating func setLink(_ link: CellLink?, at cell: SheetCellAddress) throws
  /// Adds an empty sheet as the tab of this place.
  mutating func addSheet(_ name: String, at place: Int) throws
  /// Gives a sheet another name.
  mutating func renameSheet(_ old: String, to new: String) throws
  /// Adds a copy of a sheet behind it.
  mutating func copySheet(_ old: String, to new: String) throws
  /// Deletes a sheet that nothing else refers to.
  mutating func deleteSheet(_ name: String) throws
  /// Moves a sheet's tab to another place.
  mutating func moveSheet(_ name: String, to place: Int) throws
  /// Defines a named range, or moves the one of this name.
  mutating func defineName(_ name: String, _ block: SheetRange) throws
  /// Removes a named range.
  mutating func removeName(_ name: String) throws
  /// Makes columns so wide.
  mutating func setWidth(_ mm: Double, _ lines: SheetLines) throws
  /// Makes rows so high.
  mutating func setHeight(_ points: Double, _ lines: SheetLines) throws
  /// Gives the document a property; an empty text takes it away.
  mutating func setProperty(_ property: DocumentProperty, _ text: String) throws
  /// The bytes of a member of the container; nil where there is none, or no picture can be.
  func image(_ member: String) throws -> [UInt8]?
  /// Gives a picture other bytes.
  mutating func setImage(_ member: String, _ bytes: [UInt8]) throws
}

extension EditedDocument {
  /// Makes an edit that is no change of single cells.
  ///
  /// - Parameter edit: The edit.
  /// - Throws: `EditError`, or the format's error.
  public mutating func make(_ edit: WorkbookEdit) throws {
    switch edit {
    case .insert(let lines): try insert(checked(lines))
    case .delete(let lines): try delete(checked(lines))
    case .copyRows(let lines, let times):
      var all = lines
      let (count, overflow) = lines.count.multipliedReportingOverflow(by: times)
      all.count = overflow ? 0 : count
      guard times >= 1, lines.axis == .rows,
        try checked(lines).range.upperBound < lines.axis.linesMax
      else { throw EditError.noSuchCell(at: Origin()) }
      all.first = lines.range.upperBound
      _ = try checked(all)
      try copyRows(lines, times: times)
    case .move(let block, let cell): try move(block, to: block.landing(at: cell))
    case .link(let link, let cell):
      try link?.check()
      try setLink(link, at: cell)
    case .addSheet(let name, let place): try addSheet(name, at: place)
    case .renameSheet(let old, let new): try renameSheet(old, to: new)
    case .copySheet(let old, let new): try copySheet(old, to: new)
    case .deleteSheet(let name): try deleteSheet(name)
    case .moveSheet(let name, let place): try moveSheet(name, to: place)
    case .defineName(let name, let block): try defineName(name, block)
    case .removeName(let name): try removeName(name)
    case .columnWidth(let mm, let lines): try setWidth(mm, checked(lines))
    case .rowHeight(let points, let lines): try setHeight(points, checked(lines))
    case .property(let property, let text): try setProperty(property, property.checked(text))
    case .image(let member, let bytes):
      guard let old = try image(member) else { throw EditError.badName(member, at: Origin()) }
      try SheetImage.check(bytes, replacing: old)
      try setImage(member, bytes)
    case .value, .formula, .cached, .clear, .style, .numberFormat, .comment: break
    }
  }

  private func checked(_ lines: SheetLines) throws(EditError) -> SheetLines {
    guard lines.isInSheet, lines.count <= SheetLines.countMax else {
      throw .noSuchCell(at: Origin())
    }
    return lines
  }
}

extension SheetLines {
  /// The blocks that something of a block of cells holds for once these rows were copied below
  /// themselves; nil where that is the block alone.
  ///
  /// - Parameters:
  ///   - range: The block, where room for the copies was made.
  ///   - times: How often the rows were copied.
  /// - Returns: The block, longer or with its copies.
  public func copied(_ range: CellRange, times: Int) -> [CellRange]? {
    let rows = self.range
    guard rows.contains(range.last.row), range.last.row >= rows.lowerBound else { return nil }
    if range.first.row <= rows.lowerBound, range.last.row == rows.upperBound - 1 {
      var longer = range
      longer.last.row += count * times
      return [longer]
    }
    var part = range
    part.first.row = max(part.first.row, rows.lowerBound)
    return [range] + (1...times).map { part.moved(down: $0 * count, right: 0) }
  }

  /// The most lines that come or go at once.
  public static let countMax = 1 << 20
}

extension SheetRange {
  /// The most cells that one edit changes one by one.
  public static let cellsMax = 1 << 20

  /// Where the block comes to when its first cell moves to another.
  fileprivate func landing(at cell: CellAddress) throws(EditError) -> CellRange {
    let landing = range.moved(
      down: cell.row - range.first.row, right: cell.column - range.first.column)
    guard range.isInSheet, landing.isInSheet else { throw .noSuchCell(at: Origin()) }
    guard !landing.overlaps(range) else {
      throw .cannotFollow(
        Words(vi: "khối sẽ đè lên chính nó", en: "the block would lie on itself"),
        at: Origin(cell: landing.a1))
    }
    return landing
  }

  /// Proves that the block can be changed cell by cell.
  ///
  /// - Throws: `EditError` for a block outside the largest sheet, or of too many cells.
  public func checkCells() throws(EditError) {
    guard range.isInSheet else { throw .noSuchCell(at: Origin()) }
    guard range.rows.count <= Self.cellsMax / range.columns.count else {
      throw .unsupported(
        Words(
          vi: "vùng quá \(Self.cellsMax) ô", en: "a block of more than \(Self.cellsMax) cells"),
        at: Origin())
    }
  }
}

extension CellRange {
  /// Whether it lies in the largest sheet.
  public var isInSheet: Bool {
    first.row >= 0 && first.column >= 0 && last.row < CellAddress.rowsMax
      && last.column < CellAddress.columnsMax
  }
}

extension SheetImage {
  /// Proves that a picture can take another's place: its kind is told by the name it keeps.
  fileprivate static func check(_ bytes: [UInt8], replacing old: [UInt8]) throws(EditError) {
    guard let kind = Kind(of: bytes), kind == Kind(of: old) else {
      throw .unsupported(
        Words(
          vi: "hình mới phải là PNG hoặc JPEG như hình cũ",
          en: "the new picture must be a PNG or JPEG file as the old one is"), at: Origin())
    }
  }
}
