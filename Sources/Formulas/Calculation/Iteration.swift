// Cycles that the workbook wants iterated.

extension Calculator {
  /// Iterates the cycle that formulas are part of.
  ///
  /// - Parameter loop: Formulas each of which asked for the next, and the last for the first.
  /// - Returns: What the cycle needs and is not part of it, when that is to be computed first;
  ///   nothing when the cycle is computed.
  func iterate(_ loop: [Int32]) -> [RangeArea] {
    var members = component(of: loop[0])
    members.formUnion(loop)
    var outside: Set<Int32> = []
    for member in members {
      forEachArea(of: member) { area in
        store.dirtyFormulas(in: area) { need in
          if !members.contains(need), store.formulas[Int(need)].state != .running {
            outside.insert(need)
          }
        }
      }
    }
    guard outside.isEmpty else {
      return outside.sorted().map { number in
        let place = store.formulas[Int(number)].place
        return RangeArea(sheet: place.sheet, range: GridRange(place.cell))
      }
    }
    let order = members.sorted { place(of: $0).lexicographicallyPrecedes(place(of: $1)) }
    cycles.append(order.map { store.formulas[Int($0)].place })
    let hasConverged = runRounds(order)
    for number in order {
      if !hasConverged, settings.flavour.hasOwnErrors {
        store.store(.error(.noConvergence), for: number)
      }
      store.setState(number, .clean)
    }
    return []
  }

  private func place(of number: Int32) -> [Int] {
    let place = store.formulas[Int(number)].place
    return [place.sheet, place.cell.row, place.cell.column]
  }

  /// Computes the formulas again and again until no value changes much.
  private func runRounds(_ order: [Int32]) -> Bool {
    let limits = settings.iteration ?? EvaluationSettings.Iteration()
    store.readsStaleCells = true
    defer { store.readsStaleCells = false }
    for _ in 0..<min(max(1, limits.roundsMax), 32_767) where store.bookBudget > 0 {
      var change = 0.0
      for number in order {
        let place = store.formulas[Int(number)].place
        let old = store.value(at: place)
        store.store(run(number), for: number)
        context.lookupIndexes.removeAll()
        change = max(change, Self.distance(old, store.value(at: place)))
      }
      if change <= limits.changeMin { return true }
    }
    return false
  }

  private static func distance(_ old: FormulaValue, _ new: FormulaValue) -> Double {
    switch (old, new) {
    case (.number(let old), .number(let new)): abs(old - new)
    case (.blank, .number(let new)): abs(new)
    default: old == new ? 0 : .infinity
    }
  }

  /// The formulas that both need a formula and are needed by it, as their texts have it.
  private func component(of start: Int32) -> Set<Int32> {
    var users: [Int32: [Int32]] = [:]
    var seen: Set<Int32> = [start]
    var todo = [start]
    while let number = todo.popLast() {
      forEachArea(of: number) { area in
        store.dirtyFormulas(in: area) { need in
          users[need, default: []].append(number)
          if seen.insert(need).inserted { todo.append(need) }
        }
      }
    }
    var members: Set<Int32> = []
    todo = [start]
    while let number = todo.popLast() {
      for user in users[number] ?? [] where members.insert(user).inserted { todo.append(user) }
    }
    return members
  }
}
