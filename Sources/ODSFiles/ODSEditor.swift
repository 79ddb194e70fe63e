internal import Diagnostics
public import Sheets
internal import Storage
internal import XMLStreams
internal import ZipArchives

/// Edits an ODS workbook in place: of content.xml only the touched cells change.
///
/// - Shape: styles, spans and comments of a cell stay; its value and formula are replaced. A run of
///   repeated cells or rows is split around the cell. A number in a cell with a percentage format
///   becomes a percentage.
/// - Source: ODF 1.3 part 3, `table:table-cell`, `table:table-row`.
public struct ODSEditor: WorkbookEditor {
  /// The sheets in the order of their tabs, as they are now.
  public var sheets: [SheetInfo] { document.tables.map(\.info) }
  /// The names for blocks of cells, as they are now.
  public var namedRanges: [NamedRange] { document.namedRanges }
  private var document: ODSEditedDocument
  private var edits: [Int: ODSSheetEdit] = [:]
  private var dropsSignature = false

  /// Opens a workbook.
  ///
  /// - Parameter path: The file; it is read again when the edited workbook is written.
  /// - Throws: ``ODSError``, or the container's or the XML's error, with the file in its origin.
  public init(path: String) throws {
    try self.init(path: path, sparseBytesMin: XMLSparse.bytesMin)
  }

  /// Opens a workbook; of a content.xml that is larger rows are left out until they are needed.
  package init(path: String, sparseBytesMin: Int) throws {
    document = try ODSEditedDocument(ODSPackage(path: path, sparseBytesMin: sparseBytesMin))
  }

  /// Whether no cell held a formula when the workbook was opened; false where nobody looked.
  public var isFreeOfFormulas: Bool { document.sparse?.hasFormulas == false }

  /// Whether a signature covers the workbook.
  public var isSigned: Bool { document.package.isSigned && !dropsSignature }

  /// Takes the signature away, so that edits are allowed.
  public mutating func dropSignature() {
    guard isSigned else { return }
    dropsSignature = true
    document.remove(ODSPart.signatures)
  }

  /// Makes one change; nothing is kept of one that throws.
  ///
  /// - Parameter edit: The change.
  /// - Throws: `EditError` or ``ODSError`` with the sheet and the cell in its origin.
  public mutating func apply(_ edit: WorkbookEdit) throws {
    try checkEditable()
    try placing(edit.origin.within(Origin(file: document.package.path))) {
      // A change of one cell is checked before it is kept; of others a part could be made.
      if let (cell, change) = edit.cellChange {
        try reach(cell.cell.row...cell.cell.row, of: cell.sheet)
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
  /// - Throws: ``ODSError`` when something stands below the prototypes, when they are not there or
  ///   of several groups, or when a value goes to a covered cell.
  public mutating func replaceRows(
    _ prototypes: ClosedRange<Int>, ofSheet sheet: String, with rows: [RowCopy]
  ) throws {
    try checkEditable()
    let origin = Origin(
      file: document.package.path, sheet: sheet, line: prototypes.lowerBound + 1)
    try placing(origin) {
      try expand()
      let faces = document.faces
      try editSheet(sheet) { try $0.replaceRows(prototypes, with: rows, faces: faces) }
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
    var copy = self
    try copy.flush()
    if copy.dropsSignature { try copy.document.removeFromManifest([ODSPart.signatures]) }
    try copy.document.write(toNewFile: path)
  }

  // MARK: - Making edits

  private func checkEditable() throws {
    let package = document.package
    guard !isSigned else { throw EditError.signed(at: Origin(file: package.path)) }
    guard package.isContentPlain else {
      throw EditError.notPlain(at: Origin(file: package.path, part: ODSPart.content))
    }
  }

  private mutating func make(_ edit: WorkbookEdit) throws {
    switch edit {
    case .formula(let formula, let value, let cell):
      guard formula.dialect == .openFormula else {
        throw EditError.unsupported(
          Words(vi: "công thức viết theo cách khác", en: "a formula of the other dialect"),
          at: Origin())
      }
      try reach(cell.cell.row...cell.cell.row, of: cell.sheet)
      try change(cell, CellChange(.formula(formula.text, value)))
    case .style(let style, let block):
      try block.checkCells()
      try flush()
      let name = try document.style(style)
      try reach(block.range.rows, of: block.sheet)
      try changeStyles(of: block) { _, _ in name }
    case .numberFormat(let format, let block):
      try block.checkCells()
      try flush()
      try reach(block.range.rows, of: block.sheet)
      try changeStyles(of: block) { try $1.style($0, showing: format) }
    case .clear(let block):
      try flush()
      try expand()
      let cells = try index(block.sheet).filledCells(in: block.range)
      for cell in cells {
        try change(
          SheetCellAddress(sheet: block.sheet, cell: cell), CellChange(.value(.empty)))
      }
    default:
      try flush()
      try expand()
      try document.make(edit)
    }
  }

  /// Sees to it that rows are in memory, of a workbook that is not.
  private mutating func reach(_ rows: ClosedRange<Int>, of sheet: String) throws {
    guard document.sparse != nil, try document.reveal(rows, ofSheet: document.sheet(sheet)) else {
      return
    }
    try findCells()
  }

  /// Sees to it that the whole workbook is in memory.
  private mutating func expand() throws {
    guard document.sparse != nil else { return }
    try document.expand()
    try findCells()
  }

  private mutating func findCells() throws {
    for sheet in edits.keys.sorted() {
      edits[sheet]?.index = try ODSSheetIndex(document.tables[sheet].start)
    }
  }

  /// Gives every cell of a block the style that `choose` makes of the one it has.
  private mutating func changeStyles(
    of block: SheetRange, _ choose: (String?, inout ODSEditedDocument) throws -> String
  ) throws {
    let old = try index(block.sheet).styles(in: block.range)
    var chosen: [String?: String] = [:]
    for style in Set(old.joined()) { chosen[style] = try choose(style, &document) }
    for (row, styles) in zip(block.range.rows, old) {
      for (column, style) in zip(block.range.columns, styles) {
        try change(
          SheetCellAddress(sheet: block.sheet, cell: CellAddress(row: row, column: column)),
          CellChange(style: chosen[style]))
      }
    }
  }

  private mutating func change(_ cell: SheetCellAddress, _ change: CellChange) throws {
    try editSheet(cell.sheet) { try $0.change(cell.cell, change) }
  }

  /// Lets `change` edit the sheet of this name.
  private mutating func editSheet(
    _ name: String, _ change: (inout ODSSheetEdit) throws -> Void
  ) throws {
    let sheet = try document.sheet(name)
    if edits[sheet] == nil {
      edits[sheet] = try ODSSheetEdit(ODSSheetIndex(document.tables[sheet].start))
    }
    if var edit = edits.removeValue(forKey: sheet) {
      defer { edits[sheet] = edit }
      try change(&edit)
    }
  }

  private func index(_ name: String) throws -> ODSSheetIndex {
    let sheet = try document.sheet(name)
    return try edits[sheet]?.index ?? ODSSheetIndex(document.tables[sheet].start)
  }

  /// Puts the collected changes of cells into content.xml.
  private mutating func flush() throws {
    var splices: [XMLSplice] = []
    for (sheet, edit) in edits {
      splices += try placing(
        Origin(
          file: document.package.path, part: ODSPart.content,
          sheet: document.tables[sheet].info.name)
      ) { try edit.splices(faces: document.faces) }
    }
    edits = [:]
    try document.splice(splices)
  }
}
