/// What the bytes from 0x80 on stand for in an encoding of one byte a sign.
struct ByteTable: Sendable {
  /// The scalars of 0x80 to 0xFF; nil for a byte that stands for nothing.
  let scalars: [Unicode.Scalar?]

  /// Makes a table of 128 scalars in order; U+FFFD stands for a byte without a meaning.
  private init(_ text: String) {
    scalars = text.unicodeScalars.map { $0 == "\u{FFFD}" ? nil : $0 }
    precondition(scalars.count == 128)
  }

  /// Windows code page 1258: 1252 with Vietnamese letters and five combining tones.
  static let windows1258 = ByteTable(
    windowsSigns1258 + latinSigns
      + "ÀÁÂĂÄÅÆÇÈÉÊË\u{300}ÍÎÏĐÑ\u{309}ÓÔƠÖ×ØÙÚÛÜƯ\u{303}ß"
      + "àáâăäåæçèéêë\u{301}íîïđñ\u{323}óôơö÷øùúûüư₫ÿ")

  /// Windows code page 1252.
  ///
  /// The five bytes without a meaning are control signs, as in ISO 8859-1.
  static let windows1252 = ByteTable(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ" + latinSigns
      + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ")

  /// TCVN 5712:1993, whose upper half the fonts of TCVN3 share.
  static let tcvn3 = ByteTable(
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u{A0}ĂÂÊÔƠƯĐăâêôơưđẰ"
      + "\u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
      + "éẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ")

  /// ISO 8859-7 of 2003.
  static let greek = ByteTable(
    controls + "\u{A0}‘’£€₯¦§¨©ͺ«¬\u{AD}\u{FFFD}―°±²³΄΅Ά·ΈΉΊ»Ό½ΎΏ"
      + "ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\u{FFFD}ΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\u{FFFD}")

  private static let windowsSigns1258 =
    "€\u{FFFD}‚ƒ„…†‡ˆ‰\u{FFFD}‹Œ\u{FFFD}\u{FFFD}\u{FFFD}"
    + "\u{FFFD}‘’“”•–—˜™\u{FFFD}›œ\u{FFFD}\u{FFFD}Ÿ"
  private static let latinSigns = "\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿"
  private static let controls = String(
    String.UnicodeScalarView((0x80...0x9F).compactMap { Unicode.Scalar(UInt32($0)) }))
}

/// VNI for Windows: a letter, then perhaps a byte that gives it marks.
enum VNITable {
  /// Letters of one byte, beyond ASCII.
  static let single: [UInt8: Unicode.Scalar] = [
    0xD4: "Ơ", 0xF4: "ơ", 0xD6: "Ư", 0xF6: "ư", 0xD1: "Đ", 0xF1: "đ", 0xCE: "Ỵ", 0xEE: "ỵ",
    0xCD: "Í", 0xED: "í", 0xCC: "Ì", 0xEC: "ì", 0xC6: "Ỉ", 0xE6: "ỉ", 0xD3: "Ĩ", 0xF3: "ĩ",
    0xD2: "Ị", 0xF2: "ị",
  ]

  /// The letter of two bytes: by the first letter, then by the byte after it.
  static let pairs: [Unicode.Scalar: [UInt8: Unicode.Scalar]] = {
    // acute, grave, hook, tilde, dot; as capital marks these are 0x20 lower.
    let tones: [UInt8] = [0xF9, 0xF8, 0xFB, 0xF5, 0xEF]
    let circumflex: [UInt8] = [0xE2, 0xE1, 0xE0, 0xE5, 0xE3, 0xE4]
    let breve: [UInt8] = [0xEA, 0xE9, 0xE8, 0xFA, 0xFC, 0xEB]
    let rows: [(Unicode.Scalar, [UInt8], String)] = [
      ("a", tones, "áàảãạ"), ("a", circumflex, "âấầẩẫậ"), ("a", breve, "ăắằẳẵặ"),
      ("e", tones, "éèẻẽẹ"), ("e", circumflex, "êếềểễệ"), ("o", tones, "óòỏõọ"),
      ("o", circumflex, "ôốồổỗộ"), ("ơ", tones, "ớờởỡợ"), ("u", tones, "úùủũụ"),
      ("ư", tones, "ứừửữự"), ("y", tones.dropLast(), "ýỳỷỹ"),
    ]
    var pairs: [Unicode.Scalar: [UInt8: Unicode.Scalar]] = [:]
    for (base, marks, letters) in rows {
      let capital = upper(base)
      for (mark, letter) in zip(marks, letters.unicodeScalars) {
        // A mark of either case may follow a letter of either case: the letter's case counts.
        for byte in [mark, mark - 0x20] {
          pairs[base, default: [:]][byte] = letter
          pairs[capital, default: [:]][byte] = upper(letter)
        }
      }
    }
    return pairs
  }()

  private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar.properties.uppercaseMapping.unicodeScalars.first ?? scalar
  }
}
