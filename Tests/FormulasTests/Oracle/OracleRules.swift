@testable import Formulas

/// When two values count as the same, and what is allowed to differ.
enum OracleRules {
  /// A call that differs, and why that is right.
  struct Exception {
    let function: String?
    let part: String?
    let reason: String

    init(_ function: String?, _ part: String?, _ reason: String) {
      self.function = function
      self.part = part
      self.reason = reason
    }
  }

  static let exceptions: [Exception] = [
    Exception(nil, ":.F", "of several errors LibreOffice shows the last"),
    Exception(nil, "1E+300", "LibreOffice overflows on the way to the result"),
    Exception(nil, "1E-10", "LibreOffice writes tiny numbers with all their zeros"),
    Exception("LCM", "[$D.D", "LibreOffice reads text in cells here, and in few other functions"),
    Exception("GCD", "[$D.D", "LibreOffice reads text in cells here, and in few other functions"),
    Exception("DEVSQ", nil, "LibreOffice divides by the number of values, of which there is none"),
    Exception("LARGE", "\"", "LibreOffice does not read text here"),
    Exception("SMALL", "\"", "LibreOffice does not read text here"),
    Exception("FINV", "(TRUE()", "LibreOffice gives a huge number where there is none"),
    Exception("RATE", nil, "LibreOffice finds no rate far from the guess, or one that is none"),
    Exception("FREQUENCY", "[$D.V", "which of equal bins counts"),
    Exception("TEXT", "(-", "LibreOffice rounds the seconds of negative times down"),
    Exception(nil, ";\"\")", "to LibreOffice's add-in functions empty text is no argument"),
    Exception("RANK", nil, "LibreOffice has a number for what is not in the list"),
    Exception("COM.MICROSOFT.RANK.EQ", nil, "as RANK"),
    Exception("COM.MICROSOFT.RANK.AVG", nil, "as RANK"),
    Exception("LOGEST", "[$D.E", "LibreOffice passes over text in place of a flag"),
    Exception("LOGEST", "[$D.D", "LibreOffice passes over text in place of a flag"),
    Exception("LINEST", "[$D.E", "LibreOffice passes over text in place of a flag"),
    Exception("LINEST", "[$D.D", "LibreOffice passes over text in place of a flag"),
    Exception("YIELD", nil, "LibreOffice's iteration ends without a yield far below zero"),
    Exception("TEXT", ";0.5)", "a number in place of a format"),
    Exception("TEXT", ";1E-10)", "a number in place of a format"),
    Exception("DCOUNT", "FALSE()", "LibreOffice counts rows for a field that is FALSE"),
    Exception("DCOUNTA", "FALSE()", "LibreOffice counts rows for a field that is FALSE"),
    Exception("COM.MICROSOFT.WORKDAY.INTL", nil, "LibreOffice shows days before 0 as 4 billion"),
    Exception("LCM", "[$D.L4]", "LibreOffice reads an empty cell as 0 here"),
    Exception("ISLOGICAL", "[$D.", "LibreOffice reads a truth value in a cell as a number"),
    Exception("IMPRODUCT", "[$D.L4]", "LibreOffice multiplies by an empty cell"),
    Exception("IMSUM", "\"\"", "LibreOffice passes over empty text"),
    Exception("IMPRODUCT", "\"\"", "LibreOffice passes over empty text"),
    Exception("IMSEC", "1E+300", "LibreOffice refuses angles that large"),
    Exception("IMTAN", "1E+300", "LibreOffice refuses angles that large"),
    Exception(nil, "[$D.D7]", "to LibreOffice's add-in functions empty text is no argument"),
    Exception("COM.MICROSOFT.Z.TEST", "1E-10", "LibreOffice gives a probability below 0"),
    Exception("ZTEST", "1E-10", "LibreOffice gives a probability below 0"),
    Exception("CHAR", nil, "XML cannot hold control characters"),
    Exception("UNICHAR", nil, "XML cannot hold control characters"),
    Exception("CODE", nil, "LibreOffice takes the system's code page, we Windows-1252"),
    Exception("AMORLINC", nil, "LibreOffice takes a negative number of periods for a huge one"),
    Exception("FINV", "(1;", "LibreOffice gives a huge number where there is none"),
  ]

  /// Functions whose numbers agree to fewer digits than 11, and why.
  static let tolerances: [String: (Double, String)] = [
    "ZTEST": (1e-9, "LibreOffice has the normal curve to ten digits here"),
    "COM.MICROSOFT.Z.TEST": (1e-9, "LibreOffice has the normal curve to ten digits here"),
    "RATE": (1e-9, "LibreOffice ends its iteration earlier"),
    "BESSELK": (1e-6, "LibreOffice has polynomials of seven digits"),
    "CONVERT": (1e-5, "LibreOffice has factors of few digits"),
    "BESSELJ": (1e-9, "LibreOffice reduces large arguments less exactly"),
    "BESSELY": (1e-9, "LibreOffice reduces large arguments less exactly"),
    "YIELD": (1e-6, "LibreOffice ends its iteration earlier"),
  ]

  /// Whether some exception covers a case that differs.
  static func isExcepted(_ one: OracleCase, _ theirs: FormulaValue) -> Bool {
    // Of several errors that meet in a call another one is told.
    let sources = ["NA()", "(1/0)", "VALUE(", "[$D.F2]", "[$D.F4]", "[$D.F6]"]
    if theirs.error != nil, one.ours.error != nil, sources.contains(where: one.formula.contains) {
      return true
    }
    return exception(for: one) != nil
  }

  private static func exception(for one: OracleCase) -> Exception? {
    exceptions.first {
      ($0.function == nil || $0.function == one.function)
        && ($0.part.map(one.formula.contains) ?? true)
    }
  }

  static func agree(_ one: OracleCase, _ theirs: FormulaValue) -> Bool {
    switch (one.ours, theirs) {
    case (.number(let ours), .number(let theirs)):
      near(ours, theirs, tolerances[one.function]?.0 ?? 1e-11)
    case (.boolean(let ours), .number(let theirs)): (ours ? 1 : 0) == theirs
    // LibreOffice shows an empty cell as 0 or as nothing.
    case (.blank, .number(0)), (.blank, .text("")): true
    case (.text(let ours), .text(let theirs)):
      ours == theirs || one.function.hasPrefix("IM") && areNear(ours, theirs)
    case (.error(let ours), .error(let theirs)): family(ours) == family(theirs)
    default: false
    }
  }

  /// Complex numbers as text: LibreOffice and we differ in the last of 15 digits.
  private static func areNear(_ ours: String, _ theirs: String) -> Bool {
    guard let one = ComplexNumber(ours), let other = ComplexNumber(theirs) else { return false }
    let distance = ComplexNumber(one.real - other.real, one.imaginary - other.imaginary).size
    return distance <= 1e-13 * max(one.size, 1)
  }

  private static func near(_ ours: Double, _ theirs: Double, _ tolerance: Double) -> Bool {
    abs(ours - theirs) <= tolerance * max(abs(ours), abs(theirs), tolerance > 1e-10 ? 1 : 0) + 1e-12
  }

  // Which of its own errors LibreOffice shows changes from function to function; for people they
  // say the same: an argument out of range, or one of the wrong type.
  private static func family(_ error: FormulaError) -> Int {
    switch error {
    case .num, .argument, .noConvergence, .limit, .value, .parameter, .missing: 1
    case .na: 2
    case .div0: 3
    case .ref: 4
    case .name, .syntax: 5
    default: 6
    }
  }
}
