/// Part of a narration that may be a customer code, written with a slip or not to its end.
struct CodePiece: Hashable, Sendable {
  /// What of the code it may be.
  enum Kind: Hashable, Sendable {
    /// All of it, with a slip somewhere.
    case whole
    /// Its beginning; the narration was cut off.
    case head
    /// Its end: the number without the unit.
    case tail
  }

  var kind: Kind
  /// Capitals and digits.
  var bytes: [UInt8]

  init(kind: Kind, bytes: [UInt8]) {
    self.kind = kind
    self.bytes = bytes
  }

  /// A billed code, which may be a wrong one.
  init(_ codes: KeyTable, _ number: Int) {
    self.init(kind: .whole, bytes: Array(codes.key(number)))
  }

  /// How a piece and a code agree.
  enum Agreement: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// The end of a code.
    case tail
    /// One sign more, less or other, or two signs swapped.
    case slip
    /// The beginning of a code.
    case head
    /// Only O for 0, I for 1 and the like.
    case lookalike

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// How the piece agrees with a code of the register; nil where it does not.
  func agreement(with code: ArraySlice<UInt8>) -> Agreement? {
    switch kind {
    case .head: return code.count > bytes.count && code.starts(with: bytes) ? .head : nil
    case .tail: return isTail(of: code) ? .tail : nil
    case .whole:
      if Self.areLookalikes(bytes[...], code) { return .lookalike }
      return Self.isOneSlip(bytes[...], code) ? .slip : nil
    }
  }

  /// The end of the code; leading zeros of the number may be missing.
  private func isTail(of code: ArraySlice<UInt8>) -> Bool {
    guard code.count >= bytes.count, code.suffix(bytes.count).elementsEqual(bytes) else {
      return false
    }
    guard bytes.count < 7 else { return true }
    return code.suffix(7).dropLast(bytes.count).allSatisfy { $0 == UInt8(ascii: "0") }
  }

  /// Whether one sign is other, missing or too much, or two neighbours are swapped.
  static func isOneSlip(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    guard abs(one.count - other.count) <= 1 else { return false }
    var (start, end) = (0, 0)
    let shorter = min(one.count, other.count)
    func left(_ array: ArraySlice<UInt8>, _ index: Int) -> UInt8 { array[array.startIndex + index] }
    func right(_ array: ArraySlice<UInt8>, _ index: Int) -> UInt8 {
      array[array.endIndex - 1 - index]
    }
    while start < shorter && left(one, start) == left(other, start) { start += 1 }
    while end < shorter - start && right(one, end) == right(other, end) { end += 1 }
    if one.count != other.count { return start + end == shorter }
    let middle = shorter - start - end
    return middle <= 1
      || middle == 2 && left(one, start) == left(other, start + 1)
        && left(one, start + 1) == left(other, start)
  }

  /// Whether at most two signs are others.
  static func areTwoSigns(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    one.count == other.count && zip(one, other).count { $0 != $1 } <= 2
  }

  private static func areLookalikes(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    return zip(one, other).allSatisfy { lookalike($0) == lookalike($1) }
  }

  /// Whether it is a letter that is easily taken for a digit.
  static func isTakenForADigit(_ sign: UInt8) -> Bool { lookalike(sign) != sign }

  /// The digit that a sign is easily taken for.
  static func lookalike(_ sign: UInt8) -> UInt8 {
    switch sign {
    case UInt8(ascii: "O"), UInt8(ascii: "Q"), UInt8(ascii: "D"): UInt8(ascii: "0")
    case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
    case UInt8(ascii: "Z"): UInt8(ascii: "2")
    case UInt8(ascii: "S"): UInt8(ascii: "5")
    case UInt8(ascii: "B"): UInt8(ascii: "8")
    default: sign
    }
  }
}

extension CodePiece {
  /// Codes with more pieces than these are no honest line.
  private static let piecesMax = 8

  /// The pieces of a narration in which these exact codes were found.
  static func pieces(of narration: Narration, besides found: CodeScanner.Finding) -> [CodePiece] {
    var pieces: [CodePiece] = []
    if !found.last.isEmpty { cutContinuation(narration, found, &pieces) }
    for word in 0..<narration.count where pieces.count < piecesMax {
      let range = narration.range(word)
      let hasDigit = narration.text[range].contains(where: \.isDigit)
      // Codes begin with a word that has digits, or with its first letters alone.
      guard hasDigit || range.count <= 2 else { continue }
      if found.groups.isEmpty {
        joined(narration, word, &pieces)
        if hasDigit { tail(narration, word, &pieces) }
      } else if range.lowerBound >= found.end,
        narration.text[range.lowerBound] == UInt8(ascii: "p")
      {
        joined(narration, word, &pieces)
      }
    }
    return pieces
  }

  /// Words joined to something as long as a code, or to the beginning of one at the very end.
  private static func joined(_ narration: Narration, _ word: Int, _ pieces: inout [CodePiece]) {
    let text = narration.text
    var bytes: [UInt8] = []
    var next = word
    while next < narration.count, next < word + 4 {
      let range = narration.range(next)
      if next > word {
        let gap = narration.range(next - 1).upperBound
        guard range.lowerBound == gap + 1, text[gap].isGap else { return }
      }
      guard bytes.count + range.count <= 14 else { return }
      bytes += text[range].map(\.asCapital)
      if (12...14).contains(bytes.count), isLikely(bytes) {
        pieces.append(CodePiece(kind: .whole, bytes: bytes))
      }
      if next == narration.count - 1, (8...12).contains(bytes.count), isHead(bytes) {
        pieces.append(CodePiece(kind: .head, bytes: bytes))
      }
      next += 1
    }
  }

  /// `PB15010012345,15010`: the last code of a list, without its letters and cut off.
  private static func cutContinuation(
    _ narration: Narration, _ found: CodeScanner.Finding, _ pieces: inout [CodePiece]
  ) {
    guard narration.count > 0 else { return }
    let range = narration.range(narration.count - 1)
    let text = narration.text
    guard range.lowerBound >= found.end, range.upperBound == text.count, found.last.count == 13,
      CodeScanner.followsListSign(text, range.lowerBound), text[range].allSatisfy(\.isDigit)
    else { return }
    let digits = Array(text[range])
    for kept in [2, 6] where (8...12).contains(kept + digits.count) {
      pieces.append(CodePiece(kind: .head, bytes: found.last.prefix(kept) + digits))
    }
  }

  /// The number of a code, alone or with the last signs of its unit.
  private static func tail(_ narration: Narration, _ word: Int, _ pieces: inout [CodePiece]) {
    let range = narration.range(word)
    guard (5...11).contains(range.count) else { return }
    let bytes = narration.text[range].map(\.asCapital)
    let digits = bytes.reversed().prefix { $0.isDigit }.count
    let isNumber = digits == bytes.count && digits <= 7
    if isNumber || (digits == 7 && bytes.count > 7) {
      pieces.append(CodePiece(kind: .tail, bytes: bytes))
    }
  }

  /// Letters in front, digits or what looks like them behind.
  private static func isLikely(_ bytes: [UInt8]) -> Bool {
    guard !bytes[0].isDigit || !bytes[1].isDigit else { return false }
    let number = bytes.suffix(6)
    return number.count(where: \.isDigit) >= 4
      && number.allSatisfy { lookalike($0).isDigit }
  }

  private static func isHead(_ bytes: [UInt8]) -> Bool {
    bytes[0] == UInt8(ascii: "P") && !bytes[1].isDigit && bytes[2].isDigit && bytes[3].isDigit
      && bytes.dropFirst(6).allSatisfy(\.isDigit)
  }
}
