import Sheets

/// A style in a few words, the same for every format.
enum StyleWords {
  /// Whether two styles look the same.
  static func same(_ one: CellStyle, _ other: CellStyle) -> Bool { one == other }

  /// The style's words, for example `bold, fill #FFFF00, 0.00%`.
  static func text(_ style: CellStyle) -> String {
    var words: [String] = ["\(style.font.name) \(DecimalText.print(style.font.sizePoints))"]
    if style.font.isBold { words.append("bold") }
    if style.font.isItalic { words.append("italic") }
    if let color = style.font.color { words.append("color #\(color.hex)") }
    if let fill = style.fill { words.append("fill #\(fill.hex)") }
    if style.horizontal != .general { words.append(style.horizontal.rawValue) }
    if style.vertical != .bottom { words.append(style.vertical.rawValue) }
    if style.wrapsText { words.append("wrap") }
    if style.borders != .none { words.append("borders") }
    switch style.numberFormat {
    case .general: break
    case .text: words.append("@")
    case .fixed(let decimals, let grouped):
      words.append("fixed \(decimals)\(grouped ? " grouped" : "")")
    case .percent(let decimals): words.append("percent \(decimals)")
    case .date: words.append("date")
    case .custom(let code): words.append(code)
    }
    return words.joined(separator: ", ")
  }
}
