/// Estimates how high a row must be for its wrapped text.
///
/// LibreOffice 7.4 keeps the heights that an XLSX states and does not fit rows to their text when
/// it opens one, so the templates state heights that are enough. Widths are those of Times New
/// Roman in classes, rounded up: an estimate that is a line too many does no harm.
enum TextHeight {
  /// The height of a row in points.
  ///
  /// - Parameters:
  ///   - lines: The most lines of any of its cells.
  ///   - sizePoints: The font's size.
  static func points(lines: Int, sizePoints: Double) -> Double {
    (Double(max(lines, 1)) * sizePoints * 1.18 + 4).rounded(.up)
  }

  /// How many lines a text takes.
  ///
  /// - Parameters:
  ///   - text: The text; words break only where they are longer than a line.
  ///   - widthMM: The cell's width.
  ///   - sizePoints: The font's size.
  static func lines(_ text: String, widthMM: Double, sizePoints: Double) -> Int {
    let line = (widthMM - 2) / 25.4 * 72 / sizePoints / 1.06
    var lines = 1
    var used = 0.0
    for word in text.split(separator: " ") {
      let width = word.reduce(0) { $0 + ems($1) }
      let space = used > 0 ? 0.25 : 0
      if used + space + width > line && used > 0 {
        lines += 1
        used = 0
      } else {
        used += space
      }
      lines += Int(width / line)
      used += width - Double(Int(width / line)) * line
    }
    return lines
  }

  private static func ems(_ character: Character) -> Double {
    if character.isUppercase { return 0.74 }
    switch character {
    case "i", "l", "t", "f", "j", "r", "í", "ì", "ỉ", "ĩ", "ị", ".", ",", ";", ":", "/", "(", ")":
      return 0.33
    case "m", "w": return 0.78
    case "a", "c", "e", "s", "z", "á", "à", "ả", "ã", "ạ", "â", "ấ", "ầ", "ẩ", "ẫ", "ậ", "ă", "ắ",
      "ằ", "ẳ", "ẵ", "ặ", "é", "è", "ẻ", "ẽ", "ẹ", "ê", "ế", "ề", "ể", "ễ", "ệ":
      return 0.445
    case "%": return 0.84
    default: return 0.52
    }
  }
}
