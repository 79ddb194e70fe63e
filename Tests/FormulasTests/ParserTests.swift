import Testing

@testable import Formulas

/// What expressions mean: the tree, written with every parenthesis.
@Suite struct ParserTests {
  @Test(arguments: [
    ("1+2*3", "(1+(2*3))"), ("-2^2", "((-2)^2)"), ("2^3^2", "((2^3)^2)"), ("2^-1", "(2^(-1))"),
    ("-5%", "((-5)%)"), ("1&2=3", "((1&2)=3)"), ("1<=2<>3", "((1<=2)<>3)"), ("--1", "(-(-1))"),
    ("(1+2)*3", "([(1+2)]*3)"), ("SUM(A1,,B2)", "SUM(A1;;B2)"), ("NOW()", "NOW()"),
    ("F(,)", "F(;)"), ("A1 B1:B2", "(A1!B1:B2)"), ("(A1,B1)", "[(A1~B1)]"),
    ("A1,C1", "(A1~C1)"), ("A1:INDEX(B:B,2)", "(A1:INDEX(B:B;2))"), ("TRUE&x_1", "(TRUE&x_1)"),
    ("@A1:A3", "(@A1:A3)"), ("A1#+1", "((A1#)+1)"), ("{1,-2;\"a\",#N/A}", "{1;-2|a;#N/A}"),
    ("1:3", "1:3"), ("$A:$B", "$A:$B"), ("LOG10(2)", "LOG10(2)"), ("Sheet1!A1", "Sheet1!A1"),
    ("'My ''x'' sheet'!A1", "'My ''x'' sheet'!A1"), ("Jan:Dec!A1:B2", "Jan:Dec!A1:B2"),
    ("[1]Sheet1!A1", "[1]Sheet1!A1"), ("Sheet1!#REF!", "Sheet1!#REF!"), ("#REF!A1", "#REF!A1"),
    ("Table1[[#All],[a]]", "Table1[[#All],[a]]"), ("[1]!x", "[1]!x"), ("Sheet1!x", "Sheet1!x"),
    (" 1 + 2 ", "(1+2)"), ("\"a\"\"b\"", "\"a\"\"b\""), ("1.5E-3", "0.0015"), (".5", "0.5"),
    ("Giá_trị*2", "(Giá_trị*2)"), ("A1 (B1)", "(A1![B1])"), ("a.b?c", "a.b?c"),
  ])
  func readsOOXML(_ text: String, _ tree: String) throws {
    #expect(try Formula(text, .ooxml).tree == tree)
  }

  @Test(arguments: [
    ("SUM([.A1:.A3];1)", "SUM(A1:A3;1)"), ("[.A1]![.B1]", "(A1!B1)"), ("[.A1]~[.B1]", "(A1~B1)"),
    ("{1;2|3;4}", "{1;2|3;4}"), ("{TRUE();FALSE}", "{TRUE;FALSE}"), ("[.A1:.B2]", "A1:B2"),
    ("['My sheet'.$A$1]", "'My sheet'!$A$1"), ("[$Sheet1.A1:$Sheet3.B2]", "Sheet1:Sheet3!A1:B2"),
    ("[.A:.B]", "A:B"), ("[.1:.3]", "1:3"), ("[.#REF!]", "#REF!"), ("[.A#REF!]", "#REF!"),
    ("[#REF!.A1]", "#REF!A1"), ("IF ([.A1];1;2)", "IF(A1;1;2)"), ("$$x+1", "(x+1)"),
    ("['file:///tmp/a b.ods'#$Sheet1.A1]", "'[file:///tmp/a b.ods]Sheet1'!A1"),
    ("TRUE()", "TRUE()"), ("COM.MICROSOFT.IFS([.A1];1)", "COM.MICROSOFT.IFS(A1;1)"),
    ("[.A1:$Sheet1.B2]", "A1:B2"), ("$Sheet1.x", "Sheet1!x"),
  ])
  func readsOpenFormula(_ text: String, _ tree: String) throws {
    #expect(try Formula(text, .openFormula).tree == tree)
  }

  @Test(arguments: [
    ("R1C1", "$A$1"), ("RC", "C5"), ("R[-1]C[2]", "E4"), ("R[-5]C", "C1048576"),
    ("R2C[1]:R[1]C3", "D$2:$C6"), ("R", "5:5"), ("C[-2]", "A:A"),
    ("Sheet1!R1C1+1", "(Sheet1!$A$1+1)"),
    ("ROW(RC)", "ROW(C5)"),
  ])
  func readsR1C1(_ text: String, _ tree: String) throws {
    let formula = try Formula(text, .r1c1, at: GridCell(row: 4, column: 2))
    #expect(formula.tree == tree)
    #expect(formula.translated(to: .r1c1).text == text)
  }

  @Test(arguments: [
    ("", FormulasError.empty), ("1+", .unexpected(at: 2)), ("(1", .unclosed(at: 0)),
    ("1)", .unexpected(at: 1)), ("\"a", .unclosed(at: 0)), ("SUM(1", .unclosed(at: 0)),
    ("{1,2;3}", .unexpected(at: 6)), ("{1", .unclosed(at: 0)), ("'a'A1", .unexpected(at: 3)),
    ("1 2", .unexpected(at: 2)), ("()", .unexpected(at: 1)), ("A1!", .badReference(at: 0)),
    ("=1", .unexpected(at: 0)), ("T[a", .unclosed(at: 0)), ("*1", .unexpected(at: 0)),
  ])
  func tellsWhatIsWrong(_ text: String, _ error: FormulasError) {
    #expect(throws: error) { try Formula(text, .ooxml) }
  }

  @Test func limitsDepthAndLength() throws {
    let deep = String(repeating: "(", count: 5000) + "1" + String(repeating: ")", count: 5000)
    #expect(throws: FormulasError.tooDeep(at: Formula.depthMax)) { try Formula(deep, .ooxml) }
    #expect(throws: FormulasError.tooLong) {
      try Formula(String(repeating: "1", count: Formula.bytesMax + 1), .ooxml)
    }
    let long = Array(repeating: "-A1", count: 20_000).joined(separator: "+")
    #expect(throws: FormulasError.tooLong) { try Formula(long, .ooxml) }
    let wide = Array(repeating: "-A1", count: 16_000).joined(separator: "+")
    #expect(try Formula(wide, .ooxml).references.count == 16_000)
    let minuses = String(repeating: "-", count: 60_000) + "1"
    #expect(try Formula(minuses, .ooxml).nodes.count == 60_001)
    let many = "SUM(" + Array(repeating: "1", count: 256).joined(separator: ",") + ")"
    #expect(throws: FormulasError.self) { try Formula(many, .ooxml) }
  }

  @Test(arguments: [
    ("of:=SUM([.A1])", Notation.openFormula, "SUM([.A1])"), ("oooc:=1", .openFormula, "1"),
    ("msoxl:=A1", .ooxml, "A1"), ("=1", .openFormula, "1"),
  ])
  func splitsNamespaces(_ attribute: String, _ notation: Notation, _ expression: String) throws {
    let parts = try #require(Notation.split(attribute: attribute))
    #expect(parts.notation == notation)
    #expect(parts.expression == expression)
    #expect(Notation.split(attribute: "foo:=1") == nil)
  }
}

extension Formula {
  /// The tree as text: every operator in parentheses, references as OOXML writes them.
  var tree: String {
    var stack: [String] = []
    for node in nodes {
      let operands = Array(stack.suffix(node.operandCount))
      stack.removeLast(node.operandCount)
      let token = token(of: node)
      switch node.kind {
      case .number(let number): stack.append(NumberText.general(number))
      case .text: stack.append(String(source(of: token)))
      case .boolean(let flag): stack.append(flag ? "TRUE" : "FALSE")
      case .error(let error): stack.append(error.text)
      case .reference(let index):
        stack.append(references[Int(index)].text(in: .ooxml, at: base))
      case .name:
        stack.append((scopedName(of: token)?.scope.ooxmlPrefix ?? "") + name(of: token))
      case .structured: stack.append(String(source(of: token)))
      case .array(let index): stack.append(arrays[Int(index)].treeText)
      case .missing: stack.append("")
      case .group: stack.append("[" + operands[0] + "]")
      case .call: stack.append(name(of: token) + "(" + operands.joined(separator: ";") + ")")
      case .unary(let operation):
        let sign = operation.sign
        let isBehind = operation == .percent || operation == .spill
        stack.append("(" + (isBehind ? operands[0] + sign : sign + operands[0]) + ")")
      case .binary(let operation):
        stack.append("(" + operands[0] + operation.sign + operands[1] + ")")
      }
    }
    return stack.joined(separator: " | ")
  }
}

extension FormulaOperator {
  fileprivate var sign: String {
    switch self {
    case .range: ":"
    case .intersection: "!"
    case .union: "~"
    case .single: "@"
    case .minus, .subtract: "-"
    case .plus, .add: "+"
    case .percent: "%"
    case .spill: "#"
    case .power: "^"
    case .multiply: "*"
    case .divide: "/"
    case .concatenate: "&"
    case .equal: "="
    case .notEqual: "<>"
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}

extension FormulaArray {
  fileprivate var treeText: String {
    let lines = (0..<rows).map { row in
      (0..<columns).map { column in
        switch self[row, column] {
        case .number(let number): NumberText.general(number)
        case .text(let text): text
        case .boolean(let flag): flag ? "TRUE" : "FALSE"
        case .error(let error): error.text
        case .blank, .array: "?"
        }
      }.joined(separator: ";")
    }
    return "{" + lines.joined(separator: "|") + "}"
  }
}
