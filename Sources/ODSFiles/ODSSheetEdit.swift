internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// The edits of one sheet, and the changes to its bytes that come of them.
struct ODSSheetEdit {
  /// Where the cells are; found again once more of the part is in memory.
  var index: ODSSheetIndex
  private var changes: [Int: [Int: CellChange]] = [:]
  private var block: (place: Int, splices: [XMLSplice])?

  init(_ index: ODSSheetIndex) {
    self.index = index
  }

  /// Whether nothing was changed yet.
  var isEmpty: Bool { changes.isEmpty && block == nil }

  mutating func change(_ cell: CellAddress, _ change: CellChange) throws {
    guard (0..<CellAddress.rowsMax).contains(cell.row),
      (0..<CellAddress.columnsMax).contains(cell.column)
    else { throw EditError.noSuchCell(at: Origin()) }
    try change.value?.check(at: cell)
    let place = index.place(of: cell.row)
    if let block, (place ?? Int.max) >= block.place { throw EditError.editsOverlap(at: Origin()) }
    if let place {
      let hit = try index.cells(of: index.rows[place]).first { $0.columns.contains(cell.column) }
      if hit?.isCovered == true, !change.isLook { throw EditError.coveredCell(at: Origin()) }
    } else if index.rowsEnd == nil {
      throw EditError.noSuchCell(at: Origin())
    }
    if change.hasFormula != nil, index.matrices.contains(where: { $0.contains(cell) }) {
      throw EditError.arrayFormula(at: Origin())
    }
    changes[cell.row, default: [:]][cell.column, default: CellChange()].merge(change)
  }

  mutating func replaceRows(
    _ prototypes: ClosedRange<Int>, with rows: [RowCopy], faces: ODSNumberFormats
  ) throws {
    guard let first = index.place(of: prototypes.lowerBound),
      let last = index.place(of: prototypes.upperBound),
      rows.allSatisfy({ (0..<prototypes.count).contains($0.prototype) })
    else { throw EditError.noSuchCell(at: Origin()) }
    let parent = index.rows[first].parent
    let isTouched = changes.keys.contains { (index.place(of: $0) ?? Int.max) >= first }
    guard block == nil, !isTouched, index.rows[first...last].allSatisfy({ $0.parent == parent })
    else { throw EditError.editsOverlap(at: Origin()) }
    let filled = index.rows[last...].first {
      $0.hasContent && $0.rows.upperBound - 1 > prototypes.upperBound
    }
    if let filled {
      throw EditError.rowsBelow(at: Origin(line: max(filled.first, prototypes.upperBound + 1) + 1))
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
    of prototypes: ClosedRange<Int>, _ rows: [RowCopy], _ faces: ODSNumberFormats
  ) throws -> [UInt8] {
    var rewriters: [Int: ODSRowRewriter] = [:]
    var bytes: [UInt8] = []
    for (number, row) in rows.enumerated() {
      let prototype = prototypes.lowerBound + row.prototype
      guard let place = index.place(of: prototype) else { continue }
      let rewriter = try rewriters[place] ?? ODSRowRewriter(index, index.rows[place], faces)
      rewriters[place] = rewriter
      try placing(Origin(line: prototypes.lowerBound + number + 1)) {
        let values = row.values.mapValues { CellChange(.value($0)) }
        bytes += try rewriter.row(values, clearsOthers: true, count: 1)
      }
    }
    return bytes
  }

  /// Replaces row elements by copies; what a run holds above and below the block stays.
  private func blockSplices(
    _ places: ClosedRange<Int>, _ prototypes: ClosedRange<Int>, _ copies: [UInt8], _ padding: Int
  ) throws -> [XMLSplice] {
    let first = index.rows[places.lowerBound]
    let last = index.rows[places.upperBound]
    let above = prototypes.lowerBound - first.first
    let isLast = places.upperBound == index.rows.count - 1
    let below = isLast ? padding : last.rows.upperBound - 1 - prototypes.upperBound
    let faces = ODSNumberFormats()
    var bytes: [UInt8] = []
    if above > 0 {
      bytes += try ODSRowRewriter(index, first, faces).row([:], clearsOthers: false, count: above)
    }
    bytes += copies
    if below > 0 {
      bytes += try ODSRowRewriter(index, last, faces).row([:], clearsOthers: false, count: below)
    }
    let splice = XMLSplice(range: first.range.lowerBound..<last.range.upperBound, bytes: bytes)
    guard !isLast, let end = index.rows.last, end.repeated != padding else { return [splice] }
    let rewriter = try ODSRowRewriter(index, end, faces)
    let shorter = try rewriter.row([:], clearsOthers: false, count: padding)
    return [splice, XMLSplice(range: end.range, bytes: shorter)]
  }

  /// All changes to this sheet's bytes.
  func splices(faces: ODSNumberFormats) throws -> [XMLSplice] {
    var splices = block?.splices ?? []
    var byElement: [Int: [Int: [Int: CellChange]]] = [:]
    var beyond: [Int: [Int: CellChange]] = [:]
    for (row, cells) in changes {
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
      splices.append(XMLSplice(range: end..<end, bytes: bytes))
    }
    return splices
  }

  /// A run of rows, with some of them edited.
  private static func split(
    _ row: ODSSheetIndex.Row, _ edited: [Int: [Int: CellChange]], _ rewriter: ODSRowRewriter
  ) throws -> XMLSplice {
    var bytes: [UInt8] = []
    var next = row.first
    for (number, cells) in edited.sorted(by: { $0.key < $1.key }) {
      if number > next {
        bytes += try rewriter.row([:], clearsOthers: false, count: number - next)
      }
      bytes += try rewriter.row(cells, clearsOthers: false, count: 1)
      next = number + 1
    }
    if next < row.rows.upperBound {
      bytes += try rewriter.row([:], clearsOthers: false, count: row.rows.upperBound - next)
    }
    return XMLSplice(range: row.range, bytes: bytes)
  }
}
