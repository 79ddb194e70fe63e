/// One call of a function: its arguments, and what they are worth.
///
/// ```swift
/// FunctionDefinition("LEFT", 1...2) { call throws(FormulaError) in
///   let count = try call.integer(1, default: 1)
///   guard count >= 0 else { throw .value }
///   return .text(String(try call.text(0).prefix(count)))
/// }
/// ```
public struct FunctionCall {
  /// The arguments; those of ``ParameterKind/scalar`` are single values.
  public let arguments: [FunctionArgument]
  /// What functions know.
  public let context: FunctionContext

  /// Makes a call.
  public init(_ arguments: [FunctionArgument], _ context: FunctionContext) {
    self.arguments = arguments
    self.context = context
  }

  /// The settings.
  public var settings: EvaluationSettings { context.settings }
  /// The number of arguments, those left empty counted too.
  public var count: Int { arguments.count }
  /// An argument; ``FunctionArgument/missing`` behind the last one.
  public subscript(index: Int) -> FunctionArgument {
    index < arguments.count ? arguments[index] : .missing
  }
  /// Whether an argument is there and not left empty.
  public func has(_ index: Int) -> Bool {
    index < arguments.count && !arguments[index].isMissing
  }

  /// An argument as one value.
  public func value(_ index: Int) -> FormulaValue { context.single(self[index]) }
  /// An argument as a value or an array.
  public func values(_ index: Int) throws(FormulaError) -> FormulaValue {
    try context.values(self[index])
  }
  /// An argument as a number; an argument left empty is 0.
  public func number(_ index: Int) throws(FormulaError) -> Double {
    try context.number(value(index))
  }
  /// An argument as a number, or `other` when it is not there; one left empty is 0.
  public func number(_ index: Int, default other: Double) throws(FormulaError) -> Double {
    index < arguments.count ? try number(index) : other
  }
  /// An argument as a whole number, its fraction cut off.
  ///
  /// - Throws: ``FormulaError/num`` when it has more than 15 digits.
  public func integer(_ index: Int) throws(FormulaError) -> Int {
    let number = try number(index)
    guard abs(number) < 1e15 else { throw .num }
    return Int(number)
  }
  /// An argument as a whole number, or `other` when it is not there; one left empty is 0.
  public func integer(_ index: Int, default other: Int) throws(FormulaError) -> Int {
    index < arguments.count ? try integer(index) : other
  }
  /// An argument as text.
  public func text(_ index: Int) throws(FormulaError) -> String {
    try context.text(value(index))
  }
  /// An argument as a truth value.
  public func boolean(_ index: Int) throws(FormulaError) -> Bool {
    try context.boolean(value(index))
  }
  /// An argument as a truth value, or `other` when it is not there; one left empty is FALSE.
  public func boolean(_ index: Int, default other: Bool) throws(FormulaError) -> Bool {
    index < arguments.count ? try boolean(index) : other
  }
  /// An argument that must be a reference.
  ///
  /// - Throws: ``FormulaError/value`` when it is none.
  public func range(_ index: Int) throws(FormulaError) -> RangeArgument {
    guard let range = self[index].range else {
      if case .value(.error(let error)) = self[index] { throw error }
      throw .value
    }
    return range
  }

  /// Calls `body` for each number of the arguments from `first` on, as SUM reads them.
  ///
  /// In references and arrays text and blanks are passed over, truth values too unless
  /// ``Flavour/booleansAreNumbers``; values given directly are converted.
  ///
  /// - Source: OpenFormula 1.3 §6.3.7 (conversion to NumberSequence).
  /// - Throws: The first error met, or what `body` throws.
  public func forEachNumber(
    from first: Int = 0, _ body: (Double) throws(FormulaError) -> Void
  ) throws(FormulaError) {
    guard first < arguments.count else { return }
    let countsBooleans = settings.flavour.booleansAreNumbers
    func visit(_ value: FormulaValue) throws(FormulaError) {
      switch value {
      case .number(let number): try body(number)
      case .boolean(let flag) where countsBooleans: try body(flag ? 1 : 0)
      case .error(let error): throw error
      default: break
      }
    }
    for argument in arguments[first...] {
      switch argument {
      case .missing: try body(0)
      case .value(.array(let array)):
        for value in array.values { try visit(value) }
      case .value(let value): try body(try context.number(value))
      case .range(let range):
        try range.forEachFilled { (_, _, value) throws(FormulaError) in try visit(value) }
      }
    }
  }

  /// The numbers of the arguments from `first` on, as ``forEachNumber(from:_:)`` reads them.
  ///
  /// - Throws: The first error met; ``FormulaError/limit`` for more than an array may hold.
  public func numbers(from first: Int = 0) throws(FormulaError) -> [Double] {
    var numbers: [Double] = []
    try forEachNumber(from: first) { (number) throws(FormulaError) in
      guard numbers.count < FormulaArray.cellsMax * 4 else { throw .limit }
      numbers.append(number)
    }
    return numbers
  }
}
