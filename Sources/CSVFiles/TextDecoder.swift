internal import VietnameseText

/// Turns the bytes of a file into UTF-8, piece by piece.
///
/// Nothing is replaced: a byte that stands for nothing is an error with its line and offset.
struct TextDecoder {
  let encoding: TextEncoding
  private let file: String?
  /// Whether letters and marks that stand apart are put together.
  private let composes: Bool
  private var line = 1
  private var offset: Int

  /// Makes a decoder; `offset` is where the text begins in its file, after a byte order mark.
  init(
    _ encoding: TextEncoding, offset: Int = 0, file: String? = nil, composes: Bool = true
  ) {
    self.encoding = encoding
    self.composes = composes
    self.offset = offset
    self.file = file
  }

  /// Decodes the beginning of `raw`.
  ///
  /// Unless this is the last piece, what may belong together with bytes to come is left: an
  /// unfinished sign, or with encodings of marks the unfinished line.
  ///
  /// - Parameters:
  ///   - raw: Bytes, the first of them where the last call stopped.
  ///   - isLast: Whether no bytes follow.
  ///   - text: What the text is added to.
  /// - Returns: How many bytes were taken.
  /// - Throws: ``CSVError/undecodable(file:encoding:line:byteOffset:)``.
  mutating func decode(
    _ raw: ArraySlice<UInt8>, isLast: Bool, into text: inout [UInt8]
  ) throws(CSVError) -> Int {
    let piece = raw.prefix(isLast ? raw.count : wholeCount(raw))
    switch encoding {
    case .utf8, .utf8WithMark: try utf8(piece, &text)
    case .utf16LittleEndian: try utf16(piece, lowFirst: true, &text)
    case .utf16BigEndian: try utf16(piece, lowFirst: false, &text)
    case .windows1252: try table(.windows1252, piece, &text)
    case .greek: try table(.greek, piece, &text)
    case .windows1258: try composed(.windows1258, piece, &text)
    case .tcvn3: try tcvn3(piece, &text)
    case .vniWindows: try vni(piece, &text)
    }
    offset += piece.count
    return piece.count
  }

  /// How many bytes can be decoded although more may follow.
  private func wholeCount(_ raw: ArraySlice<UInt8>) -> Int {
    switch encoding {
    case .utf8, .utf8WithMark:
      for back in 1...3 where back <= raw.count {
        let byte = raw[raw.endIndex - back]
        if byte & 0xC0 == 0x80 { continue }
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
        return length > back ? raw.count - back : raw.count
      }
      return raw.count
    case .utf16LittleEndian, .utf16BigEndian:
      let even = raw.count & ~1
      guard even >= 2 else { return 0 }
      let high = raw[raw.startIndex + even - (encoding == .utf16LittleEndian ? 1 : 2)]
      return 0xD8...0xDB ~= high ? even - 2 : even
    default: return raw.lastIndex(of: 0x0A).map { $0 + 1 - raw.startIndex } ?? 0
    }
  }

  private mutating func utf8(_ piece: ArraySlice<UInt8>, _ text: inout [UInt8]) throws(CSVError) {
    do {
      _ = try UTF8Span(validating: piece.span)
    } catch {
      throw fault(piece, piece.startIndex + error.byteOffsets.lowerBound)
    }
    // Lines are counted where something is wrong only: most text is read in one piece.
    if offset > 0 || !text.isEmpty { line += piece.count { $0 == 0x0A } }
    text.append(contentsOf: piece)
  }

  /// The error of a byte, with the line it stands on.
  private func fault(_ piece: ArraySlice<UInt8>, _ place: Int) -> CSVError {
    let above = piece[..<place].count { $0 == 0x0A }
    return .undecodable(
      file: file, encoding: encoding, line: line + above,
      byteOffset: offset + place - piece.startIndex)
  }

  private mutating func utf16(
    _ piece: ArraySlice<UInt8>, lowFirst: Bool, _ text: inout [UInt8]
  ) throws(CSVError) {
    var place = piece.startIndex
    func unit(at place: Int) -> UInt32? {
      guard place + 1 < piece.endIndex else { return nil }
      let (low, high) =
        lowFirst ? (piece[place], piece[place + 1]) : (piece[place + 1], piece[place])
      return UInt32(high) << 8 | UInt32(low)
    }
    while place < piece.endIndex {
      let begin = place
      guard var value = unit(at: place) else { throw fault16(piece, begin) }
      place += 2
      if 0xD800...0xDBFF ~= value, let low = unit(at: place), 0xDC00...0xDFFF ~= low {
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        place += 2
      }
      guard let scalar = Unicode.Scalar(value) else { throw fault16(piece, begin) }
      if value == 0x0A { line += 1 }
      append(scalar, &text)
    }
  }

  private func fault16(_ piece: ArraySlice<UInt8>, _ place: Int) -> CSVError {
    .undecodable(
      file: file, encoding: encoding, line: line, byteOffset: offset + place - piece.startIndex)
  }

  private mutating func table(
    _ table: ByteTable, _ piece: ArraySlice<UInt8>, _ text: inout [UInt8]
  ) throws(CSVError) {
    for (place, byte) in zip(piece.indices, piece) {
      if byte < 0x80 {
        text.append(byte)
      } else if let scalar = table.scalars[Int(byte) - 0x80] {
        append(scalar, &text)
      } else {
        throw fault(piece, place)
      }
    }
    line += piece.count { $0 == 0x0A }
  }

  /// A table with combining marks, to normal form C.
  private mutating func composed(
    _ table: ByteTable, _ piece: ArraySlice<UInt8>, _ text: inout [UInt8]
  ) throws(CSVError) {
    var plain: [UInt8] = []
    plain.reserveCapacity(piece.count * 2)
    try self.table(table, piece, &plain)
    guard composes else { return text.append(contentsOf: plain) }
    text.append(contentsOf: Fold.nfc(String(decoding: plain, as: UTF8.self)).utf8)
  }

  /// TCVN3, whose toned capitals are written as small letters, field by field.
  private mutating func tcvn3(
    _ piece: ArraySlice<UInt8>, _ text: inout [UInt8]
  ) throws(CSVError) {
    var field = TCVN3Field()
    for byte in piece {
      if byte < 0x80 {
        if !field.isEmpty, !Self.isLetterOrSpace(byte) { field.flush(into: &text) }
        if Self.isLetterOrSpace(byte) {
          field.append(Unicode.Scalar(byte), isSure: true)
        } else {
          text.append(byte)
        }
      } else if let scalar = ByteTable.tcvn3.scalars[Int(byte) - 0x80] {
        field.append(scalar, isSure: !(0xB5...0xFE ~= byte))
      }
    }
    field.flush(into: &text)
    line += piece.count { $0 == 0x0A }
  }

  private static func isLetterOrSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
  }

  private mutating func vni(_ piece: ArraySlice<UInt8>, _ text: inout [UInt8]) throws(CSVError) {
    var held: Unicode.Scalar?
    for (place, byte) in zip(piece.indices, piece) {
      if let base = held, let letter = VNITable.pairs[base]?[byte] {
        append(letter, &text)
        held = nil
        continue
      }
      if let base = held { append(base, &text) }
      held = nil
      if byte < 0x80 {
        held = Unicode.Scalar(byte)
      } else if let scalar = VNITable.single[byte]
        ?? ByteTable.windows1252.scalars[Int(byte) - 0x80]
      {
        held = scalar
      } else {
        throw fault(piece, place)
      }
    }
    if let held { append(held, &text) }
    line += piece.count { $0 == 0x0A }
  }

  private func append(_ scalar: Unicode.Scalar, _ text: inout [UInt8]) {
    if scalar.value < 0x80 {
      text.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

/// Letters and spaces of TCVN3 in sequence, whose capitals are put right at their end.
///
/// `TRÇN THÞ` has its toned capitals written as small letters. Where some word has two sure
/// capitals and nothing is surely small, they are capitals.
private struct TCVN3Field {
  private var scalars = String.UnicodeScalarView()
  private var isSure: [Bool] = []
  private var hasSmall = false
  private var capitalsInSequence = 0
  private var hasCapitalWord = false

  var isEmpty: Bool { isSure.isEmpty }

  mutating func append(_ scalar: Unicode.Scalar, isSure sure: Bool) {
    scalars.append(scalar)
    isSure.append(sure)
    guard sure else { return }
    if scalar == " " {
      capitalsInSequence = 0
    } else if scalar.properties.isLowercase {
      hasSmall = true
    } else if scalar.properties.isUppercase {
      capitalsInSequence += 1
      if capitalsInSequence >= 2 { hasCapitalWord = true }
    }
  }

  mutating func flush(into text: inout [UInt8]) {
    guard !isSure.isEmpty else { return }
    if hasCapitalWord, !hasSmall {
      for (scalar, sure) in zip(scalars, isSure) {
        let letter = sure ? String(scalar) : scalar.properties.uppercaseMapping
        text.append(contentsOf: letter.utf8)
      }
    } else {
      text.append(contentsOf: String(scalars).utf8)
    }
    self = TCVN3Field()
  }
}
