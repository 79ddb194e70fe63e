internal import Sheets

/// A cell style as people type it: words with commas between them, `bold,center,fill=#FFF2CC`.
enum TypedStyle {
  /// The style; nil where a word is none.
  static func style(_ text: String) -> CellStyle? {
    var style = CellStyle()
    style.vertical = .bottom
    for word in text.split(separator: ",") {
      let (name, value) = CellAssignment.split(word)
      let isKnown =
        value.map { set(&style, name.lowercased(), $0) } ?? set(&style, name.lowercased())
      guard isKnown else { return nil }
    }
    return style
  }

  private static func set(_ style: inout CellStyle, _ word: String) -> Bool {
    switch word {
    case "plain": break
    case "bold": style.font.isBold = true
    case "italic": style.font.isItalic = true
    case "underline": style.font.underline = .single
    case "strike": style.font.isStruckThrough = true
    case "wrap": style.wrapsText = true
    case "border": style.borders = .all
    case "unlocked": style.isLocked = false
    case "left", "center", "right", "justify":
      style.horizontal = HorizontalAlignment(rawValue: word) ?? .general
    case "top", "middle", "bottom":
      style.vertical = VerticalAlignment(rawValue: word) ?? .bottom
    default: return false
    }
    return true
  }

  private static func set(
    _ style: inout CellStyle, _ word: String, _ value: Substring
  ) -> Bool {
    switch word {
    case "font" where !value.isEmpty && value.utf8.count < 256: style.font.name = String(value)
    case "size":
      guard let size = DecimalText.parse(value), size >= 1, size <= 409 else { return false }
      style.font.sizePoints = size
    case "color", "fill":
      guard let color = Color(hex: value) else { return false }
      if word == "fill" { style.fill = color } else { style.font.color = color }
    default: return false
    }
    return true
  }
}
