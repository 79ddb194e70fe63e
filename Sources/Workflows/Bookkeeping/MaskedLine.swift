/// A line of a file without what says who somebody is.
///
/// Amounts, dates and short numbers stay, as do the codes that are named beside the line anyway; of
/// every other word, and of every long number, a dot a letter is left.
enum MaskedLine {
  // Numbers of people, accounts and telephones have as many digits as these or more.
  private static let digitsMax = 8

  static func mask(_ line: String, known: [String]) -> String {
    var masked = ""
    var word = ""
    for character in line + " " {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else {
        masked += known.contains(word) || isHarmless(word) ? word : dots(word)
        word = ""
        masked.append(character)
      }
    }
    return String(masked.dropLast())
  }

  private static func isHarmless(_ word: String) -> Bool {
    word.utf8.count <= digitsMax && word.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func dots(_ word: String) -> String {
    String(repeating: "·", count: word.count)
  }
}
