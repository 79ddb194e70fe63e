internal import Sheets
internal import XMLStreams

/// A changed cell as ODF writes it.
struct ODSWrittenCell {
  /// Attributes of the office namespace, by local name.
  var office: [(name: String, value: String)] = []
  /// The expression of the formula without its prefix.
  var formula: String?
  /// The name of the style, where it changes.
  var style: String?
  /// Whether the stored value of a formula is an error.
  var isError = false
  /// The lines that are shown, one paragraph each.
  var paragraphs: [String] = []

  /// - Parameters:
  ///   - change: What the cell is to be.
  ///   - face: How it shows numbers.
  init(_ change: CellChange, shownAs face: ODSNumberFace) {
    style = change.style
    guard let content = change.content, let value = change.value else { return }
    let written = ODSWrittenValue(value, shownAs: face)
    office = written.attributes
    paragraphs = written.paragraphs
    switch content {
    case .value: formula = written.formula
    case .formula(let text, _): formula = "=" + text
    case .cached: break
    }
    if case .value = content { return }
    if case .error = value { isError = true }
  }
}

/// The prefixes, with their colons, by which a document names what we write.
struct ODSPrefixes {
  let office: String
  let table: String
  let text: String
  let formula: String
  /// The prefix of LibreOffice's extensions, where the document has one.
  let calcext: String?
  /// Declarations of the prefixes that the document has not.
  let declarations: String
  /// Whether the document has all prefixes that values without a formula need.
  let isComplete: Bool

  init(_ scanner: XMLScanner) {
    var declarations = ""
    func prefix(
      _ namespace: XMLNamespace, _ name: String, version: String = "1.0"
    ) -> String {
      if let prefix = scanner.attributePrefix(of: namespace) { return prefix }
      let uri = "urn:oasis:names:tc:opendocument:xmlns:\(name):\(version)"
      declarations += " xmlns:odf-\(name)=\"\(uri)\""
      return "odf-\(name):"
    }
    office = prefix(.office, "office")
    table = prefix(.table, "table")
    text = prefix(.text, "text")
    isComplete = declarations.isEmpty
    formula = prefix(.formula, "of", version: "1.2")
    calcext = scanner.attributePrefix(of: .calcext)
    self.declarations = declarations
  }
}

extension XMLOutput {
  /// Writes the attributes of a changed cell, with the declarations they need.
  mutating func attributes(_ cell: ODSWrittenCell, _ names: ODSPrefixes) {
    let isPlain = cell.office.isEmpty && cell.formula == nil && cell.style == nil
    guard !isPlain else { return }
    if cell.formula != nil || !names.isComplete { raw(names.declarations) }
    if let style = cell.style { attribute(names.table + "style-name", style) }
    if let formula = cell.formula { attribute(names.table + "formula", names.formula + formula) }
    for (name, text) in cell.office { attribute(names.office + name, text) }
    if cell.isError, let prefix = names.calcext { attribute(prefix + "value-type", "error") }
  }

  /// Writes a comment; nothing for an empty text.
  ///
  /// - Source: ODF 1.3 part 3, `office:annotation`, the first element of a cell.
  mutating func comment(_ text: String, _ names: ODSPrefixes) {
    guard !text.isEmpty else { return }
    raw("<\(names.office)annotation")
    if !names.isComplete { raw(names.declarations) }
    raw(">")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    paragraphs(lines, prefix: names.text)
    raw("</\(names.office)annotation>")
  }

  /// Writes attributes of the table namespace on an element that has no other declarations.
  mutating func tableAttributes(
    _ attributes: [(name: String, value: String)], _ names: ODSPrefixes
  ) {
    if !attributes.isEmpty && names.table == "odf-table:" {
      raw(" xmlns:odf-table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"")
    }
    for (name, value) in attributes { attribute(names.table + name, value) }
  }
}
