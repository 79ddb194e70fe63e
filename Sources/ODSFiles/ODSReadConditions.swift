internal import Sheets
internal import XMLStreams

/// Conditional formats, as LibreOffice extends ODF for them, and as ODF's own style maps.
///
/// - Source: LibreOffice's namespace `calcext`, as its own files use it; ODF 1.3 part 3 §16.3
///   style:map.
struct ODSReadConditions {
  let styles: ODSReadStyles
  /// How many rules could not be told.
  private(set) var lost = 0

  init(_ styles: ODSReadStyles) {
    self.styles = styles
  }

  // MARK: - LibreOffice's

  /// The formats of `calcext:conditional-formats`.
  mutating func formats(_ list: XMLElement) -> [ConditionalFormat] {
    list.all("conditional-format").compactMap { element in
      let ranges = Self.ranges(element.attribute("target-range-address") ?? "")
      guard let first = ranges.first?.first else { return nil }
      var rules: [ConditionalRule] = []
      for child in element.children {
        guard let rule = rule(child, at: first) else {
          lost += 1
          continue
        }
        rules.append(rule)
      }
      return rules.isEmpty ? nil : ConditionalFormat(ranges, rules)
    }
  }

  /// Addresses with blanks between them; names in apostrophes may hold blanks.
  private static func ranges(_ text: String) -> [CellRange] {
    ODSReadRules.arguments(text, separator: " ").compactMap { address in
      ODSAddress.parse(address)?.range ?? CellRange(a1: address)
    }
  }

  private func rule(_ element: XMLElement, at first: CellAddress) -> ConditionalRule? {
    switch element.name {
    case "condition":
      guard let text = element.attribute("value"), let condition = condition(text) else {
        return nil
      }
      let base = element.attribute("base-cell-address").flatMap(ODSAddress.parse)?.range.first
      return ConditionalRule(
        ODSReadFormulas.moved(condition, from: base ?? first, to: first),
        styles.conditional(element.attribute("apply-style-name") ?? ""))
    case "color-scale":
      let points = element.all("color-scale-entry").map(point)
      guard (2...3).contains(points.count), !points.contains(nil) else { return nil }
      return ConditionalRule(.colorScale(points.compactMap { $0 }))
    case "data-bar":
      return element.attribute("positive-color").flatMap { Color(hex: $0) }.map {
        ConditionalRule(.dataBar($0))
      }
    default: return nil
    }
  }

  private func point(_ element: XMLElement) -> ConditionalRule.ColorPoint? {
    guard let color = element.attribute("color").flatMap({ Color(hex: $0) }) else { return nil }
    let number = element.attribute("value").flatMap { DecimalText.parse($0) }
    switch element.attribute("type") {
    case "minimum", "auto-minimum": return .init(.minimum, color)
    case "maximum", "auto-maximum": return .init(.maximum, color)
    case "number", "formula": return number.map { .init(.number($0), color) }
    case "percent": return number.map { .init(.percent($0), color) }
    case "percentile": return number.map { .init(.percentile($0), color) }
    default: return nil
    }
  }

  private func condition(_ written: String) -> ConditionalRule.Condition? {
    let (text, dialect) = ODSReadFormulas.stripped(written)
    switch text {
    case "duplicate": return .duplicate
    case "unique": return .unique
    case "above-average": return .average(isAbove: true)
    case "below-average": return .average(isAbove: false)
    case "is-error": return .error(true)
    case "is-no-error": return .error(false)
    default: break
    }
    if let inside = ODSReadRules.inside(text, "formula-is") {
      return .formula(FormulaText(inside, dialect))
    }
    for (name, kind) in [("between", Comparison.Kind.between), ("not-between", .notBetween)] {
      guard let inside = ODSReadRules.inside(text, name) else { continue }
      let bounds = ODSReadRules.arguments(inside, separator: ",")
      guard bounds.count == 2 else { return nil }
      return .compare(
        Comparison(kind, FormulaText(bounds[0], dialect), FormulaText(bounds[1], dialect)))
    }
    if let top = top(text) { return top }
    if let words = words(text) { return words }
    return ODSReadRules.signed(text, dialect).map { .compare($0) }
  }

  private func top(_ text: String) -> ConditionalRule.Condition? {
    for isBottom in [false, true] {
      for isPercent in [false, true] {
        let name = (isBottom ? "bottom" : "top") + (isPercent ? "-percent" : "-elements")
        guard let count = ODSReadRules.inside(text, name).flatMap({ DecimalText.parse($0) }),
          count >= 1, count <= Double(CellAddress.rowsMax)
        else { continue }
        return .top(Int(count), isPercent: isPercent, isBottom: isBottom)
      }
    }
    return nil
  }

  private func words(_ text: String) -> ConditionalRule.Condition? {
    let kinds: [(String, (String) -> ConditionalRule.Condition)] = [
      ("contains-text", { .contains($0) }), ("not-contains-text", { .notContains($0) }),
      ("begins-with", { .begins(with: $0) }), ("ends-with", { .ends(with: $0) }),
    ]
    for (name, make) in kinds {
      guard let inside = ODSReadRules.inside(text, name) else { continue }
      return ODSReadRules.unquoted(inside).map(make)
    }
    return nil
  }

  // MARK: - ODF's own

  /// The format of cells whose style has maps.
  mutating func format(_ maps: [ODSReadStyles.Map], _ ranges: [CellRange]) -> ConditionalFormat? {
    guard let first = ranges.first?.first else { return nil }
    var rules: [ConditionalRule] = []
    for map in maps {
      guard let condition = mapped(map.condition) else {
        lost += 1
        continue
      }
      let base = map.base.flatMap(ODSAddress.parse)?.range.first
      rules.append(
        ConditionalRule(
          ODSReadFormulas.moved(condition, from: base ?? first, to: first),
          styles.conditional(map.style)))
    }
    return rules.isEmpty ? nil : ConditionalFormat(ranges, rules)
  }

  private func mapped(_ written: String) -> ConditionalRule.Condition? {
    let (text, dialect) = ODSReadFormulas.stripped(written)
    if let inside = ODSReadRules.inside(text, "is-true-formula") {
      return .formula(FormulaText(inside, dialect))
    }
    return ODSReadRules.comparison(text, of: "cell-content", dialect).map { .compare($0) }
  }
}
