import Diagnostics
public import Sheets
import Storage
import XMLStreams
import ZipArchives

/// Edits an XLSX workbook in place: only the bytes of the cells and rows named are replaced.
///
/// Text is written into the cells themselves, so that the shared strings stay as they are.
///
/// - Source: ECMA-376 part 1 §18.3.1.4 c, §18.3.1.73 row, §18.3.1.55 mergeCells.
public struct XLSXEditor: WorkbookEditor {
  private let package: XLSXPackage
  private var sheetEdits: [Int: XLSXSheetEdit] = [:]

  /// Opens a workbook for editing.
  ///
  /// - Parameter path: The file; it is not changed.
  /// - Throws: As ``XLSXReader/init(path:)``; ``XLSXError/signed`` when a signature would break.
  public init(path: String) throws {
    package = try XLSXPackage(path: path)
    if package.isSigned {
      throw PlacedError(XLSXError.signed, within: Origin(file: path))
    }
  }

  /// The names for blocks of cells, as they were when the workbook was opened.
  public var namedRanges: [NamedRange] { package.namedRanges }
  /// The worksheets in the order of their tabs.
  public var sheets: [SheetInfo] { package.worksheets.map(\.info) }

  /// Puts a value into a cell; the cell keeps its style.
  ///
  /// - Parameters:
  ///   - value: The new value; ``CellValue/empty`` takes the old one away.
  ///   - address: A cell; of a merged block, its first one.
  /// - Throws: ``XLSXError`` when there is no such sheet, the cell lies inside a merged block, it
  ///   holds a shared formula, or rows that are replaced hold it.
  public mutating func set(_ value: CellValue, at address: SheetCellAddress) throws {
    let sheet = try place(ofSheet: address.sheet)
    try placing(Origin(file: package.path, sheet: address.sheet)) {
      var edit = try edit(sheet)
      try edit.set(value, at: address.cell)
      sheetEdits[sheet] = edit
    }
  }

  /// Puts rows in the place of a block of prototype rows.
  ///
  /// - Parameters:
  ///   - prototypes: The rows to replace, from 0.
  ///   - name: The sheet's name.
  ///   - rows: The new rows.
  /// - Throws: ``XLSXError`` when something stands below the prototypes, or speaks of their rows.
  public mutating func replaceRows(
    _ prototypes: ClosedRange<Int>, ofSheet name: String, with rows: [RowCopy]
  ) throws {
    let sheet = try place(ofSheet: name)
    try placing(Origin(file: package.path, sheet: name)) {
      var edit = try edit(sheet)
      try edit.replaceRows(prototypes, with: rows)
      sheetEdits[sheet] = edit
    }
  }

  /// Writes the edited workbook; with no edit, the same bytes as before.
  ///
  /// - Parameter path: A file that does not exist yet.
  /// - Throws: `StorageError` or `ZipError`.
  public func write(toNewFile path: String) throws {
    let original = try FileBytes.read(package.path)
    try StagedFile.writeNew(original, to: path)
    var contents: [String: [UInt8]] = [:]
    for (sheet, edit) in sheetEdits {
      contents[package.worksheets[sheet].part] = edit.result()
    }
    try ZipArchive.replace(contents, in: path)
  }

  private func place(ofSheet name: String) throws -> Int {
    guard let place = package.worksheets.firstIndex(where: { $0.info.name == name }) else {
      throw PlacedError(XLSXError.noSheet(name), within: Origin(file: package.path))
    }
    return place
  }

  private func edit(_ sheet: Int) throws -> XLSXSheetEdit {
    if let edit = sheetEdits[sheet] { return edit }
    let worksheet = package.worksheets[sheet]
    let index = try XLSXSheetIndex(package.sheetBytes(worksheet), part: worksheet.part)
    return XLSXSheetEdit(
      index, sheet: worksheet.info.name, uses1904Epoch: package.uses1904Epoch,
      hasCalculationChain: package.hasCalculationChain)
  }
}
