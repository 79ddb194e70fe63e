/// A formula: its text, and the tree that the text means.
///
/// The text is kept to the byte; what is changed is changed in the text, in the place of the token
/// that speaks of it.
///
/// ```swift
/// let formula = try Formula("SUM(Sheet1!A1:A3,1)", .ooxml)
/// formula.translated(to: .openFormula).text  // SUM([$Sheet1.A1:.A3];1)
/// ```
///
/// - Shape: at most ``bytesMax`` bytes and ``depthMax`` levels of parentheses.
public struct Formula: Hashable, Sendable {
  /// The most bytes of an expression; Excel's limit is 8192 signs.
  public static let bytesMax = 1 << 16
  /// The most levels of parentheses and calls; Excel's limit is 64.
  public static let depthMax = 256

  /// The expression, without a leading `=` or namespace.
  public let text: String
  /// How it is written.
  public let notation: Notation
  /// The cell it stands in, which relative references count from.
  public let base: GridCell
  /// Its tokens in the order of the text; between them stand blanks only.
  public let tokens: [FormulaToken]
  /// Its tree in postfix order; the last node is the root.
  public let nodes: [FormulaNode]
  /// The references, in the order of the text.
  public let references: [Reference]
  /// The inline arrays, in the order of the text.
  public let arrays: [FormulaArray]
  /// The names that have a sheet or a book before them, in the order of the text.
  public let scopedNames: [ScopedName]

  /// Reads an expression.
  ///
  /// - Parameters:
  ///   - text: The expression, without a leading `=` or namespace.
  ///   - notation: How it is written.
  ///   - base: The cell it stands in; it matters for R1C1 and for ``moved(to:)``.
  /// - Throws: ``FormulasError`` with the byte in the expression.
  public init(
    _ text: String, _ notation: Notation, at base: GridCell = GridCell(row: 0, column: 0)
  ) throws(FormulasError) {
    var parser = FormulaParser()
    self = try parser.parse(text, notation, at: base)
  }

  init(text: String, notation: Notation, base: GridCell, parser: borrowing FormulaParser) {
    self.text = text
    self.notation = notation
    self.base = base
    tokens = parser.tokens
    nodes = parser.nodes
    references = parser.references
    arrays = parser.arrays
    scopedNames = parser.scopedNames
  }

  /// The text of a token as it stands in the expression.
  public func source(of token: FormulaToken) -> Substring {
    let utf8 = text.utf8
    let start = utf8.index(utf8.startIndex, offsetBy: Int(token.start))
    return text[start..<utf8.index(start, offsetBy: Int(token.length))]
  }

  /// The token of a node.
  public func token(of node: FormulaNode) -> FormulaToken { tokens[Int(node.token)] }

  /// What a text token says, without its quotes.
  public func string(of token: FormulaToken) -> String {
    let quoted = source(of: token)
    return Self.unquoted(quoted, "\"")
  }

  /// The name that a name token or a function token says, as it stands there but for blanks,
  /// OpenFormula's `$$` and quotes.
  public func name(of token: FormulaToken) -> String {
    if let scoped = scopedName(of: token) { return scoped.name }
    var name = source(of: token)
    if name.hasPrefix("$$") { name = name.dropFirst(2) }
    return name.hasPrefix("'") && name.hasSuffix("'") ? Self.unquoted(name, "'") : String(name)
  }

  /// The name and the sheet of a name token; nil when it names no sheet.
  public func scopedName(of token: FormulaToken) -> ScopedName? {
    token.kind == .name && token.detail > 0 ? scopedNames[Int(token.detail) - 1] : nil
  }

  static func unquoted(_ text: Substring, _ quote: Character) -> String {
    var result = ""
    var wasQuote = false
    for sign in text.dropFirst().dropLast() {
      if sign == quote, !wasQuote {
        wasQuote = true
        continue
      }
      wasQuote = false
      result.append(sign)
    }
    return result
  }

  /// Where the operands of a node begin: the first node of its subtree.
  ///
  /// - Returns: For each node the place of the first node of its subtree.
  public func subtreeStarts() -> [Int] {
    var starts: [Int] = []
    starts.reserveCapacity(nodes.count)
    for (index, node) in nodes.enumerated() {
      var start = index
      for _ in 0..<node.operandCount { start = starts[start - 1] }
      starts.append(start)
    }
    return starts
  }
}
