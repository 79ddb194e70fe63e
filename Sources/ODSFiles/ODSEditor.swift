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
  /// The sheets in the order of their tabs.
  public let sheets: [SheetInfo]
  /// The names for blocks of cells, as they were when the workbook was opened.
  public let namedRanges: [NamedRange]
  private let package: ODSPackage
  private let tables: [ODSTable]
  private let faces: ODSNumberFormats
  private var edits: [Int: ODSSheetEdit] = [:]

  /// Opens a workbook.
  ///
  /// - Parameter path: The file; it is read again when the edited workbook is written.
  /// - Throws: ``ODSError``, or the container's or the XML's error, with the file in its origin.
  public init(path: String) throws {
    package = try ODSPackage(path: path)
    let outline = try ODSOutline(package)
    tables = outline.tables
    sheets = outline.tables.map(\.info)
    namedRanges = outline.namedRanges
    faces = try placing(Origin(file: path)) { [package] in try ODSNumberFormats(package) }
  }

  /// Puts a value into a cell; the cell keeps its style.
  ///
  /// - Parameters:
  ///   - value: The new value; ``CellValue/empty`` takes the old one away.
  ///   - cell: A cell; of a merged block, its first one.
  /// - Throws: ``ODSError`` when there is no such sheet, the cell is covered by a merged one, or
  ///   rows that are replaced hold it.
  public mutating func set(_ value: CellValue, at cell: SheetCellAddress) throws {
    try editSheet(cell.sheet, origin: Origin(cell: cell.cell.a1)) { edits, _ in
      try edits.set(value, at: cell.cell)
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
    try editSheet(sheet, origin: Origin(line: prototypes.lowerBound + 1)) { edits, faces in
      try edits.replaceRows(prototypes, with: rows, faces: faces)
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
    var splices: [XMLSplice] = []
    for (sheet, edits) in edits {
      splices += try placing(
        Origin(file: package.path, part: ODSPart.content, sheet: sheets[sheet].name)
      ) { try edits.splices(faces: faces) }
    }
    let copy = try StagedFile(for: path)
    try copy.write(FileBytes.read(package.path))
    if !splices.isEmpty {
      try package.checkUnchanged(in: copy.temporaryPath)
      let content = package.content.spliced(splices, in: 0..<package.content.count)
      if package.isFlat {
        try copy.write(content)
      } else {
        try ZipArchive.replace([ODSPart.content: content], in: copy.temporaryPath)
      }
    }
    try copy.commit()
  }

  /// Lets `change` edit the sheet of this name; nothing is kept of a change that throws.
  private mutating func editSheet(
    _ name: String, origin: Origin,
    _ change: (inout ODSSheetEdit, ODSNumberFormats) throws -> Void
  ) throws {
    let place = Origin(file: package.path, sheet: name)
    guard !package.isSigned else { throw EditError.signed(at: Origin(file: package.path)) }
    guard package.isContentPlain else {
      throw EditError.notPlain(
        at: Origin(file: package.path, part: ODSPart.content))
    }
    guard let sheet = sheets.firstIndex(where: { $0.name == name }) else {
      throw EditError.noSuchSheet(at: place)
    }
    try placing(origin.within(place)) {
      var changed = try edits[sheet] ?? ODSSheetEdit(ODSSheetIndex(tables[sheet].start))
      try change(&changed, faces)
      edits[sheet] = changed
    }
  }
}
