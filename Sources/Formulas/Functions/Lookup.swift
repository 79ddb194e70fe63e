/// Values in a row, among which one is looked for.
struct LookupList {
  private let count: Int
  private let value: (Int) -> FormulaValue
  private let range: RangeArgument?
  private let context: FunctionContext

  /// A column or row of a reference or an array.
  init(_ block: CellBlock, column: Int? = nil, row: Int? = nil, _ call: FunctionCall) {
    context = call.context
    let shape = block.filledShape
    if let column {
      count = shape.rows
      value = { block[$0, column] }
      range = block.reference(column: column)
    } else {
      count = shape.columns
      let row = row ?? 0
      value = { block[row, $0] }
      range = nil
    }
  }

  private func order(_ one: FormulaValue, _ other: FormulaValue) -> Int {
    TextOrder.compare(one, other, isCaseSensitive: false)
  }

  private func kind(_ value: FormulaValue) -> Int {
    switch value {
    case .number: 0
    case .boolean: context.settings.flavour.booleansAreNumbers ? 0 : 2
    case .text: 1
    case .blank: 3
    case .error, .array: 4
    }
  }

  /// An empty cell looks for 0 in Excel, for empty text in LibreOffice.
  private func filled(_ wanted: FormulaValue) -> FormulaValue {
    guard wanted.isBlank else { return plain(wanted) }
    return context.settings.flavour.isLibreOffice ? .text("") : .number(0)
  }

  private func plain(_ value: FormulaValue) -> FormulaValue {
    if case .boolean(let flag) = value, context.settings.flavour.booleansAreNumbers {
      return .number(flag ? 1 : 0)
    }
    return value
  }

  /// The first place that equals `wanted`, by pattern where it is text.
  func firstEqual(_ wanted: FormulaValue, patterns: Bool = true) -> Int? {
    let wanted = filled(wanted)
    if patterns, case .text(let text) = wanted {
      let pattern = TextPattern(text, context.settings.patterns)
      if pattern.hasWildcards || text.contains("~") {
        return (0..<count).first {
          if case .text(let cell) = value($0) { pattern.matches(cell) } else { false }
        }
      }
    }
    if let range, count > 32 {
      return context.firstRow(equal: wanted, in: range, rows: count)
    }
    return (0..<count).first { isEqual(value($0), wanted) }
  }

  /// The last place that equals `wanted`.
  func lastEqual(_ wanted: FormulaValue, patterns: Bool) -> Int? {
    let wanted = filled(wanted)
    if patterns, case .text(let text) = wanted {
      let pattern = TextPattern(text, .wildcards)
      return (0..<count).last {
        if case .text(let cell) = value($0) { pattern.matches(cell) } else { false }
      }
    }
    return (0..<count).last { isEqual(value($0), wanted) }
  }

  private func isEqual(_ cell: FormulaValue, _ wanted: FormulaValue) -> Bool {
    let cell = plain(cell)
    guard kind(cell) == kind(wanted), kind(cell) < 3 else { return false }
    return order(cell, wanted) == 0
  }

  /// The last place whose value is not larger, in a list that rises.
  ///
  /// Values of another type are passed over. Where the list does not rise the result depends on
  /// the steps of the search, as in both programs.
  func lastNotLarger(_ wanted: FormulaValue) -> Int? {
    let wanted = filled(wanted)
    return search(wanted) { order($0, wanted) <= 0 }
  }

  /// The last place whose value is not smaller, in a list that falls.
  func lastNotSmaller(_ wanted: FormulaValue) -> Int? {
    let wanted = filled(wanted)
    return search(wanted) { order($0, wanted) >= 0 }
  }

  private func search(
    _ wanted: FormulaValue, _ isBefore: (FormulaValue) -> Bool
  ) -> Int? {
    let wantedKind = kind(wanted)
    var (low, high) = (0, count - 1)
    var found: Int?
    while low <= high {
      let middle = (low + high) / 2
      // The nearest value of the same type, first upwards, then downwards.
      var place = middle
      while place <= high, kind(value(place)) != wantedKind { place += 1 }
      if place > high {
        high = middle - 1
        continue
      }
      if isBefore(plain(value(place))) {
        found = place
        low = place + 1
      } else {
        high = middle - 1
      }
    }
    return found
  }

  /// The place of the nearest value that is not larger (or not smaller) in a list of any order.
  func nearest(_ wanted: FormulaValue, below: Bool) -> Int? {
    let wanted = filled(wanted)
    var best: (place: Int, value: FormulaValue)?
    for place in 0..<count {
      let cell = plain(value(place))
      guard kind(cell) == kind(wanted), kind(cell) < 3 else { continue }
      let relation = order(cell, wanted)
      if relation == 0 { return place }
      guard (relation < 0) == below else { continue }
      if let known = best {
        let isNearer = below ? order(cell, known.value) > 0 : order(cell, known.value) < 0
        guard isNearer else { continue }
      }
      best = (place, cell)
    }
    return best?.place
  }
}

/// Where values stand in columns, remembered while one evaluation lasts, so that many exact
/// lookups in one column read it once.
struct LookupIndexes {
  private enum Key: Hashable {
    case number(Double)
    case text(String)
    case boolean(Bool)
  }

  private struct Column {
    var uses = 0
    var places: [Key: Int]?
  }

  // One lookup in a column does not pay for its index.
  private static let usesBefore = 2
  private static let columnsMax = 64
  private var columns: [RangeArea: Column] = [:]

  /// Forgets everything: cells have changed.
  mutating func removeAll() { columns.removeAll() }

  private static func key(_ value: FormulaValue, booleansAreNumbers: Bool) -> Key? {
    switch value {
    case .number(let number): .number(number == 0 ? 0 : number)
    case .boolean(let flag): booleansAreNumbers ? .number(flag ? 1 : 0) : .boolean(flag)
    case .text(let text): .text(text.lowercased())
    default: nil
    }
  }

  /// The first row that holds `wanted`, in a reference of one column.
  mutating func first(
    _ wanted: FormulaValue, in range: RangeArgument, rows: Int, booleansAreNumbers: Bool
  ) -> Int? {
    guard let key = Self.key(wanted, booleansAreNumbers: booleansAreNumbers) else { return nil }
    var column = columns[range.area] ?? Column()
    column.uses += 1
    if column.places == nil, column.uses > Self.usesBefore {
      var places: [Key: Int] = [:]
      do {
        try range.forEachFilled { (row, _, value) throws(FormulaError) in
          guard let key = Self.key(value, booleansAreNumbers: booleansAreNumbers) else { return }
          if places[key] == nil { places[key] = row }
        }
        column.places = places
      } catch {
        // A cell of the column waits to be computed: what is half read is not remembered, and the
        // call is made again.
        return nil
      }
    }
    if columns.count >= Self.columnsMax, columns[range.area] == nil { columns.removeAll() }
    columns[range.area] = column
    if let places = column.places { return places[key] }
    var found: Int?
    // Stops at the first by throwing what nobody sees.
    try? range.forEachFilled { (row, _, value) throws(FormulaError) in
      if Self.key(value, booleansAreNumbers: booleansAreNumbers) == key {
        found = row
        throw .na
      }
    }
    return found
  }
}

extension FunctionContext {
  /// The first row of a one-column reference that equals a value.
  func firstRow(equal wanted: FormulaValue, in range: RangeArgument, rows: Int) -> Int? {
    lookupIndexes.first(
      wanted, in: range, rows: rows, booleansAreNumbers: settings.flavour.booleansAreNumbers)
  }
}
