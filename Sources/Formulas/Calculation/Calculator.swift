/// Computes the formulas of a workbook.
///
/// Fill it with values and formulas, then ``recalculate()``; afterwards change cells and
/// recalculate again: only what depends on them is computed anew.
///
/// ```swift
/// let book = Calculator(sheets: ["S"])
/// book.setValue(.number(2), at: CellPlace(sheet: 0, cell: GridCell(row: 0, column: 0)))
/// ```
///
/// - Shape: any number of sheets of 1 048 576 rows × 16 384 columns; memory goes with filled cells.
public final class Calculator {
  /// What the values depend on besides the cells.
  public let settings: EvaluationSettings
  let functions: FunctionTable
  let store: CellStore
  let context: FunctionContext
  private var programsByFingerprint: [UInt64: [Int32]] = [:]
  /// Formulas that are to be computed.
  var dirty: [Int32] = []
  /// Formulas that change by themselves.
  private(set) var volatile: [Int32] = []
  /// Cells that were changed since formulas were computed.
  var changed: [CellPlace] = []
  var dependents: DependentIndex?
  var stack: [Operand] = []
  var hasComputed = false
  let numbers: UnsafeMutablePointer<Double>
  /// The cycles that were met, each with its cells.
  public internal(set) var cycles: [[CellPlace]] = []

  /// Makes an empty workbook.
  ///
  /// - Parameters:
  ///   - sheets: The sheets' names in their order.
  ///   - settings: What the values depend on besides the cells.
  ///   - functions: The functions that are known.
  public init(
    sheets: [String], settings: EvaluationSettings = EvaluationSettings(),
    functions: FunctionTable = .standard
  ) {
    self.settings = settings
    self.functions = functions
    store = CellStore(sheets: sheets)
    let nowhere = CellPlace(sheet: 0, cell: GridCell(row: 0, column: 0))
    context = FunctionContext(settings: settings, source: store, cell: nowhere)
    numbers = .allocate(capacity: PlainArithmetic.depthMax)
    numbers.initialize(repeating: 0, count: PlainArithmetic.depthMax)
  }

  deinit {
    numbers.deallocate()
  }

  // MARK: Filling

  /// Puts a value into a cell; a formula that was there is gone.
  public func setValue(_ value: FormulaValue, at place: CellPlace) {
    let (block, index) = store.cellToFill(place)
    store.removeFormula(block, index)
    block.values[index] = value.single
    if hasComputed { changed.append(place) }
  }

  /// Puts a formula into a cell.
  ///
  /// - Parameters:
  ///   - formula: The formula, read for this cell (``Formula/base``) or for another one that it is
  ///     copied from.
  ///   - place: The cell; for an array formula, the first one of its block.
  ///   - arrayRange: The block that an array formula fills; nil for other formulas.
  public func setFormula(
    _ formula: Formula, at place: CellPlace, arrayRange: GridRange? = nil
  ) {
    let program = Compiler.program(
      of: formula, sheet: place.sheet, isArray: arrayRange != nil,
      book: store.book, functions: functions)
    add(shared(program), at: place, arrayRange: arrayRange)
  }

  /// Puts the formula of another cell of the sheet into a cell, as if it were copied there.
  ///
  /// - Returns: Whether there was a formula to copy.
  @discardableResult
  public func copyFormula(from source: CellPlace, to place: CellPlace) -> Bool {
    guard source.sheet == place.sheet, let number = store.formulaNumber(at: source) else {
      return false
    }
    add(store.formulas[Int(number)].program, at: place, arrayRange: nil)
    return true
  }

  private func add(_ program: Int32, at place: CellPlace, arrayRange: GridRange?) {
    let (block, index) = store.cellToFill(place)
    store.removeFormula(block, index)
    let number = Int32(store.formulas.count)
    let cell = FormulaCell(program: program, place: place, arrayRange: arrayRange)
    store.formulas.append(cell)
    dirty.append(number)
    if store.programs[Int(program)].body.isVolatile { volatile.append(number) }
    store.claim(block, index, number)
    if let arrayRange { claimBlock(arrayRange, number, place) }
    dependents?.add(number, cell, store.programs[Int(program)].body)
    if hasComputed { changed.append(place) }
  }

  private func claimBlock(_ range: GridRange, _ number: Int32, _ place: CellPlace) {
    guard range.rowCount * range.columnCount <= FormulaArray.cellsMax else { return }
    for row in range.first.row...range.last.row {
      for column in range.first.column...range.last.column {
        let cell = CellPlace(sheet: place.sheet, cell: GridCell(row: row, column: column))
        guard cell != place else { continue }
        let (block, index) = store.cellToFill(cell)
        store.removeFormula(block, index)
        store.claim(block, index, number)
      }
    }
  }

  private func shared(_ program: Program) -> Int32 {
    let fingerprint = program.fingerprint
    for index in programsByFingerprint[fingerprint, default: []]
    where store.programs[Int(index)].body.isSame(as: program) {
      return index
    }
    let index = Int32(store.programs.count)
    store.add(SharedProgram(program))
    programsByFingerprint[fingerprint, default: []].append(index)
    return index
  }

  /// Gives a name to an expression; set names before the formulas that use them.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - sheet: The sheet that it belongs to; nil for the whole book.
  ///   - formula: What it stands for; relative references count from ``Formula/base``.
  ///   - owner: The sheet that references without a sheet mean.
  public func define(name: String, sheet: Int?, as formula: Formula, owner: Int = 0) {
    store.book.define(
      name, sheet: sheet, BookNames.Definition(formula: formula, sheet: sheet ?? owner))
  }

  /// Makes a table known; set tables before the formulas that use them.
  public func define(table: FormulaTableRange) {
    store.book.define(table)
  }

  /// Tells that a row is not shown, for SUBTOTAL.
  public func setVisibility(_ visibility: RowVisibility, sheet: Int, row: Int) {
    store.rowVisibility[sheet, default: [:]][row] = visibility
  }

  // MARK: Reading

  /// The value of a cell, as it was computed last.
  public func value(at place: CellPlace) -> FormulaValue {
    store.readsStaleCells = true
    defer { store.readsStaleCells = false }
    return store.value(at: place)
  }

  /// Whether a cell has a formula, or lies in the block of an array formula.
  public func hasFormula(at place: CellPlace) -> Bool { store.formulaNumber(at: place) != nil }

  /// Whether a cell's formula speaks of what is not known here: other books, functions, names.
  public func isIncomplete(at place: CellPlace) -> Bool {
    program(at: place)?.isIncomplete ?? false
  }

  /// Whether a cell's formula changes by itself: NOW, RAND, OFFSET, INDIRECT.
  public func isVolatile(at place: CellPlace) -> Bool { program(at: place)?.isVolatile ?? false }

  private func program(at place: CellPlace) -> Program? {
    store.formulaNumber(at: place).map {
      store.programs[Int(store.formulas[Int($0)].program)].body
    }
  }

  /// The number of formulas.
  public var formulaCount: Int { store.formulas.count { !$0.isGone } }

  /// Where FORMULA takes the text of a cell's formula from.
  public func setFormulaTexts(_ text: @escaping (CellPlace) -> String?) {
    store.formulaTextOf = text
  }
}

/// A cell with a formula.
struct FormulaCell {
  /// How far its computation is.
  enum State: UInt8 {
    /// Its value stands.
    case clean
    /// It is to be computed.
    case dirty
    /// What its text speaks of is computed before it.
    case waiting
    /// It was begun, and waits for cells that it asked for.
    case running
  }

  let program: Int32
  let place: CellPlace
  let arrayRange: GridRange?
  var state = State.dirty
  /// Whether another value or formula took its place.
  var isGone = false
}

/// A program that many cells share.
final class SharedProgram {
  let body: Program
  /// The same for the quick way; nil when it needs more.
  let arithmetic: PlainArithmetic?

  init(_ body: Program) {
    self.body = body
    arithmetic = PlainArithmetic.steps(of: body).map { steps in
      let copy = UnsafeMutableBufferPointer<PlainArithmetic.Step>.allocate(capacity: steps.count)
      _ = copy.initialize(from: steps)
      return PlainArithmetic(steps: copy)
    }
  }

  deinit {
    arithmetic?.steps.deallocate()
  }
}
