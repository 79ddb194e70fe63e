internal import Sheets
internal import XMLStreams

/// The colours that a workbook names: written out, by its theme, or by a number.
///
/// - Source: ECMA-376 part 1 §18.8.3 bgColor and its kin (attributes `rgb`, `theme`, `indexed`,
///   `tint`), §18.8.27 indexedColors, §20.1.6.2 clrScheme.
struct XLSXColors {
  private var theme: [Color] = []
  private var indexed = Self.usual

  /// The usual colours by number, no theme.
  init() {}

  /// Reads the theme part and the colours of the styles part.
  init(theme: XMLElement?, styles: XMLElement?) {
    let scheme = theme?.child("themeElements")?.child("clrScheme")
    // The two pairs of dark and light stand the other way round in the scheme, as Excel counts.
    let names =
      ["lt1", "dk1", "lt2", "dk2"] + (1...6).map { "accent\($0)" } + ["hlink", "folHlink"]
    if let scheme {
      self.theme = names.map { scheme.child($0)?.children.first.flatMap(Self.written) ?? .black }
    }
    let own = styles?.child("colors")?.child("indexedColors")?.all("rgbColor") ?? []
    for (place, color) in own.prefix(64).enumerated() where indexed.indices.contains(place) {
      indexed[place] = color.attribute("rgb").flatMap { Color(hex: $0) } ?? indexed[place]
    }
  }

  /// The colour of an element such as `fgColor`; nil for none, and for the program's own.
  func color(_ element: XMLElement?) -> Color? {
    guard let element else { return nil }
    let base: Color? =
      if let rgb = element.attribute("rgb") {
        Color(hex: rgb)
      } else if let place = element.number("theme") {
        theme.indices.contains(place) ? theme[place] : nil
      } else if let place = element.number("indexed") {
        indexed.indices.contains(place) ? indexed[place] : nil
      } else {
        nil
      }
    let tint = element.attribute("tint").flatMap { DecimalText.parse($0) } ?? 0
    return base.map { tint == 0 ? $0 : Self.tinted($0, by: max(-1, min(1, tint))) }
  }

  /// The colour of a DrawingML fill: written out, or one of the theme as it is.
  ///
  /// - Source: ECMA-376 part 1 §20.1.2.3.29 schemeClr, §20.1.10.54 ST_SchemeColorVal.
  func drawn(_ fill: XMLElement?) -> Color? {
    guard let element = fill?.child("solidFill")?.children.first else { return nil }
    if element.name != "schemeClr" { return Self.written(element) }
    let names = ["bg1", "tx1", "bg2", "tx2"] + (1...6).map { "accent\($0)" }
    let old = ["lt1", "dk1", "lt2", "dk2"]
    let name = element.attribute("val") ?? ""
    guard let place = names.firstIndex(of: name) ?? old.firstIndex(of: name),
      theme.indices.contains(place)
    else { return nil }
    return theme[place]
  }

  private static func written(_ element: XMLElement) -> Color? {
    switch element.name {
    case "srgbClr": element.attribute("val").flatMap { Color(hex: $0) }
    case "sysClr": element.attribute("lastClr").flatMap { Color(hex: $0) }
    default: nil
    }
  }

  /// A colour made darker or lighter: `tint` moves its lightness towards black or white.
  static func tinted(_ color: Color, by tint: Double) -> Color {
    let parts = [color.red, color.green, color.blue].map { Double($0) / 255 }
    let (low, high) = (parts.min() ?? 0, parts.max() ?? 0)
    let lightness = (low + high) / 2
    let wanted = tint < 0 ? lightness * (1 + tint) : lightness * (1 - tint) + tint
    guard high > low else { return Color(parts: [wanted, wanted, wanted]) }
    // With hue and saturation kept, every part keeps its place between the least and the greatest.
    let spread = high - low
    let saturation = spread / (1 - abs(2 * lightness - 1))
    let newSpread = saturation * (1 - abs(2 * wanted - 1))
    return Color(parts: parts.map { ($0 - low) / spread * newSpread + wanted - newSpread / 2 })
  }

  /// The first eight are there twice; then 48 others, of which some repeat (§18.8.27).
  private static let usual: [Color] = {
    let basic = "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    let rest =
      "800000008000000080808000800080008080C0C0C08080809999FF993366FFFFCCCCFFFF660066FF8080"
      + "0066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF00CCFFCCFFFFCCFFCCFFFF99"
      + "99CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696003366339966"
      + "003300333300993300993366333399333333"
    let digits = Array(basic + basic + rest)
    return stride(from: 0, to: digits.count - 5, by: 6).compactMap {
      Color(hex: String(digits[$0..<$0 + 6]))
    }
  }()
}

extension Color {
  fileprivate init(parts: [Double]) {
    let bytes = parts.map { UInt8(max(0, min(255, ($0 * 255).rounded()))) }
    self.init(red: bytes[0], green: bytes[1], blue: bytes[2])
  }
}
