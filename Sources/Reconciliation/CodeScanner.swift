internal import Records

/// Finds customer codes in a narration.
///
/// A code of EVN: `(?<![0-9A-Z])(P[A-Z])[ .\-]?([0-9]{2}[0-9A-Z]{2})[ .\-]?([0-9]{7})(?![0-9])`.
/// Beyond that pattern only what equals a billed code is taken for one: codes with other gaps,
/// codes whose first part was left out after a first code (`PB15010012345,15010067890`), and the
/// codes of other shapes that older regions and local retailers use.
struct CodeScanner: Sendable {
  /// The billed codes; a code's number is that of its group of bills.
  let codes: KeyTable
  /// The lengths of billed codes of other shapes, as bits.
  private let otherLengths: UInt64

  /// Prepares for the billed codes.
  init(_ codes: KeyTable) {
    self.codes = codes
    var lengths: UInt64 = 0
    for number in 0..<codes.count where !Self.isStandard(codes.key(number)) {
      lengths |= 1 << UInt64(min(codes.key(number).count, 63))
    }
    otherLengths = lengths
  }

  /// What was found; to be used again for the next narration.
  struct Finding: Sendable {
    /// The numbers of the billed codes, each once, in the order of the narration.
    var groups: [Int] = []
    /// Whether there are codes by the pattern that nobody was billed under.
    var hasUnbilled = false
    /// The last code by the pattern, billed or not; empty where there is none.
    var last: [UInt8] = []
    /// Where the text after the last code begins.
    var end = 0
    fileprivate var scratch: [UInt8] = []

    fileprivate mutating func add(_ group: Int?) {
      guard let group else {
        hasUnbilled = true
        return
      }
      if !groups.contains(group) { groups.append(group) }
    }
  }

  /// The number of a billed code.
  func group(of code: CustomerCode) -> Int? { codes.find(code.text.utf8.span) }

  /// The codes of one narration.
  func scan(_ narration: Narration, _ found: inout Finding) {
    found.groups.removeAll(keepingCapacity: true)
    found.last.removeAll(keepingCapacity: true)
    found.hasUnbilled = false
    found.end = 0
    for word in 0..<narration.count {
      let start = narration.range(word).lowerBound
      guard start >= found.end else { continue }
      if let code = standardCode(narration.text, at: start, &found)
        ?? shortened(narration.text, at: start, &found)
      {
        swap(&found.last, &found.scratch)
        found.add(code.group)
        found.end = code.end
      } else if let group = otherCode(narration, word, &found) {
        found.add(group)
      }
    }
  }

  private typealias Code = (end: Int, group: Int?)

  private func standardCode(
    _ text: [UInt8], at start: Int, _ found: inout Finding
  ) -> Code? {
    guard text[start] == UInt8(ascii: "p") else { return nil }
    found.scratch.removeAll(keepingCapacity: true)
    guard let code = Self.collect(text, at: start, into: &found.scratch),
      code.end == text.count || !text[code.end].isDigit
    else { return nil }
    let group = codes.find(found.scratch.span)
    return code.hasUsualGaps || group != nil ? (code.end, group) : nil
  }

  /// A code that continues the last one without its letters, or, after a comma, without its unit.
  private func shortened(_ text: [UInt8], at start: Int, _ found: inout Finding) -> Code? {
    guard found.last.count == 13, text[start].isDigit else { return nil }
    for kept in [2, 6] where kept == 2 || Self.followsListSign(text, start) {
      found.scratch.removeAll(keepingCapacity: true)
      found.scratch.append(contentsOf: found.last.prefix(kept))
      guard let code = Self.collect(text, at: start, into: &found.scratch),
        code.end == text.count || !text[code.end].isWord,
        let group = codes.find(found.scratch.span)
      else { continue }
      return (code.end, group)
    }
    return nil
  }

  /// A whole word with letters and digits that equals a billed code of another shape.
  private func otherCode(_ narration: Narration, _ word: Int, _ found: inout Finding) -> Int? {
    let range = narration.range(word)
    guard otherLengths & 1 << UInt64(min(range.count, 63)) != 0 else { return nil }
    found.scratch.removeAll(keepingCapacity: true)
    var (hasDigit, hasLetter) = (false, false)
    for index in range {
      let byte = narration.text[index]
      if byte.isDigit { hasDigit = true } else { hasLetter = true }
      found.scratch.append(byte.asCapital)
    }
    return hasDigit && hasLetter ? codes.find(found.scratch.span) : nil
  }

  /// Reads on to a code of 13, with at most one separator between two signs.
  private static func collect(
    _ text: [UInt8], at start: Int, into code: inout [UInt8]
  ) -> (end: Int, hasUsualGaps: Bool)? {
    var index = start
    var hasUsualGaps = true
    while code.count < 13 {
      guard index < text.count else { return nil }
      let byte = text[index]
      if fits(byte, at: code.count) {
        code.append(byte.asCapital)
      } else {
        guard byte.isGap, index > start, !text[index - 1].isGap else { return nil }
        if byte == UInt8(ascii: "_") || (code.count != 2 && code.count != 6) {
          hasUsualGaps = false
        }
      }
      index += 1
    }
    return (index, hasUsualGaps)
  }

  private static func fits(_ byte: UInt8, at position: Int) -> Bool {
    switch position {
    case 0: byte == UInt8(ascii: "p")
    case 1: byte.isLetter
    case 4, 5: byte.isWord
    default: byte.isDigit
    }
  }

  static func followsListSign(_ text: [UInt8], _ start: Int) -> Bool {
    var index = start - 1
    if index >= 0 && text[index] == .space { index -= 1 }
    return index >= 0 && ",;/+&".utf8.contains(text[index])
  }

  private static func isStandard(_ code: ArraySlice<UInt8>) -> Bool {
    guard code.count == 13 else { return false }
    for (position, byte) in code.enumerated() {
      let isCapital = byte &- 0x41 < 26
      guard fits(isCapital ? byte | 0x20 : byte, at: position) else { return false }
    }
    return true
  }
}
