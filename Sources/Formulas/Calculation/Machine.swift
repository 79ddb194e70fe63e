// Running programs on a stack.

extension Calculator {
  /// Runs a formula's program for its cell.
  ///
  /// When cells were read that are not computed yet, ``CellStore/blocked`` holds them and the
  /// value is worth nothing.
  func run(_ number: Int32) -> FormulaValue {
    let cell = store.formulas[Int(number)]
    let program = store.programs[Int(cell.program)].body
    context.cell = cell.place
    if !store.blocked.isEmpty { store.blocked = [] }
    store.budget = CellStore.budgetMax
    store.bookBudget -= program.steps.count
    guard store.hasBudget else { return .error(settings.flavour.shown(.limit)) }
    if program.isVolatile { context.reseed(for: cell.place) }
    var machine = Machine(calculator: self, program: program, place: cell.place, stack: stack)
    stack = []
    let value = machine.run()
    machine.stack.removeAll(keepingCapacity: true)
    stack = machine.stack
    return value
  }
}

/// One run of a program.
private struct Machine {
  let calculator: Calculator
  let program: Program
  let place: CellPlace
  let operators: Operators
  var stack: [Operand]
  var locals: [Operand] = []

  init(calculator: Calculator, program: Program, place: CellPlace, stack: [Operand]) {
    self.calculator = calculator
    self.program = program
    self.place = place
    self.stack = stack
    operators = Operators(context: calculator.context, store: calculator.store)
    if program.localCount > 0 { locals = Array(repeating: .missing, count: program.localCount) }
  }

  private var store: CellStore { calculator.store }

  mutating func run() -> FormulaValue {
    var counter = 0
    let steps = program.steps
    while counter < steps.count {
      let step = steps[counter]
      counter += 1
      switch step {
      case .number(let number): stack.append(.value(.number(number)))
      case .constant(let index): stack.append(.value(program.constants[Int(index)]))
      case .cell(let index):
        let area = resolve(index)
        stack.append(
          .value(
            store.read(
              sheet: area.sheet, row: area.range.first.row, column: area.range.first.column)))
      case .area(let index): stack.append(.area(resolve(index)))
      case .areas(let first, let count):
        stack.append(.areas((first..<first + count).map(resolve)))
      case .missing: stack.append(.missing)
      case .single: push(single(pop()))
      case .values: push(values(pop()))
      case .unary(.spill): stack.append(spilled(pop()))
      case .unary(let operation): push(operators.unary(operation, value(pop())))
      case .binary(let operation): binary(operation)
      case .call(let function, let count, let isArray):
        // What a call reads, and which branch is taken, may depend on what is missing.
        guard store.blocked.isEmpty else { return .blank }
        call(function, Int(count), isArray: isArray)
      case .drop: _ = pop()
      case .store(let slot): locals[Int(slot)] = pop()
      case .load(let slot): stack.append(locals[Int(slot)])
      default:
        guard store.blocked.isEmpty else { return .blank }
        // Never backwards, so that every program ends.
        counter = max(counter, branch(step, next: counter))
      }
    }
    return value(pop())
  }

  // MARK: The stack

  private mutating func pop() -> Operand { stack.popLast() ?? .missing }
  private mutating func push(_ value: FormulaValue) { stack.append(.value(value)) }

  private func resolve(_ index: Int32) -> RangeArea {
    Program.resolve(
      program.areas[Int(index)], row: place.cell.row, column: place.cell.column,
      sheet: place.sheet)
  }

  private func argument(_ operand: Operand) -> FunctionArgument {
    switch operand {
    case .missing: .missing
    case .value(let value): .value(value)
    case .area(let area): .range(RangeArgument(area, source: store))
    case .areas(let areas):
      areas.isEmpty
        ? .value(.error(.null))
        : .range(RangeArgument(areas[0], others: Array(areas.dropFirst()), source: store))
    }
  }

  private func operand(_ argument: FunctionArgument) -> Operand {
    switch argument {
    case .missing: .missing
    case .value(let value): .value(value)
    case .range(let range):
      range.otherAreas.isEmpty ? .area(range.area) : .areas([range.area] + range.otherAreas)
    }
  }

  private func value(_ operand: Operand) -> FormulaValue {
    if case .value(let value) = operand { return value }
    return single(operand)
  }

  private func single(_ operand: Operand) -> FormulaValue {
    switch operand {
    case .missing: .blank
    case .value(let value): value
    default: calculator.context.single(argument(operand))
    }
  }

  private func values(_ operand: Operand) -> FormulaValue {
    switch operand {
    case .missing: return .blank
    case .value(let value): return value
    default:
      do throws(FormulaError) {
        return try calculator.context.values(argument(operand))
      } catch {
        return .error(error)
      }
    }
  }

  // MARK: Operators

  private mutating func binary(_ operation: FormulaOperator) {
    let right = pop()
    let left = pop()
    switch operation {
    case .range, .intersection, .union:
      stack.append(ReferenceOperators.apply(operation, left, right))
    default: push(operators.binary(operation, value(left), value(right)))
    }
  }

  /// `A1#`: the block of the array formula that a cell begins.
  private func spilled(_ operand: Operand) -> Operand {
    guard case .area(let area) = operand,
      let number = store.formulaNumber(at: CellPlace(sheet: area.sheet, cell: area.range.first)),
      let range = store.formulas[Int(number)].arrayRange
    else { return .value(.error(.ref)) }
    return .area(RangeArea(sheet: area.sheet, range: range))
  }

  // MARK: Branches

  private mutating func branch(_ step: Program.Step, next: Int) -> Int {
    switch step {
    case .jump(let target): return Int(target)
    case .jumpUnless(let other, let end):
      do throws(FormulaError) {
        return try calculator.context.boolean(value(pop())) ? next : Int(other)
      } catch {
        push(.error(error))
        return Int(end)
      }
    case .jumpUnlessError(let end, let onlyNA):
      let tried = value(pop()).single
      guard let error = tried.error, !onlyNA || error == .na else {
        push(tried)
        return Int(end)
      }
      return next
    case .choose(let first, let count, let end):
      do throws(FormulaError) {
        let number = try calculator.context.number(value(pop()))
        guard number >= 1, number < Double(count) + 1 else { throw .value }
        return Int(program.targets[Int(first) + Int(number) - 1])
      } catch {
        push(.error(error))
        return Int(end)
      }
    case .jumpUnlessEqual(let other, let end):
      let tried = value(pop()).single
      let wanted = value(pop()).single
      if let error = wanted.error ?? tried.error {
        push(.error(error))
        return Int(end)
      }
      if TextOrder.compare(wanted, tried, isCaseSensitive: false) == 0 { return next }
      push(wanted)
      return Int(other)
    default: return next
    }
  }

  // MARK: Calls

  private mutating func call(_ function: Int32, _ count: Int, isArray: Bool) {
    let start = stack.count - count
    guard function >= 0 else {
      stack.removeSubrange(start...)
      let error = Program.Fault(rawValue: function)?.error ?? .name
      return push(.error(calculator.settings.flavour.shown(error)))
    }
    let definition = calculator.functions.functions[Int(function)]
    var arguments: [FunctionArgument] = []
    arguments.reserveCapacity(count)
    var rows = 0
    var columns = 0
    for (index, operand) in stack[start...].enumerated() {
      arguments.append(argument(operand))
      if case .value(.array(let array)) = operand, definition.parameter(index) == .scalar {
        rows = max(rows, array.rows)
        columns = max(columns, array.columns)
      }
    }
    stack.removeSubrange(start...)
    calculator.context.isArrayFormula = isArray
    guard rows > 0 else {
      stack.append(result(of: definition, arguments))
      return
    }
    push(lifted(definition, arguments, rows: rows, columns: columns))
  }

  private func result(
    of definition: FunctionDefinition, _ arguments: [FunctionArgument]
  ) -> Operand {
    let call = FunctionCall(arguments, calculator.context)
    do throws(FormulaError) {
      guard store.hasBudget else { throw .limit }
      switch definition.body {
      case .value(let body):
        let value = try body(call)
        return .value(value.error.map { .error(told($0, by: definition, of: call)) } ?? value)
      case .reference(let body): return operand(try body(call))
      }
    } catch {
      return .value(.error(told(error, by: definition, of: call)))
    }
  }

  private func told(
    _ error: FormulaError, by definition: FunctionDefinition, of call: FunctionCall
  ) -> FormulaError {
    let flavour = calculator.settings.flavour
    return flavour.isLibreOffice
      ? LibreOfficeErrors.told(error, by: definition, of: call) : flavour.shown(error)
  }

  /// Calls a function once for each place of the arrays among its single-valued parameters.
  ///
  /// - Source: OpenFormula 1.3 §3.3 (non-scalar evaluation).
  private func lifted(
    _ definition: FunctionDefinition, _ arguments: [FunctionArgument], rows: Int, columns: Int
  ) -> FormulaValue {
    do throws(FormulaError) {
      try store.spend(rows * columns)
      return .array(
        try FormulaArray(rows: rows, columns: columns) { (row, column) throws(FormulaError) in
          var single = arguments
          for (index, argument) in arguments.enumerated() {
            guard case .value(let value) = argument, definition.parameter(index) == .scalar else {
              continue
            }
            single[index] = .value(Operators.element(value, row, column))
          }
          return value(result(of: definition, single)).single
        })
    } catch {
      return .error(error)
    }
  }
}

/// Operators on references.
private enum ReferenceOperators {
  static func apply(_ operation: FormulaOperator, _ left: Operand, _ right: Operand) -> Operand {
    guard let one = areas(left), let other = areas(right) else {
      return .value(.error(error(left) ?? error(right) ?? .value))
    }
    switch operation {
    case .union: return .areas(one + other)
    case .intersection:
      let common = one.flatMap { area in
        other.compactMap { second in
          area.sheet == second.sheet
            ? area.range.intersection(second.range).map { RangeArea(sheet: area.sheet, range: $0) }
            : nil
        }
      }
      return common.isEmpty ? .value(.error(.null)) : reference(common)
    default:
      guard let first = one.first, (one + other).allSatisfy({ $0.sheet == first.sheet }) else {
        return .value(.error(.value))
      }
      let range = (one + other).reduce(first.range) { $0.union($1.range) }
      return .area(RangeArea(sheet: first.sheet, range: range))
    }
  }

  private static func reference(_ areas: [RangeArea]) -> Operand {
    areas.count == 1 ? .area(areas[0]) : .areas(areas)
  }

  private static func areas(_ operand: Operand) -> [RangeArea]? {
    switch operand {
    case .area(let area): [area]
    case .areas(let areas): areas
    default: nil
    }
  }

  private static func error(_ operand: Operand) -> FormulaError? {
    if case .value(let value) = operand { value.error } else { nil }
  }
}
