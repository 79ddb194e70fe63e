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
  private let faces: ODSNumberFaces
  private var edits: [Int: ODSSheetEdits] = [:]

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
    faces = try placing(Origin(file: path)) { [package] in try ODSNumberFaces(package) }
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
  /// - Throws: ``ODSError/changed(file:)`` when the opened file is another by now.
  public func write(toNewFile path: String) throws {
    guard !Folder.isFile(path) else {
      throw StorageError.refused(file: path, action: .write, reason: "EEXIST")
    }
    var splices: [ODSSplice] = []
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
    _ change: (inout ODSSheetEdits, ODSNumberFaces) throws -> Void
  ) throws {
    let place = Origin(file: package.path, sheet: name)
    guard !package.isSigned else { throw ODSError.signed(file: package.path) }
    guard package.isContentPlain else { throw ODSError.notPlain(file: package.path) }
    guard let sheet = sheets.firstIndex(where: { $0.name == name }) else {
      throw ODSError.noSuchSheet(at: place)
    }
    try placing(origin.within(place)) {
      var changed = try edits[sheet] ?? ODSSheetEdits(ODSSheetIndex(tables[sheet].start))
      try change(&changed, faces)
      edits[sheet] = changed
    }
  }
}

/// The edits of one sheet.
private struct ODSSheetEdits {
  let index: ODSSheetIndex
  private var values: [Int: [Int: CellValue]] = [:]
  private var block: (place: Int, splices: [ODSSplice])?

  init(_ index: ODSSheetIndex) {
    self.index = index
  }

  mutating func set(_ value: CellValue, at cell: CellAddress) throws {
    guard (0..<CellAddress.rowsMax).contains(cell.row),
      (0..<CellAddress.columnsMax).contains(cell.column)
    else { throw ODSError.noSuchCell(at: Origin()) }
    try ODSRowRewriter.check(value)
    let place = index.place(of: cell.row)
    if let block, (place ?? Int.max) >= block.place { throw ODSError.editsOverlap(at: Origin()) }
    if let place {
      let hit = try index.cells(of: index.rows[place]).first { $0.columns.contains(cell.column) }
      if hit?.isCovered == true { throw ODSError.coveredCell(at: Origin()) }
    } else if index.rowsEnd == nil {
      throw ODSError.noSuchCell(at: Origin())
    }
    values[cell.row, default: [:]][cell.column] = value
  }

  mutating func replaceRows(
    _ prototypes: ClosedRange<Int>, with rows: [RowCopy], faces: ODSNumberFaces
  ) throws {
    guard let first = index.place(of: prototypes.lowerBound),
      let last = index.place(of: prototypes.upperBound),
      rows.allSatisfy({ (0..<prototypes.count).contains($0.prototype) })
    else { throw ODSError.noSuchCell(at: Origin()) }
    let parent = index.rows[first].parent
    let isTouched = values.keys.contains { (index.place(of: $0) ?? Int.max) >= first }
    guard block == nil, !isTouched, index.rows[first...last].allSatisfy({ $0.parent == parent })
    else { throw ODSError.editsOverlap(at: Origin()) }
    let filled = index.rows[last...].first {
      $0.hasContent && $0.rows.upperBound - 1 > prototypes.upperBound
    }
    if let filled {
      throw ODSError.rowsBelow(at: Origin(line: max(filled.first, prototypes.upperBound + 1) + 1))
    }
    guard prototypes.lowerBound + rows.count <= CellAddress.rowsMax else {
      throw ODSError.limit("rowsMax", max: CellAddress.rowsMax, at: Origin())
    }
    let copies = try copies(of: prototypes, rows, faces)
    let padding = try paddingLeft(below: last, prototypes, rows.count)
    block = (first, try blockSplices(first...last, prototypes, copies, padding))
  }

  /// How many rows the sheet's last row element may stand for, so that the sheet is not too long.
  private func paddingLeft(
    below last: Int, _ prototypes: ClosedRange<Int>, _ count: Int
  ) throws -> Int {
    guard let padding = index.rows.last else { return 0 }
    let tooMany = index.rowCount - prototypes.count + count - CellAddress.rowsMax
    let isBlock = last == index.rows.count - 1
    let there =
      isBlock ? padding.rows.upperBound - 1 - prototypes.upperBound : padding.repeated
    guard tooMany > 0 else { return there }
    guard there - tooMany >= (isBlock ? 0 : 1) else {
      throw ODSError.limit("rowsMax", max: CellAddress.rowsMax, at: Origin())
    }
    return there - tooMany
  }

  /// The bytes of the new rows.
  private func copies(
    of prototypes: ClosedRange<Int>, _ rows: [RowCopy], _ faces: ODSNumberFaces
  ) throws -> [UInt8] {
    var rewriters: [Int: ODSRowRewriter] = [:]
    var bytes: [UInt8] = []
    for (number, row) in rows.enumerated() {
      let prototype = prototypes.lowerBound + row.prototype
      guard let place = index.place(of: prototype) else { continue }
      let rewriter = try rewriters[place] ?? ODSRowRewriter(index, index.rows[place], faces)
      rewriters[place] = rewriter
      try placing(Origin(line: prototypes.lowerBound + number + 1)) {
        bytes += try rewriter.row(row.values, clearsOthers: true, count: 1)
      }
    }
    return bytes
  }

  /// Replaces row elements by copies; what a run holds above and below the block stays.
  private func blockSplices(
    _ places: ClosedRange<Int>, _ prototypes: ClosedRange<Int>, _ copies: [UInt8], _ padding: Int
  ) throws -> [ODSSplice] {
    let first = index.rows[places.lowerBound]
    let last = index.rows[places.upperBound]
    let above = prototypes.lowerBound - first.first
    let isLast = places.upperBound == index.rows.count - 1
    let below = isLast ? padding : last.rows.upperBound - 1 - prototypes.upperBound
    let faces = ODSNumberFaces()
    var bytes: [UInt8] = []
    if above > 0 {
      bytes += try ODSRowRewriter(index, first, faces).row([:], clearsOthers: false, count: above)
    }
    bytes += copies
    if below > 0 {
      bytes += try ODSRowRewriter(index, last, faces).row([:], clearsOthers: false, count: below)
    }
    let splice = ODSSplice(range: first.range.lowerBound..<last.range.upperBound, bytes: bytes)
    guard !isLast, let end = index.rows.last, end.repeated != padding else { return [splice] }
    let rewriter = try ODSRowRewriter(index, end, faces)
    let shorter = try rewriter.row([:], clearsOthers: false, count: padding)
    return [splice, ODSSplice(range: end.range, bytes: shorter)]
  }

  /// All changes to this sheet's bytes.
  func splices(faces: ODSNumberFaces) throws -> [ODSSplice] {
    var splices = block?.splices ?? []
    var byElement: [Int: [Int: [Int: CellValue]]] = [:]
    var beyond: [Int: [Int: CellValue]] = [:]
    for (row, cells) in values {
      if let place = index.place(of: row) {
        byElement[place, default: [:]][row] = cells
      } else {
        beyond[row] = cells
      }
    }
    for (place, rows) in byElement.sorted(by: { $0.key < $1.key }) {
      let row = index.rows[place]
      let rewriter = try ODSRowRewriter(index, row, faces)
      if row.repeated == 1 {
        splices += try rewriter.splices(rows[row.first] ?? [:], clearsOthers: false)
      } else {
        splices.append(try Self.split(row, rows, rewriter))
      }
    }
    if !beyond.isEmpty, let end = index.rowsEnd, let last = index.rows.last {
      let rewriter = try ODSRowRewriter(index, last, faces)
      let bytes = try rewriter.newRows(beyond, after: index.rowCount)
      splices.append(ODSSplice(range: end..<end, bytes: bytes))
    }
    return splices
  }

  /// A run of rows, with some of them edited.
  private static func split(
    _ row: ODSSheetIndex.Row, _ edited: [Int: [Int: CellValue]], _ rewriter: ODSRowRewriter
  ) throws -> ODSSplice {
    var bytes: [UInt8] = []
    var next = row.first
    for (number, values) in edited.sorted(by: { $0.key < $1.key }) {
      if number > next {
        bytes += try rewriter.row([:], clearsOthers: false, count: number - next)
      }
      bytes += try rewriter.row(values, clearsOthers: false, count: 1)
      next = number + 1
    }
    if next < row.rows.upperBound {
      bytes += try rewriter.row([:], clearsOthers: false, count: row.rows.upperBound - next)
    }
    return ODSSplice(range: row.range, bytes: bytes)
  }
}
