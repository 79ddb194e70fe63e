// Inline arrays: constants in rows and columns.

extension FormulaParser {
  /// Reads `{1,2;3,4}`, in OpenFormula `{1;2|3;4}`.
  mutating func readArray() throws(FormulasError) {
    let start = scanner.place
    scanner.place += 1
    let first = Int32(tokens.count)
    addToken(.arrayOpen, from: start)
    let isOOXML = notation.dialect == .ooxml
    let columnSign = isOOXML ? UInt8(ascii: ",") : UInt8(ascii: ";")
    let rowSign = isOOXML ? UInt8(ascii: ";") : UInt8(ascii: "|")
    var values: [FormulaValue] = []
    var rows = 1
    var columns = 0
    var inRow = 0
    while true {
      values.append(try readElement())
      inRow += 1
      scanner.skipBlanks()
      let place = scanner.place
      let sign = scanner.peek()
      guard sign == columnSign || sign == rowSign || sign == UInt8(ascii: "}") else {
        throw scanner.isAtEnd ? .unclosed(at: start) : .unexpected(at: place)
      }
      scanner.place += 1
      if sign == columnSign {
        addToken(.arrayColumn, from: place)
        continue
      }
      if columns == 0 { columns = inRow }
      guard columns == inRow else { throw .unexpected(at: place) }
      inRow = 0
      guard sign == rowSign else {
        addToken(.arrayClose, from: place)
        break
      }
      rows += 1
      addToken(.arrayRow, from: place)
    }
    guard let array = try? FormulaArray(rows: rows, columns: columns, values: values) else {
      throw .unexpected(at: start)
    }
    nodes.append(FormulaNode(kind: .array(Int32(arrays.count)), token: first))
    arrays.append(array)
    wantsOperand = false
  }

  private mutating func readElement() throws(FormulasError) -> FormulaValue {
    scanner.skipBlanks()
    let start = scanner.place
    switch scanner.peek() {
    case UInt8(ascii: "\""):
      guard scanner.passQuoted(UInt8(ascii: "\"")) else { throw .unclosed(at: start) }
      addToken(.text, from: start)
      return .text(scanner.unquoted(start + 1..<scanner.place - 1, UInt8(ascii: "\"")))
    case UInt8(ascii: "#"):
      guard let error = scanner.errorValue() else { throw .unexpected(at: start) }
      addToken(.error, from: start)
      return .error(error)
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let isNegative = scanner.peek() == UInt8(ascii: "-")
      scanner.place += 1
      scanner.skipBlanks()
      return .number(try readArrayNumber() * (isNegative ? -1 : 1), from: start, in: &self)
    case 0x30...0x39, UInt8(ascii: "."):
      return .number(try readArrayNumber(), from: start, in: &self)
    default:
      guard let flag = scanner.truthWord() else {
        throw scanner.isAtEnd ? .unclosed(at: start) : .unexpected(at: start)
      }
      addToken(.boolean, from: start)
      return .boolean(flag)
    }
  }

  private mutating func readArrayNumber() throws(FormulasError) -> Double {
    let start = scanner.place
    guard let number = scanner.number(), number.isFinite else { throw .unexpected(at: start) }
    return number
  }
}

extension FormulaValue {
  fileprivate static func number(
    _ number: Double, from start: Int, in parser: inout FormulaParser
  ) -> FormulaValue {
    parser.addToken(.number, from: start)
    return .number(number)
  }
}

extension FormulaScanner {
  /// TRUE or FALSE, which are passed with the parentheses that OpenFormula has behind them.
  mutating func truthWord() -> Bool? {
    let start = place
    guard passName() else { return nil }
    let flag: Bool
    if isWord(start..<place, "TRUE") {
      flag = true
    } else if isWord(start..<place, "FALSE") {
      flag = false
    } else {
      place = start
      return nil
    }
    if peek() == UInt8(ascii: "("), peek(1) == UInt8(ascii: ")") { place += 2 }
    return flag
  }
}
