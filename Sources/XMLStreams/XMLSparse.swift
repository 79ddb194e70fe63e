/// A part of which only pieces are in memory: what is edited, and what that hangs on.
///
/// Gaps that nothing speaks of are left out; a stand-in takes the place of each, so that what is in
/// memory is XML. Splices are made in what is in memory and told as splices of the whole part.
public struct XMLSparse {
  /// Bytes of the part that can be left out.
  public struct Gap: Sendable {
    /// Where they are in the part.
    public var range: Range<Int>
    /// What stands for them.
    public var standIn: [UInt8]

    /// Makes a gap.
    public init(range: Range<Int>, standIn: [UInt8]) {
      self.range = range
      self.standIn = standIn
    }
  }

  private enum Kind: Equatable {
    case kept
    case gap(Int)
    case written
  }

  private struct Piece {
    /// How many bytes it has in memory.
    var count: Int
    /// What it is in the part; of written bytes what they replace.
    var original: Range<Int>
    var kind: Kind
  }

  /// How large a part is before rows are left out.
  public static let bytesMin = 4 << 20
  /// About how many bytes a gap leaves out.
  public static let gapBytes = 1 << 15
  /// The most bytes that may be left in memory.
  private static let keptMax = 1 << 24

  /// What is in memory.
  public private(set) var bytes: [UInt8] = []
  private let size: Int
  private var pieces: [Piece] = []
  private let read: (Range<Int>) throws -> [UInt8]

  /// Reads all of a part but its gaps.
  ///
  /// - Parameters:
  ///   - size: How many bytes the part has.
  ///   - gaps: What is left out, from front to back.
  ///   - read: Reads bytes of the part.
  /// - Throws: What `read` throws.
  public init(
    size: Int, gaps: [Gap], read: @escaping (Range<Int>) throws -> [UInt8]
  ) throws {
    self.size = size
    self.read = read
    var place = 0
    for (number, gap) in gaps.enumerated() {
      try keep(place..<gap.range.lowerBound)
      bytes += gap.standIn
      pieces.append(
        Piece(count: gap.standIn.count, original: gap.range, kind: .gap(number)))
      place = gap.range.upperBound
    }
    try keep(place..<size)
  }

  /// Reads all of a part but its gaps, where that is worth it.
  ///
  /// - Parameters: As for ``init(size:gaps:read:)``.
  /// - Returns: Nil for a part that has to be read whole: too much of it would stay in memory, or
  ///   it is written unusually.
  /// - Throws: What `read` throws.
  public static func ifWorthIt(
    size: Int, gaps: [Gap], read: @escaping (Range<Int>) throws -> [UInt8]
  ) throws -> XMLSparse? {
    guard size - gaps.reduce(0, { $0 + $1.range.count }) <= keptMax else { return nil }
    let sparse = try XMLSparse(size: size, gaps: gaps, read: read)
    return XMLPart.isPlain(sparse.bytes) ? sparse : nil
  }

  private mutating func keep(_ range: Range<Int>) throws {
    guard !range.isEmpty else { return }
    bytes += try read(range)
    pieces.append(Piece(count: range.count, original: range, kind: .kept))
  }

  /// The gap whose stand-in has the byte at this place; nil where it is none.
  public func gap(at offset: Int) -> Int? {
    var start = 0
    for piece in pieces {
      if offset < start + piece.count {
        if case .gap(let number) = piece.kind { return number }
        return nil
      }
      start += piece.count
    }
    return nil
  }

  /// Reads what a gap left out.
  ///
  /// - Parameter number: The gap's place in the list it came with.
  /// - Returns: False where it was read before.
  /// - Throws: What reading throws.
  public mutating func reveal(_ number: Int) throws -> Bool {
    guard let index = pieces.firstIndex(where: { $0.kind == .gap(number) }) else { return false }
    let start = pieces[..<index].reduce(0) { $0 + $1.count }
    let old = pieces[index]
    bytes.replaceSubrange(start..<start + old.count, with: try read(old.original))
    pieces[index] = Piece(count: old.original.count, original: old.original, kind: .kept)
    return true
  }

  /// Makes splices in what is in memory.
  ///
  /// - Parameter splices: They lie in ``bytes``, and none overlaps another.
  /// - Returns: False, with nothing done, where one touches a gap.
  public mutating func splice(_ splices: [XMLSplice]) -> Bool {
    var changed = self
    let inOrder = splices.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for splice in inOrder.reversed() {
      guard changed.note(splice) else { return false }
    }
    changed.bytes = bytes.spliced(splices, in: 0..<bytes.count)
    self = changed
    return true
  }

  /// Takes one splice into the list of pieces, behind which all others were taken.
  private mutating func note(_ splice: XMLSplice) -> Bool {
    guard let first = cut(at: splice.range.lowerBound), let last = cut(at: splice.range.upperBound)
    else { return false }
    // What is inserted stands before the bytes that follow, behind gaps that have none.
    let left = splice.range.isEmpty ? last..<last : first..<max(first, self.last(before: last))
    guard pieces[left].allSatisfy({ $0.kind == .kept || $0.kind == .written }) else { return false }
    let place = left.lowerBound < pieces.count ? pieces[left.lowerBound].original.lowerBound : size
    let end = pieces[left].last?.original.upperBound ?? place
    let piece = Piece(count: splice.bytes.count, original: place..<end, kind: .written)
    pieces.replaceSubrange(left, with: [piece])
    return true
  }

  /// Behind the last piece with bytes before a piece.
  private func last(before index: Int) -> Int {
    var index = index
    while index > 0, pieces[index - 1].count == 0 { index -= 1 }
    return index
  }

  /// The first piece with bytes that begins at a place, which cuts no gap; behind the last piece
  /// at the end.
  private mutating func cut(at offset: Int) -> Int? {
    var start = 0
    for (index, piece) in pieces.enumerated() {
      if start == offset, piece.count > 0 { return index }
      if offset < start + piece.count {
        let before = offset - start
        guard piece.kind == .kept || piece.kind == .written else { return nil }
        // Of written bytes the first half takes the place of all that left.
        let middle =
          piece.kind == .kept ? piece.original.lowerBound + before : piece.original.upperBound
        pieces[index] = Piece(
          count: before, original: piece.original.lowerBound..<middle, kind: piece.kind)
        let rest = Piece(
          count: piece.count - before, original: middle..<piece.original.upperBound,
          kind: piece.kind)
        pieces.insert(rest, at: index + 1)
        return index + 1
      }
      start += piece.count
    }
    return start == offset ? pieces.count : nil
  }

  /// The splices of the whole part that its pieces have seen, from front to back.
  public var changes: [XMLSplice] {
    var changes: [XMLSplice] = []
    var start = 0
    for piece in pieces {
      if piece.kind == .written {
        changes.join(
          XMLSplice(range: piece.original, bytes: Array(bytes[start..<start + piece.count])))
      }
      start += piece.count
    }
    return changes
  }

  /// The whole part, its splices made.
  ///
  /// - Throws: What reading throws.
  public func whole() throws -> [UInt8] {
    try read(0..<size).spliced(changes, in: 0..<size)
  }
}
