internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// Edits of looks: automatic styles are added to content.xml, none is changed.
///
/// - Source: ODF 1.3 part 3 §16 (styles), §17.15 style:table-column-properties, §17.17
///   style:table-row-properties.
extension ODSEditedDocument {
  /// Makes columns so wide.
  mutating func setWidth(_ mm: Double, _ lines: SheetLines) throws {
    guard mm.isFinite, mm >= 0, mm < 10_000 else { throw EditError.noSuchCell(at: Origin()) }
    let style = try addStyle(
      family: "table-column", stem: "bkco",
      properties: "<style:table-column-properties xmlns:style=\"\(Self.styleURI)\""
        + " style:column-width=\"\(DecimalText.print(mm))mm\"/>")
    let index = try index(lines.sheet)
    var splices: [XMLSplice] = []
    for column in index.columns where column.columns.overlaps(lines.range) {
      splices.append(
        try column.restyled(
          lines.range, style: style, index.tablePrefix))
    }
    let end = index.columns.last?.columns.upperBound ?? 0
    guard end >= lines.range.upperBound else {
      throw EditError.unsupported(
        Words(vi: "cột ngoài vùng đã khai báo", en: "a column that the sheet does not list"),
        at: Origin())
    }
    try splice(splices)
  }

  /// Makes rows so high.
  mutating func setHeight(_ points: Double, _ lines: SheetLines) throws {
    guard points.isFinite, points >= 0, points < 10_000 else {
      throw EditError.noSuchCell(at: Origin())
    }
    let style = try addStyle(
      family: "table-row", stem: "bkro",
      properties: "<style:table-row-properties xmlns:style=\"\(Self.styleURI)\""
        + " style:row-height=\"\(DecimalText.print(points))pt\""
        + " style:use-optimal-row-height=\"false\"/>")
    let index = try index(lines.sheet)
    guard index.rowCount >= lines.range.upperBound else {
      throw EditError.unsupported(
        Words(vi: "dòng ngoài vùng đã khai báo", en: "a row that the sheet does not list"),
        at: Origin())
    }
    var splices: [XMLSplice] = []
    for row in index.rows where row.rows.overlaps(lines.range) {
      let touched = row.rows.clamped(to: lines.range)
      let scanner = try index.scanner(at: row)
      let parts = [
        (row.first..<touched.lowerBound, nil), (touched, style),
        (touched.upperBound..<row.rows.upperBound, nil),
      ]
      var bytes: [UInt8] = []
      for (range, style) in parts where !range.isEmpty {
        bytes += scanner.bytes.spliced(
          scanner.repeatSplices("number-rows-repeated", range.count)
            + scanner.styleSplices(style, index.tablePrefix), in: row.range)
      }
      splices.append(XMLSplice(range: row.range, bytes: bytes))
    }
    try splice(splices)
  }

  private static let styleURI = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"

  /// Adds an automatic style under a name that is free; tells the name.
  mutating func addStyle(family: String, stem: String, properties: String) throws -> String {
    var names: Set<String> = []
    var list: XMLScanner?
    var scanner = XMLScanner(content)
    while let event = try scanner.next() {
      guard event == .start else { continue }
      if scanner.isElement(.office, "body") { break }
      if scanner.isElement(.office, "automatic-styles") { list = scanner }
      if let name = try scanner.attribute(.style, "name") { names.insert(name) }
    }
    guard let list else {
      throw EditError.unsupported(
        Words(vi: "tệp không có danh sách kiểu", en: "the file has no list of styles"),
        at: Origin())
    }
    var number = 1
    while names.contains("\(stem)\(number)") { number += 1 }
    var output = XMLOutput()
    output.raw("<style:style xmlns:style=\"\(Self.styleURI)\"")
    output.attribute("style:name", "\(stem)\(number)")
    output.attribute("style:family", family)
    output.raw(">" + properties + "</style:style>")
    try splice([list.appending(output.bytes)])
    return "\(stem)\(number)"
  }
}

extension ODSSheetIndex {
  /// The prefix of attributes of the table namespace.
  var tablePrefix: String { parents[0].tablePrefix }
}

extension ODSSheetIndex.Column {
  /// The columns of a range with another style; the rest of the run stays.
  fileprivate func restyled(
    _ range: Range<Int>, style: String, _ prefix: String
  ) throws -> XMLSplice {
    var scanner = parent.resumed(at: self.range.lowerBound)
    _ = try scanner.next()
    let touched = columns.clamped(to: range)
    let parts = [
      (columns.lowerBound..<touched.lowerBound, nil), (touched, style),
      (touched.upperBound..<columns.upperBound, nil),
    ]
    var bytes: [UInt8] = []
    for (range, style) in parts where !range.isEmpty {
      bytes += scanner.bytes.spliced(
        scanner.repeatSplices("number-columns-repeated", range.count)
          + scanner.styleSplices(style, prefix), in: self.range)
    }
    return XMLSplice(range: self.range, bytes: bytes)
  }
}

extension XMLScanner {
  /// The splices that give the element of the last start event another style; none for nil.
  func styleSplices(_ style: String?, _ prefix: String) -> [XMLSplice] {
    guard let style else { return [] }
    if let range = attributeRange(.table, "style-name") {
      return [XMLSplice(range: range, bytes: valueBytes(style, at: range))]
    }
    var output = XMLOutput()
    output.attribute(prefix + "style-name", style)
    let end = range.lowerBound + 1 + writtenName.utf8.count
    return [XMLSplice(range: end..<end, bytes: output.bytes)]
  }
}
