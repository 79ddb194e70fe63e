internal import Sheets
internal import XMLStreams

/// Conditional formats, as LibreOffice extends ODF for them.
///
/// ODF itself has `style:map` alone, which knows neither scales nor bars: see ``ODSStyleMaps``.
///
/// - Source: LibreOffice's namespace `calcext`, as its own files use it.
enum ODSWrittenConditions {
  /// Writes the conditional formats of a sheet behind its rows.
  static func write(_ sheet: SheetDraft, _ page: ODSPage, to output: inout XMLOutput) {
    let formats = sheet.conditionalFormats.filter { !$0.ranges.isEmpty && !$0.rules.isEmpty }
    guard !formats.isEmpty else { return }
    output.element("calcext:conditional-formats") { output in
      for format in formats {
        let ranges = format.ranges.map { address($0, sheet.name) }.joined(separator: " ")
        output.element(
          "calcext:conditional-format", ["calcext:target-range-address": ranges]
        ) { output in
          for rule in format.rules {
            write(
              rule, page,
              base: address(CellRange(format.base ?? CellAddress(row: 0, column: 0)), sheet.name),
              to: &output)
          }
        }
      }
    }
  }

  private static func address(_ range: CellRange, _ sheet: String) -> String {
    let name = ODSAddress.quoted(sheet)
    let first = name + "." + range.first.a1
    return range.first == range.last ? first : first + ":" + name + "." + range.last.a1
  }

  private static func write(
    _ rule: ConditionalRule, _ page: ODSPage, base: String, to output: inout XMLOutput
  ) {
    switch rule.condition {
    case .colorScale(let points):
      output.element("calcext:color-scale") { output in
        for point in points {
          let (type, value) = place(point.place)
          output.element(
            "calcext:color-scale-entry",
            [
              "calcext:value": value, "calcext:type": type,
              "calcext:color": "#" + point.color.hex.lowercased(),
            ])
        }
      }
    case .dataBar(let color):
      output.element(
        "calcext:data-bar",
        [
          "calcext:max-length": "90", "calcext:positive-color": "#" + color.hex.lowercased(),
          "calcext:negative-color": "#ff0000", "calcext:axis-color": "#000000",
        ]
      ) { output in
        for type in ["minimum", "maximum"] {
          output.element(
            "calcext:formatting-entry", ["calcext:value": "0", "calcext:type": type])
        }
      }
    default:
      output.element(
        "calcext:condition",
        [
          "calcext:apply-style-name": page.name(of: rule.look),
          "calcext:value": words(rule.condition), "calcext:base-cell-address": base,
        ])
    }
  }

  private static func place(
    _ place: ConditionalRule.ColorPoint.Place
  ) -> (type: String, value: String) {
    switch place {
    case .minimum: ("minimum", "0")
    case .maximum: ("maximum", "0")
    case .number(let number): ("number", DecimalText.print(number))
    case .percent(let number): ("percent", DecimalText.print(number))
    case .percentile(let number): ("percentile", DecimalText.print(number))
    }
  }

  private static func words(_ condition: ConditionalRule.Condition) -> String {
    switch condition {
    case .compare(let comparison):
      let second = comparison.second?.text ?? comparison.first.text
      return switch comparison.kind {
      case .between: "between(\(comparison.first.text),\(second))"
      case .notBetween: "not-between(\(comparison.first.text),\(second))"
      default: ODSWrittenRules.sign(comparison.kind) + comparison.first.text
      }
    case .formula(let formula): return "formula-is(\(formula.text))"
    case .contains(let text): return "contains-text(\(ODSWrittenRules.quoted(text)))"
    case .notContains(let text): return "not-contains-text(\(ODSWrittenRules.quoted(text)))"
    case .begins(let text): return "begins-with(\(ODSWrittenRules.quoted(text)))"
    case .ends(let text): return "ends-with(\(ODSWrittenRules.quoted(text)))"
    case .duplicate: return "duplicate"
    case .unique: return "unique"
    case .top(let count, let isPercent, let isBottom):
      return (isBottom ? "bottom" : "top") + (isPercent ? "-percent" : "-elements") + "(\(count))"
    case .average(let isAbove): return isAbove ? "above-average" : "below-average"
    case .error(let isError): return isError ? "is-error" : "is-no-error"
    case .colorScale, .dataBar: return ""
    }
  }
}
