/// The first sixteen signs of a code as two numbers, so that two codes are compared at once.
struct CodeSigns: Sendable, Equatable, Comparable {
  private var high: UInt64 = 0
  private var low: UInt64 = 0

  /// - Parameters:
  ///   - signs: The code.
  ///   - filling: Stands behind shorter ones.
  init(_ signs: some Sequence<UInt8>, filledWith filling: UInt8 = 0) {
    var place = 0
    for sign in signs where place < 16 {
      add(sign, at: place)
      place += 1
    }
    while place < 16 {
      add(filling, at: place)
      place += 1
    }
  }

  private mutating func add(_ sign: UInt8, at place: Int) {
    if place < 8 { high = high << 8 | UInt64(sign) } else { low = low << 8 | UInt64(sign) }
  }

  static func < (left: Self, right: Self) -> Bool {
    left.high != right.high ? left.high < right.high : left.low < right.low
  }

  /// How many signs the code has, 16 for longer ones.
  var count: Int {
    low == 0 ? 8 - high.trailingZeroBitCount / 8 : 16 - low.trailingZeroBitCount / 8
  }

  /// Whether it begins with the first signs of another, so many of them.
  func starts(with other: Self, count: Int) -> Bool {
    if count <= 8 { return count == 0 || (high ^ other.high) >> (64 - 8 * count) == 0 }
    return high == other.high && (low ^ other.low) >> (128 - 8 * count) == 0
  }

  /// The last sign.
  var last: UInt8 {
    let word = low == 0 ? high : low
    return word == 0 ? 0 : UInt8(truncatingIfNeeded: word >> (word.trailingZeroBitCount & ~7))
  }

  /// How many of the sixteen signs are others.
  func differences(_ other: Self) -> Int {
    Self.count(high ^ other.high) + Self.count(low ^ other.low)
  }

  /// How many bytes are not 0.
  private static func count(_ bytes: UInt64) -> Int {
    let low = bytes & 0x7F7F_7F7F_7F7F_7F7F
    return (((low &+ 0x7F7F_7F7F_7F7F_7F7F) | bytes) & 0x8080_8080_8080_8080).nonzeroBitCount
  }
}

/// What of a line may be a code, made ready to be held against many codes.
struct PieceSigns {
  private struct Prepared {
    var piece: CodePiece
    var signs: CodeSigns
    /// In how many places a code that agrees may have another sign.
    var differencesMax: Int
  }

  private let prepared: [Prepared]

  /// Prepares pieces for the codes of an index.
  init(_ pieces: [CodePiece], _ codes: CodeOrder) {
    prepared = pieces.map { piece in
      let letters = piece.bytes.count(where: CodePiece.isTakenForADigit)
      return Prepared(
        piece: piece, signs: CodeSigns(piece.bytes),
        differencesMax: max(2, letters + codes.mistakableMax))
    }
  }

  var isEmpty: Bool { prepared.isEmpty }

  /// Whether any of them agrees with a billed code.
  func agree(with group: Int32, _ signs: CodeSigns, _ index: BillIndex) -> Bool {
    for one in prepared where mayAgree(one, signs) {
      if one.piece.agreement(with: index.codes.key(Int(group))) != nil { return true }
    }
    return false
  }

  /// Whether any that may be a whole code has at most two other signs than a billed one.
  func areTwoSigns(from group: Int32, _ signs: CodeSigns, _ index: BillIndex) -> Bool {
    for one in prepared where one.piece.kind == .whole && one.signs.differences(signs) <= 2 {
      if CodePiece.areTwoSigns(one.piece.bytes[...], index.codes.key(Int(group))) { return true }
    }
    return false
  }

  /// Whether it is worth comparing them sign by sign.
  private func mayAgree(_ one: Prepared, _ signs: CodeSigns) -> Bool {
    switch one.piece.kind {
    case .head: signs.starts(with: one.signs, count: min(one.piece.bytes.count, 16))
    case .tail: signs.last == one.signs.last || signs.count == 16
    case .whole:
      one.signs.differences(signs) <= one.differencesMax || one.signs.count != signs.count
    }
  }
}
