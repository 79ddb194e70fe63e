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
    let style = try addStyle(family: "table-column", stem: "bkco") {
      $0.element(
        "style:table-column-properties", ["style:column-width": DecimalText.print(mm) + "mm"])
    }
    let index = try index(lines.sheet)
    var splices: [XMLSplice] = []
    for column in index.columns where column.columns.overlaps(lines.range) {
      splices.append(
        try column.restyled(
          lines.range, style: style, index.tablePrefix))
    }
    let end = index.columns.last?.columns.upperBound ?? 0
    if end < lines.range.upperBound {
      splices.join(index.newColumns(from: end, lines.range, style: style))
    }
    try splice(splices)
  }

  /// Makes rows so high.
  mutating func setHeight(_ points: Double, _ lines: SheetLines) throws {
    guard points.isFinite, points >= 0, points < 10_000 else {
      throw EditError.noSuchCell(at: Origin())
    }
    let style = try addStyle(family: "table-row", stem: "bkro") {
      $0.element(
        "style:table-row-properties",
        [
          "style:row-height": DecimalText.print(points) + "pt",
          "style:use-optimal-row-height": "false",
        ])
    }
    let index = try index(lines.sheet)
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
    if let end = index.rowsEnd, let last = index.rows.last {
      let rewriter = try ODSRowRewriter(index, last, faces)
      let new = max(lines.first, index.rowCount)..<max(lines.range.upperBound, index.rowCount)
      if !new.isEmpty {
        let gap = new.lowerBound - index.rowCount
        let bytes =
          (gap > 0 ? rewriter.newRows(gap, nil, 0) : [])
          + rewriter.newRows(new.count, nil, 0, style: style)
        splices.join(XMLSplice(range: end..<end, bytes: bytes))
      }
    }
    try splice(splices)
  }
}

extension ODSSheetIndex {
  /// The prefix of attributes of the table namespace.
  var tablePrefix: String { parents[0].tablePrefix }

  /// Columns behind the last one that the sheet lists, those of a range with a style.
  fileprivate func newColumns(from end: Int, _ range: Range<Int>, style: String) -> XMLSplice {
    let new = max(range.lowerBound, end)..<range.upperBound
    var output = XMLOutput()
    for (count, style) in [(new.lowerBound - end, nil), (new.count, style)] where count > 0 {
      output.raw("<\(parents[0].prefix)table-column")
      if let style { output.attribute(tablePrefix + "style-name", style) }
      if count > 1 { output.attribute(tablePrefix + "number-columns-repeated", String(count)) }
      output.raw("/>")
    }
    // Where no column is listed: in front of the rows.
    let place = columns.last?.range.upperBound ?? rows.first.map { _ in groupStart(ofRowAt: 0) }
    return XMLSplice(range: (place ?? 0)..<(place ?? 0), bytes: output.bytes)
  }
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
