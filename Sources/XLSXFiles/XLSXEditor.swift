import Diagnostics
public import Sheets
import Storage
import XMLStreams
import ZipArchives

/// Edits an XLSX workbook in place: of a sheet's part only the touched cells change.
///
/// - Shape: a cell keeps its style and loses its value and formula. Text is written into the cells
///   themselves, so that the shared strings stay as they are.
///
/// - Source: ECMA-376 part 1 §18.3.1.4 c, §18.3.1.73 row, §18.3.1.55 mergeCells.
public struct XLSXEditor: WorkbookEditor {
  /// The sheets in the order of their tabs.
  public var sheets: [SheetInfo] { package.sheets.map(\.info) }
  /// The names for blocks of cells, as they were when the workbook was opened.
  public var namedRanges: [NamedRange] { package.namedRanges }
  private let package: XLSXPackage
  private let formats: XLSXAddedFormats
  private var edits: [Int: XLSXSheetEdit] = [:]

  /// Opens a workbook.
  ///
  /// - Parameter path: The file; it is read again when the edited workbook is written.
  /// - Throws: ``XLSXError``, or the container's or the XML's error, with the file in its origin.
  public init(path: String) throws {
    package = try XLSXPackage(path: path)
    formats = try package.addedFormats()
  }

  /// Puts a value into a cell; the cell keeps its style.
  ///
  /// - Parameters:
  ///   - value: The new value; ``CellValue/empty`` takes the old one away.
  ///   - cell: A cell; of a merged block, its first one.
  /// - Throws: ``XLSXError`` when there is no such sheet, the cell lies inside a merged block, it
  ///   holds a formula that others depend on, or rows that are replaced hold it.
  public mutating func set(_ value: CellValue, at cell: SheetCellAddress) throws {
    try editSheet(cell.sheet, origin: Origin(cell: cell.cell.a1)) { edit, formats in
      try edit.set(value, at: cell.cell, formats)
    }
  }

  /// Puts rows in the place of a block of prototype rows.
  ///
  /// - Parameters:
  ///   - prototypes: The rows to replace, from 0.
  ///   - sheet: The sheet's name.
  ///   - rows: The new rows.
  /// - Throws: ``XLSXError`` when something stands below the prototypes or speaks of them, or when
  ///   a value goes to a covered cell.
  public mutating func replaceRows(
    _ prototypes: ClosedRange<Int>, ofSheet sheet: String, with rows: [RowCopy]
  ) throws {
    try editSheet(sheet, origin: Origin(line: prototypes.lowerBound + 1)) { edit, formats in
      try edit.replaceRows(prototypes, with: rows, formats)
    }
  }

  /// Writes the edited workbook; with no edit, the same bytes as before.
  ///
  /// - Parameter path: A file that does not exist yet.
  /// - Throws: ``EditError/changed(at:)`` when the opened file is another by now.
  public func write(toNewFile path: String) throws {
    guard !Folder.isFile(path) else {
      throw StorageError.refused(file: path, action: .write, reason: "EEXIST")
    }
    var formats = formats
    var parts: [String: [UInt8]] = [:]
    for (sheet, edit) in edits.sorted(by: { $0.key < $1.key }) {
      let splices = edit.splices(&formats)
      if !splices.isEmpty { parts[package.sheets[sheet].part] = edit.spliced(splices) }
    }
    if let part = formats.part, let styles = formats.result() { parts[part] = styles }
    let copy = try StagedFile(for: path)
    try copy.write(FileBytes.read(package.path))
    if !parts.isEmpty {
      try package.checkUnchanged(in: copy.temporaryPath)
      try ZipArchive.replace(parts, in: copy.temporaryPath)
    }
    try copy.commit()
  }

  /// Lets `change` edit the sheet of this name; nothing is kept of a change that throws.
  private mutating func editSheet(
    _ name: String, origin: Origin,
    _ change: (inout XLSXSheetEdit, XLSXAddedFormats) throws -> Void
  ) throws {
    let place = Origin(file: package.path, sheet: name)
    guard !package.isSigned else { throw EditError.signed(at: Origin(file: package.path)) }
    guard let sheet = sheets.firstIndex(where: { $0.name == name }) else {
      throw EditError.noSuchSheet(at: place)
    }
    try placing(origin.within(place)) {
      var changed = try edits[sheet] ?? opened(sheet)
      try change(&changed, formats)
      edits[sheet] = changed
    }
  }

  private func opened(_ sheet: Int) throws -> XLSXSheetEdit {
    let worksheet = package.sheets[sheet]
    guard worksheet.isWorksheet else { throw EditError.noSuchCell(at: Origin()) }
    let index = try XLSXSheetIndex(package.sheetBytes(worksheet), part: worksheet.part)
    return XLSXSheetEdit(
      index, uses1904Epoch: package.uses1904Epoch,
      hasCalculationChain: package.hasCalculationChain)
  }
}
