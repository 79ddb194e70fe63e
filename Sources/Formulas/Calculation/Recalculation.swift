// The order of computation: what a formula needs is computed before it, on stacks of our own.

extension Calculator {
  /// Computes what is to be computed: all formulas the first time, afterwards those that depend on
  /// changed cells, and volatile ones.
  ///
  /// - Parameter workMax: How many steps and values all of it may take; what is left then gives
  ///   ``FormulaError/limit``, so that no book computes without end.
  public func recalculate(workMax: Int = 1 << 34) {
    cycles = []
    context.lookupIndexes.removeAll()
    store.bookBudget = workMax
    spreadChanges()
    let todo = dirty
    dirty = []
    for number in todo where !store.formulas[Int(number)].isGone { compute(number) }
  }

  /// Computes one formula after all that its text speaks of.
  ///
  /// This order is only good luck: what turns out to be missing is computed by demand.
  private func compute(_ root: Int32) {
    guard store.formulas[Int(root)].state != .clean, !computeAtOnce(root) else { return }
    var path = [Needs(of: root)]
    store.formulas[Int(root)].state = .waiting
    while let top = path.indices.last {
      let number = path[top].formula
      if store.formulas[Int(number)].state == .waiting, let need = nextNeed(&path[top]) {
        guard !computeAtOnce(need) else { continue }
        store.formulas[Int(need)].state = .waiting
        path.append(Needs(of: need))
        continue
      }
      path.removeLast()
      if store.formulas[Int(number)].state != .clean { computeByDemand(number) }
    }
  }

  /// The next formula in what a formula's text speaks of that nobody has begun.
  private func nextNeed(_ needs: inout Needs) -> Int32? {
    let cell = store.formulas[Int(needs.formula)]
    let program = store.programs[Int(cell.program)].body
    while needs.area < program.areas.count {
      let area = Program.resolve(
        program.areas[needs.area], row: cell.place.cell.row, column: cell.place.cell.column,
        sheet: cell.place.sheet)
      if store.bookBudget > 0,
        let need = store.nextFormula(in: area, from: &needs.place, where: { $0 == .dirty })
      {
        return need
      }
      needs.nextArea()
    }
    return nil
  }

  func forEachArea(of number: Int32, _ body: (RangeArea) -> Void) {
    let cell = store.formulas[Int(number)]
    for area in store.programs[Int(cell.program)].body.areas {
      body(
        Program.resolve(
          area, row: cell.place.cell.row, column: cell.place.cell.column, sheet: cell.place.sheet))
    }
  }

  // MARK: By demand

  /// Computes a formula, and first each one whose value it asked for and did not get.
  ///
  /// Every formula on the path was really asked for by the one below, so one that asks for another
  /// on the path closes a cycle. Each run ends where its way depends on what is missing, and the
  /// next comes further: no formula runs more often than it has steps.
  private func computeByDemand(_ root: Int32) {
    var path: [Demands] = []
    begin(root, &path)
    while let top = path.indices.last {
      let number = path[top].formula
      guard store.formulas[Int(number)].state != .clean else {
        path.removeLast()
        continue
      }
      guard let need = nextDemand(&path[top]) else {
        if !computeNow(number) { path[top] = Demands(of: number, areas: store.blocked) }
        continue
      }
      if store.formulas[Int(need)].state == .running {
        closeCycle(at: need, &path)
      } else {
        begin(need, &path)
      }
    }
  }

  private func begin(_ number: Int32, _ path: inout [Demands]) {
    guard !computeAtOnce(number), !computeNow(number) else { return }
    store.formulas[Int(number)].state = .running
    path.append(Demands(of: number, areas: store.blocked))
  }

  /// Runs a formula; its value stands unless it asked for what is not computed.
  private func computeNow(_ number: Int32) -> Bool {
    let value = run(number)
    guard store.blocked.isEmpty else { return false }
    store.store(value, for: number)
    store.setState(number, .clean)
    return true
  }

  private func nextDemand(_ demands: inout Demands) -> Int32? {
    while demands.needs.area < demands.areas.count {
      let area = demands.areas[demands.needs.area]
      if let need = store.nextFormula(
        in: area, from: &demands.needs.place, where: { $0 != .clean })
      {
        return need
      }
      demands.needs.nextArea()
    }
    return nil
  }

  /// The top of the path asked for a formula that is on the path itself.
  private func closeCycle(at start: Int32, _ path: inout [Demands]) {
    let first = path.lastIndex { $0.formula == start } ?? path.startIndex
    let loop = path[first...].map(\.formula)
    guard settings.iteration != nil else { return close(loop) }
    let missing = iterate(loop)
    guard let top = path.last, !missing.isEmpty else { return }
    path[path.count - 1] = Demands(of: top.formula, areas: missing)
  }

  /// Ends a cycle as an error.
  private func close(_ loop: [Int32]) {
    cycles.append(loop.map { store.formulas[Int($0)].place })
    let value: FormulaValue = settings.flavour.cycleIsZero ? .number(0) : .error(.circular)
    for number in loop {
      store.store(value, for: number)
      store.setState(number, .clean)
    }
  }
}

/// How far the search for what a formula needs is.
private struct Needs {
  let formula: Int32
  /// The block that is searched, by its number.
  var area = 0
  /// Where in the block the search goes on, column by column.
  var place = GridCell(row: 0, column: 0)

  init(of formula: Int32) {
    self.formula = formula
  }

  mutating func nextArea() {
    area += 1
    place = GridCell(row: 0, column: 0)
  }
}

/// What a formula asked for when it ran.
private struct Demands {
  var needs: Needs
  let areas: [RangeArea]

  init(of formula: Int32, areas: [RangeArea]) {
    needs = Needs(of: formula)
    self.areas = areas
  }

  var formula: Int32 { needs.formula }
}
