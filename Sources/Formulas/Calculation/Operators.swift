/// What operators do with values.
struct Operators {
  let context: FunctionContext
  let store: CellStore

  /// Applies an operator to one value, or to each of an array.
  func unary(_ operation: FormulaOperator, _ value: FormulaValue) -> FormulaValue {
    if case .array(let array) = value {
      return mapped(rows: array.rows, columns: array.columns) { row, column in
        unary(operation, array[row, column])
      }
    }
    do throws(FormulaError) {
      switch operation {
      case .plus, .single, .spill: return value
      case .minus: return .number(-(try context.number(value)))
      case .percent: return .number(try context.number(value) / 100)
      default: return .error(.value)
      }
    } catch {
      return .error(error)
    }
  }

  /// Applies an operator to two values, or to each pair of two arrays.
  ///
  /// - Source: OpenFormula 1.3 §3.3 (arrays of different shapes).
  func binary(
    _ operation: FormulaOperator, _ left: FormulaValue, _ right: FormulaValue
  ) -> FormulaValue {
    if let shape = Self.shape(left, right) {
      return mapped(rows: shape.rows, columns: shape.columns) { row, column in
        binary(operation, Self.element(left, row, column), Self.element(right, row, column))
      }
    }
    do throws(FormulaError) {
      switch operation {
      case .add:
        let (one, other) = try numbers(left, right)
        return .finite(NumberRules.sum(one, other))
      case .subtract:
        let (one, other) = try numbers(left, right)
        return .finite(NumberRules.difference(one, other))
      case .multiply:
        let (one, other) = try numbers(left, right)
        return .finite(one * other)
      case .divide:
        let (one, other) = try numbers(left, right)
        return other == 0 ? .error(.div0) : .finite(one / other)
      case .power:
        let (one, other) = try numbers(left, right)
        return .number(try NumberRules.power(one, other))
      case .concatenate: return .text(try context.text(left) + context.text(right))
      default: return try compared(operation, left, right)
      }
    } catch {
      return .error(error)
    }
  }

  // The left error counts before the right one.
  private func numbers(
    _ left: FormulaValue, _ right: FormulaValue
  ) throws(FormulaError) -> (Double, Double) {
    (try context.number(left), try context.number(right))
  }

  private func compared(
    _ operation: FormulaOperator, _ left: FormulaValue, _ right: FormulaValue
  ) throws(FormulaError) -> FormulaValue {
    if let error = left.error ?? right.error { throw error }
    let order = TextOrder.compare(
      left, right, isCaseSensitive: context.settings.isCaseSensitive)
    switch operation {
    case .equal: return .boolean(order == 0)
    case .notEqual: return .boolean(order != 0)
    case .less: return .boolean(order < 0)
    case .lessOrEqual: return .boolean(order <= 0)
    case .greater: return .boolean(order > 0)
    case .greaterOrEqual: return .boolean(order >= 0)
    default: throw .value
    }
  }

  private func mapped(
    rows: Int, columns: Int, _ value: (Int, Int) -> FormulaValue
  ) -> FormulaValue {
    do throws(FormulaError) {
      try store.spend(rows * columns)
      return .array(try FormulaArray(rows: rows, columns: columns, value))
    } catch {
      return .error(error)
    }
  }

  /// The shape that holds both; nil when neither is an array.
  private static func shape(
    _ left: FormulaValue, _ right: FormulaValue
  ) -> (rows: Int, columns: Int)? {
    switch (left, right) {
    case (.array(let one), .array(let other)):
      (max(one.rows, other.rows), max(one.columns, other.columns))
    case (.array(let one), _): (one.rows, one.columns)
    case (_, .array(let other)): (other.rows, other.columns)
    default: nil
    }
  }

  /// The value for a place: that of an array, or a single one for every place.
  static func element(_ value: FormulaValue, _ row: Int, _ column: Int) -> FormulaValue {
    if case .array(let array) = value { array.broadcast(row, column) } else { value }
  }
}
