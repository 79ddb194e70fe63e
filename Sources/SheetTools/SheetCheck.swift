internal import Diagnostics
internal import Formulas
internal import Sheets
internal import Workbooks

/// What is wrong in a workbook: errors, cycles, stale values, dead references, numbers as text.
public struct SheetCheck: Sendable {
  /// What was found, sheet by sheet and row by row; what no cell shows comes first.
  public let findings: [SheetFinding]
  /// How many formulas there are.
  public let formulaCount: Int
  /// How many formulas were not compared with their stored values: they speak of other books or
  /// unknown functions, or change by themselves.
  public let uncheckedCount: Int

  /// Checks a workbook.
  ///
  /// - Parameter path: The file.
  /// - Throws: The format's errors; ``SheetToolsError/limit(_:max:at:)``.
  public init(path: String) throws {
    let isODS = try Workbook.format(of: path) == .ods
    let book = WorkbookCalculator(
      try Workbook.formulas(of: path), flavour: isODS ? .libreOffice : .excel)
    var check = Check(path: path, isODS: isODS, book: book)
    try check.readValues()
    book.compute()
    check.lookAtFormulas()
    check.lookAtCycles()
    findings = check.allFindings
    formulaCount = book.formulas.sheets.reduce(0) { $0 + $1.formulas.count }
    uncheckedCount = check.uncheckedCount
  }
}

/// One check while it goes on.
private struct Check {
  let path: String
  let isODS: Bool
  let book: WorkbookCalculator
  let names: [String]
  private(set) var uncheckedCount = 0
  private var found: [[CellAddress: [SheetFinding]]]
  /// What is stored beside formulas.
  private var stored: [[CellAddress: CellValue]]

  init(path: String, isODS: Bool, book: WorkbookCalculator) {
    self.path = path
    self.isODS = isODS
    self.book = book
    names = book.formulas.sheets.map(\.name)
    found = names.map { _ in [:] }
    stored = names.map { _ in [:] }
  }

  var allFindings: [SheetFinding] {
    deadNames
      + found.flatMap { cells in
        cells.sorted { $0.key < $1.key }.flatMap { $0.value }
      }
  }

  private func origin(_ sheet: Int, _ cell: CellAddress) -> Origin {
    Origin(file: path, sheet: names[sheet], cell: cell.a1)
  }

  private mutating func add(_ finding: SheetFinding, _ sheet: Int, _ cell: CellAddress) {
    found[sheet][cell, default: []].append(finding)
  }

  // MARK: Values

  mutating func readValues() throws {
    let reader = try Workbook.open(path)
    var repeatedCells = 0
    for (place, sheet) in reader.sheets.enumerated() {
      guard let index = names.firstIndex(of: sheet.name) else { continue }
      try reader.readRows(ofSheet: place) { row in
        for cell in row.cells {
          let count = cell.repeated * row.repeated
          repeatedCells += count - 1
          guard repeatedCells <= SheetLimits.repeatedCellsMax else {
            throw SheetToolsError.limit(
              "repeatedCellsMax", max: SheetLimits.repeatedCellsMax,
              at: Origin(file: path, sheet: sheet.name))
          }
          for line in row.index..<row.index + row.repeated {
            for column in cell.column..<cell.column + cell.repeated {
              take(cell.value, index, CellAddress(row: line, column: column))
            }
          }
        }
        return true
      }
    }
  }

  private mutating func take(_ value: CellValue, _ sheet: Int, _ cell: CellAddress) {
    if case .error(let text) = value { add(.error(text, at: origin(sheet, cell)), sheet, cell) }
    if book.hasFormula(sheet: sheet, cell: cell) {
      // What cannot be computed is believed, so that what leans on it can still be compared.
      if book.isIncomplete(sheet: sheet, cell: cell) || book.isVolatile(sheet: sheet, cell: cell) {
        uncheckedCount += 1
        book.change(value, sheet: sheet, cell: cell)
      } else {
        stored[sheet][cell] = value
      }
      return
    }
    book.setValue(value, sheet: sheet, cell: cell)
    if case .text(let text) = value, NumberLikeText.matches(text) {
      add(.numberAsText(text, at: origin(sheet, cell)), sheet, cell)
    }
  }

  // MARK: Formulas

  mutating func lookAtFormulas() {
    for broken in book.unreadable {
      let cell = broken.formula.cell
      let why = broken.error.diagnostic.code
      add(.unreadable(why, at: origin(broken.sheet, cell)), broken.sheet, cell)
    }
    for (index, sheet) in book.formulas.sheets.enumerated() {
      var dead: [FormulaText: Bool] = [:]
      for formula in sheet.formulas {
        let isDead = dead[formula.expression] ?? isDead(formula.expression)
        dead[formula.expression] = isDead
        if isDead { add(.deadReference(at: origin(index, formula.cell)), index, formula.cell) }
        compare(formula, index)
      }
    }
  }

  private mutating func compare(_ formula: StoredFormula, _ sheet: Int) {
    let cell = formula.cell
    guard book.hasFormula(sheet: sheet, cell: cell) else { return }
    if book.isIncomplete(sheet: sheet, cell: cell) || book.isVolatile(sheet: sheet, cell: cell) {
      uncheckedCount += 1
      return
    }
    // Programs that cannot compute store nothing beside a formula: nothing is stale then.
    guard let old = stored[sheet][cell] else { return }
    let new = book.value(sheet: sheet, cell: cell, like: old)
    // OpenFormula stores no errors: Excel writes 0 for them into an ODS.
    if isODS, case .error = new, old == .number(0) { return }
    guard !ValueLikeness.areAlike(old, new) else { return }
    add(
      .stale(stored: old.shown, computed: new.shown, at: origin(sheet, cell)), sheet, cell)
  }

  private func isDead(_ expression: FormulaText) -> Bool {
    guard let formula = try? Formula(expression.text, Notation(expression.dialect)) else {
      return false
    }
    if formula.nodes.contains(where: { $0.kind == .error(.ref) }) { return true }
    return formula.references.contains { reference in
      if reference.isDeleted { return true }
      guard let scope = reference.scope, scope.book == nil else { return false }
      return [scope.sheet, scope.lastSheet ?? ""].contains { name in
        !name.isEmpty && !names.contains { $0.lowercased() == name.lowercased() }
      }
    }
  }

  private var deadNames: [SheetFinding] {
    book.formulas.names.filter { isDead($0.expression) }.map {
      .deadReference(at: Origin(file: path, part: $0.name, sheet: $0.sheet))
    }
  }

  mutating func lookAtCycles() {
    guard book.settings.iteration == nil else { return }
    for cycle in book.cycles {
      guard let first = cycle.min(by: { ($0.sheet, $0.cell) < ($1.sheet, $1.cell) }) else {
        continue
      }
      let members = cycle.prefix(20).map { names[$0.sheet] + "!" + $0.cell.a1 }
      add(.cycle(members, at: origin(first.sheet, first.cell)), first.sheet, first.cell)
    }
  }
}

/// Whether a stored value is what a formula gives.
enum ValueLikeness {
  /// Numbers may differ in their last digits, as programs sum in different orders.
  static func areAlike(_ old: CellValue, _ new: CellValue) -> Bool {
    switch (old, new) {
    case (.number(let old), .number(let new)): return areAlike(old, new)
    case (.duration(let old), .duration(let new)): return areAlike(old, new)
    case (.date(let old), .date(let new)):
      return abs(seconds(old) - seconds(new)) < 1
    case (.boolean(let flag), .number(let number)), (.number(let number), .boolean(let flag)):
      // LibreOffice's truth values are numbers with a format.
      return number == (flag ? 1 : 0)
    case (.text(let text), .empty), (.empty, .text(let text)): return text.isEmpty
    case (.empty, .number(let number)), (.number(let number), .empty): return number == 0
    case (.error(let old), .error(let new)): return errorName(old) == errorName(new)
    default: return old == new
    }
  }

  private static func areAlike(_ old: Double, _ new: Double) -> Bool {
    abs(old - new) <= max(abs(old), abs(new)) * 1e-9 + 1e-12
  }

  private static func seconds(_ date: DateTime) -> Double {
    Double(date.daysSince1970) * 86_400 + date.secondOfDay
  }

  private static func errorName(_ text: String) -> String {
    FormulaError(text: text)?.ooxmlText ?? text
  }
}

/// Texts that people take for numbers.
enum NumberLikeText {
  /// Whether a text is a number as Vietnamese or English writes it, and no code: codes begin with
  /// 0 or have more digits than a number keeps.
  static func matches(_ text: String) -> Bool {
    guard text.utf8.count <= 32 else { return false }
    let digits = text.utf8.filter { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard (1...15).contains(digits.count) else { return false }
    let signs = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == 0x20 || $0 == UInt8(ascii: "+") }
    let isCode =
      signs.first == UInt8(ascii: "0") && signs.count > 1
      && signs.dropFirst().first.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        ?? false
    // What else stands in it: no dates, no exponents.
    let isPlain = text.utf8.allSatisfy { "0123456789.,+-% ".utf8.contains($0) }
    guard !isCode, isPlain else { return false }
    return [FormulaLocale.vietnamese, .english].contains { locale in
      var settings = EvaluationSettings()
      settings.locale = locale
      return NumberText.number(in: text, settings: settings) != nil
    }
  }
}

extension CellValue {
  /// The value in a line, for people who asked to see values.
  fileprivate var shown: String {
    switch self {
    case .empty: ""
    case .text(let text): "\"" + text + "\""
    case .number(let number): NumberText.general(number)
    case .boolean(let flag): flag ? "TRUE" : "FALSE"
    case .date(let date): "\(date.year)-\(date.month)-\(date.day)"
    case .duration(let seconds): NumberText.general(seconds) + " s"
    case .error(let text): text
    }
  }
}
