import Diagnostics
import Sheets
import XMLStreams

/// Edits of looks: widths of columns and heights of rows.
///
/// - Source: ECMA-376 part 1 §18.3.1.13 col, §18.3.1.73 row.
extension XLSXEditedDocument {
  /// Makes columns so wide.
  ///
  /// A width counts digits of the default font; with Calibri 11 a digit is 7 pixels of 1/96 inch.
  mutating func setWidth(_ mm: Double, _ lines: SheetLines) throws {
    guard mm.isFinite, mm >= 0, mm < 10_000 else { throw EditError.noSuchCell(at: Origin()) }
    let part = try worksheet(lines.sheet)
    let width = DecimalText.print((mm / 25.4 * 96 / 7 * 256).rounded() / 256)
    let index = try index(part)
    try splice([index.columnsSplice(lines.range, width: width)], in: part)
  }

  /// Makes rows so high.
  mutating func setHeight(_ points: Double, _ lines: SheetLines) throws {
    guard points.isFinite, points >= 0, points <= 409 else {
      throw EditError.noSuchCell(at: Origin())
    }
    let part = try worksheet(lines.sheet)
    let index = try index(part)
    var splices: [XMLSplice] = []
    let height = DecimalText.print(points)
    for row in lines.range {
      guard let line = index.row(row) else {
        let place = index.place(ofRow: row)
        let bytes = "<\(index.prefix)row r=\"\(row + 1)\" ht=\"\(height)\" customHeight=\"1\"/>"
        splices.join(XMLSplice(range: place..<place, bytes: Array(bytes.utf8)))
        continue
      }
      let kept = line.attributeList.filter {
        !$0.hasPrefix(" ht=") && !$0.hasPrefix(" customHeight=")
      }
      var scanner = index.scanner(at: line)
      _ = try scanner.next()
      let close = scanner.isEmptyElement ? "/>" : ">"
      let tag =
        "<\(index.prefix)row r=\"\(row + 1)\"" + kept.joined()
        + " ht=\"\(height)\" customHeight=\"1\"" + close
      splices.join(XMLSplice(range: line.tag, bytes: Array(tag.utf8)))
    }
    try splice(index.wrapped(splices), in: part)
  }
}

extension XLSXSheetIndex {
  /// Splices of rows; where the list of rows is an empty element, it is written anew.
  func wrapped(_ splices: [XMLSplice]) -> [XMLSplice] {
    guard dataContent.lowerBound == data.lowerBound, !splices.isEmpty else { return splices }
    let rows = splices.flatMap(\.bytes)
    let (start, end) = ("<\(prefix)sheetData>", "</\(prefix)sheetData>")
    return [XMLSplice(range: data, bytes: start.utf8 + rows + end.utf8)]
  }

  /// The splice that gives columns a width; runs of columns are split around them.
  fileprivate func columnsSplice(_ range: Range<Int>, width: String) throws -> XMLSplice {
    var scanner = XMLScanner(bytes)
    var list: Range<Int>?
    var parts: [(columns: Range<Int>, attributes: [(name: String, rawValue: String)])] = []
    while let event = try scanner.next() {
      if event == .start, scanner.isElement(XLSXNames.main, "cols") {
        let start = scanner.range.lowerBound
        try scanner.eachChild { scanner in
          let low = try scanner.attribute("min").flatMap { Int($0) } ?? 1
          let high = try scanner.attribute("max").flatMap { Int($0) } ?? low
          if low >= 1, high >= low {
            parts.append((low - 1..<min(high, CellAddress.columnsMax), scanner.attributeTexts))
          }
          try scanner.skipElement()
        }
        list = start..<scanner.range.upperBound
      }
      if event == .start, scanner.isElement(XLSXNames.main, "sheetData") { break }
    }
    var written: [(Range<Int>, [(name: String, rawValue: String)], Bool)] = []
    var free = range
    for part in parts.sorted(by: { $0.columns.lowerBound < $1.columns.lowerBound }) {
      let touched = part.columns.clamped(to: range)
      guard !touched.isEmpty else {
        written.append((part.columns, part.attributes, false))
        continue
      }
      if free.lowerBound < touched.lowerBound {
        written.append((free.lowerBound..<touched.lowerBound, [], true))
      }
      if part.columns.lowerBound < touched.lowerBound {
        written.append((part.columns.lowerBound..<touched.lowerBound, part.attributes, false))
      }
      written.append((touched, part.attributes, true))
      if touched.upperBound < part.columns.upperBound {
        written.append((touched.upperBound..<part.columns.upperBound, part.attributes, false))
      }
      free = touched.upperBound..<max(touched.upperBound, range.upperBound)
    }
    if !free.isEmpty { written.append((free, [], true)) }
    var output = XMLOutput()
    output.raw("<\(prefix)cols>")
    for (columns, attributes, isSet) in written.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
      output.raw("<\(prefix)col min=\"\(columns.lowerBound + 1)\" max=\"\(columns.upperBound)\"")
      let own = isSet ? ["min", "max", "width", "customWidth"] : ["min", "max"]
      for (name, value) in attributes where !own.contains(name) {
        output.raw(" \(name)=\"\(value)\"")
      }
      if isSet { output.raw(" width=\"\(width)\" customWidth=\"1\"") }
      output.raw("/>")
    }
    output.raw("</\(prefix)cols>")
    return XMLSplice(
      range: list ?? data.lowerBound..<data.lowerBound, bytes: output.bytes)
  }
}
