import TestSupport
import ZipArchives

@testable import Formulas

/// The workbook that LibreOffice recalculates: an ODS with a formula in each row, every one with a
/// wrong value beside it. (A flat ODS is never recalculated, whatever the settings say.)
enum OracleWorkbook {
  /// What no formula gives: where it is still there, nothing was recalculated.
  static let planted = 42_424_242.0

  /// Writes the workbook.
  static func write(_ cases: [OracleCase], to path: String) throws {
    let archive = try ZipWriter(newFile: path)
    let type = "application/vnd.oasis.opendocument.spreadsheet"
    let manifest = """
      <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
      manifest:version="1.3"><manifest:file-entry manifest:full-path="/" \
      manifest:media-type="\(type)"/><manifest:file-entry manifest:full-path="content.xml" \
      manifest:media-type="text/xml"/></manifest:manifest>
      """
    try archive.add("mimetype", Array(type.utf8), isStored: true)
    try archive.add("META-INF/manifest.xml", Array(manifest.utf8))
    try archive.add("content.xml", Array(text(cases).utf8))
    try archive.finish()
  }

  private static func text(_ cases: [OracleCase]) -> String {
    var rows = ""
    for one in cases {
      rows += """
        <table:table-row><table:table-cell table:style-name="n" table:formula="of:=\
        \(escaped(one.formula))" office:value-type="float" office:value="\(planted)"/>\
        </table:table-row>

        """
    }
    return head + "<table:table table:name=\"F\"><table:table-column/>" + rows
      + "</table:table>" + data + "</office:spreadsheet></office:body></office:document-content>"
  }

  // A number format of its own, so that dates and truth values come back as numbers.
  private static let head = """
    <?xml version="1.0" encoding="UTF-8"?>
    <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
    xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
    xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" \
    xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3">\
    <office:automatic-styles><number:number-style style:name="N1">\
    <number:scientific-number number:decimal-places="14" number:min-integer-digits="1" \
    number:min-exponent-digits="3"/></number:number-style>\
    <style:style style:name="n" style:family="table-cell" style:data-style-name="N1"/>\
    </office:automatic-styles><office:body><office:spreadsheet>\
    <table:calculation-settings table:null-year="1930" table:case-sensitive="false" \
    table:use-wildcards="true" table:use-regular-expressions="false" \
    table:search-criteria-must-apply-to-whole-cell="true" table:automatic-find-labels="false">\
    <table:null-date table:date-value="1899-12-30"/></table:calculation-settings>
    """

  private static var data: String {
    var rows = ""
    for row in 0..<OracleGrid.rowCount {
      rows += "<table:table-row>"
      for column in OracleGrid.shared.columns { rows += cell(column[row]) }
      rows += "</table:table-row>\n"
    }
    return "<table:table table:name=\"D\"><table:table-column/>" + rows + "</table:table>"
  }

  private static func cell(_ value: FormulaValue) -> String {
    switch value {
    case .blank, .array: "<table:table-cell/>"
    case .number(let number):
      "<table:table-cell office:value-type=\"float\" office:value=\"\(number)\"/>"
    case .boolean(let flag):
      "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"\(flag)\"/>"
    case .text(""):
      "<table:table-cell table:formula=\"of:=&quot;&quot;\"/>"
    case .text(let text):
      "<table:table-cell office:value-type=\"string\"><text:p>\(escaped(text))</text:p>"
        + "</table:table-cell>"
    case .error:
      "<table:table-cell table:formula=\"of:=\(escaped(OracleArgument.written(value)))\"/>"
    }
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for sign in text.unicodeScalars {
      switch sign {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(sign)
      }
    }
    return result
  }

  /// The values of the first sheet's first column, read from what LibreOffice wrote.
  static func values(in document: String) -> [FormulaValue] {
    guard let table = document.range(from: "<table:table ", to: "</table:table>") else { return [] }
    var values: [FormulaValue] = []
    for part in table.components(separatedBy: "<table:table-cell ").dropFirst() {
      let end = part.firstIndex(of: ">") ?? part.endIndex
      let attributes = part[..<end]
      guard attributes.contains("table:formula=") else { continue }
      let shown = part[end...].range(from: "<text:p>", to: "</text:p>").map(unescaped) ?? ""
      values.append(value(String(attributes), shown))
    }
    return values
  }

  private static func value(_ attributes: String, _ shown: String) -> FormulaValue {
    if attributes.contains("calcext:value-type=\"error\"") {
      return FormulaError(text: shown).map { .error($0) } ?? .text(shown)
    }
    if let number = attributes.range(from: "office:value=\"", to: "\"") {
      return Double(number).map { .number($0) } ?? .blank
    }
    if let flag = attributes.range(from: "office:boolean-value=\"", to: "\"") {
      return .number(flag == "true" ? 1 : 0)
    }
    if let text = attributes.range(from: "office:string-value=\"", to: "\"") {
      return .text(unescaped(text))
    }
    return .text(shown)
  }

  private static func unescaped(_ text: String) -> String {
    guard text.contains("&") || text.contains("<") else { return text }
    var text = text
    for (entity, sign) in [
      ("<text:s/>", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"),
      ("&#10;", "\n"), ("&#x09;", "\t"), ("&amp;", "&"),
    ] {
      text = text.replacing(entity, with: sign)
    }
    return text
  }
}

extension StringProtocol {
  /// What stands between two marks, the first pair of them.
  fileprivate func range(from start: String, to end: String) -> String? {
    guard let first = firstRange(of: start) else { return nil }
    let rest = self[first.upperBound...]
    guard let last = rest.firstRange(of: end) else { return nil }
    return String(rest[..<last.lowerBound])
  }

  fileprivate func components(separatedBy separator: String) -> [Substring] {
    Substring(self).split(separator: separator, omittingEmptySubsequences: false)
  }
}
