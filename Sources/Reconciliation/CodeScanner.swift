internal import Records

/// Finds customer codes in a folded narration.
///
/// A code of EVN: `(?<![0-9A-Z])(P[A-Z])[ .\-]?([0-9]{2}[0-9A-Z]{2})[ .\-]?([0-9]{7})(?![0-9])`.
/// Beyond that pattern only what equals a billed code is taken for one: codes with other gaps,
/// codes whose first part was left out after a first code (`PB15010012345,15010067890`), and the
/// codes of other shapes that older regions and local retailers use.
struct CodeScanner {
  private let groups: [String: Int]
  /// The lengths of billed codes of other shapes; empty where there are none.
  private let otherLengths: Set<Int>

  /// Prepares for the billed codes, each with its number.
  init(_ groups: [String: Int]) {
    self.groups = groups
    otherLengths = Set(groups.keys.filter { !Self.isStandard($0) }.map(\.utf8.count))
  }

  /// What was found.
  struct Finding {
    /// The numbers of the billed codes, each once, in the order of the narration.
    var groups: [Int] = []
    /// Whether there are codes by the pattern that nobody was billed under.
    var hasUnbilled = false
  }

  /// The number of a billed code.
  func group(of code: CustomerCode) -> Int? { groups[code.text] }

  /// The codes of one narration.
  func scan(_ text: [UInt8]) -> Finding {
    var found = Finding()
    var last: [UInt8] = []
    var index = 0
    while index < text.count {
      guard text[index].isWord, index == 0 || !text[index - 1].isWord else {
        index += 1
        continue
      }
      if let code = standardCode(text, at: index) ?? shortened(text, at: index, after: last) {
        last = code.bytes
        found.add(code.group)
        index = code.end
      } else {
        if let group = otherCode(text, at: index) { found.add(group) }
        index += 1
      }
    }
    return found
  }

  private typealias Code = (bytes: [UInt8], end: Int, group: Int?)

  private func standardCode(_ text: [UInt8], at start: Int) -> Code? {
    guard text[start] == UInt8(ascii: "p"), let code = Self.collect(text, at: start, after: [])
    else { return nil }
    guard code.end == text.count || !text[code.end].isDigit else { return nil }
    let group = groups[String(decoding: code.bytes, as: UTF8.self)]
    return code.hasUsualGaps || group != nil ? (code.bytes, code.end, group) : nil
  }

  /// A code that continues `last` without its letters, or, after a comma, without its unit.
  private func shortened(_ text: [UInt8], at start: Int, after last: [UInt8]) -> Code? {
    guard last.count == 13, text[start].isDigit else { return nil }
    for kept in [2, 6] {
      guard kept == 2 || Self.followsListSign(text, start),
        let code = Self.collect(text, at: start, after: last.prefix(kept)),
        code.end == text.count || !text[code.end].isWord,
        let group = groups[String(decoding: code.bytes, as: UTF8.self)]
      else { continue }
      return (code.bytes, code.end, group)
    }
    return nil
  }

  /// A whole word with letters and digits that equals a billed code of another shape.
  private func otherCode(_ text: [UInt8], at start: Int) -> Int? {
    guard !otherLengths.isEmpty else { return nil }
    var end = start
    while end < text.count && text[end].isWord { end += 1 }
    let word = text[start..<end]
    guard otherLengths.contains(word.count), word.contains(where: \.isDigit),
      word.contains(where: \.isLetter)
    else { return nil }
    return groups[String(decoding: word.map(\.asCapital), as: UTF8.self)]
  }

  /// Reads on from `prefix` to a code of 13, with at most one separator between two signs.
  private static func collect(
    _ text: [UInt8], at start: Int, after prefix: ArraySlice<UInt8>
  ) -> (bytes: [UInt8], end: Int, hasUsualGaps: Bool)? {
    var bytes = Array(prefix)
    bytes.reserveCapacity(13)
    var index = start
    var hasUsualGaps = true
    while bytes.count < 13 {
      guard index < text.count else { return nil }
      let byte = text[index]
      if fits(byte, at: bytes.count) {
        bytes.append(byte.asCapital)
      } else {
        guard byte.isGap, index > start, !text[index - 1].isGap else { return nil }
        if byte == UInt8(ascii: "_") || (bytes.count != 2 && bytes.count != 6) {
          hasUsualGaps = false
        }
      }
      index += 1
    }
    return (bytes, index, hasUsualGaps)
  }

  private static func fits(_ byte: UInt8, at position: Int) -> Bool {
    switch position {
    case 0: byte == UInt8(ascii: "p")
    case 1: byte.isLetter
    case 4, 5: byte.isWord
    default: byte.isDigit
    }
  }

  private static func followsListSign(_ text: [UInt8], _ start: Int) -> Bool {
    var index = start - 1
    if index >= 0 && text[index] == .space { index -= 1 }
    return index >= 0 && ",;/+&".utf8.contains(text[index])
  }

  private static func isStandard(_ code: String) -> Bool {
    let bytes = code.lowercased().utf8
    return bytes.count == 13 && zip(bytes, 0..<13).allSatisfy { fits($0, at: $1) }
  }
}

extension CodeScanner.Finding {
  fileprivate mutating func add(_ group: Int?) {
    guard let group else {
      hasUnbilled = true
      return
    }
    if !groups.contains(group) { groups.append(group) }
  }
}

extension UInt8 {
  /// The capital of a lower-case letter; anything else as it is.
  fileprivate var asCapital: UInt8 { isLetter ? self - 0x20 : self }

  /// Whether people put it between the parts of a code.
  fileprivate var isGap: Bool {
    self == .space || self == UInt8(ascii: ".") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "_")
  }
}
