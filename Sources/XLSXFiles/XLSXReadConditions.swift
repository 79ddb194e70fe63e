import Sheets
import XMLStreams

/// Conditional formats, as XLSX stores them.
///
/// - Source: ECMA-376 part 1 §18.3.1.18 conditionalFormatting, §18.3.1.10 cfRule, §18.3.1.16
///   colorScale, §18.3.1.28 dataBar; [MS-XLSX] x14:conditionalFormatting.
struct XLSXReadConditions {
  /// What differential formats change, by their number.
  let looks: [ConditionalLook]
  let colors: XLSXColors
  /// How many rules could not be told.
  private(set) var lost = 0

  init(looks: [ConditionalLook], colors: XLSXColors) {
    self.looks = looks
    self.colors = colors
  }

  /// The formats of a sheet, those whose rules are tried first before the others.
  mutating func formats(_ elements: [XMLElement]) -> [ConditionalFormat] {
    var found: [(priority: Int, format: ConditionalFormat)] = []
    for element in elements {
      let ranges = XLSXReadRules.ranges(element)
      guard let base = ranges.first?.first else { continue }
      let rules = element.all("cfRule").compactMap { rule -> (Int, ConditionalRule)? in
        // A bar of an extension only tells more of one that stands in the sheet.
        if rule.attribute("type") == "dataBar", element.child("sqref") != nil { return nil }
        guard let condition = condition(rule, at: base) else {
          lost += 1
          return nil
        }
        return (rule.number("priority") ?? Int.max, ConditionalRule(condition, look(rule)))
      }.sorted { $0.0 < $1.0 }
      guard let first = rules.first else { continue }
      found.append((first.0, ConditionalFormat(ranges, rules.map(\.1))))
    }
    return found.enumerated().sorted {
      ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset)
    }.map(\.element.format)
  }

  private func look(_ rule: XMLElement) -> ConditionalLook {
    if let own = rule.child("dxf") { return XLSXPackage.look(own, colors) }
    let number = rule.number("dxfId") ?? -1
    return looks.indices.contains(number) ? looks[number] : ConditionalLook()
  }

  private func condition(
    _ rule: XMLElement, at base: CellAddress
  ) -> ConditionalRule.Condition? {
    let formulas = (rule.all("formula") + rule.all("f")).compactMap { XLSXReadRules.formula($0) }
    let text = rule.attribute("text").map(XLSXValues.unescaped)
    switch rule.attribute("type") {
    case "cellIs": return compared(rule, formulas)
    case "containsText": if let text { return .contains(text) }
    case "notContainsText": if let text { return .notContains(text) }
    case "beginsWith": if let text { return .begins(with: text) }
    case "endsWith": if let text { return .ends(with: text) }
    case "duplicateValues": return .duplicate
    case "uniqueValues": return .unique
    case "containsErrors": return .error(true)
    case "notContainsErrors": return .error(false)
    case "top10":
      let rank = rule.number("rank") ?? 10
      guard (1...CellAddress.rowsMax).contains(rank) else { return nil }
      return .top(rank, isPercent: rule.flag("percent"), isBottom: rule.flag("bottom"))
    case "aboveAverage":
      // Deviations and the average itself are more than a draft can say.
      guard rule.number("stdDev") ?? 0 == 0, !rule.flag("equalAverage") else { return nil }
      let above = rule.attribute("aboveAverage")
      return .average(isAbove: above == nil || rule.flag("aboveAverage"))
    case "colorScale": return rule.child("colorScale").flatMap(scale)
    case "dataBar":
      let bar = rule.child("dataBar")
      return colors.color(bar?.child("color") ?? bar?.child("fillColor")).map { .dataBar($0) }
    case "iconSet": return nil
    default: break
    }
    // Blanks and periods of time come with an expression that says the same.
    return formulas.first.map { .formula($0) }
  }

  private func compared(
    _ rule: XMLElement, _ formulas: [FormulaText]
  ) -> ConditionalRule.Condition? {
    guard let kind = Comparison.Kind(rawValue: rule.attribute("operator") ?? ""),
      let first = formulas.first
    else { return nil }
    guard kind.hasTwoBounds else { return .compare(Comparison(kind, first)) }
    return formulas.count > 1 ? .compare(Comparison(kind, first, formulas[1])) : nil
  }

  private func scale(_ element: XMLElement) -> ConditionalRule.Condition? {
    let places = element.all("cfvo").map(place)
    let shades = element.all("color").map { colors.color($0) }
    guard (2...3).contains(places.count), places.count == shades.count else { return nil }
    let points = zip(places, shades).compactMap { place, color in
      place.flatMap { place in color.map { ConditionalRule.ColorPoint(place, $0) } }
    }
    return points.count == places.count ? .colorScale(points) : nil
  }

  private func place(_ element: XMLElement) -> ConditionalRule.ColorPoint.Place? {
    let text = element.attribute("val") ?? element.child("f")?.text ?? ""
    let number = DecimalText.parse(text)
    switch element.attribute("type") {
    case "min", "autoMin": return .minimum
    case "max", "autoMax": return .maximum
    case "num", "formula": return number.map { .number($0) }
    case "percent": return number.map { .percent($0) }
    case "percentile": return number.map { .percentile($0) }
    default: return nil
    }
  }
}
