internal import Sheets
internal import XMLStreams

/// Data validations, as ODF writes them.
///
/// - Source: ODF 1.3 part 3 §9.4.4 table:content-validations, §19.607 table:condition.
enum ODSWrittenRules {
  /// The name of a validation by its place among those of all sheets.
  static func name(_ place: Int) -> String { "val\(place + 1)" }

  /// Writes the validations of all sheets; nothing where there are none.
  static func write(_ sheets: [SheetDraft], to output: inout XMLOutput) {
    let all = sheets.flatMap { sheet in sheet.validations.map { (sheet.name, $0) } }
    guard !all.isEmpty else { return }
    output.element("table:content-validations") { output in
      for (place, (sheet, validation)) in all.enumerated() {
        write(validation, name(place), sheet: sheet, to: &output)
      }
    }
  }

  private static func write(
    _ validation: DataValidation, _ name: String, sheet: String, to output: inout XMLOutput
  ) {
    output.raw("<table:content-validation")
    output.attribute("table:name", name)
    if let condition = condition(validation.rule) {
      output.attribute("table:condition", "of:" + condition)
    }
    output.attribute("table:allow-empty-cell", validation.allowsBlank ? "true" : "false")
    output.attribute("table:display-list", validation.showsList ? "unsorted" : "none")
    if let base = validation.base {
      output.attribute("table:base-cell-address", ODSAddress.print(base, sheet: sheet))
    }
    output.raw(">")
    if let prompt = validation.prompt {
      write(prompt, "table:help-message", isShown: true, to: &output)
    }
    if validation.error != nil || validation.severity != .stop || !validation.showsError {
      write(
        validation.error ?? DataValidation.Message(), "table:error-message",
        isShown: validation.showsError, severity: validation.severity, to: &output)
    }
    output.raw("</table:content-validation>")
  }

  private static func write(
    _ message: DataValidation.Message, _ name: String, isShown: Bool,
    severity: DataValidation.Severity? = nil, to output: inout XMLOutput
  ) {
    output.raw("<" + name)
    if let severity { output.attribute("table:message-type", severity.rawValue) }
    if !message.title.isEmpty { output.attribute("table:title", message.title) }
    output.attribute("table:display", isShown ? "true" : "false")
    output.raw(">")
    if !message.text.isEmpty { output.paragraphs(ODSWrittenValue.lines(message.text)) }
    output.raw("</\(name)>")
  }

  // MARK: - Conditions

  private static func condition(_ rule: DataValidation.Rule) -> String? {
    switch rule {
    case .any: nil
    case .list(let words):
      "cell-content-is-in-list(" + words.map(quoted).joined(separator: ";") + ")"
    case .listFrom(let formula): "cell-content-is-in-list(" + formula.text + ")"
    case .whole(let comparison): "cell-content-is-whole-number() and " + content(comparison)
    case .decimal(let comparison): "cell-content-is-decimal-number() and " + content(comparison)
    case .date(let comparison): "cell-content-is-date() and " + content(comparison)
    case .time(let comparison): "cell-content-is-time() and " + content(comparison)
    case .textLength(let comparison): compared(comparison, "cell-content-text-length")
    case .custom(let formula): "is-true-formula(" + formula.text + ")"
    }
  }

  /// What a cell's content must be, as conditions of ODF say it.
  static func content(_ comparison: Comparison) -> String {
    guard comparison.kind.hasTwoBounds else {
      return "cell-content()" + sign(comparison.kind) + comparison.first.text
    }
    return compared(comparison, "cell-content")
  }

  private static func compared(_ comparison: Comparison, _ name: String) -> String {
    let second = comparison.second?.text ?? comparison.first.text
    return switch comparison.kind {
    case .between: "\(name)-is-between(\(comparison.first.text),\(second))"
    case .notBetween: "\(name)-is-not-between(\(comparison.first.text),\(second))"
    default: "\(name)()" + sign(comparison.kind) + comparison.first.text
    }
  }

  /// The operator between a value and its bound.
  static func sign(_ kind: Comparison.Kind) -> String {
    switch kind {
    case .equal, .between, .notBetween: "="
    case .notEqual: "!="
    case .greaterThan: ">"
    case .lessThan: "<"
    case .greaterThanOrEqual: ">="
    case .lessThanOrEqual: "<="
    }
  }

  /// A text as a formula writes it.
  static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
}
