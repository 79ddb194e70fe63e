/// A text file as UTF-8, whatever it was on disk.
public struct DecodedText: Sendable {
  /// The text in UTF-8, without a byte order mark.
  public let bytes: [UInt8]
  /// What it was on disk, and how sure that is.
  public let guess: EncodingGuess

  /// What it was on disk.
  public var encoding: TextEncoding { guess.encoding }

  /// Finds the encoding of a file by its content and turns it into UTF-8.
  ///
  /// Nothing is replaced: what cannot be read is an error.
  ///
  /// - Parameters:
  ///   - raw: The bytes of the file.
  ///   - encoding: The encoding; found by content when nil.
  ///   - file: Its name, for errors.
  ///   - composes: Whether letters and marks that stand apart on disk, as in windows-1258, are put
  ///     together; else they stay apart.
  /// - Throws: ``CSVError/undecodable(file:encoding:line:byteOffset:)`` with the first byte that is
  ///   wrong, or ``CSVError/encodingUnclear(file:candidates:)``.
  public init(
    _ raw: [UInt8], encoding: TextEncoding? = nil, file: String? = nil, composes: Bool = true
  ) throws(CSVError) {
    let guess: EncodingGuess
    if let encoding {
      guess = EncodingGuess(encoding: encoding, score: 1, reason: .given)
    } else {
      guess = try EncodingDetection.detect(raw[...], isWhole: true, file: file)
    }
    let start = EncodingDetection.markLength(raw[...], guess.encoding)
    if start == 0, guess.encoding == .utf8 {
      // Detection has read it all already: the bytes are shared, not copied.
      if encoding != nil { try Self.check(raw, file) }
      bytes = raw
    } else {
      var text: [UInt8] = []
      text.reserveCapacity(raw.count + raw.count / 2)
      var decoder = TextDecoder(guess.encoding, offset: start, file: file, composes: composes)
      _ = try decoder.decode(raw[start...], isLast: true, into: &text)
      bytes = text
    }
    self.guess = guess
  }

  private static func check(_ raw: [UInt8], _ file: String?) throws(CSVError) {
    var decoder = TextDecoder(.utf8, file: file)
    var text: [UInt8] = []
    _ = try decoder.decode(raw[...], isLast: true, into: &text)
  }
}

/// What a file's encoding was taken for.
public struct EncodingGuess: Hashable, Sendable {
  /// Why.
  public enum Reason: String, Hashable, Sendable {
    /// The user said so.
    case given
    /// The file begins with a byte order mark.
    case mark
    /// Every second byte is zero where the text is ASCII.
    case zeros
    /// All of it is valid UTF-8.
    case valid
    /// Its words, read so, are words.
    case words
  }

  /// The encoding.
  public var encoding: TextEncoding
  /// From 0 to 1: the share of the words with letters beyond ASCII that make sense.
  public var score: Double
  /// Why.
  public var reason: Reason
}
