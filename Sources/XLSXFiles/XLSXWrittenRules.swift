import Diagnostics
import Sheets
import XMLStreams

/// Data validations, as XLSX writes them.
///
/// - Source: ECMA-376 part 1 §18.3.1.33 dataValidations, §18.3.1.32 dataValidation.
enum XLSXWrittenRules {
  /// The most characters of a list that stands in its formula; Excel repairs a longer one.
  static let listCharactersMax = 255
  /// The most characters of a URI; Excel repairs a longer one.
  static let uriCharactersMax = 2079

  /// Proves that a sheet holds nothing that Excel would repair.
  static func check(_ sheet: SheetDraft) throws(DraftError) {
    for validation in sheet.validations {
      guard case .list(let words) = validation.rule else { continue }
      guard !words.contains(where: { $0.contains(",") }),
        words.joined(separator: ",").utf16.count <= listCharactersMax
      else { throw .list(at: Origin(sheet: sheet.name, cell: validation.base?.a1)) }
    }
    for link in sheet.hyperlinks {
      guard case .uri(let uri) = link.target, uri.utf16.count > uriCharactersMax else { continue }
      throw .limit(
        "uriCharactersMax", max: uriCharactersMax,
        at: Origin(sheet: sheet.name, cell: link.range.first.a1))
    }
  }

  /// Writes the validations of a sheet.
  static func write(_ validations: [DataValidation], to output: inout XMLOutput) {
    guard !validations.isEmpty else { return }
    output.element("dataValidations", ["count": String(validations.count)]) { output in
      for validation in validations { write(validation, to: &output) }
    }
  }

  private static func write(_ validation: DataValidation, to output: inout XMLOutput) {
    let (type, comparison, formulas) = parts(validation.rule)
    output.raw("<dataValidation")
    if let type { output.attribute("type", type) }
    if validation.severity != .stop {
      output.attribute("errorStyle", validation.severity.rawValue)
    }
    if let comparison, comparison.kind != .between {
      output.attribute("operator", comparison.kind.rawValue)
    }
    if validation.allowsBlank { output.attribute("allowBlank", "1") }
    // What is called so hides the list.
    if !validation.showsList { output.attribute("showDropDown", "1") }
    if validation.prompt != nil { output.attribute("showInputMessage", "1") }
    if validation.showsError { output.attribute("showErrorMessage", "1") }
    let messages = [("error", validation.error), ("prompt", validation.prompt)]
    for (name, message) in messages {
      guard let message else { continue }
      if !message.title.isEmpty { output.attribute(name + "Title", message.title) }
      if !message.text.isEmpty { output.attribute(name, message.text) }
    }
    output.attribute("sqref", validation.ranges.map(\.a1).joined(separator: " "))
    output.raw(">")
    for (index, formula) in formulas.enumerated() {
      output.element("formula\(index + 1)") { $0.text(formula) }
    }
    output.raw("</dataValidation>")
  }

  private static func parts(
    _ rule: DataValidation.Rule
  ) -> (type: String?, comparison: Comparison?, formulas: [String]) {
    func compare(_ type: String, _ comparison: Comparison) -> (String?, Comparison?, [String]) {
      let second = comparison.kind.hasTwoBounds ? comparison.second?.text : nil
      return (type, comparison, [comparison.first.text] + (second.map { [$0] } ?? []))
    }
    switch rule {
    case .any: return (nil, nil, [])
    case .list(let words):
      let list = words.joined(separator: ",").replacing("\"", with: "\"\"")
      return ("list", nil, ["\"" + list + "\""])
    case .listFrom(let formula): return ("list", nil, [formula.text])
    case .whole(let comparison): return compare("whole", comparison)
    case .decimal(let comparison): return compare("decimal", comparison)
    case .date(let comparison): return compare("date", comparison)
    case .time(let comparison): return compare("time", comparison)
    case .textLength(let comparison): return compare("textLength", comparison)
    case .custom(let formula): return ("custom", nil, [formula.text])
    }
  }
}
