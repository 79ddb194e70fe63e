internal import CUTF8Proc

/// Brings text into the forms that are compared, never into one that is stored.
///
/// What people write in exports differs in capitals, in composed or combining letters, in spaces
/// and in where a tone stands. Each fold says which of these differences it takes away.
///
/// - Source: Unicode Standard Annex #15 (normal forms) and the case folding of utf8proc; đ has no
///   decomposition there and is handled here.
public enum Fold {
  /// Text without capitals, diacritics and runs of spaces, for headers, words and codes.
  ///
  /// `"  Ngày  ĐKÝ "` becomes `"ngay dky"`. Compatibility forms are taken for what they stand for,
  /// so a no-break space is a space. Ð and ð, which some keyboards give for Đ, become d as well.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Lower-case text; ASCII wherever the letters have an ASCII base.
  public static func plain(_ text: String) -> String {
    if let ascii = foldASCII(text) { return ascii }
    var builder = CollapsingBuilder(capacity: text.utf8.count)
    codepoints(
      text,
      UTF8PROC_DECOMPOSE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_CASEFOLD.rawValue
        | UTF8PROC_STRIPMARK.rawValue
    ) { scalar in
      switch scalar {
      case "đ", "ð": builder.append("d")
      default: builder.append(scalar)
      }
    }
    return builder.text
  }

  /// Text without capitals and runs of spaces, with diacritics, for comparing names.
  ///
  /// The two ways to place a tone are one: `Uỷ` and `Ủy` become `uỷ`, `hòa` and `hoà` become `hoà`.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Lower-case text in normal form C.
  public static func name(_ text: String) -> String {
    if let ascii = foldASCII(text) { return ascii }
    var builder = CollapsingBuilder(capacity: text.utf8.count)
    var held: Unicode.Scalar?
    codepoints(
      text, UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue | UTF8PROC_CASEFOLD.rawValue
    ) { scalar in
      guard let first = held else {
        held = scalar
        return
      }
      let (one, other) = TonePlacement.unify(first, scalar)
      builder.append(one)
      held = other
    }
    if let held { builder.append(held) }
    return builder.text
  }

  /// Writes the UTF-8 of ``name(_:)`` without making a text of it, where the text is ASCII.
  ///
  /// - Parameters:
  ///   - text: The UTF-8 of any text.
  ///   - room: Where to write to: as many bytes at least as the text has.
  /// - Returns: How many bytes were written; nil for other text, and `room` holds anything then.
  @unsafe public static func write(
    asciiName text: UnsafeBufferPointer<UInt8>, to room: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    var count = 0
    var pending = false
    for place in 0..<text.count {
      let byte = unsafe text[place]
      switch byte {
      case 0x80...: return nil
      case 0x20, 0x09...0x0D: pending = count > 0
      default:
        if pending {
          unsafe room[count] = 0x20
          count += 1
          pending = false
        }
        unsafe room[count] = 0x41...0x5A ~= byte ? byte | 0x20 : byte
        count += 1
      }
    }
    return count
  }

  /// The text in normal form C, nothing else changed.
  ///
  /// - Parameter text: Any text.
  /// - Returns: The composed form.
  public static func nfc(_ text: String) -> String {
    if isComposedLatin(text.utf8) { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    codepoints(text, UTF8PROC_COMPOSE.rawValue | UTF8PROC_STABLE.rawValue) {
      result.unicodeScalars.append($0)
    }
    return result
  }

  /// Whether all letters are Latin ones that normal form C leaves as they are: below U+0300, where
  /// the combining marks begin, and U+1E00 to U+1EFF, where Vietnamese has its composed vowels.
  ///
  /// - Source: Unicode's DerivedNormalizationProps.txt: none of them has the property NFC_QC=No or
  ///   NFC_QC=Maybe.
  private static func isComposedLatin(_ bytes: String.UTF8View) -> Bool {
    var isAfterE1 = false
    for byte in bytes {
      if isAfterE1 {
        guard 0xB8...0xBB ~= byte else { return false }
        isAfterE1 = false
      } else if byte == 0xE1 {
        isAfterE1 = true
      } else if byte >= 0xCC {
        return false
      }
    }
    return true
  }

  /// The fold of text that is ASCII throughout; nil for other text.
  private static func foldASCII(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { text in
      var isASCII = true
      let folded = unsafe String(unsafeUninitializedCapacity: text.count) { room in
        let count = unsafe write(asciiName: text, to: room)
        isASCII = count != nil
        return count ?? 0
      }
      return isASCII ? folded : nil
    }
  }

  /// Hands each code point of the text, after the work that `options` ask for, to `body`.
  private static func codepoints(
    _ text: String, _ options: UInt32, _ body: (Unicode.Scalar) -> Void
  ) {
    let bytes = Array(text.utf8)
    let options = utf8proc_option_t(rawValue: options)
    // A code point decomposes into at most 18 others (U+FDFA, compatibility); a byte of UTF-8 makes
    // three at most in the letters met here. What does not fit is asked for once more.
    var buffer = [utf8proc_int32_t](repeating: 0, count: bytes.count * 3 + 18)
    for _ in 0..<2 {
      let needed = unsafe utf8proc_decompose(
        bytes, bytes.count, &buffer, buffer.count, options)
      guard needed >= 0 else { return }
      if needed <= buffer.count {
        let count = unsafe utf8proc_normalize_utf32(&buffer, needed, options)
        for value in buffer.prefix(max(count, 0)) {
          if let scalar = Unicode.Scalar(UInt32(bitPattern: value)) { body(scalar) }
        }
        return
      }
      buffer = [utf8proc_int32_t](repeating: 0, count: needed + 1)
    }
  }
}

/// Builds text whose runs of white space are one space, with none at either end.
private struct CollapsingBuilder {
  private(set) var text = ""
  private var pending = false

  init(capacity: Int) {
    text.reserveCapacity(capacity)
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    if isSpace(scalar) {
      pending = !text.isEmpty
      return
    }
    if pending { text.unicodeScalars.append(" ") }
    pending = false
    text.unicodeScalars.append(scalar)
  }

  /// White space, and the signs without width that stand at the ends of copied text.
  private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x200B, 0xFEFF: true
    case ..<0x1680: false
    default: scalar.properties.isWhitespace
    }
  }
}
