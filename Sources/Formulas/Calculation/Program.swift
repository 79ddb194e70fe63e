/// A formula ready to be evaluated.
///
/// Its references count from the cell that it is evaluated for, so that formulas that were copied
/// down a column share one program.
struct Program {
  /// One step of the stack machine.
  enum Step: Hashable {
    /// Pushes a number.
    case number(Double)
    /// Pushes one of ``Program/constants``.
    case constant(Int32)
    /// Pushes the value of a cell, one of ``Program/areas``.
    case cell(Int32)
    /// Pushes one of ``Program/areas`` as a reference.
    case area(Int32)
    /// Pushes the areas of a reference through several sheets.
    case areas(Int32, count: Int32)
    /// Pushes an argument that was left empty.
    case missing
    /// Turns a reference into a value: the one of the own row or column.
    case single
    /// Turns a reference into a value or an array.
    case values
    /// Applies an operator to the value on top.
    case unary(FormulaOperator)
    /// Applies an operator to the two values on top; of references for `:`, ` ` and `,`.
    case binary(FormulaOperator)
    /// Calls a function with so many values on top; negative for one of ``Program/Fault``.
    case call(Int32, count: Int32, isArray: Bool)
    /// Goes on elsewhere.
    case jump(Int32)
    /// Takes a condition; goes on elsewhere unless it is true, and to the end with an error.
    case jumpUnless(Int32, end: Int32)
    /// Keeps a value that is no error (or not `#N/A`) and goes on elsewhere; drops it otherwise.
    case jumpUnlessError(Int32, onlyNA: Bool)
    /// Takes a number and goes on at one of ``Program/targets``, counted from the first.
    case choose(first: Int32, count: Int32, end: Int32)
    /// Compares the two values on top; drops both when equal, else the upper one and goes on
    /// elsewhere.
    case jumpUnlessEqual(Int32, end: Int32)
    /// Drops the value on top.
    case drop
    /// Keeps what is on top under a number, and drops it.
    case store(Int32)
    /// Pushes what was kept under a number.
    case load(Int32)
  }

  /// What stands in the place of a function that cannot be called.
  enum Fault: Int32 {
    /// No such function.
    case unknown = -1
    /// Too few arguments.
    case tooFew = -2
    /// Too many arguments.
    case tooMany = -3

    /// What the call gives.
    var error: FormulaError {
      switch self {
      case .unknown: .name
      case .tooFew: .missing
      case .tooMany: .parameter
      }
    }
  }

  /// A block of cells: each coordinate as it is, or counted from the cell.
  struct Area: Hashable {
    /// The sheet; negative for that of the formula.
    var sheet: Int32
    var firstRow: Int32
    var firstColumn: Int32
    var lastRow: Int32
    var lastColumn: Int32
    /// Which coordinates count from the cell, in the order above, from the lowest bit.
    var relative: UInt8

    /// Whether it is one cell.
    var isSingle: Bool {
      firstRow == lastRow && firstColumn == lastColumn && (relative & 3) == (relative >> 2)
    }
  }

  var steps: [Step] = []
  var constants: [FormulaValue] = []
  var areas: [Area] = []
  var targets: [Int32] = []
  /// How many values are kept under numbers.
  var localCount = 0
  var isVolatile = false
  /// Whether it calls SUBTOTAL or AGGREGATE.
  var isSubtotal = false
  /// Whether it speaks of what is not known here: other books, functions, names.
  var isIncomplete = false
  /// Whether it grew over the limit, so that it gives an error.
  var isTooLong = false

  /// Whether two programs do the same.
  func isSame(as other: Program) -> Bool {
    steps == other.steps && areas == other.areas && constants == other.constants
      && targets == other.targets && localCount == other.localCount
  }

  /// A hash of what it does, quick to compute.
  var fingerprint: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01B3; hash ^= hash >> 29 }
    for step in steps {
      switch step {
      case .number(let number): mix(number.bitPattern)
      case .constant(let index): mix(1 << 40 | UInt64(UInt32(bitPattern: index)))
      case .cell(let index): mix(2 << 40 | UInt64(UInt32(bitPattern: index)))
      case .area(let index): mix(3 << 40 | UInt64(UInt32(bitPattern: index)))
      case .unary(let operation): mix(4 << 40 | UInt64(operation.rawValue))
      case .binary(let operation): mix(5 << 40 | UInt64(operation.rawValue))
      case .call(let function, let count, _):
        mix(6 << 40 | UInt64(UInt32(bitPattern: function)) << 8 | UInt64(UInt32(bitPattern: count)))
      default: mix(7 << 40)
      }
    }
    for area in areas {
      mix(
        UInt64(UInt32(bitPattern: area.firstRow)) << 32 | UInt64(UInt32(bitPattern: area.lastRow)))
      mix(
        UInt64(UInt32(bitPattern: area.firstColumn)) << 32
          | UInt64(UInt32(bitPattern: area.lastColumn)))
      mix(UInt64(UInt32(bitPattern: area.sheet)) << 8 | UInt64(area.relative))
    }
    for case .number(let number) in constants { mix(number.bitPattern) }
    for case .text(let text) in constants { for byte in text.utf8 { mix(UInt64(byte)) } }
    return hash
  }

  /// The block that an area means for a cell; beyond the sheet's edge it wraps around.
  @inline(__always)
  static func resolve(_ area: Area, row: Int, column: Int, sheet: Int) -> RangeArea {
    let relative = area.relative
    let firstRow = place(area.firstRow, relative & 1, row, GridRange.rowsMax)
    let firstColumn = place(area.firstColumn, relative & 2, column, GridRange.columnsMax)
    let lastRow = place(area.lastRow, relative & 4, row, GridRange.rowsMax)
    let lastColumn = place(area.lastColumn, relative & 8, column, GridRange.columnsMax)
    return RangeArea(
      sheet: area.sheet < 0 ? sheet : Int(area.sheet),
      range: GridRange(
        GridCell(row: firstRow, column: firstColumn), GridCell(row: lastRow, column: lastColumn)))
  }

  @inline(__always)
  static func place(_ value: Int32, _ isRelative: UInt8, _ base: Int, _ limit: Int) -> Int {
    guard isRelative != 0 else { return Int(value) }
    let sum = base + Int(value)
    if sum >= 0, sum < limit { return sum }
    return ((sum % limit) + limit) % limit
  }
}
