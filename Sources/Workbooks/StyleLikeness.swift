import Sheets

/// When two styles look the same, whatever program saved them.
enum StyleLikeness {
  /// A style as programs agree on it.
  ///
  /// Black text is text of no colour, the thinnest line is a thin one; typefaces do not know case;
  /// a number format is its pieces, whatever language it names.
  static func canonical(_ style: CellStyle) -> CellStyle {
    var style = style
    let family = style.font.name.lowercased()
    style.font.name = twins[family] ?? family
    style.font.sizePoints = (style.font.sizePoints * 4).rounded() / 4
    if style.font.color == .black { style.font.color = nil }
    style.borders = Borders(
      left: canonical(style.borders.left), right: canonical(style.borders.right),
      top: canonical(style.borders.top), bottom: canonical(style.borders.bottom))
    style.numberFormat = .custom(canonical(style.numberFormat))
    return style
  }

  /// Typefaces of equal measures, which LibreOffice names by each other.
  private static let twins = [
    "liberation sans": "arial", "liberation serif": "times new roman",
    "liberation mono": "courier new",
  ]

  /// Codes that mean another: the usual day of a program whose language is English, and truth
  /// values as LibreOffice saves them.
  private static let codes = [
    "": "General", "m/d/yyyy": "dd/mm/yyyy", "m/d/yy": "dd/mm/yyyy",
    "\"TRUE\";\"TRUE\";\"FALSE\"": "General",
  ]

  /// LibreOffice saves half a point as a thin line in one format, as the thinnest in the other.
  private static func canonical(_ line: BorderLine?) -> BorderLine? {
    line.map { $0.style == .hair ? BorderLine(.thin, color: $0.color) : $0 }
  }

  private static func canonical(_ format: NumberFormat) -> String {
    let code = codes[format.code] ?? format.code
    var sections = NumberFormatCode(code).sections
    // LibreOffice writes "any number" as one that is not greater than the greatest.
    for place in sections.indices where sections[place].condition?.hasPrefix("<=1.79769") == true {
      sections[place].condition = nil
    }
    let usual = sections.count == 2 ? [">=0"] : [">0", "<0", "=0"]
    return sections.enumerated().map { place, section in
      var words = section.condition ?? ""
      if sections.count > 1, usual.indices.contains(place), usual[place] == words { words = "" }
      if let color = section.color { words += "[\(color.hex)]" }
      if section.isElapsed { words += "[]" }
      return words + text(of: section)
    }.joined(separator: ";")
  }

  private static func text(of section: NumberFormatCode.Section) -> String {
    let pieces = section.pieces.map { piece in
      switch piece {
      case .text(let text), .currency(let text): text
      case .general: "General"
      case .digits(let digits): text(of: digits)
      default: "<\(piece)>"
      }
    }
    // Blanks as wide as a character are kept by one program and lost by the other.
    return pieces.joined().filter { $0 != " " }
  }

  private static func text(of digits: NumberFormatCode.Digits) -> String {
    let fraction = digits.fraction.map { " \($0.numerator)/\($0.denominator)" } ?? ""
    let exponent = digits.exponent.map { "E\($0)" } ?? ""
    return "<\(digits.integersMin).\(digits.decimalsMin)-\(digits.decimals)"
      + (digits.isGrouped ? "," : "") + "/\(digits.thousands)\(exponent)\(fraction)>"
  }
}

/// The styles of two workbooks, each by the number of how it looks.
struct StyleClasses {
  private var old: [Int] = []
  private var new: [Int] = []
  private var oldBare: [Int] = []
  private var newBare: [Int] = []

  init(_ old: [CellStyle], _ new: [CellStyle]) {
    var classes: [CellStyle: Int] = [:]
    func number(_ look: CellStyle) -> Int {
      if let known = classes[look] { return known }
      classes[look] = classes.count
      return classes.count - 1
    }
    for style in old.map(StyleLikeness.canonical) {
      self.old.append(number(style))
      oldBare.append(number(style.bare))
    }
    for style in new.map(StyleLikeness.canonical) {
      self.new.append(number(style))
      newBare.append(number(style.bare))
    }
  }

  /// Whether a style of the first workbook looks like one of the second.
  ///
  /// - Parameters:
  ///   - one: The style in the first.
  ///   - other: The style in the second.
  ///   - isBlank: Whether they are those of an empty cell, of which only colour and lines are seen.
  /// - Returns: True where nobody could tell them apart.
  func same(_ one: Int, _ other: Int, isBlank: Bool = false) -> Bool {
    isBlank ? oldBare[one] == newBare[other] : old[one] == new[other]
  }
}

extension CellStyle {
  /// What is seen of the style where nothing stands in the cell.
  fileprivate var bare: CellStyle {
    var bare = CellStyle()
    bare.fill = fill
    bare.borders = borders
    return bare
  }
}

extension NumberFormat {
  /// The code that shows numbers so, without a language.
  var code: String {
    func zeros(_ decimals: Int) -> String {
      decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
    }
    return switch self {
    case .general: "General"
    case .text: "@"
    case .fixed(let decimals, let grouped): (grouped ? "#,##" : "") + zeros(decimals)
    case .percent(let decimals): zeros(decimals) + "%"
    case .date: "dd/mm/yyyy"
    case .custom(let code): code
    }
  }
}
