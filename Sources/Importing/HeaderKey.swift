internal import VietnameseText

/// Header cells and words as they are compared: folded, letters and digits only.
///
/// `"Nợ/ Debit"` and `"NO DEBIT"` have the same key; so have `MA_KHANG` and `Ma khang`.
enum HeaderKey {
  /// The key of a whole text.
  static func whole(_ text: String) -> String {
    let folded = Fold.plain(text)
    var key = ""
    key.reserveCapacity(folded.utf8.count)
    var pending = false
    for scalar in folded.unicodeScalars {
      guard isKept(scalar) else {
        pending = !key.isEmpty
        continue
      }
      if pending { key.unicodeScalars.append(" ") }
      pending = false
      key.unicodeScalars.append(scalar)
    }
    return key
  }

  /// The key of what stands before a slash, a line break or a bracket.
  ///
  /// Headers in two languages and headers with a unit have such a sign; nil for the others.
  static func beforeSign(_ text: String) -> String? {
    guard let sign = text.firstIndex(where: isSign) else {
      return nil
    }
    let key = whole(String(text[..<sign]))
    return key.isEmpty ? nil : key
  }

  /// The keys that a header may be known by, the fullest first: of the whole, then of what stands
  /// before the last, the one before it, and the first sign.
  static func all(_ text: String) -> [String] {
    var keys = [whole(text)]
    let signs = text.indices.filter { isSign(text[$0]) }.prefix(4)
    for sign in signs.reversed() {
      let key = whole(String(text[..<sign]))
      if !key.isEmpty, !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  private static func isSign(_ character: Character) -> Bool {
    character == "/" || character.isNewline || character == "("
  }

  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: true
    case ..<0x80: false
    default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }
}
