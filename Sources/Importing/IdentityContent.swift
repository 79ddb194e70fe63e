internal import Records
internal import Storage
internal import VietnameseText

/// What a row says, as the bytes that its key is made from.
///
/// Each part is folded and has its length behind it, so that no two lists of parts give the same
/// bytes.
struct IdentityContent {
  /// What the row became.
  private(set) var kind = ""
  private var bytes = [UInt8](repeating: 0, count: 1 << 10)
  private var count = 0
  /// Words that were folded: a column of few is folded once.
  private var folds = WordTable<[UInt8]>()

  /// Longer texts are hardly words.
  private static let wordBytesMax = 48

  /// The first half of the SHA-256 digest of all that was added.
  var digest: Bytes16 { Bytes16(digestOf: bytes[..<count]) }

  /// Begins a row of a kind.
  mutating func begin(_ kind: String) {
    self.kind = kind
    count = 0
    add(kind)
  }

  /// Adds a text: its case, spaces and normal form make no difference.
  mutating func add(_ text: String) {
    var text = text
    let isASCII = text.withUTF8 { text in
      addPart(atMost: text.count) { Fold.write(asciiName: text, to: $0) }
    }
    guard !isASCII else { return }
    let fold =
      text.utf8.count <= Self.wordBytesMax
      ? folds.value(of: text) { Array(Fold.name($0).utf8) } : Array(Fold.name(text).utf8)
    addPart(atMost: fold.count) { room in
      for (place, byte) in fold.enumerated() { room[place] = byte }
      return fold.count
    }
  }

  /// Adds a number; nothing where there is none.
  mutating func add(_ number: Int64?) {
    addPart(atMost: 20) { room in
      guard let number else { return 0 }
      var place = room.count
      var rest = number.magnitude
      repeat {
        place -= 1
        room[place] = Self.digit(Int(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      if number < 0 {
        place -= 1
        room[place] = UInt8(ascii: "-")
      }
      for (target, source) in (place..<room.count).enumerated() { room[target] = room[source] }
      return room.count - place
    }
  }

  /// Adds a day as ISO 8601 has it; nothing where there is none.
  mutating func add(_ day: CalendarDay?) {
    addPart(atMost: 10) { room in
      guard let day else { return 0 }
      Self.write(day.month, to: room)
      room[7] = UInt8(ascii: "-")
      room[8] = Self.digit(day.day / 10)
      room[9] = Self.digit(day.day)
      return 10
    }
  }

  /// Adds a month as ISO 8601 has it.
  mutating func add(_ month: CalendarMonth) {
    addPart(atMost: 7) { room in
      Self.write(month, to: room)
      return 7
    }
  }

  private static func write(_ month: CalendarMonth, to room: UnsafeMutableBufferPointer<UInt8>) {
    let (year, month) = (month.year, month.month)
    room[0] = digit(year / 1000)
    room[1] = digit(year / 100)
    room[2] = digit(year / 10)
    room[3] = digit(year)
    room[4] = UInt8(ascii: "-")
    room[5] = digit(month / 10)
    room[6] = digit(month)
  }

  private static func digit(_ number: Int) -> UInt8 {
    0x30 + UInt8(truncatingIfNeeded: number % 10)
  }

  /// Adds what `fill` writes, of which it gives the length; false where that is nil.
  @discardableResult
  private mutating func addPart(
    atMost most: Int, _ fill: (UnsafeMutableBufferPointer<UInt8>) -> Int?
  ) -> Bool {
    let start = count
    if bytes.count - start < most + 4 {
      bytes += [UInt8](repeating: 0, count: bytes.count + most)
    }
    let end: Int? = bytes.withUnsafeMutableBufferPointer { bytes in
      guard let length = fill(UnsafeMutableBufferPointer(rebasing: bytes[start..<start + most]))
      else { return nil }
      let end = start + length
      for place in 0..<4 {
        bytes[end + place] = UInt8(truncatingIfNeeded: length >> (24 - 8 * place))
      }
      return end + 4
    }
    guard let end else { return false }
    count = end
    return true
  }
}
