// The quick way for formulas such as A1*B1+C1: no reference counts, no values but numbers.

/// A program that is arithmetic on numbers and single cells, and not deep.
struct PlainArithmetic {
  enum Step {
    case number(Double)
    case cell(Program.Area)
    case negate
    case percent
    case add
    case subtract
    case multiply
    case divide
  }

  /// Most numbers that wait at once.
  static let depthMax = 32

  /// The steps, which belong to the ``SharedProgram``.
  let steps: UnsafeMutableBufferPointer<Step>

  /// - Returns: The steps of a program; nil when it does anything else.
  static func steps(of program: Program) -> [Step]? {
    var depth = 0
    var steps: [Step] = []
    for step in program.steps {
      switch step {
      case .number(let number):
        depth += 1
        steps.append(.number(number))
      case .cell(let index):
        depth += 1
        steps.append(.cell(program.areas[Int(index)]))
      case .unary(.plus): continue
      case .unary(.minus): steps.append(.negate)
      case .unary(.percent): steps.append(.percent)
      case .binary(let operation):
        depth -= 1
        switch operation {
        case .add: steps.append(.add)
        case .subtract: steps.append(.subtract)
        case .multiply: steps.append(.multiply)
        case .divide: steps.append(.divide)
        default: return nil
        }
      default: return nil
      }
      guard depth <= depthMax else { return nil }
    }
    return depth == 1 ? steps : nil
  }
}

extension Calculator {
  /// Computes a formula that is arithmetic on computed cells.
  @inline(__always)
  func computeAtOnce(_ number: Int32) -> Bool {
    let cell = store.formulas[Int(number)]
    guard let program = store.arithmetic[Int(cell.program)], cell.arrayRange == nil,
      let result = result(of: program, at: cell.place),
      let block = store.block(of: cell.place)
    else { return false }
    block._withUnsafeGuaranteedRef { block in
      block.values[cell.place.cell.row & (CellGrid.Block.rows - 1)] = .number(result)
      block.dirtyCount -= 1
    }
    store.formulas[Int(number)].state = .clean
    return true
  }

  /// The value of a program; nil when it needs more than numbers.
  @inline(__always)
  private func result(of program: PlainArithmetic, at place: CellPlace) -> Double? {
    var depth = 0
    for step in program.steps {
      switch step {
      case .number(let number):
        numbers[depth] = number
        depth += 1
      case .cell(let area):
        guard let number = number(of: area, place) else { return nil }
        numbers[depth] = number
        depth += 1
      case .negate: numbers[depth - 1] = -numbers[depth - 1]
      case .percent: numbers[depth - 1] /= 100
      default:
        depth -= 1
        guard let number = Self.applied(step, numbers[depth - 1], numbers[depth]) else {
          return nil
        }
        numbers[depth - 1] = number
      }
    }
    return numbers[0].isFinite ? numbers[0] : nil
  }

  @inline(__always)
  private static func applied(
    _ step: PlainArithmetic.Step, _ left: Double, _ right: Double
  ) -> Double? {
    switch step {
    case .add: NumberRules.sum(left, right)
    case .subtract: NumberRules.difference(left, right)
    case .multiply: left * right
    default: right == 0 ? nil : left / right
    }
  }

  @inline(__always)
  private func number(of area: Program.Area, _ place: CellPlace) -> Double? {
    let row = Program.place(area.firstRow, area.relative & 1, place.cell.row, GridRange.rowsMax)
    let column = Program.place(
      area.firstColumn, area.relative & 2, place.cell.column, GridRange.columnsMax)
    let source = CellPlace(
      sheet: area.sheet < 0 ? place.sheet : Int(area.sheet),
      cell: GridCell(row: row, column: column))
    guard let block = store.block(of: source) else { return 0 }
    return block._withUnsafeGuaranteedRef { block in
      let index = row & (CellGrid.Block.rows - 1)
      if block.dirtyCount > 0 {
        let number = block.formulas[index]
        if number > 0, store.formulas[Int(number) - 1].state != .clean { return nil }
      }
      switch block.values[index] {
      case .number(let number): return number
      case .blank: return 0
      default: return nil
      }
    }
  }
}
