/// The billed codes in the order of their signs and of their numbers: how many agree with a part.
struct CodeOrder: Sendable {
  /// The first sixteen signs of a code, zeros behind shorter ones.
  private struct Key: Comparable {
    var high: UInt64 = 0
    var low: UInt64 = 0

    init(_ signs: some Sequence<UInt8>, filledWith filling: UInt8) {
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
  }

  private let codes: KeyTable
  private let ordered: [Key]
  /// The number at the end of each code, and the code's place, in the order of numbers.
  private let numbers: [UInt64]

  init(_ codes: KeyTable) {
    self.codes = codes
    ordered = (0..<codes.count).map { Key(codes.key($0), filledWith: 0) }.sorted()
    numbers = (0..<codes.count).map { Self.number(codes.key($0)) << 32 | UInt64($0) }.sorted()
  }

  /// How many codes agree with the beginning of one.
  func count(ofHead head: [UInt8]) -> Int {
    let first = ordered.partitioned { $0 < Key(head, filledWith: 0) }
    return ordered.partitioned { $0 <= Key(head, filledWith: 0xFF) } - first
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
