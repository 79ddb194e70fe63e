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
  /// The sheets in the order of their tabs, as they are now.
  public var sheets: [SheetInfo] { document.sheets.map(\.info) }
  /// The names for blocks of cells, as they are now.
  public var namedRanges: [NamedRange] { document.namedRanges }
  private var document: XLSXEditedDocument
  private var edits: [Int: XLSXSheetEdit] = [:]
  private var dropsSignature = false

  /// Opens a workbook.
  ///
  /// - Parameter path: The file; it is read again when the edited workbook is written.
  /// - Throws: ``XLSXError``, or the container's or the XML's error, with the file in its origin.
  public init(path: String) throws {
    try self.init(path: path, sparseBytesMin: XMLSparse.bytesMin)
  }

  /// Opens a workbook; of a sheet's part that is larger rows are left out until they are needed.
  package init(path: String, sparseBytesMin: Int) throws {
    document = try XLSXEditedDocument(
      XLSXPackage(path: path), sparseBytesMin: sparseBytesMin)
  }

  /// Whether no cell held a formula when the workbook was opened; false where nobody looked.
  public var isFreeOfFormulas: Bool { document.isFreeOfFormulas }

  /// Whether a signature covers the workbook.
  public var isSigned: Bool { document.package.isSigned && !dropsSignature }

  /// Takes the signature away, so that edits are allowed.
  public mutating func dropSignature() {
    guard isSigned else { return }
    dropsSignature = true
  }

  /// Makes one change; nothing is kept of one that throws.
  ///
  /// - Parameter edit: The change.
  /// - Throws: `EditError` or ``XLSXError`` with the sheet and the cell in its origin.
  public mutating func apply(_ edit: WorkbookEdit) throws {
    try checkEditable()
    try placing(edit.origin.within(Origin(file: document.package.path))) {
      // A change of one cell is checked before it is kept; of others a part could be made.
      if let (cell, change) = edit.cellChange, change.comment == nil {
        try reach(cell.cell.row...cell.cell.row, of: cell.sheet)
        try expandSharedFormula(of: cell, change)
        return try self.change(cell, change)
      }
      var changed = self
      try changed.make(edit)
      self = changed
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
    try checkEditable()
    let origin = Origin(
      file: document.package.path, sheet: sheet, line: prototypes.lowerBound + 1)
    try placing(origin) {
      try expand(sheet)
      try editSheet(sheet) { try $0.replaceRows(prototypes, with: rows, $1) }
    }
  }

  /// Writes the edited workbook; with no edit, the same bytes as before.
  ///
  /// - Parameter path: A file that does not exist yet.
  /// - Throws: `EditError.changed` when the opened file is another by now.
  public func write(toNewFile path: String) throws {
    guard !Folder.isFile(path) else {
      throw StorageError.refused(file: path, action: .write, reason: "EEXIST")
    }
    let package = document.package
    // What edits need is read from the file only now: a file that changed would look damaged.
    if Folder.isFile(package.path) { try package.checkUnchanged(in: package.path) }
    var copy = self
    try copy.flush()
    if copy.dropsSignature { try copy.document.removeSignature() }
    try copy.document.write(toNewFile: path)
  }

  // MARK: - Making edits

  private func checkEditable() throws {
    guard !isSigned else {
      throw EditError.signed(at: Origin(file: document.package.path))
    }
  }

  private mutating func make(_ edit: WorkbookEdit) throws {
    switch edit {
    case .comment(let text, let cell):
      try expand(cell.sheet)
      guard try !isCovered(cell) else { throw EditError.coveredCell(at: Origin()) }
      try flush()
      try document.setComment(text, at: cell.cell, sheet: cell.sheet)
    case .formula(let formula, let value, let cell):
      guard formula.dialect == .ooxml else {
        throw EditError.unsupported(
          Words(vi: "công thức viết theo cách khác", en: "a formula of the other dialect"),
          at: Origin())
      }
      try reach(cell.cell.row...cell.cell.row, of: cell.sheet)
      try change(cell, CellChange(.formula(formula.text, value)))
    case .style(let style, let block):
      try block.checkCells()
      try document.makeStyles()
      let name = try document.formats.style(style)
      try changeStyles(of: block) { _, _ in name }
    case .numberFormat(let format, let block):
      try block.checkCells()
      try document.makeStyles()
      try changeStyles(of: block) { try $1.style($0, showing: format) }
    case .clear(let block):
      try flush()
      try expand(block.sheet)
      let cells = try index(block.sheet).filledCells(in: block.range)
      for cell in cells {
        try change(
          SheetCellAddress(sheet: block.sheet, cell: cell), CellChange(.value(.empty)))
      }
    default:
      try flush()
      try document.expand()
      try document.make(edit)
    }
  }

  /// Gives every cell of a block the style that `choose` makes of the one it has.
  private mutating func changeStyles(
    of block: SheetRange, _ choose: (String?, inout XLSXAddedFormats) throws -> String
  ) throws {
    try flush()
    try reach(block.range.rows, of: block.sheet)
    let index = try index(block.sheet)
    var chosen: [String?: String] = [:]
    for row in block.range.rows {
      for column in block.range.columns {
        let cell = CellAddress(row: row, column: column)
        let old = index.style(cell)
        let new = try chosen[old] ?? choose(old, &document.formats)
        chosen[old] = new
        try change(SheetCellAddress(sheet: block.sheet, cell: cell), CellChange(style: new))
      }
    }
  }

  /// Gives the cells of a shared formula their own, before the first of them loses it.
  private mutating func expandSharedFormula(
    of cell: SheetCellAddress, _ change: CellChange
  ) throws {
    guard change.hasFormula != nil, document.sheets.contains(where: { $0.info.name == cell.sheet })
    else { return }
    let index = try opened(document.sheet(cell.sheet)).index
    let old = index.row(cell.cell.row)?.cells.first { $0.column == cell.cell.column }
    guard old?.sharedGroup != nil else { return }
    try flush()
    try expand(cell.sheet)
    try document.expandSharedFormulas(of: cell.sheet)
  }

  private mutating func change(_ cell: SheetCellAddress, _ change: CellChange) throws {
    try editSheet(cell.sheet) { try $0.change(cell.cell, change, $1) }
  }

  /// Lets `change` edit the sheet of this name.
  private mutating func editSheet(
    _ name: String, _ change: (inout XLSXSheetEdit, XLSXAddedFormats) throws -> Void
  ) throws {
    let sheet = try document.sheet(name)
    _ = try opened(sheet)
    if var edit = edits.removeValue(forKey: sheet) {
      defer { edits[sheet] = edit }
      try change(&edit, document.formats)
    }
  }

  private mutating func isCovered(_ cell: SheetCellAddress) throws -> Bool {
    try index(cell.sheet).merges.contains { $0.contains(cell.cell) && $0.first != cell.cell }
  }

  private mutating func index(_ name: String) throws -> XLSXSheetIndex {
    try opened(document.sheet(name)).index
  }

  /// The edits of a sheet; its cells are found once.
  private mutating func opened(_ sheet: Int) throws -> XLSXSheetEdit {
    if let edit = edits[sheet] { return edit }
    let edit = XLSXSheetEdit(
      try found(sheet), uses1904Epoch: document.package.uses1904Epoch)
    edits[sheet] = edit
    return edit
  }

  private mutating func found(_ sheet: Int) throws -> XLSXSheetIndex {
    let worksheet = document.sheets[sheet]
    guard worksheet.isWorksheet else { throw EditError.noSuchCell(at: Origin()) }
    return try XLSXSheetIndex(document.sheetBytes(worksheet.part), part: worksheet.part)
  }

  /// Sees to it that rows of a sheet are in memory, of a large sheet that is not.
  private mutating func reach(_ rows: ClosedRange<Int>, of name: String) throws {
    let sheet = try document.sheet(name)
    guard document.sheets[sheet].isWorksheet else { return }
    guard rows.count <= XLSXSparsePart.revealedMax else { return try expand(name) }
    let part = document.sheets[sheet].part
    _ = try opened(sheet)
    guard document.isSparse(part) else { return }
    var isChanged = false
    for row in rows {
      isChanged = try document.reveal(row, in: part) || isChanged
    }
    if isChanged { try findCells(of: sheet) }
  }

  /// Sees to it that a whole sheet is in memory.
  private mutating func expand(_ name: String) throws {
    let sheet = try document.sheet(name)
    if try document.expand(document.sheets[sheet].part) { try findCells(of: sheet) }
  }

  private mutating func findCells(of sheet: Int) throws {
    guard var edit = edits[sheet] else { return }
    edit.index = try found(sheet)
    edits[sheet] = edit
  }

  /// Puts the collected changes of cells into the sheets' parts.
  private mutating func flush() throws {
    var changesFormulas = false
    for (sheet, edit) in edits.sorted(by: { $0.key < $1.key }) where !edit.isEmpty {
      try document.splice(edit.splices(&document.formats), in: document.sheets[sheet].part)
      if edit.changesFormulas { changesFormulas = true }
    }
    edits = [:]
    if changesFormulas { try document.removeCalculationChain() }
  }
}
