import Diagnostics
import Sheets
import Storage
import XMLStreams
import ZipArchives

/// The part of a large sheet without the rows that nothing speaks of.
///
/// Runs of rows are left out that hold neither array nor shared formulas; nothing stands for them.
struct XLSXSparsePart {
  /// The part.
  var part: XMLSparse
  /// Whether a cell holds a formula.
  let hasFormulas: Bool
  /// The first and the last row of each gap.
  private let rows: [ClosedRange<Int>]
  private var revealed = 0

  /// How often rows are read on their own before all are.
  static let revealedMax = 32

  /// Reads a part once.
  ///
  /// - Returns: Nil for a part that has to be read whole: written unusually, or with too many rows
  ///   that cannot be left out.
  init?(_ archive: ZipArchive, _ name: String) throws {
    var scan = Scan()
    guard let map = try archive.mapped(name, by: { try scan.isRead($0) }) else { return nil }
    let sparse = try XMLSparse.ifWorthIt(size: map.size, gaps: scan.gaps) { try map.read($0) }
    guard let sparse else { return nil }
    part = sparse
    hasFormulas = scan.hasFormulas
    rows = scan.rowsOfGaps
  }

  /// Reads a row that was left out, or the one that a new row would stand before.
  ///
  /// - Returns: Whether the part has other bytes in memory now; nil where all have to be read.
  mutating func reveal(_ row: Int) throws -> Bool? {
    guard let gap = rows.firstIndex(where: { $0.upperBound >= row }) else { return false }
    guard revealed < Self.revealedMax else { return nil }
    guard try part.reveal(gap) else { return false }
    revealed += 1
    return true
  }

  /// Finds the gaps.
  private struct Scan: XMLGapScan {
    static let namespaces = XLSXSpace.all
    static var row: (namespace: Int, name: StaticString) { (XLSXSpace.main, "row") }

    private(set) var gaps: [XMLSparse.Gap] = []
    private(set) var rowsOfGaps: [ClosedRange<Int>] = []
    private(set) var hasFormulas = false
    private var start = 0
    private var end = 0
    private var first: Int?
    private var last = -1

    mutating func readRow(_ stream: inout XMLStream, from place: Int) throws -> Bool {
      guard !stream.hasPrefix, let row = try stream.attribute(nil, "r").flatMap({ Int($0) }),
        row - 1 > last, row <= CellAddress.rowsMax
      else { return false }
      let mark = try stream.isEmptyElement ? .plain : stream.passRow()
      guard try stream.next() == .end else { return false }
      switch mark {
      case .odd: return false
      case .shared:
        hasFormulas = true
        close()
      case .plain, .formula:
        if mark == .formula { hasFormulas = true }
        if first == nil { (first, start) = (row - 1, place) }
        end = stream.byteOffset
      }
      last = row - 1
      if end - start >= XMLSparse.gapBytes { close() }
      return true
    }

    mutating func close() {
      guard let first else { return }
      self.first = nil
      gaps.append(XMLSparse.Gap(range: start..<end, standIn: []))
      rowsOfGaps.append(first...last)
    }
  }
}

/// What the cells of a row mean for who wants to leave it out.
private enum XLSXRowMark {
  case plain
  /// A cell holds a formula of its own.
  case formula
  /// A cell holds a formula that other cells share.
  case shared
  /// It holds something that is not looked through here: comments, CDATA.
  case odd
}

extension XMLStream {
  /// Goes to the end tag of the row whose start was the last event.
  fileprivate mutating func passRow() throws -> XLSXRowMark {
    var mark = XLSXRowMark.plain
    while true {
      // Tags are looked at whole: the last bytes wait for those behind them.
      let end = unsafe limit - 16
      var place = unsafe cursor
      while unsafe place < end {
        unsafe place = ByteSearch.first(UInt8(ascii: "<"), from: place, to: end)
        guard unsafe place < end else { break }
        switch unsafe place[1] {
        case UInt8(ascii: "/"):
          if unsafe ByteSearch.equal(place, 5, "</row"), unsafe place[5] <= 0x3E {
            unsafe cursor = unsafe place
            return mark
          }
        case UInt8(ascii: "f"):
          if unsafe place[2] == UInt8(ascii: ">") {
            if mark == .plain { mark = .formula }
          } else if mark != .odd {
            mark = .shared
          }
        case UInt8(ascii: "!"), UInt8(ascii: "?"): mark = .odd
        default: break
        }
        unsafe place += 1
      }
      if unsafe place > cursor { unsafe cursor = unsafe place }
      guard try refill() else { return .odd }
    }
  }
}
