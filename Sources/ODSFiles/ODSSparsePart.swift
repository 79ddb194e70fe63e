internal import Diagnostics
internal import Storage
internal import XMLStreams
internal import ZipArchives

/// content.xml of a large workbook without the rows that nothing speaks of.
///
/// Runs of rows are left out that hold neither merged blocks nor matrices; a row of no cells,
/// repeated as often, stands for each.
struct ODSSparsePart {
  /// The part.
  var part: XMLSparse
  /// Whether a cell holds a formula.
  let hasFormulas: Bool

  /// Reads content.xml once.
  ///
  /// - Returns: Nil for a part that has to be read whole: written unusually, or with too many rows
  ///   that cannot be left out.
  init?(_ archive: ZipArchive) throws {
    var scan = Scan()
    guard let map = try archive.mapped(ODSPart.content, by: { try scan.isRead($0) }) else {
      return nil
    }
    let sparse = try XMLSparse.ifWorthIt(size: map.size, gaps: scan.gaps) { try map.read($0) }
    guard let sparse else { return nil }
    part = sparse
    hasFormulas = scan.hasFormulas
  }

  /// Finds the gaps.
  private struct Scan: XMLGapScan {
    static let namespaces = ODSSpace.all
    static var row: (namespace: Int, name: StaticString) { (ODSSpace.table, "table-row") }

    private(set) var gaps: [XMLSparse.Gap] = []
    private(set) var hasFormulas = false
    private var start = 0
    private var end = 0
    private var rows = 0

    mutating func readRow(_ stream: inout XMLStream, from place: Int) throws -> Bool {
      // Marks are looked for as nearly all programs write them.
      guard stream.hasPrefix, stream.isBound("table", to: ODSSpace.table) else { return false }
      let count = try stream.attribute(ODSSpace.table, "number-rows-repeated") ?? "1"
      guard let count = Int(count), count >= 1 else { return false }
      let mark = try stream.isEmptyElement ? .plain : stream.passRow()
      guard try stream.next() == .end else { return false }
      switch mark {
      case .odd: return false
      case .spanned: close()
      case .plain, .formula:
        if mark == .formula { hasFormulas = true }
        if rows == 0 { start = place }
        rows += count
        end = stream.byteOffset
        if end - start >= XMLSparse.gapBytes { close() }
      }
      return true
    }

    mutating func close() {
      defer { rows = 0 }
      let standIn = Array("<table:table-row table:number-rows-repeated=\"\(rows)\"/>".utf8)
      guard rows > 0, end - start > standIn.count else { return }
      gaps.append(XMLSparse.Gap(range: start..<end, standIn: standIn))
    }
  }
}

/// What the cells of a row mean for who wants to leave it out.
private enum ODSRowMark {
  case plain
  /// A cell holds a formula.
  case formula
  /// A merged block or a matrix begins in it.
  case spanned
  /// It holds something that is not looked through here: comments, CDATA, a table in a cell.
  case odd
}

extension XMLStream {
  /// Goes to the end tag of the row whose start was the last event.
  fileprivate mutating func passRow() throws -> ODSRowMark {
    var mark = ODSRowMark.plain
    while true {
      // Words are looked at whole: the last bytes wait for those behind them.
      let end = unsafe limit - 48
      var place = unsafe cursor
      while unsafe place < end {
        unsafe place = Self.mark(from: place, to: end)
        guard unsafe place < end else { break }
        switch unsafe Self.meaning(place) {
        case .none: break
        case .some(.plain):
          unsafe cursor = unsafe place
          return mark
        case .some(.odd): mark = .odd
        case .some(.formula): if mark == .plain { mark = .formula }
        case .some(.spanned): if mark != .odd { mark = .spanned }
        }
        unsafe place += 1
      }
      if unsafe place > cursor { unsafe cursor = unsafe place }
      guard try refill() else { return .odd }
    }
  }

  /// The next tag or space.
  @inline(__always)
  private static func mark(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var place = unsafe start
    let highs: UInt64 = 0x8080_8080_8080_8080
    while unsafe place < end {
      let word = unsafe UInt64(littleEndian: ByteSearch.word(place))
      let spaces = (word &- 0x2121_2121_2121_2121) & ~word & highs
      let found = unsafe spaces | ByteSearch.marks(word, UInt8(ascii: "<"))
      if found != 0 { return unsafe place + found.trailingZeroBitCount / 8 }
      unsafe place += 8
    }
    return unsafe end
  }

  /// What begins at a tag or a space: `plain` is the row's end.
  @inline(__always)
  private static func meaning(_ place: UnsafePointer<UInt8>) -> ODSRowMark? {
    if unsafe place[0] == UInt8(ascii: "<") {
      switch unsafe place[1] {
      case UInt8(ascii: "/"):
        return unsafe ByteSearch.equal(place, 17, "</table:table-row") && place[17] != 0x2D
          ? .plain : nil
      case UInt8(ascii: "!"), UInt8(ascii: "?"): return .odd
      default:
        return unsafe ByteSearch.equal(place, 12, "<table:table") && place[12] != 0x2D ? .odd : nil
      }
    }
    guard unsafe ByteSearch.equal(place + 1, 6, "table:") else { return nil }
    switch unsafe place[7] {
    case UInt8(ascii: "f"):
      return unsafe ByteSearch.equal(place + 7, 7, "formula") ? .formula : nil
    case UInt8(ascii: "n"):
      let isSpan =
        unsafe ByteSearch.equal(place + 7, 15, "number-columns-") && place[22] == 0x73
        || ByteSearch.equal(place + 7, 12, "number-rows-") && place[19] == 0x73
        || ByteSearch.equal(place + 7, 14, "number-matrix-")
      return isSpan ? .spanned : nil
    default: return nil
    }
  }
}
