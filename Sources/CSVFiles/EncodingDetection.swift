internal import VietnameseText

/// Finds the encoding of text by its content.
///
/// A byte order mark decides; without one, text whose every second byte is mostly zero is UTF-16,
/// and valid UTF-8 is UTF-8. Anything else is read by each table in turn, and words with letters
/// beyond ASCII are looked at: Vietnamese ones have to be syllables, Greek ones Greek, others
/// mostly plain letters. The best reading is taken; two that are close and differ are a question.
public enum EncodingDetection {
  /// How many bytes with letters beyond ASCII are looked at.
  static let sampleBytesMax = 1 << 16
  /// Scores that differ by less are the same; a few words prove little.
  static func tolerance(words: Int) -> Double { 0.08 + (words > 0 ? 0.4 / Double(words) : 0) }
  /// A reading below this is none.
  static let scoreMin = 0.45

  /// The encoding of a text.
  ///
  /// - Parameters:
  ///   - raw: The text, or the beginning of it.
  ///   - isWhole: Whether nothing follows.
  ///   - file: Its name, for errors.
  /// - Returns: The encoding, how sure it is, and why.
  /// - Throws: ``CSVError/encodingUnclear(file:candidates:)`` where two readings are as good, or
  ///   none is any; ``CSVError/undecodable(file:encoding:line:byteOffset:)`` for UTF-8 with damage.
  public static func detect(
    _ raw: ArraySlice<UInt8>, isWhole: Bool, file: String? = nil
  ) throws(CSVError) -> EncodingGuess {
    for encoding in [TextEncoding.utf8WithMark, .utf16LittleEndian, .utf16BigEndian]
    where markLength(raw, encoding) > 0 {
      return EncodingGuess(encoding: encoding, score: 1, reason: .mark)
    }
    if !isWhole || raw.count % 2 == 0, let encoding = guessUTF16(raw.prefix(4096)) {
      return EncodingGuess(encoding: encoding, score: 0.95, reason: .zeros)
    }
    var ending = raw
    if !isWhole { ending = raw.prefix(raw.count - unfinishedCount(raw)) }
    do {
      _ = try UTF8Span(validating: ending.span)
      return EncodingGuess(encoding: .utf8, score: 1, reason: .valid)
    } catch {
      guard !isDamagedUTF8(ending) else {
        let place = error.byteOffsets.lowerBound
        throw .undecodable(
          file: file, encoding: .utf8, line: 1 + ending.prefix(place).count { $0 == 0x0A },
          byteOffset: place)
      }
      return try byWords(sample(of: ending), file)
    }
  }

  /// The share of the words with letters beyond ASCII that are Vietnamese syllables, 0 to 1.
  static func vietnameseShare(of text: String) -> Double { WordScore(text).value(.tcvn3) }

  /// The length of the byte order mark of an encoding at the beginning of a text.
  static func markLength(_ raw: ArraySlice<UInt8>, _ encoding: TextEncoding) -> Int {
    let mark: [UInt8] =
      switch encoding {
      case .utf8, .utf8WithMark: [0xEF, 0xBB, 0xBF]
      case .utf16LittleEndian: [0xFF, 0xFE]
      case .utf16BigEndian: [0xFE, 0xFF]
      default: []
      }
    return !mark.isEmpty && raw.starts(with: mark) ? mark.count : 0
  }

  private static func unfinishedCount(_ raw: ArraySlice<UInt8>) -> Int {
    for (back, byte) in raw.suffix(3).reversed().enumerated() {
      if byte >= 0xC0 { return back + 1 }
      if byte < 0x80 { return 0 }
    }
    return 0
  }

  /// UTF-16 by where the zeros stand: ASCII, which every table is full of, has one in each pair.
  ///
  /// Vietnamese with marks is no UTF-8 when it is UTF-16; text that is both must have zeros nearly
  /// throughout, or it is UTF-8 that somebody put zeros into.
  private static func guessUTF16(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
    // Fewer characters prove nothing: two bytes with a zero may be a comma and a NUL.
    guard sample.count >= 16 else { return nil }
    var zeros = (even: 0, odd: 0)
    for (place, byte) in sample.enumerated() where byte == 0 {
      if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let pairs = sample.count / 2
    let (most, least) = (max(zeros.even, zeros.odd), min(zeros.even, zeros.odd))
    guard most * 10 >= pairs * 4, least * 20 <= pairs,
      most * 10 >= pairs * 9 || !isUTF8(sample.dropLast(unfinishedCount(sample)))
    else { return nil }
    return zeros.odd > zeros.even ? .utf16LittleEndian : .utf16BigEndian
  }

  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    (try? UTF8Span(validating: bytes.span)) != nil
  }

  /// Whether most signs beyond ASCII are whole UTF-8: then it is UTF-8 with damage, nothing else.
  private static func isDamagedUTF8(_ raw: ArraySlice<UInt8>) -> Bool {
    var (whole, broken) = (0, 0)
    var place = raw.startIndex
    while place < raw.endIndex {
      let byte = raw[place]
      place += 1
      guard byte >= 0x80 else { continue }
      let length = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 0
      let rest = raw[place...].prefix(length)
      if length > 0, rest.count == length, rest.allSatisfy({ $0 & 0xC0 == 0x80 }) {
        whole += 1
        place += length
      } else {
        broken += 1
      }
    }
    return whole >= 4 && whole > broken * 4
  }

  /// The lines that have bytes beyond ASCII.
  private static func sample(of raw: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard raw.count > sampleBytesMax else { return raw }
    var sample: [UInt8] = []
    for line in raw.split(separator: 0x0A) where line.contains(where: { $0 >= 0x80 }) {
      sample.append(contentsOf: line.prefix(sampleBytesMax))
      sample.append(0x0A)
      if sample.count > sampleBytesMax { break }
    }
    return sample[...]
  }

  private static func byWords(
    _ sample: ArraySlice<UInt8>, _ file: String?
  ) throws(CSVError) -> EncodingGuess {
    var readings: [(guess: EncodingGuess, text: [UInt8], words: Int)] = []
    for encoding in [TextEncoding.windows1258, .tcvn3, .vniWindows, .greek, .windows1252] {
      var text: [UInt8] = []
      var decoder = TextDecoder(encoding)
      guard (try? decoder.decode(sample, isLast: true, into: &text)) != nil else { continue }
      let words = WordScore(String(decoding: text, as: UTF8.self))
      let guess = EncodingGuess(encoding: encoding, score: words.value(encoding), reason: .words)
      readings.append((guess, text, words.words))
    }
    readings.sort { $0.guess.score > $1.guess.score }
    guard let best = readings.first, best.guess.score >= scoreMin,
      !readings.dropFirst().contains(where: {
        best.guess.score - $0.guess.score < tolerance(words: best.words) && $0.text != best.text
      })
    else { throw .encodingUnclear(file: file, candidates: readings.map(\.guess)) }
    return best.guess
  }
}

/// What the words of a text with letters beyond ASCII look like.
private struct WordScore {
  private var vietnamese = 0
  private var greek = 0
  private var latin = 0
  private var symbols = 0
  private(set) var words = 0

  init(_ text: String) {
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass.rawValue != 0 {
        word.append(scalar)
        continue
      }
      if scalar.value >= 0x80, scalar.value != 0xA0 { symbols += 1 }
      add(&word)
    }
    add(&word)
  }

  private mutating func add(_ word: inout String.UnicodeScalarView) {
    defer { word.removeAll(keepingCapacity: true) }
    let beyond = word.count { $0.value >= 0x80 }
    // Abbreviations such as ĐKKD and QĐ are letters without a vowel: they prove nothing.
    let isAbbreviation = word.allSatisfy {
      $0.value < 0x80 ? !"aeiouyAEIOUY".unicodeScalars.contains($0) : $0 == "Đ" || $0 == "đ"
    }
    guard beyond > 0, !isAbbreviation else { return }
    words += 1
    if Syllable.isValid(String(word)) { vietnamese += 1 }
    if word.count > 1, word.allSatisfy({ 0x370...0x3FF ~= $0.value }) { greek += 1 }
    let isLatin = word.allSatisfy { $0.value < 0x250 && $0 != "Þ" && $0 != "þ" && $0 != "ð" }
    if isLatin, beyond * 2 <= word.count { latin += 1 }
  }

  /// From 0 to 1: how well the text suits an encoding.
  ///
  /// Western text has the least to show for
  /// itself, so its words count least.
  func value(_ encoding: TextEncoding) -> Double {
    func share(_ count: Int) -> Double { words == 0 ? 0 : Double(count) / Double(words) }
    return switch encoding {
    case .windows1258, .tcvn3, .vniWindows: share(vietnamese)
    case .greek: share(greek) * 0.95
    default: words == 0 ? (symbols > 0 ? 0.5 : 0) : share(latin) * 0.7
    }
  }
}
