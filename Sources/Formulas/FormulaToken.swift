/// One sign or word of a formula.
public struct FormulaToken: Hashable, Sendable {
  /// What it is.
  public enum Kind: UInt8, Hashable, Sendable {
    /// A number.
    case number
    /// A text in double quotes.
    case text
    /// TRUE or FALSE without parentheses.
    case boolean
    /// An error value.
    case error
    /// A reference to cells.
    case reference
    /// A name.
    case name
    /// A reference to a table's columns.
    case structured
    /// A function's name.
    case function
    /// The parenthesis behind a function's name, or one that groups.
    case open
    /// A closing parenthesis.
    case close
    /// The sign between arguments.
    case separator
    /// An operator before its operand.
    case prefix
    /// An operator between its operands; an intersection in OOXML is the blanks themselves.
    case infix
    /// An operator behind its operand.
    case postfix
    /// An array's opening brace.
    case arrayOpen
    /// The sign between the columns of an array.
    case arrayColumn
    /// The sign between the rows of an array.
    case arrayRow
    /// An array's closing brace.
    case arrayClose
  }

  /// What it is.
  public let kind: Kind
  /// For operators, which; for references, the place in ``Formula/references``.
  public internal(set) var detail: Int32
  let start: UInt32
  let length: UInt32

  /// Its bytes in the expression.
  public var span: Range<Int> { Int(start)..<Int(start + length) }
}

/// An operator.
///
/// - Source: OpenFormula 1.3 §5.5 (precedence); ECMA-376-1 §18.17.2.2.
public enum FormulaOperator: UInt8, Hashable, Sendable {
  /// `A1:B2` where a side is no plain reference.
  case range
  /// A blank, `!` in OpenFormula.
  case intersection
  /// `,`, `~` in OpenFormula.
  case union
  /// `@`: the value in the formula's own row or column.
  case single
  /// `-` before an operand.
  case minus
  /// `+` before an operand.
  case plus
  /// `%` behind an operand.
  case percent
  /// `#` behind an operand: the block that a formula fills.
  case spill
  /// `^`
  case power
  /// `*`
  case multiply
  /// `/`
  case divide
  /// `+`
  case add
  /// `-`
  case subtract
  /// `&`
  case concatenate
  /// `=`
  case equal
  /// `<>`
  case notEqual
  /// `<`
  case less
  /// `<=`
  case lessOrEqual
  /// `>`
  case greater
  /// `>=`
  case greaterOrEqual

  /// Binds tighter where larger; operators of one strength are read from the left.
  var strength: UInt8 {
    switch self {
    case .range: 12
    case .spill: 12
    case .intersection: 11
    case .union: 10
    case .single, .minus, .plus: 9
    case .percent: 8
    case .power: 7
    case .multiply, .divide: 6
    case .add, .subtract: 5
    case .concatenate: 4
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 3
    }
  }
}

/// One node of a formula's tree.
///
/// The tree is a list in postfix order: operands stand before their operator or call, so that it
/// is walked, compiled and measured without recursion.
public struct FormulaNode: Hashable, Sendable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    /// A number.
    case number(Double)
    /// A text; ``Formula/string(of:)`` reads it.
    case text
    /// A truth value.
    case boolean(Bool)
    /// An error value.
    case error(FormulaError)
    /// A reference: its place in ``Formula/references``.
    case reference(Int32)
    /// A name; ``Formula/name(of:)`` reads it.
    case name
    /// A reference to a table's columns.
    case structured
    /// An array: its place in ``Formula/arrays``.
    case array(Int32)
    /// An argument that was left empty.
    case missing
    /// An operator on the node before it.
    case unary(FormulaOperator)
    /// An operator on the two nodes before it.
    case binary(FormulaOperator)
    /// A call with so many arguments, which are the nodes before it.
    case call(Int32)
    /// Parentheses around the node before it.
    case group
  }

  /// What it is.
  public let kind: Kind
  /// Its token: the operator, the function's name, the opening parenthesis or brace.
  public let token: Int32

  /// How many nodes before it are its operands.
  public var operandCount: Int {
    switch kind {
    case .unary, .group: 1
    case .binary: 2
    case .call(let count): Int(count)
    default: 0
    }
  }
}
