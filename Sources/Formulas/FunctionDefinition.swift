/// How a function takes one of its parameters.
public enum ParameterKind: Sendable, Hashable {
  /// One value. Given several (in an array formula, or by an array), the function is called once
  /// for each and gives an array; a reference in a plain formula gives the cell of its own row or
  /// column.
  case scalar
  /// As it comes: a value, an array or a reference.
  case any
  /// As ``any``, and what is computed for it is computed as in an array formula: SUMPRODUCT.
  case array
}

/// A function: its names, its parameters, and what it does.
///
/// IF, IFERROR, IFNA, CHOOSE, IFS, SWITCH, AND-like short cuts and LET belong to the evaluator,
/// because they leave arguments unevaluated.
public struct FunctionDefinition: Sendable {
  /// What the function does, when it gives a value.
  public typealias ValueBody = @Sendable (FunctionCall) throws(FormulaError) -> FormulaValue
  /// What the function does, when it may give a reference (OFFSET, INDEX, INDIRECT).
  public typealias ReferenceBody =
    @Sendable (FunctionCall) throws(FormulaError) -> FunctionArgument

  /// The two kinds of bodies.
  public enum Body: Sendable {
    /// Gives a value.
    case value(ValueBody)
    /// May give a reference.
    case reference(ReferenceBody)
  }

  /// The name that people know, in capitals: `STDEV.S`.
  public let name: String
  /// The name in OpenFormula, as `COM.MICROSOFT.STDEV.S`; nil where it cannot be said.
  public let openFormula: String?
  /// The name in OOXML, as `_xlfn.STDEV.S`; nil where it cannot be said.
  public let ooxml: String?
  /// Other names that files have for it.
  public let aliases: [String]
  /// How many arguments it takes.
  public let arity: ClosedRange<Int>
  /// The kinds of its first parameters.
  public let parameters: [ParameterKind]
  /// How many of the last ``parameters`` repeat for further arguments.
  public let repeating: Int
  /// Whether its value may change though no cell did.
  public let isVolatile: Bool
  /// What it does.
  public let body: Body

  /// Most arguments that a function may have.
  public static let argumentsMax = 255

  /// Defines a function that gives a value.
  ///
  /// - Parameters:
  ///   - name: The name that people know; also the OpenFormula and OOXML name unless told.
  ///   - arity: How many arguments it takes.
  ///   - parameters: The kinds of its parameters; the last `repeating` ones repeat.
  ///   - repeating: How many repeat.
  ///   - openFormula: The name in OpenFormula; `.same` unless told.
  ///   - ooxml: The name in OOXML; `.same` unless told.
  ///   - aliases: Other names that files have for it.
  ///   - isVolatile: Whether its value may change though no cell did.
  ///   - body: What it does.
  public init(
    _ name: String, _ arity: ClosedRange<Int>, _ parameters: [ParameterKind] = [.scalar],
    repeating: Int = 1, openFormula: DialectName = .same, ooxml: DialectName = .same,
    aliases: [String] = [], isVolatile: Bool = false, body: @escaping ValueBody
  ) {
    self.init(
      name, arity, parameters, repeating: repeating, openFormula: openFormula, ooxml: ooxml,
      aliases: aliases, isVolatile: isVolatile, .value(body))
  }

  /// Defines a function of Excel's that OpenFormula does not know.
  ///
  /// - Parameters:
  ///   - name: The name that people know.
  ///   - arity: How many arguments it takes.
  ///   - parameters: The kinds of its parameters; the last one repeats.
  ///   - body: What it does.
  /// - Returns: The function, named `COM.MICROSOFT.…` in OpenFormula and `_xlfn.…` in OOXML.
  static func microsoft(
    _ name: String, _ arity: ClosedRange<Int>, _ parameters: [ParameterKind],
    _ body: @escaping ValueBody
  ) -> FunctionDefinition {
    FunctionDefinition(name, arity, parameters, openFormula: .microsoft, ooxml: .xlfn, body: body)
  }

  /// Defines a function by its body of either kind.
  public init(
    _ name: String, _ arity: ClosedRange<Int>, _ parameters: [ParameterKind],
    repeating: Int = 1, openFormula: DialectName = .same, ooxml: DialectName = .same,
    aliases: [String] = [], isVolatile: Bool = false, _ body: Body
  ) {
    self.name = name
    self.arity = arity
    self.parameters = parameters
    self.repeating = repeating
    self.openFormula = openFormula.applied(to: name)
    self.ooxml = ooxml.applied(to: name)
    self.aliases = aliases
    self.isVolatile = isVolatile
    self.body = body
  }

  /// The kind of one parameter.
  public func parameter(_ index: Int) -> ParameterKind {
    if index < parameters.count { return parameters[index] }
    let start = parameters.count - repeating
    return parameters[start + (index - start) % repeating]
  }
}

/// How a function is called in one dialect.
public enum DialectName: Sendable, Hashable {
  /// As people know it.
  case same
  /// With a prefix: `COM.MICROSOFT.`, `_xlfn.`, `LEGACY.`.
  case prefixed(String)
  /// By another name.
  case named(String)
  /// Not at all.
  case none

  /// `COM.MICROSOFT.` and the name.
  public static let microsoft = DialectName.prefixed("COM.MICROSOFT.")
  /// `LEGACY.` and the name.
  public static let legacy = DialectName.prefixed("LEGACY.")
  /// `_xlfn.` and the name, for functions younger than Excel 2007.
  public static let xlfn = DialectName.prefixed("_xlfn.")

  func applied(to name: String) -> String? {
    switch self {
    case .same: name
    case .prefixed(let prefix): prefix + name
    case .named(let other): other
    case .none: nil
    }
  }
}
