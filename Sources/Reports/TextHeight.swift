import VietnameseText

/// Tells how high a row must be for its wrapped text.
///
/// LibreOffice 7.4 keeps the heights that an XLSX states, and fits those of an ODS to the screen
/// rather than to the page; so the templates state heights that are enough on paper.
enum TextHeight {
  /// The height of a row in points.
  ///
  /// - Parameters:
  ///   - lines: The most lines of any of its cells.
  ///   - sizePoints: The font's size.
  /// - Returns: The height, rounded up to a whole point.
  static func points(lines: Int, sizePoints: Double) -> Double {
    (Double(max(lines, 1)) * sizePoints * 1.15 + 3).rounded(.up)
  }

  /// How many lines a text takes in Times New Roman.
  ///
  /// - Parameters:
  ///   - text: The text, of one paragraph or several; longer words than a line are broken anywhere.
  ///   - widthMM: The cell's width.
  ///   - sizePoints: The font's size.
  ///   - reserve: How much wider letters may be than their metrics: a page that is fitted to its
  ///     width breaks lines a little earlier than its letters need.
  /// - Returns: At least 1.
  static func lines(
    _ text: String, widthMM: Double, sizePoints: Double, reserve: Double = 1.05
  ) -> Int {
    // Millimetres to thousandths of an em, less the cell's padding.
    let line = (widthMM - 2) / 25.4 * 72 / sizePoints * 1000 / reserve
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + lines(inParagraph: $1, line: line) }
  }

  private static func lines(inParagraph text: Substring, line: Double) -> Int {
    var lines = 1
    var used = 0.0
    for (piece, followsSpace) in pieces(text) {
      let width = Double(piece.reduce(0) { $0 + self.width($1) })
      let space = used > 0 && followsSpace ? 250.0 : 0
      if used > 0 && used + space + width > line {
        lines += 1
        used = 0
      } else {
        used += space
      }
      lines += Int(width / line)
      used += width.truncatingRemainder(dividingBy: line)
    }
    return lines
  }

  /// What a line is broken between: words, and the parts of words that end in a hyphen.
  private static func pieces(_ text: Substring) -> [(text: Substring, followsSpace: Bool)] {
    text.split(separator: " ").flatMap { word in
      var pieces: [(Substring, Bool)] = []
      var rest = word
      while let hyphen = rest.dropLast().firstIndex(of: "-") {
        pieces.append((rest[...hyphen], pieces.isEmpty))
        rest = rest[rest.index(after: hyphen)...]
      }
      pieces.append((rest, pieces.isEmpty))
      return pieces
    }
  }

  /// A letter's width in thousandths of an em; marks above and below do not widen it.
  private static func width(_ character: Character) -> Int {
    let base = Fold.plain(String(character)).utf8.first ?? 0
    let place = Int(base) - Int(UInt8(ascii: "a"))
    guard lower.indices.contains(place) else {
      switch character {
      case "%": return 833
      case ".", ",": return 250
      case ";", ":", "/": return 278
      case "(", ")", "-": return 333
      default: return 500
      }
    }
    return character.isUppercase ? upper[place] : lower[place]
  }

  // Adobe's metrics of Times-Roman, which Times New Roman shares: a to z, A to Z.
  private static let lower = [
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333,
    389, 278, 500, 500, 722, 500, 500, 444,
  ]
  private static let upper = [
    722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667,
    556, 611, 722, 722, 944, 722, 722, 611,
  ]
}
