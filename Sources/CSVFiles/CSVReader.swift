internal import Storage

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

  /// How much of a file is looked at to find its encoding and dialect.
  static let headBytes = 1 << 18

  /// What the encoding was taken for.
  public let encoding: EncodingGuess
  /// How records are written.
  public let dialect: CSVDialect
  /// How much one record may hold.
  public let limits: Limits
  private let text: [UInt8]
  private let path: String?
  private let file: String?

  /// What stands between fields.
  public var delimiter: UInt8 { dialect.delimiter }

  /// Makes a reader of a text in memory.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - delimiter: What stands between fields; found by content when nil.
  ///   - limits: How much one record may hold.
  ///   - file: The file's name, for errors.
  public init(
    _ text: DecodedText, delimiter: UInt8? = nil, limits: Limits = Limits(), file: String? = nil
  ) {
    self.text = text.bytes
    encoding = text.guess
    path = nil
    dialect = Self.dialect(text.bytes[...], delimiter)
    self.limits = limits
    self.file = file
  }

  /// Makes a reader of a file, of which never more than a few records are in memory.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - encoding: Its encoding; found by the content of its beginning when nil.
  ///   - delimiter: What stands between fields; found by content when nil.
  ///   - limits: How much one record may hold.
  /// - Throws: `StorageError`, or ``CSVError`` where the encoding is not clear.
  public init(
    path: String, encoding: TextEncoding? = nil, delimiter: UInt8? = nil,
    limits: Limits = Limits()
  ) throws {
    var raw: [UInt8] = []
    let got = try FileStream(path).append(to: &raw, count: Self.headBytes)
    let isWhole = got < Self.headBytes
    if let encoding {
      self.encoding = EncodingGuess(encoding: encoding, score: 1, reason: .given)
    } else {
      self.encoding = try EncodingDetection.detect(raw[...], isWhole: isWhole, file: path)
    }
    let start = EncodingDetection.markLength(raw[...], self.encoding.encoding)
    var head: [UInt8] = []
    var decoder = TextDecoder(self.encoding.encoding, offset: start, file: path)
    _ = try decoder.decode(raw[start...], isLast: isWhole, into: &head)
    dialect = Self.dialect(head[...], delimiter)
    text = []
    self.path = path
    self.limits = limits
    file = path
  }

  private static func dialect(_ text: ArraySlice<UInt8>, _ delimiter: UInt8?) -> CSVDialect {
    var dialect = CSVDialect(detecting: text)
    if let delimiter, dialect.delimiter != delimiter {
      dialect = CSVDialect(delimiter: delimiter)
    }
    return dialect
  }

  /// Reads all records from the first on; a line `sep=` is none.
  ///
  /// - Parameter body: Called for each record; returns false to stop. What it is given is valid
  ///   after the call as well, but keeping it makes the reader copy.
  /// - Throws: ``CSVError`` with the line, `StorageError`, or what `body` throws.
  public func readLines(_ body: (CSVLine) throws -> Bool) throws {
    let feed = try path.map {
      try CSVFeed($0, encoding.encoding, pieceBytesMax: limits.recordBytesMax)
    }
    var scanner = CSVScanner(text, delimiter: delimiter, limits: limits, file: file, feed: feed)
    if dialect.hasSeparatorLine { _ = try scanner.next() }
    while try scanner.next() {
      guard try body(scanner.line) else { return }
    }
  }
}

/// The text of a file, piece by piece in UTF-8.
final class CSVFeed {
  /// How much is read at a time.
  static let pieceBytes = 1 << 18

  private let stream: FileStream
  private var decoder: TextDecoder
  private let path: String
  private let pieceBytesMax: Int
  private var raw: [UInt8] = []
  private(set) var isAtEnd = false
  private var isAtStart = true

  init(_ path: String, _ encoding: TextEncoding, pieceBytesMax: Int) throws(StorageError) {
    stream = try FileStream(path)
    decoder = TextDecoder(encoding, file: path)
    self.path = path
    self.pieceBytesMax = pieceBytesMax
  }

  /// Adds the next piece to `text`; does nothing at the end.
  func append(to text: inout [UInt8]) throws {
    while !isAtEnd {
      let got = try stream.append(to: &raw, count: Self.pieceBytes)
      isAtEnd = got < Self.pieceBytes
      if isAtStart {
        isAtStart = false
        let mark = EncodingDetection.markLength(raw[...], decoder.encoding)
        decoder = TextDecoder(decoder.encoding, offset: mark, file: path)
        raw.removeFirst(mark)
      }
      let taken = try decoder.decode(raw[...], isLast: isAtEnd, into: &text)
      raw.removeFirst(taken)
      if taken > 0 { return }
      guard raw.count <= pieceBytesMax else {
        throw CSVError.recordTooLong(file: path, line: 1, bytesMax: pieceBytesMax)
      }
    }
  }
}
