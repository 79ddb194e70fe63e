/// Makes programs of formulas.
struct Compiler {
  /// What the node above wants of a node.
  struct Need: Hashable {
    /// A reference is welcome as it is.
    var reference = false
    /// Several values are welcome.
    var array = false
  }

  /// Most steps of a program, so that names that use names do not grow without end.
  static let stepsMax = 1 << 17
  /// How deep names may use names.
  static let nameDepthMax = 32

  let book: BookNames
  let functions: FunctionTable
  let formula: Formula
  /// The sheet of references without a sheet.
  let sheet: Int
  var program = Program()
  private var locals: [LocalName] = []
  private var depth = 0
  private var starts: [Int] = []
  private var needs: [Need] = []
  /// What is to be done when an argument of a call that leaves some unevaluated is complete.
  private var hooks: [Int: (call: Int, argument: Int)] = [:]
  private var lazyCalls: [Int: LazyCall] = [:]
  private var skipped: Set<Int> = []
  private var called: [Int: Int32] = [:]

  init(book: BookNames, functions: FunctionTable, formula: Formula, sheet: Int) {
    self.book = book
    self.functions = functions
    self.formula = formula
    self.sheet = sheet
  }

  /// The program of a cell's formula.
  static func program(
    of formula: Formula, sheet: Int, isArray: Bool, book: BookNames, functions: FunctionTable
  ) -> Program {
    var compiler = Compiler(book: book, functions: functions, formula: formula, sheet: sheet)
    compiler.compile(Need(reference: false, array: isArray))
    if compiler.program.isTooLong {
      compiler.program = Program()
      compiler.pushError(.limit)
    }
    return compiler.program
  }

  private mutating func compile(_ need: Need) {
    spread(need)
    for (index, node) in formula.nodes.enumerated() where !skipped.contains(index) {
      if program.steps.count >= Self.stepsMax { program.isTooLong = true }
      guard !program.isTooLong else { return }
      emit(node, at: index)
      if let hook = hooks[index] {
        lazyCalls[hook.call]?.argumentDone(hook.argument, in: &program)
      }
    }
  }

  // MARK: What nodes want of each other

  private mutating func spread(_ need: Need) {
    let nodes = formula.nodes
    needs = Array(repeating: Need(), count: nodes.count)
    guard nodes.count > 1 else {
      needs[0] = need
      return
    }
    starts = formula.subtreeStarts()
    needs[nodes.count - 1] = need
    for index in nodes.indices.reversed() {
      let node = nodes[index]
      let own = needs[index]
      switch node.kind {
      case .group: needs[index - 1] = own
      case .unary(.single), .unary(.spill): needs[index - 1] = Need(reference: true)
      case .unary: needs[index - 1] = Need(array: own.array)
      case .binary(let operation):
        let takesReferences =
          operation == .range || operation == .intersection || operation == .union
        let wanted = Need(reference: takesReferences, array: own.array)
        needs[index - 1] = wanted
        needs[starts[index - 1] - 1] = wanted
      case .call(let count): spreadCall(index, Int(count), own)
      default: continue
      }
    }
  }

  /// The nodes that are the arguments of a call, the first one first.
  private func arguments(of call: Int, _ count: Int) -> [Int] {
    var nodes: [Int] = []
    var place = call - 1
    for _ in 0..<count {
      nodes.append(place)
      place = starts[place] - 1
    }
    return nodes.reversed()
  }

  private mutating func spreadCall(_ index: Int, _ count: Int, _ own: Need) {
    guard let function = function(of: formula.nodes[index]) else { return }
    called[index] = function
    let definition = functions.functions[Int(function)]
    let operands = count == 0 ? [] : arguments(of: index, count)
    if let kind = LazyCall.Kind(rawValue: definition.name), definition.arity.contains(count) {
      let isStrict =
        kind != .let && (own.array || hasArray(operands[0]))
      if !isStrict {
        return spreadLazily(kind, index, operands, own)
      }
      for operand in operands { needs[operand] = Need(array: true) }
      return
    }
    for (place, operand) in operands.enumerated() {
      switch definition.parameter(place) {
      case .scalar: needs[operand] = Need(array: own.array)
      case .any: needs[operand] = Need(reference: true, array: own.array)
      case .array: needs[operand] = Need(reference: true, array: true)
      }
    }
  }

  private mutating func spreadLazily(
    _ kind: LazyCall.Kind, _ index: Int, _ operands: [Int], _ own: Need
  ) {
    var call = LazyCall(kind: kind, count: operands.count)
    for (place, operand) in operands.enumerated() {
      hooks[operand] = (index, place)
      needs[operand] = call.isResult(place) ? own : Need(reference: kind == .let, array: own.array)
    }
    if kind == .let {
      for place in stride(from: 0, to: operands.count - 1, by: 2) {
        let node = formula.nodes[operands[place]]
        skipped.insert(operands[place])
        let slot = Int32(program.localCount)
        program.localCount += 1
        call.slots.append(slot)
        guard case .name = node.kind else { continue }
        locals.append(
          LocalName(
            name: formula.name(of: formula.token(of: node)).lowercased(), slot: slot,
            nodes: operands[place + 1] + 1..<index))
      }
    }
    lazyCalls[index] = call
  }

  private func hasArray(_ node: Int) -> Bool {
    formula.nodes[starts[node]...node].contains {
      if case .array = $0.kind { true } else { false }
    }
  }

  // MARK: Steps

  private mutating func emit(_ node: FormulaNode, at index: Int) {
    let need = needs[index]
    switch node.kind {
    case .number(let number): program.steps.append(.number(number))
    case .text: push(.text(formula.string(of: formula.token(of: node))))
    case .boolean(let flag): push(.boolean(flag))
    case .error(let error): pushError(error)
    case .array(let array): push(.array(formula.arrays[Int(array)]))
    case .missing: program.steps.append(.missing)
    case .group: break
    case .reference(let reference): emit(formula.references[Int(reference)], need)
    case .name: emitName(formula.token(of: node), at: index, need)
    case .structured: emitStructured(String(formula.source(of: formula.token(of: node))), need)
    case .unary(.single): program.steps.append(.single)
    case .unary(let operation):
      program.steps.append(.unary(operation))
      if operation == .spill { settle(need) }
    case .binary(let operation):
      program.steps.append(.binary(operation))
      if operation == .range || operation == .intersection || operation == .union { settle(need) }
    case .call(let count): emitCall(node, at: index, count, need)
    }
  }

  private mutating func push(_ value: FormulaValue) {
    program.steps.append(.constant(Int32(program.constants.count)))
    program.constants.append(value)
  }

  private mutating func pushError(_ error: FormulaError) { push(.error(error)) }

  /// Turns a reference on top into what is wanted.
  private mutating func settle(_ need: Need) {
    guard !need.reference else { return }
    program.steps.append(need.array ? .values : .single)
  }

  private mutating func emitCall(
    _ node: FormulaNode, at index: Int, _ count: Int32, _ need: Need
  ) {
    if var call = lazyCalls[index] { return call.finish(in: &program) }
    guard let function = called[index] ?? (count == 0 ? function(of: node) : nil) else {
      program.isIncomplete = true
      program.steps.append(.call(Program.Fault.unknown.rawValue, count: count, isArray: false))
      return
    }
    let definition = functions.functions[Int(function)]
    guard definition.arity.contains(Int(count)) else {
      let fault = count < definition.arity.lowerBound ? Program.Fault.tooFew : .tooMany
      program.steps.append(.call(fault.rawValue, count: count, isArray: false))
      return
    }
    if definition.isVolatile { program.isVolatile = true }
    if definition.name == "SUBTOTAL" || definition.name == "AGGREGATE" { program.isSubtotal = true }
    program.steps.append(.call(function, count: count, isArray: need.array))
    if case .reference = definition.body { settle(need) }
  }

  private func function(of node: FormulaNode) -> Int32? {
    let name = formula.source(of: formula.token(of: node))
    let index =
      formula.notation.dialect == .ooxml
      ? functions.indexInOOXML(String(name)) : functions.indexInOpenFormula(String(name))
    return index.map(Int32.init)
  }

  // MARK: References and names

  private mutating func emit(_ reference: Reference, _ need: Need) {
    guard !reference.isDeleted else { return pushError(.ref) }
    var first = sheet
    var last = sheet
    var isOwn = true
    if let scope = reference.scope {
      guard scope.book == nil else {
        program.isIncomplete = true
        return pushError(.ref)
      }
      if !scope.sheet.isEmpty {
        guard let index = book.sheet(scope.sheet) else { return pushError(.ref) }
        (first, last, isOwn) = (index, index, false)
      }
      if let name = scope.lastSheet {
        guard let index = book.sheet(name) else { return pushError(.ref) }
        (first, last) = (min(first, index), max(first, index))
      }
    }
    var area = Program.Area(reference, base: formula.base)
    area.sheet = isOwn && depth == 0 ? -1 : Int32(first)
    if first < last {
      let place = Int32(program.areas.count)
      for sheet in first...last {
        area.sheet = Int32(sheet)
        program.areas.append(area)
      }
      program.steps.append(.areas(place, count: Int32(last - first + 1)))
      return settle(need)
    }
    emit(area, need)
  }

  private mutating func emit(_ area: Program.Area, _ need: Need) {
    let place = Int32(program.areas.count)
    program.areas.append(area)
    if area.isSingle, !need.reference {
      program.steps.append(.cell(place))
    } else {
      program.steps.append(.area(place))
      settle(need)
    }
  }

  private mutating func emitName(_ token: FormulaToken, at index: Int, _ need: Need) {
    let scoped = formula.scopedName(of: token)
    let name = formula.name(of: token)
    if scoped == nil, let local = local(name, at: index) {
      program.steps.append(.load(local.slot))
      return settle(need)
    }
    var definition: BookNames.Definition?
    if let scope = scoped?.scope, !scope.sheet.isEmpty, scope.book == nil {
      definition =
        book.sheet(scope.sheet).flatMap { book.definition(name, of: $0) }
        ?? book.definition(name, of: nil)
    } else if scoped?.scope.book == nil {
      definition = book.definition(name, from: sheet)
    }
    guard let definition, depth < Self.nameDepthMax else {
      program.isIncomplete = true
      return pushError(.name)
    }
    inline(definition, need)
  }

  // The innermost one was added last.
  private func local(_ name: String, at node: Int) -> LocalName? {
    guard !locals.isEmpty else { return nil }
    let key = name.lowercased()
    return locals.last { $0.name == key && $0.nodes.contains(node) }
  }

  /// Puts what a name stands for in its place.
  private mutating func inline(_ definition: BookNames.Definition, _ need: Need) {
    var inner = Compiler(
      book: book, functions: functions, formula: definition.formula, sheet: definition.sheet)
    inner.depth = depth + 1
    inner.program = program
    inner.compile(need)
    program = inner.program
  }

  private mutating func emitStructured(_ text: String, _ need: Need) {
    guard let structured = StructuredReference(text) else { return pushError(.ref) }
    let table =
      structured.table.isEmpty
      ? book.table(at: CellPlace(sheet: sheet, cell: formula.base)) : book.table(structured.table)
    guard let table else {
      program.isIncomplete = true
      return pushError(.name)
    }
    guard let range = structured.range(in: table, row: formula.base.row) else {
      return pushError(structured.isThisRow ? .value : .ref)
    }
    var area = Program.Area(range)
    area.sheet = Int32(table.sheet)
    if structured.isThisRow, range.first.row == formula.base.row {
      area.firstRow = 0
      area.lastRow = 0
      area.relative = 5
    }
    emit(area, need)
  }
}

extension Program.Area {
  /// The block that stands still.
  init(_ range: GridRange) {
    self.init(
      sheet: 0, firstRow: Int32(range.first.row), firstColumn: Int32(range.first.column),
      lastRow: Int32(range.last.row), lastColumn: Int32(range.last.column), relative: 0)
  }

  /// The block of a reference: what has no `$` counts from the cell.
  init(_ reference: Reference, base: GridCell) {
    let first = reference.first
    let last = reference.last
    self.init(
      sheet: 0, firstRow: first.row, firstColumn: first.column, lastRow: last.row,
      lastColumn: last.column, relative: 0)
    if reference.shape != .columns {
      if !first.isRowAbsolute {
        firstRow -= Int32(base.row)
        relative |= 1
      }
      if !last.isRowAbsolute {
        lastRow -= Int32(base.row)
        relative |= 4
      }
    }
    if reference.shape != .rows {
      if !first.isColumnAbsolute {
        firstColumn -= Int32(base.column)
        relative |= 2
      }
      if !last.isColumnAbsolute {
        lastColumn -= Int32(base.column)
        relative |= 8
      }
    }
  }
}
