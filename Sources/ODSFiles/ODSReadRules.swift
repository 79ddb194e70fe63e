internal import Sheets
internal import XMLStreams

/// Data validations, as ODF stores them.
///
/// - Source: ODF 1.3 part 3 §9.4.4 table:content-validations, §19.607 table:condition.
enum ODSReadRules {
  /// A validation with the cell that its relative references count from; its cells name it.
  struct Entry {
    var validation: DataValidation
    var base: CellAddress?
  }

  /// The validations of a workbook, by name.
  ///
  /// One that cannot be told is left out: cells that name it are counted where they are met.
  static func entries(_ list: XMLElement) -> [(String, Entry)] {
    var entries: [(String, Entry)] = []
    for element in list.all("content-validation") {
      guard let name = element.attribute("name"), let rule = rule(element.attribute("condition"))
      else { continue }
      var validation = DataValidation([], rule)
      validation.allowsBlank = element.attribute("allow-empty-cell") != "false"
      validation.showsList = element.attribute("display-list") != "none"
      if let prompt = element.child("help-message"), prompt.attribute("display") != "false" {
        validation.prompt = message(prompt)
      }
      if let error = element.child("error-message") {
        validation.error = message(error)
        validation.showsError = error.attribute("display") != "false"
        validation.severity =
          error.attribute("message-type").flatMap { DataValidation.Severity(rawValue: $0) } ?? .stop
      }
      let base = element.attribute("base-cell-address").flatMap(ODSAddress.parse)?.range.first
      entries.append((name, Entry(validation: validation, base: base)))
    }
    return entries
  }

  private static func message(_ element: XMLElement) -> DataValidation.Message? {
    let message = DataValidation.Message(
      title: element.attribute("title") ?? "", text: ODSParagraphs.text(element))
    return message.title.isEmpty && message.text.isEmpty ? nil : message
  }

  // MARK: - Conditions

  /// The rule of a condition; any value for none.
  private static func rule(_ condition: String?) -> DataValidation.Rule? {
    guard let condition, !condition.isEmpty else { return .any }
    let (text, dialect) = ODSReadFormulas.stripped(condition)
    if let inside = inside(text, "cell-content-is-in-list") {
      return words(inside).map { .list($0) } ?? .listFrom(FormulaText(inside, dialect))
    }
    if let inside = inside(text, "is-true-formula") { return .custom(FormulaText(inside, dialect)) }
    if text.hasPrefix("cell-content-text-length") {
      return comparison(text, of: "cell-content-text-length", dialect).map { .textLength($0) }
    }
    let types: [(String, (Comparison) -> DataValidation.Rule)] = [
      ("cell-content-is-whole-number()", { .whole($0) }),
      ("cell-content-is-decimal-number()", { .decimal($0) }),
      ("cell-content-is-date()", { .date($0) }), ("cell-content-is-time()", { .time($0) }),
    ]
    for (name, make) in types where text.hasPrefix(name) {
      let rest = text.dropFirst(name.count).drop { $0 == " " }
      guard rest.hasPrefix("and ") else { return nil }
      return comparison(rest.dropFirst(4).description, of: "cell-content", dialect).map(make)
    }
    return nil
  }

  /// `cell-content()>5` or `cell-content-is-between(1,9)`.
  static func comparison(
    _ text: String, of name: String, _ dialect: FormulaDialect
  ) -> Comparison? {
    for (words, kind) in [("is-between", Comparison.Kind.between), ("is-not-between", .notBetween)]
    {
      guard let inside = inside(text, name + "-" + words) else { continue }
      let bounds = arguments(inside, separator: ",")
      guard bounds.count == 2 else { return nil }
      return Comparison(kind, FormulaText(bounds[0], dialect), FormulaText(bounds[1], dialect))
    }
    guard text.hasPrefix(name + "()") else { return nil }
    return signed(text.dropFirst(name.count + 2), dialect)
  }

  /// An operator and a bound, such as `>=5`.
  static func signed(_ text: some StringProtocol, _ dialect: FormulaDialect) -> Comparison? {
    let signs: [(String, Comparison.Kind)] = [
      ("!=", .notEqual), ("<>", .notEqual), ("<=", .lessThanOrEqual), (">=", .greaterThanOrEqual),
      ("<", .lessThan), (">", .greaterThan), ("=", .equal),
    ]
    let text = text.drop { $0 == " " }
    guard let (sign, kind) = signs.first(where: { text.hasPrefix($0.0) }) else { return nil }
    let bound = String(text.dropFirst(sign.count).drop { $0 == " " })
    return bound.isEmpty ? nil : Comparison(kind, FormulaText(bound, dialect))
  }

  /// What stands in the parentheses behind a name that is all the text; nil for any other text.
  static func inside(_ text: String, _ name: String) -> String? {
    guard text.hasPrefix(name + "("), text.hasSuffix(")") else { return nil }
    return String(text.dropFirst(name.count + 1).dropLast())
  }

  /// The arguments of a call, cut where nothing is open.
  static func arguments(_ text: String, separator: Character) -> [String] {
    var arguments = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if "([{".contains(character) {
        depth += 1
      } else if ")]}".contains(character) {
        depth -= 1
      } else if character == separator, depth == 0 {
        arguments.append("")
        continue
      }
      arguments[arguments.count - 1].append(character)
    }
    return arguments
  }

  /// The words of a list of quoted texts; nil for anything else.
  private static func words(_ text: String) -> [String]? {
    let words = arguments(text, separator: ";").map(unquoted)
    return words.contains(nil) ? nil : words.compactMap { $0 }
  }

  /// A text without its quotes; nil where it has none.
  static func unquoted(_ text: String) -> String? {
    let text = text.drop { $0 == " " }
    guard text.count >= 2, text.first == "\"", text.last == "\"" else { return nil }
    return text.dropFirst().dropLast().replacing("\"\"", with: "\"").description
  }
}
