@testable import Formulas

/// When two values count as the same, and what is allowed to differ.
enum OracleRules {
  /// A call that differs, and why that is right.
  struct Exception {
    let function: String
    let part: String?
    let reason: String
  }

  static let exceptions: [Exception] = []

  /// Functions whose numbers agree to fewer digits than 11, and why.
  static let tolerances: [String: (Double, String)] = [
    "BESSELK": (1e-6, "LibreOffice has polynomials of seven digits"),
    "CONVERT": (1e-6, "LibreOffice has factors of few digits"),
  ]

  static func exception(for one: OracleCase) -> Exception? {
    exceptions.first {
      $0.function == one.function && ($0.part.map(one.formula.contains) ?? true)
    }
  }

  static func agree(_ one: OracleCase, _ theirs: FormulaValue) -> Bool {
    switch (one.ours, theirs) {
    case (.number(let ours), .number(let theirs)):
      near(ours, theirs, tolerances[one.function]?.0 ?? 1e-11)
    case (.boolean(let ours), .number(let theirs)): (ours ? 1 : 0) == theirs
    // LibreOffice shows an empty cell as 0 or as nothing.
    case (.blank, .number(0)), (.blank, .text("")): true
    case (.text(let ours), .text(let theirs)): ours == theirs
    case (.error(let ours), .error(let theirs)): family(ours) == family(theirs)
    default: false
    }
  }

  private static func near(_ ours: Double, _ theirs: Double, _ tolerance: Double) -> Bool {
    abs(ours - theirs) <= tolerance * max(abs(ours), abs(theirs)) + 1e-14
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
