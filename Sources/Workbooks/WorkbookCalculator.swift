public import Formulas
public import Sheets

/// Computes the formulas of a workbook as its program would.
///
/// Writers and editors take from it the values that they store beside formulas.
///
/// ```swift
/// let book = WorkbookCalculator(try Workbook.formulas(of: path), now: 45_000)
/// book.setValue(.number(2), sheet: 0, cell: CellAddress(row: 0, column: 0))
/// book.compute()
/// ```
public final class WorkbookCalculator {
  /// The formulas and what they lean on.
  public let formulas: WorkbookFormulas
  /// The rules that values follow.
  public let settings: EvaluationSettings
  /// The formulas that cannot be read, each with its sheet and why.
  public private(set) var unreadable: [(sheet: Int, formula: StoredFormula, error: FormulasError)] =
    []
  private let calculator: Calculator

  /// Prepares the formulas; values come by ``setValue(_:sheet:cell:)``.
  ///
  /// - Parameters:
  ///   - formulas: The formulas and what they lean on.
  ///   - flavour: The program whose rules count.
  ///   - locale: How text is read as numbers and dates.
  ///   - now: The moment of NOW and TODAY as a serial number.
  ///   - seed: The seed of random numbers.
  public init(
    _ formulas: WorkbookFormulas, flavour: Flavour = .excel, locale: FormulaLocale = .english,
    now: Double = 0, seed: UInt64 = 0
  ) {
    self.formulas = formulas
    settings = EvaluationSettings(
      formulas.rules, flavour: flavour, locale: locale, now: now, seed: seed)
    calculator = Calculator(sheets: formulas.sheets.map(\.name), settings: settings)
    addNames()
    for (index, sheet) in formulas.sheets.enumerated() { add(sheet, index) }
  }

  private func sheetIndex(_ name: String) -> Int? {
    formulas.sheets.firstIndex { $0.name.lowercased() == name.lowercased() }
  }

  private func addNames() {
    for table in formulas.tableRanges { calculator.define(table: table) }
    for name in formulas.names {
      let base = GridCell(name.base)
      guard
        let formula = try? Formula(
          name.expression.text, Notation(name.expression.dialect), at: base)
      else { continue }
      calculator.define(
        name: name.name, sheet: name.sheet.flatMap(sheetIndex), as: formula,
        owner: name.baseSheet.flatMap(sheetIndex) ?? 0)
    }
  }

  private func add(_ sheet: WorkbookFormulas.Sheet, _ index: Int) {
    for rows in sheet.hiddenRows { hide(rows, .hidden, index) }
    for rows in sheet.filteredRows { hide(rows, .filtered, index) }
    var first: [CellAddress: CellAddress] = [:]
    for stored in sheet.formulas {
      let place = CellPlace(sheet: index, cell: GridCell(stored.cell))
      // A formula that is stored once is read once.
      if stored.arrayRange == nil, let source = first[stored.base],
        calculator.copyFormula(
          from: CellPlace(sheet: index, cell: GridCell(source)), to: place)
      {
        continue
      }
      do throws(FormulasError) {
        let formula = try Formula(
          stored.expression.text, Notation(stored.expression.dialect), at: GridCell(stored.base))
        calculator.setFormula(
          formula, at: place, arrayRange: stored.arrayRange.map { GridRange($0) })
        if stored.cell == stored.base, stored.arrayRange == nil { first[stored.base] = stored.cell }
      } catch {
        unreadable.append((index, stored, error))
      }
    }
  }

  private func hide(_ rows: ClosedRange<Int>, _ visibility: RowVisibility, _ sheet: Int) {
    // What is hidden below the last filled row makes no difference.
    for row in rows.lowerBound...min(rows.upperBound, rows.lowerBound + 65_535) {
      calculator.setVisibility(visibility, sheet: sheet, row: row)
    }
  }

  /// Puts a value into a cell without a formula.
  ///
  /// In a cell with a formula, or inside an array formula's block, the stored value is passed over.
  public func setValue(_ value: CellValue, sheet: Int, cell: CellAddress) {
    let place = CellPlace(sheet: sheet, cell: GridCell(cell))
    guard value != .empty, !calculator.hasFormula(at: place) else { return }
    calculator.setValue(FormulaValue(value, settings: settings), at: place)
  }

  /// Changes a cell's value, after which ``compute()`` computes what depends on it.
  ///
  /// A formula that was there is gone.
  public func change(_ value: CellValue, sheet: Int, cell: CellAddress) {
    calculator.setValue(
      FormulaValue(value, settings: settings), at: CellPlace(sheet: sheet, cell: GridCell(cell)))
  }

  /// Computes what is to be computed.
  public func compute() { calculator.recalculate() }

  /// What a cell holds after ``compute()``.
  ///
  /// - Parameters:
  ///   - sheet: The sheet's place.
  ///   - cell: The cell.
  ///   - other: A value of the kind that is wanted: numbers become dates or durations like it.
  /// - Returns: The value.
  public func value(sheet: Int, cell: CellAddress, like other: CellValue = .empty) -> CellValue {
    let value = calculator.value(at: CellPlace(sheet: sheet, cell: GridCell(cell)))
    return CellValue(value, like: other, settings: settings)
  }

  /// Whether a cell has a formula, or lies in the block of an array formula.
  public func hasFormula(sheet: Int, cell: CellAddress) -> Bool {
    calculator.hasFormula(at: CellPlace(sheet: sheet, cell: GridCell(cell)))
  }

  /// Whether a formula speaks of what is not known: other books, functions, names.
  public func isIncomplete(sheet: Int, cell: CellAddress) -> Bool {
    calculator.isIncomplete(at: CellPlace(sheet: sheet, cell: GridCell(cell)))
  }

  /// Whether a formula changes by itself, as NOW does.
  public func isVolatile(sheet: Int, cell: CellAddress) -> Bool {
    calculator.isVolatile(at: CellPlace(sheet: sheet, cell: GridCell(cell)))
  }

  /// The formulas that lean on cells, directly or through others.
  public func formulas(
    leaningOn cells: [(sheet: Int, cell: CellAddress)]
  ) -> [(sheet: Int, cell: CellAddress)] {
    guard !cells.isEmpty else { return [] }
    let places = cells.map { CellPlace(sheet: $0.sheet, cell: GridCell($0.cell)) }
    return calculator.formulas(leaningOn: places).map {
      ($0.sheet, CellAddress(row: $0.cell.row, column: $0.cell.column))
    }
  }

  /// The cells of each cycle that was met.
  public var cycles: [[(sheet: Int, cell: CellAddress)]] {
    calculator.cycles.map { cycle in
      cycle.map { ($0.sheet, CellAddress(row: $0.cell.row, column: $0.cell.column)) }
    }
  }
}

extension Notation {
  /// The notation of an expression in a file.
  public init(_ dialect: FormulaDialect) {
    self = dialect == .ooxml ? .ooxml : .openFormula
  }
}

extension GridCell {
  /// The same cell.
  public init(_ cell: CellAddress) { self.init(row: cell.row, column: cell.column) }
}

extension GridRange {
  /// The same block.
  public init(_ range: CellRange) { self.init(GridCell(range.first), GridCell(range.last)) }
}

extension EvaluationSettings {
  /// The settings of a workbook's own rules.
  init(
    _ rules: CalculationRules, flavour: Flavour, locale: FormulaLocale, now: Double, seed: UInt64
  ) {
    self.init(flavour: flavour, now: now, seed: seed)
    self.locale = locale
    if let date = rules.nullDate {
      switch date.daysSince1970 {
      case DateEpoch.january1904.daysSince1970: epoch = .january1904
      default: epoch = .december30
      }
    }
    patterns =
      switch rules.patterns {
      case .plain: .none
      case .wildcards: .wildcards
      case .regularExpressions: .regularExpressions
      }
    criteriaMatchWholeCell = rules.criteriaMatchWholeCell
    iteration = rules.iterationsMax.map {
      Iteration(roundsMax: $0, changeMin: rules.iterationChange)
    }
  }

  /// A date as a serial number.
  func serial(_ date: DateTime) -> Double {
    let days = date.daysSince1970 - epoch.daysSince1970
    let shifted = epoch == .excel1900 && days < 61 ? days - 1 : days
    return Double(shifted) + date.secondOfDay / 86_400
  }

  /// The date of a serial number; nil outside the calendar.
  func date(_ serial: Double) -> DateTime? {
    guard serial.isFinite, abs(serial) < 1e7 else { return nil }
    var days = Int(serial.rounded(.down))
    var seconds = ((serial - Double(days)) * 86_400 * 1000).rounded() / 1000
    if seconds >= 86_400 { (days, seconds) = (days + 1, 0) }
    let shifted = epoch == .excel1900 && days < 60 ? days + 1 : days
    return DateTime(daysSince1970: shifted + epoch.daysSince1970, secondOfDay: seconds)
  }
}

extension FormulaValue {
  /// A stored value as formulas see it.
  public init(_ value: CellValue, settings: EvaluationSettings) {
    switch value {
    case .empty: self = .blank
    case .text(let text): self = .text(text)
    case .number(let number): self = .finite(number)
    case .boolean(let flag): self = .boolean(flag)
    case .date(let date): self = .number(settings.serial(date))
    case .duration(let seconds): self = .number(seconds / 86_400)
    case .error(let text): self = .error(FormulaError(text: text) ?? .value)
    }
  }
}

extension CellValue {
  /// A computed value as it is stored, a number as a date or a duration where `other` is one.
  public init(_ value: FormulaValue, like other: CellValue, settings: EvaluationSettings) {
    switch value.single {
    case .blank, .array: self = .empty
    case .text(let text): self = .text(text)
    case .boolean(let flag): self = .boolean(flag)
    case .error(let error): self = .error(error.text)
    case .number(let number):
      switch other {
      case .date: self = settings.date(number).map { .date($0) } ?? .number(number)
      case .duration: self = .duration(seconds: number * 86_400)
      default: self = .number(number)
      }
    }
  }
}
