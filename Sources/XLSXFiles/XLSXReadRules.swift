import Sheets
import XMLStreams

/// Data validations, as XLSX stores them: in the worksheet, and in its extensions where they speak
/// of other sheets.
///
/// - Source: ECMA-376 part 1 §18.3.1.32 dataValidation; [MS-XLSX] x14:dataValidation.
enum XLSXReadRules {
  /// The validation of an element; nil where it cannot be told.
  static func validation(_ element: XMLElement) -> DataValidation? {
    let ranges = XLSXReadRules.ranges(element)
    guard !ranges.isEmpty, let rule = rule(element) else { return nil }
    var validation = DataValidation(ranges, rule)
    validation.allowsBlank = element.flag("allowBlank")
    // What is called so hides the list.
    validation.showsList = !element.flag("showDropDown")
    validation.showsError = element.flag("showErrorMessage")
    validation.severity =
      element.attribute("errorStyle").flatMap { DataValidation.Severity(rawValue: $0) } ?? .stop
    if element.flag("showInputMessage") {
      validation.prompt = message(element, title: "promptTitle", text: "prompt")
    }
    validation.error = message(element, title: "errorTitle", text: "error")
    return validation
  }

  /// The blocks of `sqref`, an attribute, or an element in extensions.
  static func ranges(_ element: XMLElement) -> [CellRange] {
    let text = element.attribute("sqref") ?? element.child("sqref")?.text ?? ""
    return text.split(whereSeparator: \.isWhitespace).compactMap { CellRange(a1: $0) }
  }

  private static func message(
    _ element: XMLElement, title: String, text: String
  ) -> DataValidation.Message? {
    let message = DataValidation.Message(
      title: XLSXValues.unescaped(element.attribute(title) ?? ""),
      text: XLSXValues.unescaped(element.attribute(text) ?? ""))
    return message.title.isEmpty && message.text.isEmpty ? nil : message
  }

  private static func rule(_ element: XMLElement) -> DataValidation.Rule? {
    let first = formula(element.child("formula1"))
    switch element.attribute("type") ?? "none" {
    case "none": return .any
    case "list":
      guard let first else { return nil }
      return words(first.text).map { .list($0) } ?? .listFrom(first)
    case "custom": return first.map { .custom($0) }
    case "whole": return comparison(element, first).map { .whole($0) }
    case "decimal": return comparison(element, first).map { .decimal($0) }
    case "date": return comparison(element, first).map { .date($0) }
    case "time": return comparison(element, first).map { .time($0) }
    case "textLength": return comparison(element, first).map { .textLength($0) }
    default: return nil
    }
  }

  private static func comparison(_ element: XMLElement, _ first: FormulaText?) -> Comparison? {
    let kind = element.attribute("operator").map { Comparison.Kind(rawValue: $0) } ?? .between
    guard let kind, let first else { return nil }
    guard kind.hasTwoBounds else { return Comparison(kind, first) }
    return formula(element.child("formula2")).map { Comparison(kind, first, $0) }
  }

  /// An expression, an element's text, or in extensions that of an element in it.
  static func formula(_ element: XMLElement?) -> FormulaText? {
    let text = element.map { $0.child("f")?.text ?? $0.text } ?? ""
    return text.isEmpty ? nil : FormulaText(text, .ooxml)
  }

  /// The words of a list that stands in its expression, between quotes.
  private static func words(_ text: String) -> [String]? {
    guard text.count >= 2, text.first == "\"", text.last == "\"" else { return nil }
    let inside = text.dropFirst().dropLast().replacing("\"\"", with: "\u{0}")
    guard !inside.contains("\"") else { return nil }
    return inside.replacing("\u{0}", with: "\"").split(
      separator: ",", omittingEmptySubsequences: false
    ).map(String.init)
  }
}
