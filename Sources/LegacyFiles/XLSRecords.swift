/// The records of a workbook's stream, and the values in them.
///
/// - Source: [MS-XLS] §2.1.4 (records).
struct XLSRecords {
  /// One record: its kind and where its content lies.
  struct Record {
    var kind: Int
    var body: Range<Int>
  }

  let bytes: [UInt8]
  var place: Int

  /// The next record; nil at the end, or where one would lie outside.
  mutating func next() -> Record? {
    guard place + 4 <= bytes.count else { return nil }
    let kind = word16(place)
    let body = place + 4..<place + 4 + word16(place + 2)
    guard body.upperBound <= bytes.count else { return nil }
    place = body.upperBound
    return Record(kind: kind, body: body)
  }

  /// The next record without going on to it.
  func peek() -> Record? {
    var copy = self
    return copy.next()
  }

  /// Two bytes; zero outside the stream.
  func word16(_ place: Int) -> Int {
    guard place >= 0, place + 2 <= bytes.count else { return 0 }
    return Int(bytes[place]) | Int(bytes[place + 1]) << 8
  }

  /// Four bytes; zero outside the stream.
  func word32(_ place: Int) -> UInt32 {
    UInt32(word16(place)) | UInt32(word16(place + 2)) << 16
  }

  /// A binary fraction of eight bytes.
  func double(_ place: Int) -> Double {
    Double(bitPattern: UInt64(word32(place)) | UInt64(word32(place + 4)) << 32)
  }

  /// The number of an RK value: thirty bits of an integer or of a fraction, perhaps of hundredths.
  ///
  /// - Source: [MS-XLS] §2.5.217.
  func rk(_ place: Int) -> Double {
    let word = word32(place)
    let number =
      word & 2 != 0
      ? Double(Int32(bitPattern: word) >> 2)
      : Double(bitPattern: UInt64(word & ~3) << 32)
    return word & 1 != 0 ? number / 100 : number
  }
}

/// Texts of a workbook's stream, those that go on in the next records too.
///
/// - Source: [MS-XLS] §2.5.293 (XLUnicodeRichExtendedString), §2.4.58 (Continue).
struct XLSText {
  private var records: XLSRecords
  private var place: Int
  private var end: Int

  init(_ records: XLSRecords, _ body: Range<Int>) {
    self.records = records
    place = body.lowerBound
    end = body.upperBound
  }

  /// A text with its length in two bytes before it; nil where the stream ends before it does.
  mutating func next() -> String? {
    guard let head = take(3) else { return nil }
    let count = Int(head[0]) | Int(head[1]) << 8
    let flags = head[2]
    var runs = 0
    var extra = 0
    if flags & 0x08 != 0 {
      guard let word = take(2) else { return nil }
      runs = (Int(word[0]) | Int(word[1]) << 8) * 4
    }
    if flags & 0x04 != 0 {
      guard let word = take(4) else { return nil }
      extra = (0..<4).reduce(0) { $0 | Int(word[$1]) << (8 * $1) }
    }
    guard let text = characters(count, isWide: flags & 1 != 0) else { return nil }
    guard skip(runs), skip(extra) else { return nil }
    return text
  }

  /// The characters of a text; in each record that it goes on in, a byte says how wide they are.
  private mutating func characters(_ count: Int, isWide: Bool) -> String? {
    var units: [UInt16] = []
    units.reserveCapacity(count)
    var isWide = isWide
    while units.count < count {
      if place >= end {
        guard continues(), place < end else { return nil }
        isWide = records.bytes[place] & 1 != 0
        place += 1
      }
      let width = isWide ? 2 : 1
      let here = min(count - units.count, (end - place) / width)
      guard here > 0 else { return nil }
      for _ in 0..<here {
        units.append(isWide ? UInt16(records.word16(place)) : UInt16(records.bytes[place]))
        place += width
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    if place >= end { guard continues() else { return nil } }
    guard place + count <= end else { return nil }
    defer { place += count }
    return ArraySlice(Array(records.bytes[place..<place + count]))
  }

  private mutating func skip(_ count: Int) -> Bool {
    var left = count
    while left > 0 {
      if place >= end { guard continues() else { return false } }
      let here = min(left, end - place)
      place += here
      left -= here
      if here == 0, place < end { return false }
    }
    return true
  }

  /// Goes on to the Continue record that follows, if one does.
  private mutating func continues() -> Bool {
    guard let record = records.peek(), record.kind == 0x3C else { return false }
    _ = records.next()
    (place, end) = (record.body.lowerBound, record.body.upperBound)
    return true
  }
}
