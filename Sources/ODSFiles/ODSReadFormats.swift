internal import Sheets
internal import XMLStreams

/// Number formats, as ODF stores them: data styles, put together into a code.
///
/// - Source: ODF 1.3 part 3 §16.29 data styles, §16.3 style:map.
struct ODSReadFormats {
  private var styles: [String: XMLElement] = [:]
  private var known: [String: NumberFormat] = [:]

  /// No data styles.
  init() {}

  /// Takes an element of a list of styles, where it is a data style.
  mutating func read(_ element: XMLElement) {
    let isData =
      element.name.hasSuffix("-style") && element.name != "default-style"
      && element.name != "list-style"
    guard isData, let name = element.attribute("name") else { return }
    styles[name] = element
    known[name] = nil
  }

  /// The format of a data style; nil for one that is not known.
  mutating func format(_ name: String) -> NumberFormat? {
    if let format = known[name] { return format }
    guard let style = styles[name] else { return nil }
    let format = NumberFormat(code: code(style).code)
    known[name] = format
    return format
  }

  // MARK: - Sections

  /// The code of a style with those that it maps to.
  private func code(_ style: XMLElement) -> NumberFormatCode {
    let main = Self.section(style)
    let maps = style.all("map").prefix(3).compactMap { map -> NumberFormatCode.Section? in
      guard let name = map.attribute("apply-style-name"), let target = styles[name],
        var condition = map.attribute("condition"), condition.hasPrefix("value()")
      else { return nil }
      condition = condition.dropFirst(7).filter { $0 != " " }.replacing("!=", with: "<>")
      var section = Self.section(target)
      section.condition = condition
      return section
    }
    return NumberFormatCode(sections: Self.unconditional(maps) + [main])
  }

  /// Conditions that the place of a section says already are left out.
  private static func unconditional(
    _ sections: [NumberFormatCode.Section]
  ) -> [NumberFormatCode.Section] {
    let conditions = sections.map { $0.condition ?? "" }
    let usual = [[">=0"], [">0", "<0"], [">0", "<0", "=0"]]
    guard usual.contains(conditions) else { return sections }
    return sections.map { section in
      var bare = section
      bare.condition = nil
      return bare
    }
  }

  private static func section(_ style: XMLElement) -> NumberFormatCode.Section {
    var section = NumberFormatCode.Section()
    section.isPercent = style.name == "percentage-style"
    section.isElapsed = style.attribute("truncate-on-overflow") == "false"
    section.color = style.child("text-properties")?.attribute("color").flatMap { Color(hex: $0) }
    section.language = language(style)
    for piece in style.children {
      if piece.name == "currency-symbol", let own = language(piece) { section.language = own }
      guard let read = Self.piece(piece) else { continue }
      if case .text(let more) = read, case .text(let before)? = section.pieces.last {
        section.pieces[section.pieces.count - 1] = .text(before + more)
      } else {
        section.pieces.append(read)
      }
    }
    return section
  }

  private static func language(_ element: XMLElement) -> Int? {
    ODSLanguage.number(
      language: element.attribute("language") ?? "", country: element.attribute("country") ?? "")
  }

  // MARK: - Pieces

  private static func piece(_ element: XMLElement) -> NumberFormatCode.Piece? {
    let isLong = element.attribute("style") == "long"
    switch element.name {
    case "text": return element.text.isEmpty ? nil : .text(element.text)
    case "currency-symbol": return element.text.isEmpty ? nil : .currency(element.text)
    case "text-content": return .cellText
    case "number": return number(element)
    case "scientific-number", "fraction": return .digits(digits(element))
    case "year": return .year(isLong: isLong)
    case "month":
      let isTextual = element.attribute("textual") == "true"
      return .month((isTextual ? 3 : 1) + (isLong ? 1 : 0))
    case "day": return .day(isLong ? 2 : 1)
    case "day-of-week": return .day(isLong ? 4 : 3)
    case "hours": return .hours(isLong: isLong)
    case "minutes": return .minutes(isLong: isLong)
    case "seconds":
      let decimals = min(max(count(element, "decimal-places") ?? 0, 0), 9)
      return .seconds(isLong: isLong, decimals: decimals)
    case "am-pm": return .amPm
    // A truth value is shown by what it is.
    case "boolean": return .general
    default: return nil
    }
  }

  /// Without a number of decimals a number is shown as it comes.
  private static func number(_ element: XMLElement) -> NumberFormatCode.Piece {
    let isGeneral =
      element.attribute("decimal-places") == nil && element.attribute("grouping") != "true"
      && count(element, "min-integer-digits") ?? 1 <= 1
    return isGeneral ? .general : .digits(digits(element))
  }

  private static func digits(_ element: XMLElement) -> NumberFormatCode.Digits {
    var digits = NumberFormatCode.Digits()
    digits.integersMin = count(element, "min-integer-digits") ?? 0
    digits.decimals = count(element, "decimal-places") ?? 0
    let isOptional = element.attribute("decimal-replacement")?.isEmpty == true
    digits.decimalsMin = min(
      digits.decimals, count(element, "min-decimal-places") ?? (isOptional ? 0 : digits.decimals))
    digits.isGrouped = element.attribute("grouping") == "true"
    if let factor = element.attribute("display-factor").flatMap({ DecimalText.parse($0) }) {
      var rest = factor
      while rest >= 1000, digits.thousands < 6 {
        digits.thousands += 1
        rest /= 1000
      }
    }
    if element.name == "scientific-number" {
      digits.exponent = max(1, count(element, "min-exponent-digits") ?? 2)
    }
    if element.name == "fraction" {
      digits.fraction = (
        max(1, count(element, "min-numerator-digits") ?? 1),
        max(1, count(element, "min-denominator-digits") ?? 1)
      )
      digits.fixedDenominator = element.attribute("denominator-value").flatMap { Int($0) }
    }
    return digits
  }

  /// A small count that an attribute holds.
  private static func count(_ element: XMLElement, _ name: String) -> Int? {
    element.attribute(name).flatMap { Int($0) }.map { min(max($0, 0), 20) }
  }
}
