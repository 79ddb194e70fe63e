// The order of computation: what a formula needs is computed before it, on a stack of our own.

extension Calculator {
  /// Computes what is to be computed: all formulas the first time, afterwards those that depend on
  /// changed cells, and volatile ones.
  public func recalculate() {
    cycles = []
    context.lookupIndexes.removeAll()
    spreadChanges()
    let todo = dirty
    dirty = []
    for number in todo where !store.formulas[Int(number)].isGone { compute(number) }
  }

  /// Computes one formula and all that it needs.
  private func compute(_ root: Int32) {
    guard store.formulas[Int(root)].state != .clean else { return }
    if computeAtOnce(root) { return }
    var path = [root]
    while let top = path.last {
      let cell = store.formulas[Int(top)]
      guard cell.state != .clean, !cell.isGone else {
        path.removeLast()
        continue
      }
      if cell.state == .dirty {
        if computeAtOnce(top) {
          path.removeLast()
          continue
        }
        store.formulas[Int(top)].state = .waiting
        if !cell.startsAtOnce, pushNeeds(of: top, on: &path) { continue }
      }
      runTop(top, &path)
    }
  }

  /// Computes a formula that is arithmetic on computed cells.
  @inline(__always)
  private func computeAtOnce(_ number: Int32) -> Bool {
    let cell = store.formulas[Int(number)]
    let shared = store.programs[Int(cell.program)]
    guard shared.body.isArithmetic, cell.arrayRange == nil,
      let result = arithmetic(shared.body, at: cell.place),
      let block = store.grids[cell.place.sheet].block(
        row: cell.place.cell.row, column: cell.place.cell.column)
    else { return false }
    block.values[cell.place.cell.row & (CellGrid.Block.rows - 1)] = .number(result)
    block.dirtyCount -= 1
    store.formulas[Int(number)].state = .clean
    return true
  }

  /// Puts what a formula's text speaks of on the path, as far as it is not begun.
  private func pushNeeds(of number: Int32, on path: inout [Int32]) -> Bool {
    let count = path.count
    forEachArea(of: number) { area in
      store.dirtyFormulas(in: area) { need in
        if store.formulas[Int(need)].state == .dirty, !store.formulas[Int(need)].startsAtOnce {
          path.append(need)
        }
      }
    }
    return path.count > count
  }

  func forEachArea(of number: Int32, _ body: (RangeArea) -> Void) {
    let cell = store.formulas[Int(number)]
    for area in store.programs[Int(cell.program)].body.areas {
      body(
        Program.resolve(
          area, row: cell.place.cell.row, column: cell.place.cell.column, sheet: cell.place.sheet))
    }
  }

  private func runTop(_ top: Int32, _ path: inout [Int32]) {
    store.blockers.removeAll(keepingCapacity: true)
    let value = run(top)
    guard !store.blockers.isEmpty else {
      store.store(value, for: top)
      store.setState(top, .clean)
      path.removeLast()
      return
    }
    store.formulas[Int(top)].state = .running
    let blockers = store.blockers
    let fresh = blockers.filter { store.formulas[Int($0)].state == .dirty }
    guard fresh.isEmpty else {
      path += fresh
      return
    }
    guard let blocker = blockers.first, let start = path.lastIndex(of: blocker) else {
      // A blocker is either not begun or on the path.
      return finish(top, .error(.circular), &path)
    }
    meetAgain(start, &path)
  }

  private func finish(_ top: Int32, _ value: FormulaValue, _ path: inout [Int32]) {
    store.store(value, for: top)
    store.setState(top, .clean)
    path.removeLast()
  }

  /// The top of the path read a formula that is on the path itself.
  ///
  /// When every formula between really asked for the next one it is a cycle. One that only waited
  /// because of what its text speaks of may never read it: then what stands above that one is put
  /// back, and it is run.
  private func meetAgain(_ start: Int, _ path: inout [Int32]) {
    let loop = path[start...].filter { store.formulas[Int($0)].state != .dirty }
    if let guess = path[start...].lastIndex(where: {
      store.formulas[Int($0)].state == .waiting
    }) {
      for number in path[(guess + 1)...] where store.formulas[Int(number)].state != .clean {
        store.formulas[Int(number)].state = .dirty
        store.formulas[Int(number)].startsAtOnce = true
      }
      path.removeSubrange((guess + 1)...)
      return
    }
    if settings.iteration != nil {
      iterate(from: path[start], &path)
    } else {
      close(Array(loop))
      path.removeLast()
    }
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
