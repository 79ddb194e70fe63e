internal import Diagnostics
public import Sheets
internal import XMLStreams
internal import ZipArchives

/// Reads the formulas of a workbook, apart from its values.
///
/// - Source: ECMA-376-1 §18.3.1.40 `f`, §18.2.5 `definedName`, §18.2.2 `calcPr`, §18.5.1.2 `table`.
public enum XLSXFormulas {
  /// The most formulas of one workbook.
  public static let formulasMax = 1 << 24

  /// Reads them all.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - readsCells: Whether the cells' formulas are wanted, or only what they lean on.
  /// - Returns: The formulas, names, tables and rules.
  /// - Throws: As ``XLSXReader``.
  public static func read(path: String, readsCells: Bool = true) throws -> WorkbookFormulas {
    let package = try XLSXPackage(path: path)
    var found = WorkbookFormulas()
    let parts = FormulaParts(package: package)
    try placing(Origin(file: path)) {
      let workbook = try package.tree(package.workbookPart)
      for sheet in package.sheets {
        var formulas = WorkbookFormulas.Sheet(name: sheet.info.name)
        if sheet.isWorksheet {
          try placing(Origin(part: sheet.part, sheet: sheet.info.name)) {
            guard readsCells else { return }
            var reader = try SheetFormulaReader(
              XMLPart.utf8(package.sheetBytes(sheet)), into: formulas)
            try reader.read()
            formulas = reader.sheet
          }
          found.tables += try parts.tables(of: sheet.part, sheet: sheet.info.name)
        }
        found.sheets.append(formulas)
      }
      found.names = names(workbook, sheets: found.sheets.map(\.name))
      found.books = try parts.books(workbook)
      found.rules = rules(workbook, uses1904Epoch: package.uses1904Epoch)
    }
    return found
  }

  private static func names(_ workbook: XMLElement, sheets: [String]) -> [StoredName] {
    (workbook.child("definedNames")?.all("definedName") ?? []).compactMap { element in
      guard let name = element.attribute("name"), !element.text.isEmpty else { return nil }
      let place = element.attribute("localSheetId").flatMap { Int($0) }
      let sheet = place.flatMap { sheets.indices.contains($0) ? sheets[$0] : nil }
      return StoredName(
        name: name, sheet: sheet, expression: FormulaText(element.text, .ooxml), baseSheet: sheet)
    }
  }

  private static func rules(_ workbook: XMLElement, uses1904Epoch: Bool) -> CalculationRules {
    var rules = CalculationRules()
    if uses1904Epoch { rules.nullDate = DateTime(year: 1904, month: 1, day: 1) }
    guard let settings = workbook.child("calcPr"),
      ["1", "true"].contains(settings.attribute("iterate") ?? "")
    else { return rules }
    rules.iterationsMax = settings.attribute("iterateCount").flatMap { Int($0) } ?? 100
    rules.iterationChange =
      settings.attribute("iterateDelta").flatMap { DecimalText.parse($0) } ?? 0.001
    return rules
  }
}

/// The parts that formulas lean on.
private struct FormulaParts {
  let package: XLSXPackage

  func tables(of part: String, sheet: String) throws -> [StoredTable] {
    try package.parts(of: part, type: "table").compactMap { part in
      let table = try package.tree(part)
      guard let name = table.attribute("displayName") ?? table.attribute("name"),
        let range = table.attribute("ref").flatMap({ CellRange(a1: $0) })
      else { return nil }
      return StoredTable(
        name: name, place: SheetRange(sheet: sheet, range: range),
        columns: (table.child("tableColumns")?.all("tableColumn") ?? [])
          .map { XLSXFormulaText.columnName($0.attribute("name") ?? "") },
        headerRows: table.attribute("headerRowCount") == "0" ? 0 : 1,
        totalsRows: ["", "0"].contains(table.attribute("totalsRowCount") ?? "") ? 0 : 1)
    }
  }

  /// Where other books are, in the order of the workbook's list; "" where that is not said.
  func books(_ workbook: XMLElement) throws -> [String] {
    let references = workbook.child("externalReferences")?.all("externalReference") ?? []
    guard !references.isEmpty else { return [] }
    let links = try relationships(of: package.workbookPart)
    return try references.map { reference in
      let id = reference.attributes.first { $0.name == "id" && !$0.namespace.isEmpty }?.value
      guard let part = links?.entry(id)?.part else { return "" }
      return try relationships(of: part)?.entries.first { $0.isExternal }?.part ?? ""
    }
  }

  private func relationships(of part: String) throws -> XLSXRelationships? {
    let name = XLSXRelationships.name(of: part)
    guard package.archive.member(name) != nil else { return nil }
    return try XLSXRelationships(XMLPart.utf8(package.archive.read(name)), of: part)
  }
}

/// Texts of formulas and of what they name.
enum XLSXFormulaText {
  /// A column's name with its escapes (`_x000a_`) read.
  static func columnName(_ text: String) -> String {
    guard text.contains("_x") else { return text }
    return text.replacing("_x000a_", with: "\n").replacing("_x000A_", with: "\n")
      .replacing("_x000d_", with: "\r").replacing("_x000D_", with: "\r")
  }
}

/// Goes through one sheet part for its formulas.
private struct SheetFormulaReader {
  private(set) var sheet: WorkbookFormulas.Sheet
  private var scanner: XMLScanner
  /// The first formula of each group that shares one.
  private var shared: [String: StoredFormula] = [:]
  private var row = -1
  private var column = -1
  private var isFiltered = false

  init(_ bytes: [UInt8], into sheet: WorkbookFormulas.Sheet) throws {
    self.sheet = sheet
    scanner = XMLScanner(bytes)
  }

  mutating func read() throws {
    while let event = try scanner.next() {
      guard event == .start else { continue }
      if scanner.isElement(XLSXNames.main, "row") {
        try startRow()
      } else if scanner.isElement(XLSXNames.main, "c") {
        let reference = try scanner.attribute("r").flatMap { CellAddress(a1: $0) }
        column = reference?.column ?? column + 1
        if let reference { row = reference.row }
      } else if scanner.isElement(XLSXNames.main, "f") {
        try readFormula()
      } else if scanner.isElement(XLSXNames.main, "autoFilter") {
        try readFilter()
      }
    }
  }

  private mutating func startRow() throws {
    row = try scanner.attribute("r").flatMap { Int($0) }.map { $0 - 1 } ?? row + 1
    column = -1
    guard row >= 0, row < CellAddress.rowsMax,
      ["1", "true"].contains(try scanner.attribute("hidden") ?? "")
    else { return }
    sheet.hiddenRows.append(row...row)
  }

  /// Rows hidden inside a filter that is on are taken for filtered ones.
  private mutating func readFilter() throws {
    guard !scanner.isEmptyElement,
      let block = try scanner.attribute("ref").flatMap({ CellRange(a1: $0) })
    else { return }
    sheet.filteredRows += sheet.hiddenRows.filter { block.rows.contains($0.lowerBound) }
    sheet.hiddenRows.removeAll { block.rows.contains($0.lowerBound) }
  }

  private mutating func readFormula() throws {
    let type = try scanner.attribute("t") ?? "normal"
    let group = try scanner.attribute("si")
    let block = try scanner.attribute("ref").flatMap { CellRange(a1: $0) }
    var text = ""
    let depth = scanner.depth
    while let event = try scanner.next() {
      if event == .end && scanner.depth == depth { break }
      if event == .text { text += try scanner.text() }
    }
    guard row >= 0, row < CellAddress.rowsMax, column >= 0, column < CellAddress.columnsMax,
      type != "dataTable"
    else { return }
    guard sheet.formulas.count < XLSXFormulas.formulasMax else {
      throw XLSXError.limit("formulasMax", max: XLSXFormulas.formulasMax, at: Origin())
    }
    let cell = CellAddress(row: row, column: column)
    if type == "shared", text.isEmpty {
      guard let group, var formula = shared[group] else { return }
      formula.cell = cell
      sheet.formulas.append(formula)
      return
    }
    guard !text.isEmpty else { return }
    let formula = StoredFormula(
      cell: cell, expression: FormulaText(text, .ooxml),
      arrayRange: type == "array" ? block ?? CellRange(cell) : nil)
    if type == "shared", let group { shared[group] = formula }
    sheet.formulas.append(formula)
  }
}
