/// The syllables whose tone stands on either of two vowels: oa, oe and uy.
///
/// The older spelling puts it on the first when no consonant follows (`hòa`, `khỏe`, `thủy`), the
/// newer one always on the second (`hoà`, `khoẻ`, `thuỷ`). Both are in use, and both in one file.
enum TonePlacement {
  /// The pair with its tone on the second vowel; other pairs come back as they are.
  static func unify(
    _ first: Unicode.Scalar, _ second: Unicode.Scalar
  ) -> (Unicode.Scalar, Unicode.Scalar) {
    switch second {
    case "a": tones(of: first, "òóỏõọ", "o", "àáảãạ") ?? (first, second)
    case "e": tones(of: first, "òóỏõọ", "o", "èéẻẽẹ") ?? (first, second)
    case "y": tones(of: first, "ùúủũụ", "u", "ỳýỷỹỵ") ?? (first, second)
    default: (first, second)
    }
  }

  private static func tones(
    of vowel: Unicode.Scalar, _ marked: String, _ bare: Unicode.Scalar, _ moved: String
  ) -> (Unicode.Scalar, Unicode.Scalar)? {
    for (from, to) in zip(marked.unicodeScalars, moved.unicodeScalars) where from == vowel {
      return (bare, to)
    }
    return nil
  }
}
