import Diagnostics
import Sheets
import XMLStreams

/// Where the rows and cells of a sheet part stand, byte for byte.
struct XLSXSheetIndex {
  /// A cell's element.
  struct Cell {
    var column: Int
    /// The whole element.
    var range: Range<Int>
    var style: String?
    /// The bytes that say its style, with the space before them; empty where nothing does.
    var styleSpan: Range<Int>
    /// The type of its formula; nil where it has none, empty for a plain one.
    var formula: String?
    /// The `f` element.
    var formulaRange: Range<Int>?
    /// The group of its shared formula.
    var sharedGroup: String?
    /// Whether it holds a value, a text or a formula.
    var hasContent: Bool
  }

  /// A row's element.
  struct SheetLine {
    var index: Int
    /// The whole element.
    var range: Range<Int>
    /// Its start tag.
    var tag: Range<Int>
    /// Its attributes besides the reference and the spans, each with a space before it.
    var attributeList: [String]
    var cells: [Cell]

    /// The attributes in one.
    var attributes: String { attributeList.joined() }

    /// The style that the row gives to cells without an element.
    var style: String? {
      guard attributeList.contains(where: { $0.hasPrefix(" customFormat=") }) else { return nil }
      return attributeList.first { $0.hasPrefix(" s=") }.map { String($0.dropFirst(4).dropLast()) }
    }
  }

  let bytes: [UInt8]
  /// The prefix of the part's elements with its colon, or nothing.
  private(set) var prefix = ""
  private(set) var rows: [SheetLine] = []
  /// The `sheetData` element, and its content without its tags; the two are equal when empty.
  private(set) var data = 0..<0
  private(set) var dataContent = 0..<0
  private(set) var merges: [CellRange] = []
  private(set) var mergesRange: Range<Int>?
  /// The rows that start a page, from 0.
  private(set) var pageStarts: [Int] = []
  private(set) var breaksRange: Range<Int>?
  /// The styles that columns give to cells without an element.
  private var columnStyles: [(columns: ClosedRange<Int>, style: String)] = []
  /// The value of the `dimension` element's reference.
  private(set) var dimension: Range<Int>?
  /// The blocks that array formulas and data tables of more than one cell fill.
  private(set) var arrays: [CellRange] = []
  /// Whether a cell holds a formula.
  private(set) var hasFormulas = false
  /// Blocks that other elements speak of: validations, conditional formats, filters, links.
  private(set) var mentioned: [CellRange] = []

  init(_ bytes: [UInt8], part: String) throws {
    guard XMLPart.isPlain(bytes) else { throw EditError.notPlain(at: Origin(part: part)) }
    self.bytes = bytes
    var scanner = XMLScanner(bytes)
    var last = -1
    while let event = try scanner.next() {
      guard event == .start else {
        if event == .end && scanner.isElement(XLSXNames.main, "sheetData") {
          data = data.lowerBound..<scanner.range.upperBound
          dataContent =
            dataContent
            .lowerBound..<max(
              dataContent.lowerBound, scanner.range.lowerBound)
        }
        continue
      }
      if scanner.isElement(XLSXNames.main, "row") {
        let row = try row(&scanner, after: last, part: part)
        last = row.index
        rows.append(row)
      } else {
        try readOther(&scanner)
      }
    }
    guard !data.isEmpty else { throw XLSXError.partMissing(part: part) }
  }

  /// The last row or column that holds something; -1 where none does.
  func last(_ axis: SheetLines.Axis) -> Int {
    let merged = merges.map { $0.last[axis] }.max() ?? -1
    let filled = rows.compactMap { row -> Int? in
      guard let cell = row.cells.last(where: \.hasContent) else { return nil }
      return axis == .rows ? row.index : cell.column
    }
    return max(merged, filled.max() ?? -1)
  }

  /// A scanner before the start tag of a row.
  func scanner(at row: SheetLine) -> XMLScanner {
    var scanner = XMLScanner(bytes)
    while scanner.range.upperBound < dataContent.lowerBound,
      (try? scanner.next()) != nil
    {}
    return scanner.resumed(at: row.range.lowerBound)
  }

  /// The splices that make these the merged blocks.
  func mergeSplices(_ merges: [CellRange]) -> [XMLSplice] {
    var output = XMLOutput()
    if !merges.isEmpty {
      output.element(prefix + "mergeCells", ["count": String(merges.count)]) { output in
        for merge in merges { output.element(prefix + "mergeCell", ["ref": merge.a1]) }
      }
    }
    let end = place(of: "mergeCells")
    let place = mergesRange ?? end..<end
    return [XMLSplice(range: place, bytes: output.bytes)]
  }

  /// What stands behind the rows, in its order.
  ///
  /// - Source: ECMA-376 part 1 §18.3.1.99 worksheet.
  private static let order = [
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter",
    "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr",
    "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches",
    "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF",
    "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
  ]

  /// Where an element of this name is put that stands behind the rows.
  func place(of element: String) -> Int {
    let earlier = Self.order.prefix { $0 != element } + [element]
    var scanner = XMLScanner(bytes)
    var place = data.upperBound
    guard (try? scanner.next()) != nil else { return place }
    try? scanner.eachChild { scanner in
      let isEarlier = earlier.contains(scanner.localName)
      try scanner.skipElement()
      if isEarlier { place = max(place, scanner.range.upperBound) }
    }
    return place
  }

  /// The row of this index; nil where the part has none.
  func row(_ index: Int) -> SheetLine? {
    let place = rows.partitioningIndex { $0.index >= index }
    return place < rows.count && rows[place].index == index ? rows[place] : nil
  }

  /// The style of a cell; of one without an element, what its row or its column gives it.
  func style(_ cell: CellAddress) -> String? {
    let line = row(cell.row)
    if let own = line?.cells.first(where: { $0.column == cell.column }) { return own.style }
    return line?.style ?? columnStyles.first { $0.columns.contains(cell.column) }?.style
  }

  /// Where a row of this index would have to be inserted.
  func place(ofRow index: Int) -> Int {
    let place = rows.partitioningIndex { $0.index >= index }
    return place < rows.count ? rows[place].range.lowerBound : dataContent.upperBound
  }

  /// The cells of a block that hold something; those under merged blocks left out.
  func filledCells(in block: CellRange) throws -> [CellAddress] {
    let covering = merges.filter { $0.overlaps(block) }
    var found: [CellAddress] = []
    for row in rows where block.rows.contains(row.index) {
      for cell in row.cells where cell.hasContent && block.columns.contains(cell.column) {
        let address = CellAddress(row: row.index, column: cell.column)
        if covering.contains(where: { $0.contains(address) && $0.first != address }) { continue }
        found.append(address)
      }
    }
    return found
  }

  private mutating func readOther(_ scanner: inout XMLScanner) throws {
    if scanner.isElement(XLSXNames.main, "sheetData") {
      prefix = scanner.prefix
      data = scanner.range
      let inside = scanner.isEmptyElement ? scanner.range.lowerBound : scanner.range.upperBound
      dataContent = inside..<inside
    } else if scanner.isElement(XLSXNames.main, "dimension") {
      dimension = scanner.attributeRange(nil, "ref")
    } else if scanner.isElement(XLSXNames.main, "mergeCells") {
      try readMerges(&scanner)
    } else if scanner.isElement(XLSXNames.main, "rowBreaks") {
      try readBreaks(&scanner)
    } else if scanner.isElement(XLSXNames.main, "col") {
      if let low = try scanner.attribute("min").flatMap({ Int($0) }), low >= 1,
        let high = try scanner.attribute("max").flatMap({ Int($0) }), high >= low,
        let style = try scanner.attribute("style")
      {
        columnStyles.append((low - 1...high - 1, style))
      }
    } else if !scanner.isElement(XLSXNames.main, "selection") {
      let list = try scanner.attribute("sqref") ?? scanner.attribute("ref") ?? ""
      mentioned += list.split(separator: " ").compactMap { CellRange(a1: $0) }
    }
  }

  private mutating func readMerges(_ scanner: inout XMLScanner) throws {
    let depth = scanner.depth
    let start = scanner.range.lowerBound
    while let event = try scanner.next() {
      if event == .start, let range = try scanner.attribute("ref").flatMap(CellRange.init(a1:)) {
        merges.append(range)
      }
      if event == .end && scanner.depth == depth { break }
    }
    mergesRange = start..<scanner.range.upperBound
  }

  private mutating func readBreaks(_ scanner: inout XMLScanner) throws {
    let depth = scanner.depth
    let start = scanner.range.lowerBound
    while let event = try scanner.next() {
      if event == .start, let row = try scanner.attribute("id").flatMap({ Int($0) }) {
        pageStarts.append(row)
      }
      if event == .end && scanner.depth == depth { break }
    }
    breaksRange = start..<scanner.range.upperBound
  }

  private mutating func row(
    _ scanner: inout XMLScanner, after last: Int, part: String
  ) throws -> SheetLine {
    let depth = scanner.depth
    let tag = scanner.range
    let reference = try scanner.attribute("r")
    let index = reference.map { (Int($0) ?? 0) - 1 } ?? last + 1
    guard index > last, index < CellAddress.rowsMax else {
      throw XLSXError.reference(reference ?? "", at: Origin(part: part))
    }
    var row = SheetLine(
      index: index, range: tag, tag: tag, attributeList: Self.rowAttributes(scanner), cells: [])
    while let event = try scanner.next() {
      if event == .start && scanner.isElement(XLSXNames.main, "c") {
        try row.cells.append(cell(&scanner, after: row.cells.last?.column ?? -1, part: part))
      }
      if event == .end && scanner.depth == depth { break }
    }
    row.range = tag.lowerBound..<scanner.range.upperBound
    return row
  }

  /// Copies a row's attributes as they are written, except those that bind it to its place.
  private static func rowAttributes(_ scanner: XMLScanner) -> [String] {
    scanner.attributeTexts.filter { !["r", "spans"].contains($0.name) }
      .map { " \($0.name)=\"\($0.rawValue.replacing("\"", with: "&quot;"))\"" }
  }

  private mutating func cell(
    _ scanner: inout XMLScanner, after last: Int, part: String
  ) throws -> Cell {
    let depth = scanner.depth
    let start = scanner.range.lowerBound
    let reference = try scanner.attribute("r")
    let column = reference.map { CellAddress(a1: $0)?.column ?? -1 } ?? last + 1
    guard column > last, column < CellAddress.columnsMax else {
      throw XLSXError.reference(reference ?? "", at: Origin(part: part))
    }
    let nameEnd = start + 1 + scanner.prefix.utf8.count + 1
    let style = scanner.attributeSpan(nil, "s").map { bytes.withSpaceBefore($0) }
    var cell = Cell(
      column: column, range: start..<start, style: try scanner.attribute("s"),
      styleSpan: style ?? nameEnd..<nameEnd, hasContent: false)
    while let event = try scanner.next() {
      if event == .start {
        cell.hasContent = true
        if scanner.isElement(XLSXNames.main, "f") {
          try readFormula(&scanner, of: &cell)
        }
      }
      if event == .end && scanner.depth == depth { break }
    }
    cell.range = start..<scanner.range.upperBound
    return cell
  }

  /// Notes the formula whose start tag was just read, and goes on to its end.
  private mutating func readFormula(_ scanner: inout XMLScanner, of cell: inout Cell) throws {
    let start = scanner.range.lowerBound
    hasFormulas = true
    let type = try scanner.attribute("t") ?? ""
    cell.formula = type
    cell.sharedGroup = type == "shared" ? try scanner.attribute("si") : nil
    if type == "array" || type == "dataTable",
      let block = try scanner.attribute("ref").flatMap({ CellRange(a1: $0) }),
      block.first != block.last || type == "dataTable"
    {
      arrays.append(block)
    }
    try scanner.skipElement()
    cell.formulaRange = start..<scanner.range.upperBound
  }
}

extension [UInt8] {
  /// An attribute's bytes with the white space before it.
  func withSpaceBefore(_ span: Range<Int>) -> Range<Int> {
    var start = span.lowerBound
    while start > 0, [0x20, 0x09, 0x0A, 0x0D].contains(self[start - 1]) { start -= 1 }
    return start..<span.upperBound
  }
}

extension Array {
  /// The first place whose element satisfies `predicate`, where all after it do.
  fileprivate func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
