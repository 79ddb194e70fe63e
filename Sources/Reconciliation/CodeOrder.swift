/// The billed codes in the order of their signs and of their numbers: how many agree with a part.
struct CodeOrder: Sendable {
  /// By code.
  let signs: [CodeSigns]
  /// How many letters that are easily taken for digits a code has at most.
  let mistakableMax: Int
  private let codes: KeyTable
  private let ordered: [CodeSigns]
  /// The number at the end of each code, and the code's place, in the order of numbers.
  private let numbers: [UInt64]

  init(_ codes: KeyTable) {
    self.codes = codes
    signs = (0..<codes.count).map { CodeSigns(codes.key($0)) }
    mistakableMax =
      (0..<codes.count).lazy.map { codes.key($0).count(where: CodePiece.isTakenForADigit) }.max()
      ?? 0
    ordered = signs.sorted()
    numbers = (0..<codes.count).map { Self.number(codes.key($0)) << 32 | UInt64($0) }.sorted()
  }

  /// How many codes agree with the beginning of one.
  func count(ofHead head: [UInt8]) -> Int {
    let first = ordered.partitioned { $0 < CodeSigns(head) }
    return ordered.partitioned { $0 <= CodeSigns(head, filledWith: 0xFF) } - first
  }

  /// How many codes agree with the end of one.
  func count(ofTail tail: CodePiece) -> Int {
    let number = Self.number(tail.bytes[...])
    let first = numbers.partitioned { $0 >> 32 < number }
    return numbers[first...].prefix { $0 >> 32 == number }.count {
      tail.agreement(with: codes.key(Int($0 & 0xFFFF_FFFF))) != nil
    }
  }

  /// The last seven digits, fewer where there is a letter before.
  private static func number(_ code: ArraySlice<UInt8>) -> UInt64 {
    code.suffix(7).reversed().prefix { $0.isDigit }.reversed()
      .reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
  }
}
