/// The errors that LibreOffice tells for what a function refuses, where they are not its usual
/// `Err:502`: its functions grew one by one, and so did what they say.
enum LibreOfficeErrors {
  private static let own: [String: [FormulaError: FormulaError]] = {
    var own: [String: [FormulaError: FormulaError]] = [:]
    for (functions, refused, told) in lines {
      for name in functions.split(separator: " ") {
        own[String(name), default: [:]][refused] = told
      }
    }
    return own
  }()

  /// Functions, the error of ours that is the usual one, and the one in its place.
  private static let lines: [(functions: String, refused: FormulaError, told: FormulaError)] = [
    ("ACOS ASIN AVEDEV NPER MIRR PMT PV SYD ISPMT", .argument, .num),
    (
      "SMALL LARGE WORKDAY.INTL NETWORKDAYS.INTL MEDIAN", .argument, .value
    ),
    ("UNICODE", .argument, .parameter),
    ("FACT", .num, .value),
    ("BESSELI BESSELK SERIESSUM FACTDOUBLE DOLLARDE DOLLARFR", .num, .argument),
    ("ISEVEN ISODD", .value, .parameter),
  ]

  /// The error that LibreOffice tells where a function refuses a call; what one of the arguments
  /// holds passes through as it is.
  static func told(
    _ error: FormulaError, by function: FunctionDefinition, of call: FunctionCall
  ) -> FormulaError {
    guard let told = own[function.name]?[error], !holds(error, call) else { return error }
    return told
  }

  private static func holds(_ error: FormulaError, _ call: FunctionCall) -> Bool {
    call.arguments.contains { argument in
      switch argument {
      case .missing: return false
      case .value(.array(let array)): return array.values.contains { $0.error == error }
      case .value(let value): return value.error == error
      case .range(let range):
        // Any error ends the search.
        do throws(FormulaError) {
          try range.forEachFilled { (_, _, value) throws(FormulaError) in
            if value.error == error { throw error }
          }
          return false
        } catch {
          return true
        }
      }
    }
  }
}
