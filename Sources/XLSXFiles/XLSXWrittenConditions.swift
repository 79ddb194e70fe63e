import Sheets
import XMLStreams

/// Conditional formats, as XLSX writes them.
///
/// - Source: ECMA-376 part 1 §18.3.1.18 conditionalFormatting, §18.3.1.10 cfRule.
enum XLSXWrittenConditions {
  /// The expressions of a condition.
  static func expressions(_ condition: ConditionalRule.Condition) -> [FormulaText] {
    switch condition {
    case .compare(let comparison):
      [comparison.first] + (comparison.second.map { [$0] } ?? [])
    case .formula(let formula): [formula]
    default: []
    }
  }

  /// Writes the conditional formats of a sheet; their rules are tried in this order.
  static func write(
    _ formats: [ConditionalFormat], _ styles: XLSXStyles, to output: inout XMLOutput
  ) {
    var priority = 0
    for format in formats where !format.ranges.isEmpty && !format.rules.isEmpty {
      let ranges = format.ranges.map(\.a1).joined(separator: " ")
      output.element("conditionalFormatting", ["sqref": ranges]) { output in
        for rule in format.rules {
          priority += 1
          output.raw("<cfRule")
          let content = content(rule.condition, base: format.base?.a1 ?? "A1", to: &output)
          if content.usesLook { output.attribute("dxfId", String(styles.look(rule.look))) }
          output.attribute("priority", String(priority))
          for (name, value) in content.attributes { output.attribute(name, value) }
          output.raw(">")
          for formula in content.formulas { output.element("formula") { $0.text(formula) } }
          writeDrawn(rule.condition, to: &output)
          output.raw("</cfRule>")
        }
      }
    }
  }

  private struct Content {
    var attributes: [(String, String)] = []
    var formulas: [String] = []
    var usesLook = true
  }

  /// Writes the type of a rule and gives the rest.
  private static func content(
    _ condition: ConditionalRule.Condition, base: String, to output: inout XMLOutput
  ) -> Content {
    func type(_ type: String, _ attributes: [(String, String)] = [], _ formulas: [String] = [])
      -> Content
    {
      output.attribute("type", type)
      return Content(attributes: attributes, formulas: formulas)
    }
    func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
    switch condition {
    case .compare(let comparison):
      return type(
        "cellIs", [("operator", comparison.kind.rawValue)], expressions(condition).map(\.text))
    case .formula(let formula): return type("expression", [], [formula.text])
    case .contains(let text):
      return type(
        "containsText", [("operator", "containsText"), ("text", text)],
        ["NOT(ISERROR(SEARCH(\(quoted(text)),\(base))))"])
    case .notContains(let text):
      return type(
        "notContainsText", [("operator", "notContains"), ("text", text)],
        ["ISERROR(SEARCH(\(quoted(text)),\(base)))"])
    case .begins(let text):
      return type(
        "beginsWith", [("operator", "beginsWith"), ("text", text)],
        ["LEFT(\(base),\(text.utf16.count))=\(quoted(text))"])
    case .ends(let text):
      return type(
        "endsWith", [("operator", "endsWith"), ("text", text)],
        ["RIGHT(\(base),\(text.utf16.count))=\(quoted(text))"])
    case .duplicate: return type("duplicateValues")
    case .unique: return type("uniqueValues")
    case .top(let count, let isPercent, let isBottom):
      return type(
        "top10",
        (isPercent ? [("percent", "1")] : []) + (isBottom ? [("bottom", "1")] : [])
          + [("rank", String(count))])
    case .average(let isAbove):
      return type("aboveAverage", isAbove ? [] : [("aboveAverage", "0")])
    case .error(let isError):
      return isError
        ? type("containsErrors", [], ["ISERROR(\(base))"])
        : type("notContainsErrors", [], ["NOT(ISERROR(\(base)))"])
    case .colorScale, .dataBar:
      let isScale = if case .colorScale = condition { true } else { false }
      output.attribute("type", isScale ? "colorScale" : "dataBar")
      return Content(usesLook: false)
    }
  }

  /// Writes colour scales and bars (§18.3.1.16, §18.3.1.28).
  private static func writeDrawn(
    _ condition: ConditionalRule.Condition, to output: inout XMLOutput
  ) {
    switch condition {
    case .colorScale(let points):
      output.element("colorScale") { output in
        for point in points { write(point.place, to: &output) }
        for point in points { output.element("color", ["rgb": "FF" + point.color.hex]) }
      }
    case .dataBar(let color):
      output.element("dataBar") { output in
        write(.minimum, to: &output)
        write(.maximum, to: &output)
        output.element("color", ["rgb": "FF" + color.hex])
      }
    default: break
    }
  }

  private static func write(
    _ place: ConditionalRule.ColorPoint.Place, to output: inout XMLOutput
  ) {
    switch place {
    case .minimum: output.element("cfvo", ["type": "min"])
    case .maximum: output.element("cfvo", ["type": "max"])
    case .number(let number):
      output.element("cfvo", ["type": "num", "val": DecimalText.print(number)])
    case .percent(let number):
      output.element("cfvo", ["type": "percent", "val": DecimalText.print(number)])
    case .percentile(let number):
      output.element("cfvo", ["type": "percentile", "val": DecimalText.print(number)])
    }
  }
}
