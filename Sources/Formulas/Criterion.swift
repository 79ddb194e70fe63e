/// What SUMIF, COUNTIF and the database functions look for, for example `>=5`, `<>`, `Ng*`.
///
/// - Source: OpenFormula 1.3 §4.11.8 `Criterion`.
public struct Criterion {
  private enum Comparison {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }

  private enum Wanted {
    case number(Double)
    case text(TextPattern)
    case boolean(Bool)
    case error(FormulaError)
    case blank
  }

  private let comparison: Comparison
  private let wanted: Wanted
  private let context: FunctionContext
  private let isText: Bool

  /// Reads a criterion.
  public init(_ value: FormulaValue, _ context: FunctionContext) {
    self.context = context
    if case .text = value.single { isText = true } else { isText = false }
    switch value.single {
    case .number(let number): (comparison, wanted) = (.equal, .number(number))
    case .boolean(let flag) where context.settings.flavour.booleansAreNumbers:
      (comparison, wanted) = (.equal, .number(flag ? 1 : 0))
    case .boolean(let flag): (comparison, wanted) = (.equal, .boolean(flag))
    case .error(let error): (comparison, wanted) = (.equal, .error(error))
    case .blank, .array: (comparison, wanted) = (.equal, .number(0))
    case .text(let text): (comparison, wanted) = Self.parse(text, context)
    }
  }

  private static func parse(_ text: String, _ context: FunctionContext) -> (Comparison, Wanted) {
    let operators: [(String, Comparison)] = [
      ("<>", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("<", .less),
      (">", .greater), ("=", .equal),
    ]
    var comparison = Comparison.equal
    var rest = text[...]
    var hasOperator = false
    for (sign, meaning) in operators where text.hasPrefix(sign) {
      comparison = meaning
      rest = text.dropFirst(sign.count)
      hasOperator = true
      break
    }
    let operand = String(rest)
    if operand.isEmpty { return (comparison, hasOperator ? .blank : .text(pattern("", context))) }
    if let number = NumberText.number(in: operand, settings: context.settings) {
      return (comparison, .number(number))
    }
    switch operand.uppercased() {
    case "TRUE", "FALSE":
      let flag = operand.uppercased() == "TRUE"
      return context.settings.flavour.booleansAreNumbers
        ? (comparison, .number(flag ? 1 : 0)) : (comparison, .boolean(flag))
    default: break
    }
    if operand.hasPrefix("#"), let error = FormulaError(text: operand) {
      return (comparison, .error(error))
    }
    return (comparison, .text(pattern(operand, context)))
  }

  private static func pattern(_ text: String, _ context: FunctionContext) -> TextPattern {
    TextPattern(
      text, context.settings.patterns, isCaseSensitive: false,
      matchesWhole: context.settings.criteriaMatchWholeCell)
  }

  /// Whether an empty cell matches, so that a whole column needs to be counted.
  public var matchesBlank: Bool { matches(.blank) }

  /// Whether a cell's value matches.
  public func matches(_ value: FormulaValue) -> Bool {
    switch comparison {
    case .equal: isEqual(value)
    case .notEqual: !isEqual(value)
    case .less: order(value).map { $0 < 0 } ?? false
    case .lessOrEqual: order(value).map { $0 <= 0 } ?? false
    case .greater: order(value).map { $0 > 0 } ?? false
    case .greaterOrEqual: order(value).map { $0 >= 0 } ?? false
    }
  }

  private func isEqual(_ value: FormulaValue) -> Bool {
    switch (wanted, value) {
    case (.number(let wanted), .number(let number)): return wanted == number
    case (.number(let wanted), .boolean(let flag)) where countsBooleans:
      return wanted == (flag ? 1 : 0)
    case (.number(let wanted), .text(let text))
    where isText || !context.settings.flavour.isLibreOffice:
      // Excel takes a cell with the text 5 for one with the number 5; LibreOffice where the
      // criterion is text as well.
      return NumberText.number(in: text, settings: context.settings) == wanted
    case (.boolean(let wanted), .boolean(let flag)): return wanted == flag
    case (.error(let wanted), .error(let error)): return wanted == error
    case (.text(let pattern), .text(let text)): return pattern.matches(text)
    case (.text(let pattern), .number), (.text(let pattern), .boolean):
      // LibreOffice holds patterns against what a number looks like.
      guard pattern.hasWildcards, context.settings.flavour.isLibreOffice,
        let text = try? context.text(value)
      else { return false }
      return pattern.matches(text)
    case (.text(let pattern), .blank): return pattern.isEmpty
    case (.blank, .blank): return true
    default: return false
    }
  }

  private var countsBooleans: Bool { context.settings.flavour.booleansAreNumbers }

  private func order(_ value: FormulaValue) -> Int? {
    switch (wanted, value) {
    case (.number(let wanted), .number(let number)):
      return number < wanted ? -1 : number > wanted ? 1 : 0
    case (.number(let wanted), .boolean(let flag)) where countsBooleans:
      let number = flag ? 1.0 : 0
      return number < wanted ? -1 : number > wanted ? 1 : 0
    case (.boolean(let wanted), .boolean(let flag)):
      return (flag ? 1 : 0) - (wanted ? 1 : 0)
    case (.text(let pattern), .text(let text)):
      return TextOrder.compare(text, pattern.source, isCaseSensitive: false)
    default: return nil
    }
  }
}
