/// Tells whether a word could be one syllable of Vietnamese.
///
/// Vietnamese has about seven thousand syllables: an onset, a rime, and a tone; a rime that ends in
/// c, ch, p or t has the acute or the dot below. Text that was decoded by the wrong table is made
/// of other words nearly everywhere.
public enum Syllable {
  /// Whether a word of letters is a syllable; capitals do not matter.
  ///
  /// - Parameter word: A word in normal form C.
  /// - Returns: True for `nguyễn` and `Quỳnh`, false for `đ`, `élan` and `thÞ`.
  public static func isValid(_ word: String) -> Bool {
    var bare = ""
    var tone = Tone.level
    for scalar in word.unicodeScalars {
      let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
      if let (base, found) = toned[lower] {
        guard tone == .level else { return false }
        tone = found
        bare.unicodeScalars.append(base)
      } else {
        bare.unicodeScalars.append(lower)
      }
    }
    return onsets.contains { onset in
      guard bare.hasPrefix(onset) else { return false }
      let rime = String(bare.dropFirst(onset.count))
      guard rimes.contains(rime) || onset == "gi" && rimes.contains("i" + rime) else {
        return onset == "g" && giRimes.contains(rime)
      }
      // Without a tone: text whose tones were lost, or a foreign word.
      return tone == .level || tone == .acute || tone == .dot || !isStopped(rime)
    }
  }

  private enum Tone {
    case level, grave, hook, tilde, acute, dot
  }

  private static func isStopped(_ rime: String) -> Bool {
    rime.hasSuffix("c") || rime.hasSuffix("p") || rime.hasSuffix("t") || rime.hasSuffix("ch")
  }

  /// Vowels with a tone: the vowel without it, and the tone.
  private static let toned: [Unicode.Scalar: (Unicode.Scalar, Tone)] = {
    var table: [Unicode.Scalar: (Unicode.Scalar, Tone)] = [:]
    let rows = [
      "aàảãáạ", "ăằẳẵắặ", "âầẩẫấậ", "eèẻẽéẹ", "êềểễếệ", "iìỉĩíị", "oòỏõóọ", "ôồổỗốộ", "ơờởỡớợ",
      "uùủũúụ", "ưừửữứự", "yỳỷỹýỵ",
    ]
    let tones: [Tone] = [.grave, .hook, .tilde, .acute, .dot]
    for row in rows {
      let scalars = Array(row.unicodeScalars)
      for (scalar, tone) in zip(scalars.dropFirst(), tones) { table[scalar] = (scalars[0], tone) }
    }
    return table
  }()

  private static let onsets =
    words(
      """
      ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x
      """) + [""]

  private static let giRimes: Set<String> = ["i", "in", "iêng", "iêc", "iêt", "iên", "iêm", "ich"]

  private static let rimes = Set(
    words(
      """
      a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
      e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
      i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
      o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
      oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
      u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya
      uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
      ưm ưn y ych yêm yên yêng yêt yêu ynh yt
      """))

  private static func words(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}
