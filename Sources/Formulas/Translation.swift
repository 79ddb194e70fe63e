/// A formula in another notation, and what could not be said in it.
public struct Translation: Hashable, Sendable {
  /// The expression.
  public let text: String
  /// What the other dialect cannot say, each with its byte in the first expression.
  public let problems: [FormulasError]
}

/// What translation has to know about the workbook.
public struct TranslationContext: Sendable {
  /// The addresses of other books by the number that OOXML has for them, from "1".
  public var books: [String: String]
  /// What a reference to a table's columns stands for; nil when that is not known.
  public var structuredReference: @Sendable (_ text: String, _ cell: GridCell) -> Reference?

  /// Makes a context; without books and tables unless told.
  public init(
    books: [String: String] = [:],
    structuredReference: @escaping @Sendable (String, GridCell) -> Reference? = { _, _ in nil }
  ) {
    self.books = books
    self.structuredReference = structuredReference
  }
}

extension Formula {
  /// The formula in another notation: blanks, numbers and texts stay to the byte.
  ///
  /// What the other dialect cannot say is left as it is and told in ``Translation/problems``.
  ///
  /// - Parameters:
  ///   - other: The notation.
  ///   - context: What is known of other books and of tables.
  /// - Returns: The text and what it could not say.
  /// - Source: OpenFormula 1.3 §5; ECMA-376-1 §18.17.
  public func translated(
    to other: Notation, context: TranslationContext = TranslationContext()
  ) -> Translation {
    guard other != notation else { return Translation(text: text, problems: []) }
    guard other.dialect != notation.dialect else {
      let text = rewritten { _, token in
        token.kind == .reference
          ? references[Int(token.detail)].text(in: other, at: base) : nil
      }
      return Translation(text: text, problems: [])
    }
    var translator = Translator(formula: self, target: other, context: context)
    return translator.translate()
  }
}

private struct Translator {
  let formula: Formula
  let target: Notation
  let context: TranslationContext
  var problems: [FormulasError] = []
  var isInArray = false

  init(formula: Formula, target: Notation, context: TranslationContext) {
    self.formula = formula
    self.target = target
    self.context = context
  }

  private var isToOpenFormula: Bool { target.dialect == .openFormula }

  mutating func translate() -> Translation {
    let insertions = isToOpenFormula ? TokenInsertions() : unionParentheses()
    var texts: [String?] = []
    for (index, token) in formula.tokens.enumerated() { texts.append(word(token, at: index)) }
    let text = formula.rewritten(insertions: insertions) { index, _ in texts[index] }
    return Translation(text: text, problems: problems)
  }

  // `SUM([.A1]~[.B1])` is `SUM((A1,B1))`: in OOXML a union among arguments needs parentheses.
  private func unionParentheses() -> TokenInsertions {
    var insertions = TokenInsertions()
    guard formula.nodes.contains(where: { $0.kind == .binary(.union) }) else { return insertions }
    let parents = formula.parents()
    let bounds = formula.tokenBounds()
    for (index, node) in formula.nodes.enumerated() where node.kind == .binary(.union) {
      guard let parent = parents[index] else { continue }
      switch formula.nodes[parent].kind {
      case .group, .binary(.union): continue
      default: break
      }
      insertions.before[bounds[index].lowerBound, default: ""] += "("
      insertions.behind[bounds[index].upperBound, default: ""] += ")"
    }
    return insertions
  }

  private mutating func word(_ token: FormulaToken, at index: Int) -> String? {
    switch token.kind {
    case .number, .text, .open, .close: return nil
    case .boolean:
      let isTrue = formula.source(of: token).first.map { $0 == "T" || $0 == "t" } ?? false
      if isInArray || !isToOpenFormula { return isTrue ? "TRUE" : "FALSE" }
      return isTrue ? "TRUE()" : "FALSE()"
    case .error: return error(token)
    case .reference: return reference(formula.references[Int(token.detail)], token)
    case .name: return name(token)
    case .structured: return structured(token)
    case .function: return function(token)
    case .separator: return isToOpenFormula ? ";" : ","
    case .prefix, .infix, .postfix: return sign(token)
    case .arrayOpen:
      isInArray = true
      return nil
    case .arrayClose:
      isInArray = false
      return nil
    case .arrayColumn: return isToOpenFormula ? ";" : ","
    case .arrayRow: return isToOpenFormula ? "|" : ";"
    }
  }

  private mutating func note(_ what: FormulasError.Untranslatable, _ token: FormulaToken) {
    problems.append(.untranslatable(what, at: token.span.lowerBound))
  }

  private mutating func sign(_ token: FormulaToken) -> String? {
    switch FormulaOperator(rawValue: UInt8(token.detail)) {
    case .intersection: return isToOpenFormula ? "!" : " "
    case .union: return isToOpenFormula ? "~" : ","
    // OpenFormula takes the value of the own row or column wherever one is wanted.
    case .single: return ""
    case .spill:
      note(.spill, token)
      return nil
    default: return nil
    }
  }

  private mutating func error(_ token: FormulaToken) -> String? {
    guard let error = FormulaError(text: formula.source(of: token)) else { return nil }
    switch error {
    case .null, .div0, .value, .ref, .name, .num, .na: return nil
    default:
      note(.error, token)
      return isToOpenFormula ? "#VALUE!" : error.ooxmlText
    }
  }

  private mutating func reference(_ reference: Reference, _ token: FormulaToken) -> String? {
    var placed = reference
    if let scope = reference.scope, let book = scope.book {
      guard let other = translated(book: book) else {
        note(.externalBook, token)
        return nil
      }
      placed.scope = ReferenceScope(
        book: other, sheet: scope.sheet, lastSheet: scope.lastSheet, isDeleted: scope.isDeleted)
    }
    return placed.text(in: target, at: formula.base)
  }

  private func translated(book: String) -> String? {
    if isToOpenFormula {
      return context.books[book] ?? (book.contains("/") || book.contains("\\") ? book : nil)
    }
    return context.books.first { $0.value == book }?.key
  }

  private mutating func name(_ token: FormulaToken) -> String? {
    let name = formula.name(of: token)
    guard let scope = formula.scopedName(of: token)?.scope else { return name }
    guard scope.book == nil else {
      note(.externalBook, token)
      return nil
    }
    return isToOpenFormula
      ? scope.openFormulaPrefix(sheet: scope.sheet, withBook: false) + "." + name
      : scope.ooxmlPrefix + name
  }

  private mutating func structured(_ token: FormulaToken) -> String? {
    let text = String(formula.source(of: token))
    if let reference = context.structuredReference(text, formula.base) {
      return reference.text(in: target, at: formula.base)
    }
    note(.structuredReference, token)
    return nil
  }

  private mutating func function(_ token: FormulaToken) -> String? {
    let name = formula.name(of: token)
    let other =
      isToOpenFormula ? FunctionNames.openFormula(of: name) : FunctionNames.ooxml(of: name)
    guard let other else {
      note(.function, token)
      return nil
    }
    return other
  }
}
