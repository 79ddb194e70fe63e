/// What a formula gives when it has no value.
///
/// Excel shows nine of them; LibreOffice knows more, which it shows as `Err:nnn` and stores in
/// XLSX as `#VALUE!`.
///
/// - Source: OpenFormula 1.3 §4.6 `Error`; ECMA-376-1 §18.17.2.7.
public enum FormulaError: Error, Hashable, Sendable, CaseIterable {
  /// Two references that should intersect do not.
  case null
  /// A division by zero.
  case div0
  /// A value of the wrong type.
  case value
  /// A reference to nothing.
  case ref
  /// A name or a function that is not known.
  case name
  /// A number out of the range of the function, or too large.
  case num
  /// A value that is not there.
  case na
  /// Data that are still being fetched (Excel).
  case gettingData
  /// An array that has no room (Excel).
  case spill
  /// A calculation that Excel could not make, such as an empty array.
  case calc
  /// LibreOffice's `Err:502`: an argument that the function does not take.
  case argument
  /// LibreOffice's `Err:504`: a parameter of a kind that the function does not take.
  case parameter
  /// LibreOffice's `Err:511`: an argument is missing.
  case missing
  /// LibreOffice's `Err:522`: the formula needs its own value.
  case circular
  /// LibreOffice's `Err:523`: iteration came to no end.
  case noConvergence
  /// A formula that cannot be read (LibreOffice's `Err:508` and `Err:509`).
  case syntax
  /// A limit of ours was passed: steps, depth, or the size of an array.
  case limit

  /// How both programs write it where they know it, else as LibreOffice shows it.
  public var text: String {
    switch self {
    case .null: "#NULL!"
    case .div0: "#DIV/0!"
    case .value: "#VALUE!"
    case .ref: "#REF!"
    case .name: "#NAME?"
    case .num: "#NUM!"
    case .na: "#N/A"
    case .gettingData: "#GETTING_DATA"
    case .spill: "#SPILL!"
    case .calc: "#CALC!"
    case .argument: "Err:502"
    case .parameter: "Err:504"
    case .syntax: "Err:509"
    case .missing: "Err:511"
    case .circular: "Err:522"
    case .noConvergence: "Err:523"
    case .limit: "Err:512"
    }
  }

  /// How XLSX stores it: what Excel does not know is `#VALUE!` there, as LibreOffice does it.
  public var ooxmlText: String {
    switch self {
    case .argument, .parameter, .syntax, .missing, .circular, .noConvergence, .limit: "#VALUE!"
    default: text
    }
  }

  /// Reads an error as either program writes it; nil when it is none.
  public init?(text: some StringProtocol) {
    let wanted = text.uppercased()
    if let known = Self.byText[wanted] {
      self = known
    } else {
      return nil
    }
  }

  private static let byText = {
    var table = Dictionary(uniqueKeysWithValues: allCases.map { ($0.text.uppercased(), $0) })
    table["ERR:503"] = .num
    table["ERR:508"] = .syntax
    table["ERR:519"] = .value
    table["ERR:524"] = .ref
    table["ERR:525"] = .name
    table["ERR:532"] = .div0
    return table
  }()

  /// The number that ERROR.TYPE gives; nil where Excel has none.
  public var typeNumber: Int? {
    switch self {
    case .null: 1
    case .div0: 2
    case .value: 3
    case .ref: 4
    case .name: 5
    case .num: 6
    case .na: 7
    case .gettingData: 8
    case .spill: 9
    case .calc: 14
    default: nil
    }
  }
}
