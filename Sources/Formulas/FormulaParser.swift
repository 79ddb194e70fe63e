/// Reads expressions: operators by their strength, with a stack of what waits for its operands.
///
/// One parser may read many formulas one after another.
struct FormulaParser {
  /// What waits on the stack.
  struct Pending {
    enum Kind {
      case prefix(FormulaOperator)
      case infix(FormulaOperator)
      case call
      case group
    }
    let kind: Kind
    let token: Int32
    var arguments: Int32 = 0

    /// How tight an operator binds; nil for a call or a group.
    var strength: UInt8? {
      switch kind {
      case .prefix(let operation), .infix(let operation): operation.strength
      case .call, .group: nil
      }
    }
  }

  var tokens: [FormulaToken] = []
  var nodes: [FormulaNode] = []
  var references: [Reference] = []
  var arrays: [FormulaArray] = []
  var scopedNames: [ScopedName] = []
  var scanner = FormulaScanner(UnsafeBufferPointer(start: nil, count: 0))
  var notation = Notation.ooxml
  var base = GridCell(row: 0, column: 0)
  private var pending: [Pending] = []
  private var depth = 0
  var wantsOperand = true

  init() {}

  /// Reads one expression.
  mutating func parse(
    _ text: String, _ notation: Notation, at base: GridCell
  ) throws(FormulasError) -> Formula {
    guard text.utf8.count <= Formula.bytesMax else { throw .tooLong }
    self.notation = notation
    self.base = base
    let count = text.utf8.count
    tokens = []
    nodes = []
    references = []
    arrays = []
    scopedNames = []
    tokens.reserveCapacity(count / 3 + 2)
    nodes.reserveCapacity(count / 3 + 2)
    pending.removeAll(keepingCapacity: true)
    depth = 0
    wantsOperand = true
    var copy = text
    let failure: FormulasError? = copy.withUTF8 { bytes in
      scanner = FormulaScanner(bytes)
      do throws(FormulasError) {
        try readAll()
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
    return Formula(text: text, notation: notation, base: base, parser: self)
  }

  private mutating func readAll() throws(FormulasError) {
    while true {
      let gap = scanner.place
      scanner.skipBlanks()
      if scanner.isAtEnd { break }
      if wantsOperand {
        try readOperand()
      } else {
        try readOperator(after: gap)
      }
    }
    guard !tokens.isEmpty else { throw .empty }
    guard !wantsOperand else { throw .unexpected(at: scanner.place) }
    reduce(above: 0)
    if let frame = pending.last {
      throw .unclosed(at: tokens[Int(frame.token)].span.lowerBound)
    }
  }

  // MARK: Tokens and nodes

  @inline(__always)
  mutating func addToken(_ kind: FormulaToken.Kind, from start: Int, detail: Int32 = 0) {
    tokens.append(
      FormulaToken(
        kind: kind, detail: detail, start: UInt32(start), length: UInt32(scanner.place - start)))
  }

  /// Adds an operand with its token.
  @inline(__always)
  mutating func addOperand(
    _ kind: FormulaToken.Kind, _ node: FormulaNode.Kind, from start: Int, detail: Int32 = 0
  ) {
    nodes.append(FormulaNode(kind: node, token: Int32(tokens.count)))
    addToken(kind, from: start, detail: detail)
    wantsOperand = false
  }

  mutating func addReference(_ reference: Reference, from start: Int) {
    let index = Int32(references.count)
    // Few have one alone, and most that have more have no more than four.
    if index == 0 { references.reserveCapacity(4) }
    references.append(reference)
    addOperand(.reference, .reference(index), from: start, detail: index)
  }

  /// Adds a function's name and its parenthesis, which stands at the place or behind blanks.
  mutating func openCall(from start: Int) throws(FormulasError) {
    let token = Int32(tokens.count)
    addToken(.function, from: start)
    scanner.skipBlanks()
    let parenthesis = scanner.place
    scanner.place += 1
    addToken(.open, from: parenthesis)
    try push(Pending(kind: .call, token: token))
  }

  private mutating func push(_ frame: Pending) throws(FormulasError) {
    depth += 1
    guard depth <= Formula.depthMax else {
      throw .tooDeep(at: tokens[Int(frame.token)].span.lowerBound)
    }
    pending.append(frame)
    wantsOperand = true
  }

  /// Gives operators on top of the stack that bind at least so tight their operands.
  @inline(__always)
  private mutating func reduce(above strength: UInt8) {
    while let top = pending.last, let own = top.strength, own >= strength {
      switch top.kind {
      case .prefix(let operation):
        nodes.append(FormulaNode(kind: .unary(operation), token: top.token))
      case .infix(let operation):
        nodes.append(FormulaNode(kind: .binary(operation), token: top.token))
      case .call, .group: return
      }
      pending.removeLast()
    }
  }

  // MARK: Operands

  private mutating func readOperand() throws(FormulasError) {
    let start = scanner.place
    switch scanner.peek() {
    case UInt8(ascii: "\""):
      guard scanner.passQuoted(UInt8(ascii: "\"")) else { throw .unclosed(at: start) }
      addOperand(.text, .text, from: start)
    case UInt8(ascii: "-"): addPrefix(.minus)
    case UInt8(ascii: "+"): addPrefix(.plus)
    case UInt8(ascii: "@") where notation.dialect == .ooxml: addPrefix(.single)
    case UInt8(ascii: "("):
      scanner.place += 1
      addToken(.open, from: start)
      try push(Pending(kind: .group, token: Int32(tokens.count - 1)))
    case UInt8(ascii: ")"):
      try readMissing()
      try close()
    case UInt8(ascii: "{"): try readArray()
    case separator where isInCall:
      addMissing()
      try separate()
    default:
      switch notation.dialect {
      case .ooxml: try readOOXMLOperand()
      case .openFormula: try readOpenFormulaOperand()
      }
    }
  }

  private var separator: UInt8 {
    notation.dialect == .ooxml ? UInt8(ascii: ",") : UInt8(ascii: ";")
  }

  private mutating func addPrefix(_ operation: FormulaOperator) {
    pending.append(Pending(kind: .prefix(operation), token: Int32(tokens.count)))
    scanner.place += 1
    addToken(.prefix, from: scanner.place - 1, detail: Int32(operation.rawValue))
  }

  /// Adds a signless number or, in OOXML, whole rows such as `1:3`; false when neither is here.
  mutating func readNumber() -> Bool {
    let start = scanner.place
    guard let number = scanner.number(), number.isFinite else {
      scanner.place = start
      return false
    }
    addOperand(.number, .number(number), from: start)
    return true
  }

  /// In the place of an operand that a parenthesis closes: an argument left empty, or none at all.
  private mutating func readMissing() throws(FormulasError) {
    guard let frame = pending.last, case .call = frame.kind else {
      throw .unexpected(at: scanner.place)
    }
    let isEmptyCall = frame.arguments == 0 && tokens.last?.kind == .open
    if !isEmptyCall { addMissing() }
  }

  private mutating func addMissing() {
    nodes.append(FormulaNode(kind: .missing, token: Int32(tokens.count - 1)))
    wantsOperand = false
  }

  private var isInCall: Bool {
    guard let frame = pending.last, case .call = frame.kind else { return false }
    return true
  }

  // MARK: Operators

  private mutating func readOperator(after gap: Int) throws(FormulasError) {
    let start = scanner.place
    switch scanner.peek() {
    case UInt8(ascii: ")"): try close()
    case UInt8(ascii: "%"): addPostfix(.percent)
    case UInt8(ascii: "#") where notation.dialect == .ooxml && isAfterReference:
      addPostfix(.spill)
    case separator where isDirectlyInCall: try separate()
    default:
      if let (operation, length) = infix() {
        scanner.place += length
        addInfix(operation, from: start)
      } else if notation.dialect == .ooxml, gap < start, isAfterReference {
        // A blank between two references intersects them; the next operand is read afterwards.
        addInfix(.intersection, from: gap)
      } else {
        throw .unexpected(at: start)
      }
    }
  }

  /// Whether a separator here parts the arguments of a call.
  private var isDirectlyInCall: Bool {
    for item in pending.reversed() {
      switch item.kind {
      case .call: return true
      case .group: return false
      default: continue
      }
    }
    return false
  }

  /// Whether the operand before may be a reference.
  private var isAfterReference: Bool {
    switch nodes.last?.kind {
    case .reference, .name, .structured, .call, .group, .unary(.spill): true
    default: false
    }
  }

  private func infix() -> (FormulaOperator, length: Int)? {
    let isOOXML = notation.dialect == .ooxml
    switch scanner.peek() {
    case UInt8(ascii: "+"): return (.add, 1)
    case UInt8(ascii: "-"): return (.subtract, 1)
    case UInt8(ascii: "*"): return (.multiply, 1)
    case UInt8(ascii: "/"): return (.divide, 1)
    case UInt8(ascii: "^"): return (.power, 1)
    case UInt8(ascii: "&"): return (.concatenate, 1)
    case UInt8(ascii: "="): return (.equal, 1)
    case UInt8(ascii: "<"):
      switch scanner.peek(1) {
      case UInt8(ascii: ">"): return (.notEqual, 2)
      case UInt8(ascii: "="): return (.lessOrEqual, 2)
      default: return (.less, 1)
      }
    case UInt8(ascii: ">"):
      return scanner.peek(1) == UInt8(ascii: "=") ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: ":"): return (.range, 1)
    case UInt8(ascii: ","): return isOOXML ? (.union, 1) : nil
    case UInt8(ascii: "~"): return isOOXML ? nil : (.union, 1)
    case UInt8(ascii: "!"): return isOOXML || !isAfterReference ? nil : (.intersection, 1)
    default: return nil
    }
  }

  private mutating func addInfix(_ operation: FormulaOperator, from start: Int) {
    reduce(above: operation.strength)
    pending.append(Pending(kind: .infix(operation), token: Int32(tokens.count)))
    addToken(.infix, from: start, detail: Int32(operation.rawValue))
    wantsOperand = true
  }

  private mutating func addPostfix(_ operation: FormulaOperator) {
    reduce(above: operation.strength)
    nodes.append(FormulaNode(kind: .unary(operation), token: Int32(tokens.count)))
    scanner.place += 1
    addToken(.postfix, from: scanner.place - 1, detail: Int32(operation.rawValue))
  }

  private mutating func separate() throws(FormulasError) {
    reduce(above: 0)
    let start = scanner.place
    guard !pending.isEmpty else { throw .unexpected(at: start) }
    pending[pending.count - 1].arguments += 1
    guard pending[pending.count - 1].arguments < FunctionDefinition.argumentsMax else {
      throw .tooManyArguments(at: start)
    }
    scanner.place += 1
    addToken(.separator, from: start)
    wantsOperand = true
  }

  private mutating func close() throws(FormulasError) {
    reduce(above: 0)
    let start = scanner.place
    guard let frame = pending.popLast() else { throw .unexpected(at: start) }
    depth -= 1
    scanner.place += 1
    switch frame.kind {
    case .group: nodes.append(FormulaNode(kind: .group, token: frame.token))
    default:
      let isEmptyCall = frame.arguments == 0 && wantsOperand
      let count = isEmptyCall ? 0 : frame.arguments + 1
      nodes.append(FormulaNode(kind: .call(count), token: frame.token))
    }
    addToken(.close, from: start)
    wantsOperand = false
  }
}

/// A name of a sheet or of another book.
public struct ScopedName: Hashable, Sendable {
  /// The sheet and the book; an empty sheet for a name of the whole book.
  public let scope: ReferenceScope
  /// The name.
  public let name: String
}
