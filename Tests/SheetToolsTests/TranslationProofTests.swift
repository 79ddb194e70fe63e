import Formulas
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import SheetTools

/// The formulas of the collected workbooks, in both dialects, before LibreOffice.
///
/// All of them go into one workbook, so that LibreOffice starts three times and not a hundred.
@Suite struct TranslationProofTests {
  @Test(.needs(.sharedFolder), .needs(.libreOffice))
  func libreOfficeReadsBothDialectsAlike() throws {
    let texts = try CorpusFormulas.distinct()
    #expect(texts.count > 300)
    let folder = try TemporaryFolder()
    let proof = ProofWorkbook(ooxml: texts)
    try proof.writeXLSX(to: folder.path + "/ooxml.xlsx")
    try proof.writeFODS(to: folder.path + "/odf.fods")
    // LibreOffice's own translation, and its values of both files.
    try LibreOffice.convert(folder.path + "/ooxml.xlsx", to: "fods", into: folder.path)
    try LibreOffice.convert(folder.path + "/odf.fods", to: "xlsx", into: folder.path + "/back")
    let fromOOXML = try proof.values(of: folder.path + "/ooxml.fods")
    let fromODF = try proof.values(of: folder.path + "/back/odf.xlsx")
    let own = try proof.texts(of: folder.path + "/ooxml.fods")
    var unlike: [String] = []
    for (row, text) in texts.enumerated() {
      let ours = proof.openFormula[row]
      if let theirs = own[row],
        ProofWorkbook.meaning(theirs, .openFormula)
          != ProofWorkbook.meaning(ours, .openFormula)
      {
        unlike.append("\(text): \(ours), LibreOffice: \(theirs)")
      }
      let values = [fromOOXML[row], fromODF[row]].map { ProofWorkbook.plain($0 ?? .empty) }
      if !ValueLikeness.areAlike(values[0], values[1]) {
        unlike.append("\(text): \(values[0]), by way of \(ours): \(values[1])")
      }
    }
    // The way back: what LibreOffice wrote as OOXML, read and computed here.
    let back = try proof.texts(of: folder.path + "/back/odf.xlsx")
    let computed = try proof.computed(folder.path + "/back/odf.xlsx")
    var unknown = 0
    for (row, text) in texts.enumerated() {
      guard let returned = back[row] else {
        unlike.append("\(text): did not come back from \(proof.openFormula[row])")
        continue
      }
      let meanings = [text, returned].map { text in
        // LibreOffice writes truth values as calls.
        ProofWorkbook.meaning(
          text.replacing("TRUE()", with: "TRUE").replacing("FALSE()", with: "FALSE"), .ooxml)
      }
      if meanings[0] != meanings[1], Self.otherwise[text] == nil {
        unlike.append("\(text): came back as \(returned)")
      }
      guard let ours = computed[row] else {
        unknown += 1
        continue
      }
      let values = [fromOOXML[row] ?? .empty, ours].map(ProofWorkbook.plain)
      if !ValueLikeness.areAlike(values[0], values[1]), Self.excepted[text] == nil {
        unlike.append("\(text): \(values[0]), back as \(returned) here: \(values[1])")
      }
    }
    print("proof: \(texts.count) formulas came back, \(unknown) of functions unknown here")
    #expect(unlike == [])
  }

  /// Formulas that LibreOffice gives back in other words.
  private static let otherwise = [
    "AREAS((B7:D14,E2,F4:H16))": "LibreOffice 7.4 leaves OpenFormula's sign for unions",
    "HYPGEOMDIST(C34,D34,E34,F34)": "LibreOffice writes the younger function",
  ]

  /// Formulas that LibreOffice computes otherwise, and why.
  private static let excepted = [
    "IMPRODUCT(C45,D45)": "LibreOffice multiplies by empty cells",
    "CUMIPMT(D24/12,E24*12,F24,G24,H24,0)": "LibreOffice loses digits at huge rates",
    "CUMPRINC(D24/12,E24*12,F24,G24,H24,0)": "LibreOffice loses digits at huge rates",
  ]
}

/// The formulas of the collected workbooks.
enum CorpusFormulas {
  private static let leftOut = [
    // Values that change by themselves cannot be compared, nor functions that tell of the machine.
    "RAND", "NOW(", "TODAY(", "INFO(", "CELL(", "HYPERLINK(",
    // LibreOffice 7.4 does not know these, so it has no name for them.
    "TEXTSPLIT(", "UNIQUE(", "SORT(", "FILTER(", "SEQUENCE(", "XLOOKUP(", "LET(", "LAMBDA(",
    // LibreOffice adds the argument that was left out; it means the same.
    "WEEKNUM(",
    // A control character, which XLSX escapes.
    "CHAR(7)",
  ]

  /// Every text once, as it stands in its cell, without those that speak of other books or tables.
  static func distinct() throws -> [String] {
    var seen: Set<String> = []
    var texts: [String] = []
    let folder = try SharedFolder.file("corpus/xlsx")
    for name in try Folder.files(folder).sorted()
    where name.hasSuffix(".xlsx") || name.hasSuffix(".xlsm") {
      let path = folder + "/" + name
      guard let formulas = try? Workbook.formulas(of: path) else { continue }
      for stored in formulas.sheets.flatMap(\.formulas) {
        guard
          let formula = try? Formula(stored.expression.text, .ooxml, at: GridCell(stored.base))
        else { continue }
        let text = formula.moved(to: GridCell(stored.cell)).text
        guard formula.translated(to: .openFormula).problems.isEmpty,
          !leftOut.contains(where: { text.uppercased().contains($0) }),
          seen.insert(text).inserted
        else { continue }
        texts.append(text)
      }
    }
    return texts
  }
}

/// One workbook with all the formulas in a column far to the right, and numbers where they look.
struct ProofWorkbook {
  let ooxml: [String]
  let openFormula: [String]
  private let sheets: [String]
  private static let column = 150

  init(ooxml: [String]) {
    self.ooxml = ooxml
    var names = ["F"]
    openFormula = ooxml.enumerated().map { row, text in
      guard
        let formula = try? Formula(text, .ooxml, at: GridCell(row: row, column: Self.column))
      else { return "" }
      for scope in formula.references.compactMap(\.scope) where !scope.isDeleted {
        for name in [scope.sheet, scope.lastSheet ?? ""]
        where !name.isEmpty && !names.contains(where: { $0.lowercased() == name.lowercased() }) {
          names.append(name)
        }
      }
      return formula.translated(to: .openFormula).text
    }
    sheets = names
  }

  private static func value(_ row: Int, _ column: Int) -> Int { (row * 7 + column * 3) % 50 + 1 }

  private func cells(_ sheet: String) -> [[HandCell]] {
    (0..<max(30, sheet == "F" ? ooxml.count : 0)).map { row in
      var cells = (0..<26).map { column in
        row < 30 ? HandCell.number(String(Self.value(row, column))) : .number("0")
      }
      if row >= 30 { cells = [] }
      guard sheet == "F", row < ooxml.count else { return cells }
      while cells.count < Self.column { cells.append(.text("")) }
      cells.append(.formula(ooxml[row], openFormula[row], ""))
      return cells
    }
  }

  func writeXLSX(to path: String) throws {
    try FormulaFiles.write(sheets.map { ($0, cells($0)) }, to: path)
  }

  func writeFODS(to path: String) throws {
    let text = FormulaFiles.flat(sheets.map { ($0, cells($0)) })
    try StagedFile.writeNew(Array(text.utf8), to: path)
  }

  /// The values of the formulas.
  func values(of path: String) throws -> [Int: CellValue] {
    var values: [Int: CellValue] = [:]
    try Workbook.open(path).readRows(ofSheet: 0) { row in
      for cell in row.cells where cell.column == Self.column { values[row.index] = cell.value }
      return true
    }
    return values
  }

  /// The values of the formulas of a workbook, computed here; without those that speak of
  /// functions or names that are not known.
  func computed(_ path: String) throws -> [Int: CellValue] {
    let book = WorkbookCalculator(try Workbook.formulas(of: path), flavour: .libreOffice)
    let reader = try Workbook.open(path)
    for sheet in reader.sheets.indices {
      try reader.readRows(ofSheet: sheet) { row in
        for cell in row.cells {
          let place = CellAddress(row: row.index, column: cell.column)
          book.setValue(cell.value, sheet: sheet, cell: place)
        }
        return true
      }
    }
    book.compute()
    var values: [Int: CellValue] = [:]
    for row in ooxml.indices {
      let cell = CellAddress(row: row, column: Self.column)
      guard !book.isIncomplete(sheet: 0, cell: cell) else { continue }
      values[row] = book.value(sheet: 0, cell: cell)
    }
    return values
  }

  /// A value as both formats can store it: dates as numbers, every error as one.
  ///
  /// LibreOffice stores `Err:523` as `#N/A` in an XLSX, and formats dates in one of them only.
  static func plain(_ value: CellValue) -> CellValue {
    let settings = EvaluationSettings(flavour: .libreOffice)
    switch FormulaValue(value, settings: settings) {
    case .number(let number): return .number(number)
    case .error: return .error("#N/A")
    default: return value
    }
  }

  /// The texts of the formulas.
  func texts(of path: String) throws -> [Int: String] {
    var texts: [Int: String] = [:]
    for formula in try Workbook.formulas(of: path).sheets[0].formulas
    where formula.cell.column == Self.column {
      texts[formula.cell.row] = formula.expression.text
    }
    return texts
  }

  /// What a text says, without blanks and without the ways to write the same.
  static func meaning(_ text: String, _ notation: Notation) -> [String] {
    guard let formula = try? Formula(text, notation) else { return [text] }
    return formula.tokens.map { token in
      let source = String(formula.source(of: token))
      switch token.kind {
      case .reference:
        return formula.references[Int(token.detail)].text(in: .ooxml, at: formula.base)
      case .number: return Double(source).map { String($0) } ?? source
      case .function, .boolean: return source.uppercased()
      case .name: return formula.name(of: token).uppercased()
      case .infix where source.allSatisfy(\.isWhitespace): return " "
      default: return source
      }
    }
  }
}
