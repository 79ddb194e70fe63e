// Shapes of definitions that many functions share.

extension FormulaValue {
  /// A number, or the error for one that is none: outside the domain, or too large.
  static func checked(_ number: Double) -> FormulaValue {
    number.isFinite ? .number(number) : .error(number.isNaN ? .argument : .num)
  }

  /// A truth value's number or a number.
  var numeric: Double? {
    switch self {
    case .number(let number): number
    case .boolean(let flag): flag ? 1 : 0
    default: nil
    }
  }
}

extension FunctionDefinition {
  /// A function of one number.
  static func real(
    _ name: String, openFormula: DialectName = .same, ooxml: DialectName = .same,
    aliases: [String] = [], _ function: @escaping @Sendable (Double) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(name, 1...1, openFormula: openFormula, ooxml: ooxml, aliases: aliases) {
      call throws(FormulaError) in .checked(function(try call.number(0)))
    }
  }

  /// A function of several numbers, each of which must be there.
  static func reals(
    _ name: String, _ count: Int, openFormula: DialectName = .same, ooxml: DialectName = .same,
    aliases: [String] = [], _ function: @escaping @Sendable ([Double]) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, count...count, openFormula: openFormula, ooxml: ooxml, aliases: aliases
    ) { call throws(FormulaError) in
      var numbers: [Double] = []
      for index in 0..<count { numbers.append(try call.number(index)) }
      return .checked(function(numbers))
    }
  }

  /// A function of all numbers in its arguments.
  static func aggregate(
    _ name: String, openFormula: DialectName = .same, ooxml: DialectName = .same,
    aliases: [String] = [],
    _ function: @escaping @Sendable ([Double]) throws(FormulaError) -> Double
  ) -> FunctionDefinition {
    FunctionDefinition(
      name, 1...255, [.any], openFormula: openFormula, ooxml: ooxml, aliases: aliases
    ) { call throws(FormulaError) in .checked(try function(try call.numbers())) }
  }
}

extension FunctionDefinition {
  /// The same function, which gives an error among its single values before it looks at any.
  var failingOnErrors: FunctionDefinition {
    guard case .value(let body) = self.body, parameters.contains(.scalar) else { return self }
    let kinds = parameters
    let repeated = repeating
    return FunctionDefinition(
      name, arity, parameters, repeating: repeating, openFormula: .named(openFormula),
      ooxml: .named(ooxml), aliases: aliases, isVolatile: isVolatile
    ) { call throws(FormulaError) in
      for (index, argument) in call.arguments.enumerated() {
        guard case .value(.error(let error)) = argument else { continue }
        let start = kinds.count - repeated
        let kind = index < kinds.count ? kinds[index] : kinds[start + (index - start) % repeated]
        if kind == .scalar { throw error }
      }
      return try body(call)
    }
  }
}

extension DialectName {
  /// A name that is known already.
  fileprivate static func named(_ name: String?) -> DialectName {
    name.map { .named($0) } ?? .none
  }
}

extension FunctionCall {
  /// An argument as a whole number, rounded down, no larger than a sheet can need.
  func floored(_ index: Int) throws(FormulaError) -> Double {
    Rounding.floor(try number(index))
  }

  /// An argument as numbers in rows and columns.
  ///
  /// - Throws: ``FormulaError/value`` when a value is no number.
  func matrix(_ index: Int) throws(FormulaError) -> Matrix {
    let array = try self.array(index)
    var numbers: [Double] = []
    numbers.reserveCapacity(array.values.count)
    for value in array.values {
      if let error = value.error { throw error }
      guard let number = value.numeric else { throw .value }
      numbers.append(number)
    }
    return Matrix(rows: array.rows, columns: array.columns, values: numbers)
  }

  /// An argument as an array, of one value where it is a single one.
  func array(_ index: Int) throws(FormulaError) -> FormulaArray {
    switch try values(index) {
    case .array(let array): array
    case .error(let error) where self[index].range == nil: throw error
    case let value: FormulaArray(value)
    }
  }

  /// The numbers of one argument, text and blanks passed over.
  func numbers(at index: Int) throws(FormulaError) -> [Double] {
    guard has(index) else { return [0] }
    return try FunctionCall([arguments[index]], context).numbers()
  }

  /// The numbers of two arguments of one size, pairs with something else passed over.
  func pairs(_ one: Int, _ other: Int) throws(FormulaError) -> (first: [Double], second: [Double]) {
    let (left, right) = (try array(one), try array(other))
    guard left.values.count == right.values.count else {
      throw settings.flavour.isLibreOffice ? .argument : .na
    }
    var (first, second): ([Double], [Double]) = ([], [])
    for (a, b) in zip(left.values, right.values) {
      if let error = a.error ?? b.error { throw error }
      guard case .number(let x) = a, case .number(let y) = b else { continue }
      first.append(x)
      second.append(y)
    }
    return (first, second)
  }
}
