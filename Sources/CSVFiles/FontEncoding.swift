/// Text that was typed with fonts of an older encoding, such as .VnTime or VNI-Times.
///
/// In a workbook it stands as the Western European letters that have the same bytes: `NguyÔn` for
/// "Nguyễn". The words of a few cells show which encoding it was; then each cell can be read.
public struct FontEncoding: Sendable {
  /// What the fonts' encoding was taken for: TCVN3 or VNI.
  public let guess: EncodingGuess

  /// Looks at the texts of a workbook.
  ///
  /// There is none unless their words are Vietnamese by TCVN3 or VNI, and by nothing else.
  ///
  /// - Parameter texts: Texts of cells, some hundreds at most.
  public init?(of texts: some Sequence<String>) {
    var sample: [UInt8] = []
    var asItStands = ""
    for text in texts where sample.count < EncodingDetection.sampleBytesMax {
      guard let bytes = Self.westernBytes(of: text) else { continue }
      sample += bytes
      sample.append(0x0A)
      asItStands += text + "\n"
    }
    // Vietnamese has words whose letters Western Europe has too: "toán", "Hà".
    guard !sample.isEmpty, EncodingDetection.vietnameseShare(of: asItStands) < 0.5,
      let guess = try? EncodingDetection.detect(sample[...], isWhole: true),
      guess.encoding == .tcvn3 || guess.encoding == .vniWindows
    else { return nil }
    self.guess = guess
  }

  /// Takes the user's word.
  ///
  /// - Parameter encoding: What the fonts were for; nil, as result, unless TCVN3 or VNI.
  public init?(given encoding: TextEncoding) {
    guard encoding == .tcvn3 || encoding == .vniWindows else { return nil }
    guess = EncodingGuess(encoding: encoding, score: 1, reason: .given)
  }

  /// The text of a cell.
  ///
  /// - Parameter text: What stands in the cell.
  /// - Returns: The same text where it is plain ASCII, or has a letter that such fonts have not.
  public func text(_ text: String) -> String {
    guard let bytes = Self.westernBytes(of: text),
      let decoded = try? DecodedText(bytes, encoding: guess.encoding)
    else { return text }
    return String(decoding: decoded.bytes, as: UTF8.self)
  }

  /// The text in windows-1252; nil where it is plain ASCII or cannot be written so.
  private static func westernBytes(of text: String) -> [UInt8]? {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else if let byte = western[scalar] {
        bytes.append(byte)
      } else {
        return nil
      }
    }
    return bytes
  }

  private static let western: [Unicode.Scalar: UInt8] = {
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for (place, scalar) in ByteTable.windows1252.scalars.enumerated() {
      if let scalar { bytes[scalar] = UInt8(0x80 + place) }
    }
    return bytes
  }()
}
