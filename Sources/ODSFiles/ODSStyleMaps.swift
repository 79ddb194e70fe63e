internal import Sheets
internal import XMLStreams

/// Conditional formats as ODF itself has them: cells whose style maps conditions to other styles.
///
/// What a condition of OpenFormula can say is written so, beside LibreOffice's own list of formats,
/// which knows colour scales, bars and the highest percent too; LibreOffice takes that list where
/// it is there, and other programs the maps.
///
/// - Source: ODF 1.3 part 3 `style:map` with `style:condition` and `style:base-cell-address`.
enum ODSStyleMaps {
  /// Whether some rule of a format can be written as a map.
  static func holds(_ format: ConditionalFormat) -> Bool {
    format.base != nil && format.rules.contains { condition($0.condition, format) != nil }
  }

  /// Writes the maps of a format, for the end of a style.
  static func write(
    _ format: ConditionalFormat, sheet: String, _ page: ODSPage, to output: inout XMLOutput
  ) {
    guard let base = format.base else { return }
    for rule in format.rules {
      guard let condition = condition(rule.condition, format) else { continue }
      output.element(
        "style:map",
        [
          "style:condition": condition, "style:apply-style-name": page.name(of: rule.look),
          "style:base-cell-address": ODSAddress.quoted(sheet) + "." + base.a1,
        ])
    }
  }

  private static func condition(
    _ condition: ConditionalRule.Condition, _ format: ConditionalFormat
  ) -> String? {
    if case .compare(let comparison) = condition { return ODSWrittenRules.content(comparison) }
    return formula(condition, format).map { "is-true-formula(\($0))" }
  }

  /// What is true of the first cell; nil where no formula of moderate length says it.
  private static func formula(
    _ condition: ConditionalRule.Condition, _ format: ConditionalFormat
  ) -> String? {
    let cell = "[." + (format.base?.a1 ?? "A1") + "]"
    let block = format.ranges.count == 1 ? format.ranges.first.map(absolute) : nil
    func part(_ function: String, _ text: String) -> String {
      "\(function)(\(cell);LEN(\(ODSWrittenRules.quoted(text))))=\(ODSWrittenRules.quoted(text))"
    }
    switch condition {
    case .formula(let formula): return formula.text
    case .contains(let text): return "ISNUMBER(SEARCH(\(ODSWrittenRules.quoted(text));\(cell)))"
    case .notContains(let text):
      return "ISERROR(SEARCH(\(ODSWrittenRules.quoted(text));\(cell)))"
    case .begins(let text): return part("LEFT", text)
    case .ends(let text): return part("RIGHT", text)
    case .error(let isError): return isError ? "ISERROR(\(cell))" : "NOT(ISERROR(\(cell)))"
    case .duplicate: return block.map { "COUNTIF(\($0);\(cell))>1" }
    case .unique: return block.map { "COUNTIF(\($0);\(cell))=1" }
    case .average(let isAbove): return block.map { "\(cell)\(isAbove ? ">" : "<")AVERAGE(\($0))" }
    case .top(let count, isPercent: false, let isBottom):
      let (function, sign) = isBottom ? ("SMALL", "<=") : ("LARGE", ">=")
      return block.map { "\(cell)\(sign)\(function)(\($0);MIN(\(count);COUNT(\($0))))" }
    case .compare, .top, .colorScale, .dataBar: return nil
    }
  }

  private static func absolute(_ range: CellRange) -> String {
    func place(_ cell: CellAddress) -> String {
      ".$" + CellAddress.columnLetters(cell.column) + "$\(cell.row + 1)"
    }
    return "[" + place(range.first) + ":" + place(range.last) + "]"
  }
}

/// A cell style with the maps of conditional formats behind it.
struct ODSMappedStyle: Hashable {
  /// The cell style, a place in the draft's.
  var style: Int
  /// Its twin with another number format, where the cell needs one.
  var twin: Int?
  /// The formats, places in the sheet's.
  var formats: [Int]
}

/// The mapped styles of one sheet, numbered as they come up.
struct ODSMappedStyles {
  let sheet: Int
  private(set) var styles: [ODSMappedStyle] = []
  private var places: [ODSMappedStyle: Int] = [:]

  init(sheet: Int) {
    self.sheet = sheet
  }

  /// The name of a mapped style.
  mutating func name(_ style: ODSMappedStyle) -> String {
    let place = places[style] ?? styles.count
    if place == styles.count {
      places[style] = place
      styles.append(style)
    }
    return name(of: place)
  }

  /// The name of the style at a place.
  func name(of place: Int) -> String { "cf\(sheet + 1)_\(place + 1)" }
}
