import Diagnostics
import Formulas
import Sheets
import XMLStreams

/// Lets a sheet's part follow a change of the workbook: its formulas, and where the change is in
/// this sheet, its rows, cells and all that speaks of them.
struct XLSXSheetReferences {
  private let change: StructureChange
  private let sheet: String
  private let movesCells: Bool
  private var references: XLSXReferences
  private var row = -1
  private var column = -1
  /// Elements that left, by the start of the element they were in.
  private var removed: [Int: Int] = [:]

  private init(_ bytes: [UInt8], _ change: StructureChange, sheet: String, movesCells: Bool) {
    self.change = change
    self.sheet = sheet
    self.movesCells = movesCells
    references = XLSXReferences(bytes, change, sheet: sheet)
  }

  /// The splices of a sheet's part.
  ///
  /// - Parameters:
  ///   - bytes: The part.
  ///   - change: What happens.
  ///   - sheet: The sheet's name.
  ///   - movesCells: Whether the sheet is the one whose cells move.
  /// - Returns: The splices, none overlapping another.
  /// - Throws: `EditError.cannotFollow` with the cell.
  static func splices(
    _ bytes: [UInt8], _ change: StructureChange, sheet: String, movesCells: Bool
  ) throws -> [XMLSplice] {
    var pass = XLSXSheetReferences(bytes, change, sheet: sheet, movesCells: movesCells)
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start else { continue }
      try pass.visit(&scanner)
    }
    return pass.references.splices
  }

  private var place: Origin {
    Origin(sheet: sheet, cell: CellAddress(row: max(row, 0), column: max(column, 0)).a1)
  }

  private mutating func visit(_ scanner: inout XMLScanner) throws {
    try checkRule(scanner)
    switch scanner.localName {
    case "row" where scanner.isElement(XLSXNames.main, "row"): try visitRow(&scanner)
    case "c" where scanner.isElement(XLSXNames.main, "c"): try visitCell(&scanner)
    case "f", "formula", "formula1", "formula2": try visitFormula(&scanner)
    case "sqref":
      let pass = references
      try references.followText(&scanner) { text in
        guard let new = pass.follow(list: text) else {
          throw EditError.cannotFollow(
            Words(vi: "một vùng định dạng sẽ mất", en: "a formatted range would be lost"),
            at: Origin())
        }
        return new == text ? nil : new
      }
    case "mergeCells", "dataValidations", "hyperlinks", "protectedRanges", "ignoredErrors":
      try visitList(&scanner)
    default: if movesCells { try visitOther(&scanner) }
    }
  }

  // MARK: - Rows and cells

  private mutating func visitRow(_ scanner: inout XMLScanner) throws {
    let reference = try scanner.attribute("r")
    row = reference.map { (Int($0) ?? 0) - 1 } ?? row + 1
    column = -1
    guard movesCells else { return }
    let cell = CellAddress(row: min(max(row, 0), CellAddress.rowsMax - 1), column: 0)
    guard let after = followRow(cell.row) else {
      let start = scanner.range.lowerBound
      try scanner.skipElement()
      references.removeWhole(start..<scanner.range.upperBound)
      return
    }
    guard after != cell.row || reference == nil else { return }
    if reference != nil {
      references.replace(scanner, "r", with: String(after + 1))
    } else {
      references.insert("r", String(after + 1), scanner)
    }
  }

  private func followRow(_ row: Int) -> Int? {
    switch change {
    case .insertRows(let at, let count, _): row >= at ? row + count : row
    case .deleteRows(let at, let count, _):
      row < at ? row : row < at + count ? nil : row - count
    default: row
    }
  }

  private func followColumn(_ column: Int) -> Int? {
    switch change {
    case .insertColumns(let at, let count, _): column >= at ? column + count : column
    case .deleteColumns(let at, let count, _):
      column < at ? column : column < at + count ? nil : column - count
    default: column
    }
  }

  private mutating func visitCell(_ scanner: inout XMLScanner) throws {
    let reference = try scanner.attribute("r")
    column = reference.flatMap { CellAddress(a1: $0)?.column } ?? column + 1
    guard movesCells, let newRow = followRow(row) else { return }
    guard let newColumn = followColumn(column) else {
      let start = scanner.range.lowerBound
      try scanner.skipElement()
      references.removeWhole(start..<scanner.range.upperBound)
      return
    }
    let after = CellAddress(row: newRow, column: newColumn)
    if let reference {
      if reference != after.a1 { references.replace(scanner, "r", with: after.a1) }
    } else {
      references.insert("r", after.a1, scanner)
    }
  }

  private mutating func visitFormula(_ scanner: inout XMLScanner) throws {
    if movesCells, let text = try scanner.attribute("ref"), let block = CellRange(a1: text) {
      guard let after = references.follow(block), after.rows.count == block.rows.count,
        after.columns.count == block.columns.count
      else { throw EditError.arrayFormula(at: place) }
      if after != block { references.replace(scanner, "ref", with: after.a1) }
    }
    if movesCells, try scanner.attribute("t") == "dataTable" {
      throw EditError.cannotFollow(
        Words(vi: "bảng dữ liệu giả định", en: "a what-if data table"), at: place)
    }
    let (pass, origin, isMove) = (references, place, change.blockMove != nil)
    try references.followText(&scanner) { text in
      let new = try pass.follow(formula: text, at: origin)
      // Programs differ in what becomes of a reference to cells that others come to lie on.
      if isMove, let new, new.contains("#REF!"), !text.contains("#REF!") {
        throw EditError.occupied(at: origin)
      }
      return new
    }
  }

  // MARK: - What speaks of cells

  /// A list whose elements can leave; its count is kept true, and an empty list leaves too.
  private mutating func visitList(_ scanner: inout XMLScanner) throws {
    let list = scanner
    let start = scanner.range.lowerBound
    var (kept, gone) = (0, 0)
    try scanner.eachChild { scanner in
      try checkRule(scanner)
      let first = scanner.range.lowerBound
      let isGone = movesCells ? try followAttributes(scanner) : false
      if scanner.localName == "hyperlink" { followTarget(scanner) }
      let depth = scanner.depth
      while let event = try scanner.next() {
        if event == .end && scanner.depth == depth { break }
        guard event == .start else { continue }
        switch scanner.localName {
        // Of a list that extends the format: the formula stands one element deeper.
        case "formula1" where !scanner.isIn(XLSXNames.main),
          "formula2" where !scanner.isIn(XLSXNames.main):
          continue
        case "formula1", "formula2", "f": try visitFormula(&scanner)
        case "sqref": try visit(&scanner)
        default: continue
        }
      }
      if isGone {
        references.removeWhole(first..<scanner.range.upperBound)
        gone += 1
      } else {
        kept += 1
      }
    }
    guard gone > 0 else { return }
    if kept == 0 {
      references.removeWhole(start..<scanner.range.upperBound)
    } else {
      references.replace(list, "count", with: String(kept))
    }
  }

  /// Lets `ref` and `sqref` follow; tells whether the cells are all gone.
  private mutating func followAttributes(_ scanner: XMLScanner) throws -> Bool {
    for name: StaticString in ["ref", "sqref"] {
      guard let text = try scanner.attribute(name) else { continue }
      if scanner.localName == "mergeCell" { try checkMerge(text) }
      if name.description == "ref" { try checkWhole(text) }
      guard let new = references.follow(list: text) else { return true }
      // A block of one cell is no merged one.
      if scanner.localName == "mergeCell", let block = CellRange(a1: new),
        block.first == block.last
      {
        return true
      }
      if new != text { references.replace(scanner, name, with: new) }
    }
    return false
  }

  /// Where a link leads in the workbook follows too, as long as it is there.
  private mutating func followTarget(_ scanner: XMLScanner) {
    guard let text = try? scanner.attribute("location"), text.contains("!"),
      let new = try? references.follow(formula: text, at: place), !new.contains("#REF!")
    else { return }
    references.replace(scanner, "location", with: new)
  }

  /// A merged block may not lose the cell that holds its value.
  private func checkMerge(_ text: String) throws {
    guard let block = CellRange(a1: text), references.follow(block) != nil,
      references.follow(block.first) == nil
    else { return }
    throw EditError.cannotFollow(
      Words(vi: "ô gộp mất ô đầu", en: "a merged block would lose its first cell"),
      at: Origin(sheet: sheet, cell: text))
  }

  /// A block that holds together may not be cut by one that moves.
  private func checkWhole(_ text: String) throws {
    guard let move = change.blockMove, let block = CellRange(a1: text) else { return }
    try move.check.check(whole: block)
  }

  /// Refuses a move that would do other things to some cells of a rule than to others.
  private func checkRule(_ scanner: XMLScanner) throws {
    guard let move = change.blockMove,
      ["conditionalFormatting", "dataValidation"].contains(scanner.localName)
    else { return }
    var list = try scanner.attribute("sqref") ?? ""
    var rule = scanner
    var formulas: [String] = []
    let depth = rule.depth
    while let event = try rule.next() {
      if event == .end && rule.depth == depth { break }
      guard event == .start,
        ["formula", "formula1", "formula2", "f", "sqref"].contains(rule.localName)
      else { continue }
      let isList = rule.localName == "sqref"
      var text = ""
      while let event = try rule.next(), event == .text { text += try rule.text() }
      if isList { list = text } else { formulas.append(text) }
    }
    let ranges = list.split(separator: " ").compactMap { CellRange(a1: $0) }.map(GridRange.init)
    guard let base = ranges.first?.first else { return }
    for text in formulas {
      guard let formula = try? Formula(text, .ooxml, at: base),
        !move.keeps(formula.references, base: base, ranges: ranges, inSheet: sheet)
      else { continue }
      throw EditError.cannotFollow(
        Words(
          vi: "một quy tắc kiểm tra hoặc định dạng bị cắt ngang",
          en: "a validation or a conditional format would be cut"),
        at: Origin(sheet: sheet, cell: CellAddress(base).a1))
    }
  }

  private mutating func visitOther(_ scanner: inout XMLScanner) throws {
    let start = scanner.range.lowerBound
    switch scanner.localName {
    case "conditionalFormatting":
      guard try followAttributes(scanner) else { return }
      try scanner.skipElement()
      references.removeWhole(start..<scanner.range.upperBound)
    case "dimension" where change.blockMove != nil, "selection" where change.blockMove != nil,
      "pane" where change.blockMove != nil:
      return
    case "dimension", "selection", "pane", "autoFilter", "sortState", "sortCondition":
      for name: StaticString in ["ref", "sqref", "activeCell", "topLeftCell"] {
        guard let text = try scanner.attribute(name) else { continue }
        if scanner.localName == "autoFilter" { try checkFilter(text) }
        try checkWhole(text)
        if let new = references.follow(list: text), new != text {
          references.replace(scanner, name, with: new)
        }
      }
    case "brk": try followBreak(&scanner)
    case "col": try followColumns(&scanner)
    default: break
    }
  }

  /// A filter's columns are told by number: none may come or leave inside it.
  private func checkFilter(_ text: String) throws {
    guard let block = CellRange(a1: text) else { return }
    let after = references.follow(block)
    guard let after, after.columns.count == block.columns.count else {
      throw EditError.cannotFollow(
        Words(vi: "vùng lọc nằm ở đó", en: "a filtered range is there"),
        at: Origin(sheet: sheet, cell: text))
    }
  }

  /// A manual page break stands after so many rows or columns.
  private mutating func followBreak(_ scanner: inout XMLScanner) throws {
    guard let text = try scanner.attribute("id"), let id = Int(text) else { return }
    let isRow =
      switch change {
      case .insertRows, .deleteRows: true
      default: false
      }
    // Breaks of rows have `max` at the last column, 16383.
    let isRowBreak = try scanner.attribute("max").flatMap { Int($0) } ?? 16_383 <= 16_383
    guard isRow == isRowBreak else { return }
    let after = isRow ? followRow(id) : followColumn(id)
    if let after, after != id { references.replace(scanner, "id", with: String(after)) }
  }

  /// The widths of columns: new ones are as wide as the one on their left.
  private mutating func followColumns(_ scanner: inout XMLScanner) throws {
    guard scanner.isElement(XLSXNames.main, "col"),
      let low = try scanner.attribute("min").flatMap({ Int($0) }),
      let high = try scanner.attribute("max").flatMap({ Int($0) }), low >= 1, low <= high
    else { return }
    let (start, end) = (low - 1, min(high, CellAddress.columnsMax) - 1)
    var (first, last) = (start, end)
    switch change {
    case .insertColumns(let at, let count, _):
      if start >= at { first = start + count }
      if end >= at || end == at - 1 { last = end + count }
    case .deleteColumns(let at, let count, _):
      let left = (start...end).clamped(to: 0...CellAddress.columnsMax)
      let gone = at..<at + count
      first = left.lowerBound - gone.clamped(to: 0..<left.lowerBound).count
      last = left.upperBound - gone.clamped(to: 0..<left.upperBound + 1).count
      if last < first {
        let from = scanner.range.lowerBound
        try scanner.skipElement()
        return references.remove(from..<scanner.range.upperBound)
      }
    default: return
    }
    guard first < CellAddress.columnsMax else {
      let from = scanner.range.lowerBound
      try scanner.skipElement()
      return references.remove(from..<scanner.range.upperBound)
    }
    last = min(last, CellAddress.columnsMax - 1)
    if first != start { references.replace(scanner, "min", with: String(first + 1)) }
    if last != end { references.replace(scanner, "max", with: String(last + 1)) }
  }
}

extension XLSXReferences {
  /// Adds an attribute to the element of the last start event.
  mutating func insert(_ name: String, _ value: String, _ scanner: XMLScanner) {
    var output = XMLOutput()
    output.attribute(name, value)
    let end =
      scanner.range.lowerBound + 1 + scanner.prefix.utf8.count
      + scanner.localName.utf8.count
    splices.append(XMLSplice(range: end..<end, bytes: output.bytes))
  }
}
