/// Functions of a block whose first row holds the names of its columns.
///
/// - Source: OpenFormula 1.3 §6.9.
enum DatabaseFunctions {
  static let table: [FunctionDefinition] = [
    define("DSUM") { (numbers) throws(FormulaError) in Sums.total(numbers) },
    define("DAVERAGE") { (numbers) throws(FormulaError) in
      guard !numbers.isEmpty else { throw .div0 }
      return Sums.mean(numbers)
    },
    define("DMAX") { (numbers) throws(FormulaError) in numbers.max() ?? 0 },
    define("DMIN") { (numbers) throws(FormulaError) in numbers.min() ?? 0 },
    define("DPRODUCT") { (numbers) throws(FormulaError) in
      numbers.isEmpty ? 0 : numbers.reduce(1, *)
    },
    spread("DSTDEV", sample: true) { $0.squareRoot() },
    spread("DSTDEVP", sample: false) { $0.squareRoot() },
    spread("DVAR", sample: true) { $0 },
    spread("DVARP", sample: false) { $0 },
    FunctionDefinition("DCOUNT", 3...3, [.any, .any, .any]) { call throws(FormulaError) in
      let database = try Database(call)
      var count = 0
      for value in try database.matches() where database.number(value) != nil { count += 1 }
      return .number(Double(count))
    },
    FunctionDefinition("DCOUNTA", 3...3, [.any, .any, .any]) { call throws(FormulaError) in
      let found = try Database(call).matches()
      return .number(Double(found.count { !$0.isBlank }))
    },
    FunctionDefinition("DGET", 3...3, [.any, .any, .any]) { call throws(FormulaError) in
      let found = try Database(call).matches()
      guard let first = found.first else { throw .value }
      guard found.count == 1 else { throw .argument }
      return first
    },
  ]

  private static func spread(
    _ name: String, sample: Bool, _ function: @escaping @Sendable (Double) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 3...3, [.any, .any, .any]) { call throws(FormulaError) in
      let numbers = try Database(call).numbers(call)
      // LibreOffice divides nothing by -1.
      if numbers.isEmpty, sample, call.settings.flavour.isLibreOffice { return .number(0) }
      if numbers.count <= (sample ? 1 : 0), call.settings.flavour.isLibreOffice { throw .num }
      return .checked(function(try StatisticsFunctions.variance(numbers, sample: sample)))
    }
  }

  private static func define(
    _ name: String,
    _ function: @escaping @Sendable ([Double]) throws(FormulaError) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 3...3, [.any, .any, .any]) { call throws(FormulaError) in
      .checked(try function(try Database(call).numbers(call)))
    }
  }
}

/// A block with names, a field of it, and criteria.
private struct Database {
  private let cells: FormulaArray
  private let criteria: FormulaArray
  private let context: FunctionContext
  /// The column that is asked for; nil where none was named.
  let field: Int?

  init(_ call: FunctionCall) throws(FormulaError) {
    cells = try Database.block(call, 0)
    criteria = try Database.block(call, 2)
    context = call.context
    field = try Database.field(call, cells)
  }

  private static func block(_ call: FunctionCall, _ index: Int) throws(FormulaError) -> FormulaArray
  {
    guard call[index].range != nil || !call.settings.flavour.isLibreOffice else {
      if case .value(.error(let error)) = call[index] { throw error }
      if case .value(.array(let array)) = call[index] { return array }
      throw .parameter
    }
    // One cell has no row below its name.
    if let range = call[index].range, range.rowCount < 2, call.settings.flavour.isLibreOffice {
      throw .parameter
    }
    return try call.array(index)
  }

  /// By number from 1, or by name; missing and 0 for none.
  private static func field(
    _ call: FunctionCall, _ cells: FormulaArray
  ) throws(FormulaError) -> Int? {
    guard call.has(1) else { return nil }
    let value: FormulaValue
    if case .range(let range) = call[1] { value = range[0, 0] } else { value = call.value(1) }
    if let error = value.error { throw error }
    let unknown: FormulaError = call.settings.flavour.isLibreOffice ? .parameter : .value
    if value.isBlank, call.settings.flavour.isLibreOffice { throw unknown }
    if case .text(let name) = value {
      guard let column = column(named: name, in: cells) else { throw unknown }
      return column
    }
    let number = Rounding.floor(value.numeric ?? 0)
    if number == 0, !call.settings.flavour.isLibreOffice { return nil }
    guard number >= 1, number <= Double(cells.columns) else { throw .value }
    return Int(number) - 1
  }

  private static func column(named name: String, in cells: FormulaArray) -> Int? {
    let wanted = name.lowercased()
    return (0..<cells.columns).first {
      if case .text(let text) = cells[0, $0] { text.lowercased() == wanted } else { false }
    }
  }

  /// The field's numbers in the rows that match.
  func numbers(_ call: FunctionCall) throws(FormulaError) -> [Double] {
    guard field != nil else { throw call.settings.flavour.isLibreOffice ? .parameter : .value }
    var numbers: [Double] = []
    for value in try matches() {
      if let error = value.error { throw error }
      if let number = number(value) { numbers.append(number) }
    }
    return numbers
  }

  /// A value as a number where it counts as one.
  func number(_ value: FormulaValue) -> Double? {
    switch value {
    case .number(let number): number
    case .boolean(let flag): context.settings.flavour.booleansAreNumbers ? (flag ? 1 : 0) : nil
    default: nil
    }
  }

  /// The field's values in the rows that meet all criteria of one of the criteria's rows.
  func matches() throws(FormulaError) -> [FormulaValue] {
    let conditions = try alternatives()
    var found: [FormulaValue] = []
    for row in 1..<max(cells.rows, 1) {
      let isMet = conditions.contains { all in
        all.allSatisfy { $0.criterion.matches(cells[row, $0.column]) }
      }
      // Without a field whole rows are counted.
      if isMet { found.append(field.map { cells[row, $0] } ?? .number(1)) }
    }
    return found
  }

  private typealias Condition = (column: Int, criterion: Criterion)

  private func alternatives() throws(FormulaError) -> [[Condition]] {
    var alternatives: [[Condition]] = []
    for row in 1..<max(criteria.rows, 1) {
      var all: [Condition] = []
      for column in 0..<criteria.columns where !criteria[row, column].isBlank {
        guard case .text(let name) = criteria[0, column],
          let place = Database.column(named: name, in: cells)
        else { throw context.settings.flavour.isLibreOffice ? .parameter : .value }
        all.append((place, Criterion(criteria[row, column], context)))
      }
      alternatives.append(all)
    }
    return alternatives
  }
}
