// From one type to another, as OpenFormula 1.3 §6.3 has it.

extension FunctionContext {
  /// A value as a number: blank is 0, TRUE is 1, text is read.
  ///
  /// - Throws: The error it holds, ``FormulaError/value`` for text that is no number.
  public func number(_ value: FormulaValue) throws(FormulaError) -> Double {
    switch value {
    case .number(let number): return number
    case .blank: return 0
    case .boolean(let flag): return flag ? 1 : 0
    case .text(let text):
      if text.isEmpty, settings.flavour.emptyTextIsZero { return 0 }
      if let number = NumberText.number(in: text, settings: settings) { return number }
      // LibreOffice reads its words for truth values as the numbers they are to it.
      guard settings.flavour.booleansAreNumbers else { throw .value }
      switch text.uppercased() {
      case "TRUE": return 1
      case "FALSE": return 0
      default: throw .value
      }
    case .error(let error): throw error
    case .array(let array): return try number(array[0, 0])
    }
  }

  /// A value as text: blank is "", numbers have up to 15 digits, truth values are words.
  ///
  /// - Throws: The error it holds.
  public func text(_ value: FormulaValue) throws(FormulaError) -> String {
    switch value {
    case .text(let text): return text
    case .number(let number):
      return NumberText.general(number, decimalSeparator: settings.locale.decimalSeparator)
    case .blank: return ""
    case .boolean(let flag):
      if settings.flavour.booleansAreNumbers { return flag ? "1" : "0" }
      return flag ? "TRUE" : "FALSE"
    case .error(let error): throw error
    case .array(let array): return try text(array[0, 0])
    }
  }

  /// A value as a truth value: numbers are true unless 0, text is read as TRUE or FALSE.
  ///
  /// - Throws: The error it holds, ``FormulaError/value`` for other text.
  public func boolean(_ value: FormulaValue) throws(FormulaError) -> Bool {
    switch value {
    case .boolean(let flag): return flag
    case .number(let number): return number != 0
    case .blank: return false
    case .text(let text):
      switch text.uppercased() {
      case "TRUE": return true
      case "FALSE": return false
      default: break
      }
      if settings.flavour.isLibreOffice,
        let number = NumberText.number(in: text, settings: settings)
      {
        return number != 0
      }
      throw .value
    case .error(let error): throw error
    case .array(let array): return try boolean(array[0, 0])
    }
  }

  /// What an argument is worth as one value: a reference gives the cell of the formula's row or
  /// column (implicit intersection), an array its upper left value.
  public func single(_ argument: FunctionArgument) -> FormulaValue {
    switch argument {
    case .missing: .blank
    case .value(let value): value.single
    case .range(let range): intersect(range)
    }
  }

  /// What an argument is worth as a value: a reference to one cell gives its value, a larger one
  /// an array.
  ///
  /// - Throws: ``FormulaError/limit`` when it has too many cells.
  public func values(_ argument: FunctionArgument) throws(FormulaError) -> FormulaValue {
    switch argument {
    case .missing: return .blank
    case .value(let value): return value
    case .range(let range):
      if range.isSingle { return range[0, 0] }
      guard range.otherAreas.isEmpty else { throw .value }
      return .array(try range.array())
    }
  }

  /// The cell of a reference that stands in the formula's row or column.
  ///
  /// - Source: OpenFormula 1.3 §6.3.3 (implied intersection).
  public func intersect(_ reference: RangeArgument) -> FormulaValue {
    let range = reference.range
    guard reference.otherAreas.isEmpty else { return .error(.value) }
    if range.isSingle { return reference[0, 0] }
    let own = cell.cell
    var wanted = range.first
    if range.columnCount == 1, range.first.row <= own.row, own.row <= range.last.row {
      wanted.row = own.row
    } else if range.rowCount == 1, range.first.column <= own.column,
      own.column <= range.last.column
    {
      wanted.column = own.column
    } else {
      return .error(.value)
    }
    return source.value(at: CellPlace(sheet: reference.area.sheet, cell: wanted))
  }
}
