public import Sheets

/// Reads the records of a text as values: numbers, dates, truth values, text.
///
/// What a column holds is found on the first records, so that one id with a leading zero keeps the
/// whole column text. A field that is not what its column holds stays text; an empty one is empty.
public struct CSVTypedReader: Sendable {
  /// What a column holds.
  public enum Kind: Sendable {
    /// Anything.
    case text
    /// Numbers as programs write them: no grouping, a point before the fraction, at most 15 digits,
    /// no leading zero.
    case number
    /// Dates as `2024-08-03`.
    case date
    /// `true` and `false`.
    case boolean
  }

  /// How many records are looked at to find what columns hold.
  public static let sampleRecords = 1000

  /// What each column holds; fields beyond are text.
  public let kinds: [Kind]
  /// The first record, where it is a header.
  public let header: [String]
  private let reader: CSVReader

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - reader: The records.
  ///   - hasHeader: Whether the first record names the columns.
  /// - Throws: ``CSVError`` with the line, or `StorageError`.
  public init(_ reader: CSVReader, hasHeader: Bool = true) throws {
    self.reader = reader
    var header: [String]? = hasHeader ? nil : []
    var kinds: [Kind?] = []
    var isText: [Bool] = []
    var records = 0
    try reader.readLines { line in
      guard header != nil else {
        header = line.texts
        return true
      }
      while kinds.count < line.count {
        kinds.append(nil)
        isText.append(false)
      }
      for field in 0..<line.count where !isText[field] && !line.isEmpty(field) {
        let kind = line.withBytes(field, Self.kind)
        if kind == .text || (kinds[field] != nil && kinds[field] != kind) { isText[field] = true }
        kinds[field] = kind
      }
      records += 1
      return records < Self.sampleRecords
    }
    self.header = header ?? []
    self.kinds = zip(kinds, isText).map { $1 ? .text : $0 ?? .text }
  }

  /// Reads all records but the header.
  ///
  /// - Parameter body: Called for each record with one value a field; returns false to stop.
  /// - Throws: ``CSVError`` with the line, `StorageError`, or what `body` throws.
  public func readRows(_ body: ([CellValue]) throws -> Bool) throws {
    var isHeader = !header.isEmpty
    var values: [CellValue] = []
    try reader.readLines { line in
      if isHeader {
        isHeader = false
        return true
      }
      values.removeAll(keepingCapacity: true)
      for field in 0..<line.count {
        let kind = field < kinds.count ? kinds[field] : .text
        values.append(line.withBytes(field) { Self.value($0, kind) })
      }
      return try body(values)
    }
  }

  private static func kind(_ bytes: UnsafeBufferPointer<UInt8>) -> Kind {
    if number(bytes) != nil { return .number }
    if date(bytes) != nil { return .date }
    return truth(bytes) == nil ? .text : .boolean
  }

  @inline(__always)
  private static func value(_ bytes: UnsafeBufferPointer<UInt8>, _ kind: Kind) -> CellValue {
    if bytes.isEmpty { return .empty }
    switch kind {
    case .text: break
    case .number: if let number = number(bytes) { return .number(number) }
    case .date: if let date = date(bytes) { return .date(date) }
    case .boolean: if let truth = truth(bytes) { return .boolean(truth) }
    }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Powers of ten that a binary fraction holds exactly: the quotient is rounded once.
  private static let powers: [Double] = (0..<16).map { place in
    (0..<place).reduce(1.0) { power, _ in power * 10 }
  }

  @inline(__always)
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var place = 0
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative { place = 1 }
    let start = place
    var mantissa: UInt64 = 0
    var point = -1
    guard bytes.count - place <= 16 else { return nil }
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: ".") {
        guard point < 0, place > start else { return nil }
        point = place
      } else {
        let digit = byte &- 0x30
        guard digit < 10 else { return nil }
        mantissa = mantissa &* 10 &+ UInt64(digit)
      }
      place += 1
    }
    let digits = place - start - (point < 0 ? 0 : 1)
    guard 1...15 ~= digits, point != place - 1 else { return nil }
    // 007 is an id; 0.7 is a number.
    if bytes[start] == 0x30, place > start + 1, point != start + 1 { return nil }
    let whole = Double(mantissa)
    let value = point < 0 ? whole : whole / powers[place - 1 - point]
    return isNegative ? -value : value
  }

  @inline(__always)
  private static func date(_ bytes: UnsafeBufferPointer<UInt8>) -> DateTime? {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return nil
    }
    func digits(_ range: Range<Int>) -> Int? {
      var value = 0
      for place in range {
        let digit = bytes[place] &- 0x30
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
      }
      return value
    }
    guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else {
      return nil
    }
    return DateTime(year: year, month: month, day: day)
  }

  private static func truth(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard bytes.count == 4 || bytes.count == 5 else { return nil }
    switch String(decoding: bytes, as: UTF8.self).lowercased() {
    case "true": return true
    case "false": return false
    default: return nil
    }
  }
}
