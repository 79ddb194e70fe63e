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

  /// How large content.xml is before rows are left out.
  static let bytesMin = 4 << 20
  /// About how many bytes a gap leaves out.
  private static let gapBytes = 1 << 15
  /// The most bytes that may be left in memory.
  private static let keptMax = 1 << 24

  /// Reads content.xml once.
  ///
  /// - Returns: Nil for a part that has to be read whole: written unusually, or with too many rows
  ///   that cannot be left out.
  init?(_ archive: ZipArchive) throws {
    var scan = Scan()
    guard let map = try archive.mapped(ODSPart.content, by: { try scan.isRead($0) }) else {
      return nil
    }
    let left = scan.gaps.reduce(0) { $0 + $1.range.count }
    guard map.size - left <= Self.keptMax else { return nil }
    hasFormulas = scan.hasFormulas
    part = try XMLSparse(size: map.size, gaps: scan.gaps) { try map.read($0) }
    guard XMLPart.isPlain(part.bytes) else { return nil }
  }

  /// Finds the gaps.
  private struct Scan {
    private(set) var gaps: [XMLSparse.Gap] = []
    private(set) var hasFormulas = false
    private var start = 0
    private var end = 0
    private var rows = 0

    /// Goes through the part; false where it has to be read whole, as where it is no XML.
    mutating func isRead(_ pipe: ChunkPipe) throws -> Bool {
      do {
        return try read(pipe)
      } catch is XMLError {
        return false
      }
    }

    /// What is left out is copied as it is, so nobody looks whether it is UTF-8.
    private mutating func read(_ pipe: ChunkPipe) throws -> Bool {
      var stream = try XMLStream.open(ODSSpace.all) { _ in pipe }
      while true {
        let place = stream.byteOffset
        guard let event = try stream.next() else { break }
        switch event {
        case .text: continue
        case .end: close()
        case .start:
          guard stream.isElement(ODSSpace.table, "table-row") else {
            close()
            continue
          }
          guard try readRow(&stream, from: place) else { return false }
        }
      }
      return true
    }

    private mutating func readRow(_ stream: inout XMLStream, from place: Int) throws -> Bool {
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
        if end - start >= ODSSparsePart.gapBytes { close() }
      }
      return true
    }

    private mutating func close() {
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
