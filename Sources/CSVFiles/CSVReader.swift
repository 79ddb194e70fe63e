/// Reads the records of a text, one after another.
///
/// - Shape: quotes by RFC 4180: a field that begins with one ends with one, and doubles those
///   inside; a quote inside an unquoted field is text. A record ends with LF, CRLF or CR; a quoted
///   field may hold line breaks. Records may differ in their number of fields.
/// - Units: lines count from 1, each of LF, CRLF and CR ends one.
/// - Source: RFC 4180 section 2.
public struct CSVReader: Sendable {
  /// How much one record may hold.
  public struct Limits: Sendable {
    /// Bytes of one field.
    public var fieldBytesMax = 1 << 20
    /// Bytes of one record, with its quotes and delimiters.
    public var recordBytesMax = 1 << 24
    /// Fields of one record.
    public var fieldsMax = 16_384

    /// The limits that hold unless told otherwise: 1 MiB, 16 MiB, 16 384 fields.
    public init() {}
  }

  /// The text in UTF-8.
  public let bytes: [UInt8]
  /// What stands between fields.
  public let delimiter: UInt8
  /// How much one record may hold.
  public let limits: Limits
  private let file: String?

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - delimiter: What stands between fields; found by content when nil.
  ///   - limits: How much one record may hold.
  ///   - file: The file's name, for errors.
  public init(
    _ text: DecodedText, delimiter: UInt8? = nil, limits: Limits = Limits(), file: String? = nil
  ) {
    bytes = text.bytes
    self.delimiter = delimiter ?? CSVDelimiter.detect(in: text.bytes)
    self.limits = limits
    self.file = file
  }

  /// Reads all records from the first on.
  ///
  /// - Parameter body: Called for each record; returns false to stop. What it is given is valid
  ///   after the call as well, but keeping it makes the reader copy.
  /// - Throws: ``CSVError`` with the line, or what `body` throws.
  public func readLines(_ body: (CSVLine) throws -> Bool) throws {
    var scanner = CSVScanner(bytes, delimiter: delimiter, limits: limits, file: file)
    while try scanner.next() {
      guard try body(scanner.line) else { return }
    }
  }
}

/// The state of one pass over a text.
struct CSVScanner {
  private(set) var line: CSVLine
  private let bytes: [UInt8]
  private let delimiter: UInt8
  private let limits: CSVReader.Limits
  private let file: String?
  private var place = 0
  private var physicalLine = 1

  init(_ bytes: [UInt8], delimiter: UInt8, limits: CSVReader.Limits, file: String?) {
    line = CSVLine(source: bytes)
    self.bytes = bytes
    self.delimiter = delimiter
    self.limits = limits
    self.file = file
  }

  /// Where the next record begins.
  var offset: Int { place }

  /// Reads one record into ``line``; false when there is none left.
  mutating func next() throws(CSVError) -> Bool {
    guard place < bytes.count else { return false }
    line.spans.removeAll(keepingCapacity: true)
    line.unescaped.removeAll(keepingCapacity: true)
    line.line = physicalLine
    let start = place
    while true {
      if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
        try readQuoted()
      } else {
        readPlain()
      }
      try checkLimits(recordStart: start)
      guard place < bytes.count else { return true }
      if bytes[place] == delimiter {
        place += 1
        continue
      }
      endLine()
      return true
    }
  }

  private mutating func readPlain() {
    let start = place
    bytes.withUnsafeBufferPointer { buffer in
      while place < buffer.count {
        let byte = buffer[place]
        if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
        place += 1
      }
    }
    line.spans.append(.init(start: start, end: place, isUnescaped: false))
  }

  /// Reads a quoted field; ends on the delimiter, the line break or the end of the text.
  private mutating func readQuoted() throws(CSVError) {
    let openedOn = physicalLine
    place += 1
    var pieceStart = place
    var unescapedStart: Int?
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "\"") else { break }
        if unescapedStart == nil { unescapedStart = line.unescaped.count }
        line.unescaped.append(contentsOf: bytes[pieceStart...place])
        place += 2
        pieceStart = place
        continue
      }
      if byte == 0x0A || (byte == 0x0D && !(place + 1 < bytes.count && bytes[place + 1] == 0x0A)) {
        physicalLine += 1
      }
      place += 1
    }
    guard place < bytes.count else { throw .unclosedQuote(file: file, line: openedOn) }
    if let unescapedStart {
      line.unescaped.append(contentsOf: bytes[pieceStart..<place])
      line.spans.append(
        .init(start: unescapedStart, end: line.unescaped.count, isUnescaped: true))
    } else {
      line.spans.append(.init(start: pieceStart, end: place, isUnescaped: false))
    }
    place += 1
    guard
      place == bytes.count || bytes[place] == delimiter || bytes[place] == 0x0A
        || bytes[place] == 0x0D
    else { throw .textAfterQuote(file: file, line: physicalLine) }
  }

  private mutating func endLine() {
    let isPair = bytes[place] == 0x0D && place + 1 < bytes.count && bytes[place + 1] == 0x0A
    place += isPair ? 2 : 1
    physicalLine += 1
  }

  private func checkLimits(recordStart: Int) throws(CSVError) {
    guard line.spans.count <= limits.fieldsMax else {
      throw .tooManyFields(file: file, line: line.line, fieldsMax: limits.fieldsMax)
    }
    if let span = line.spans.last, span.end - span.start > limits.fieldBytesMax {
      throw .fieldTooLong(file: file, line: line.line, bytesMax: limits.fieldBytesMax)
    }
    guard place - recordStart <= limits.recordBytesMax else {
      throw .recordTooLong(file: file, line: line.line, bytesMax: limits.recordBytesMax)
    }
  }
}
