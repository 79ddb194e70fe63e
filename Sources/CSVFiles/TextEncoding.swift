internal import Diagnostics

/// The encodings of text files that are told apart by content.
public enum TextEncoding: String, Hashable, Sendable {
  /// UTF-8 without a byte order mark; plain ASCII is this.
  case utf8 = "utf-8"
  /// UTF-8 with a byte order mark.
  case utf8WithMark = "utf-8-sig"
  /// UTF-16, lower byte first, with a mark or without.
  case utf16LittleEndian = "utf-16le"
  /// UTF-16, higher byte first, with a mark or without.
  case utf16BigEndian = "utf-16be"
}

/// A text file as UTF-8, whatever it was on disk.
public struct DecodedText: Sendable {
  /// The text in UTF-8, without a byte order mark.
  public let bytes: [UInt8]
  /// What it was on disk.
  public let encoding: TextEncoding

  /// Finds the encoding of a file by its content and turns it into UTF-8.
  ///
  /// A mark decides; without one, a text whose every second byte is mostly zero is UTF-16, and
  /// anything else has to be valid UTF-8. Nothing is replaced: what cannot be read is an error.
  ///
  /// - Parameters:
  ///   - raw: The bytes of the file.
  ///   - file: Its name, for errors.
  /// - Throws: ``CSVError/notUnicode(file:line:byteOffset:)`` with the first byte that is wrong.
  public init(_ raw: [UInt8], file: String? = nil) throws(CSVError) {
    (encoding, bytes) = try Self.decode(raw, file)
  }

  private static func decode(
    _ raw: [UInt8], _ file: String?
  ) throws(CSVError) -> (TextEncoding, [UInt8]) {
    if raw.starts(with: [0xEF, 0xBB, 0xBF]) {
      return (.utf8WithMark, try checked(Array(raw.dropFirst(3)), offset: 3, file))
    }
    if raw.starts(with: [0xFF, 0xFE]) {
      return (.utf16LittleEndian, try fromUTF16(raw, from: 2, lowFirst: true, file))
    }
    if raw.starts(with: [0xFE, 0xFF]) {
      return (.utf16BigEndian, try fromUTF16(raw, from: 2, lowFirst: false, file))
    }
    switch raw.count % 2 == 0 ? guessUTF16(raw.prefix(4096)) : nil {
    case .utf16LittleEndian:
      return (.utf16LittleEndian, try fromUTF16(raw, from: 0, lowFirst: true, file))
    case .utf16BigEndian:
      return (.utf16BigEndian, try fromUTF16(raw, from: 0, lowFirst: false, file))
    default: return (.utf8, try checked(raw, offset: 0, file))
    }
  }

  /// UTF-16 by where the zeros stand: ASCII, which every table is full of, has one in each pair.
  private static func guessUTF16(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
    // Fewer characters prove nothing: two bytes with a zero may be a comma and a NUL.
    guard sample.count >= 16 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (place, byte) in sample.enumerated() where byte == 0 {
      if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let pairs = sample.count / 2
    if zeros.odd * 10 >= pairs * 4, zeros.even * 20 <= pairs { return .utf16LittleEndian }
    if zeros.even * 10 >= pairs * 4, zeros.odd * 20 <= pairs { return .utf16BigEndian }
    return nil
  }

  private static func checked(
    _ bytes: [UInt8], offset: Int, _ file: String?
  ) throws(CSVError) -> [UInt8] {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return bytes
    } catch {
      let place = error.byteOffsets.lowerBound
      let line = 1 + bytes[..<place].count { $0 == 0x0A }
      throw .notUnicode(file: file, line: line, byteOffset: offset + place)
    }
  }

  private static func fromUTF16(
    _ raw: [UInt8], from start: Int, lowFirst: Bool, _ file: String?
  ) throws(CSVError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var line = 1
    var place = start
    func unit(at place: Int) -> UInt32? {
      guard place + 1 < raw.count else { return nil }
      let (low, high) = lowFirst ? (raw[place], raw[place + 1]) : (raw[place + 1], raw[place])
      return UInt32(high) << 8 | UInt32(low)
    }
    while place < raw.count {
      guard var value = unit(at: place) else {
        throw .notUnicode(file: file, line: line, byteOffset: place)
      }
      let begin = place
      place += 2
      if 0xD800...0xDBFF ~= value, let low = unit(at: place), 0xDC00...0xDFFF ~= low {
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        place += 2
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw .notUnicode(file: file, line: line, byteOffset: begin)
      }
      if value == 0x0A { line += 1 }
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
    return bytes
  }
}
