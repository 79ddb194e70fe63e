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

    func covers(_ one: OracleCase) -> Bool {
      (function == nil || function == one.function) && (part.map(one.formula.contains) ?? true)
    }
  }

  /// An error that is told in another one's place, and why that is right.
  struct ErrorException {
    /// The functions; none for any.
    let functions: Set<String>
    /// LibreOffice's error; nil for any.
    let theirs: FormulaError?
    /// Our error; nil for any.
    let ours: FormulaError?
    /// One of these is in the formula; none for any formula.
    let parts: [String]
    let reason: String
  }

  /// Why a call is not tried; nil for one that is.
  static func whyUntried(_ one: OracleCase) -> String? {
    endless.first { $0.covers(one) }?.reason
  }

  /// Why a value may be another one; nil where nothing allows it.
  static func exception(_ one: OracleCase) -> String? {
    exceptions.first { $0.covers(one) }?.reason
  }

  /// Why of two errors another one is told; nil where nothing allows it.
  static func otherError(_ one: OracleCase, _ theirs: FormulaValue) -> String? {
    guard let other = theirs.error, let ours = one.ours.error else { return nil }
    return errorExceptions.first { exception in
      (exception.functions.isEmpty || exception.functions.contains(one.function))
        && (exception.theirs.map { $0 == other } ?? true)
        && (exception.ours.map { $0 == ours } ?? true)
        && (exception.parts.isEmpty || exception.parts.contains(where: one.formula.contains))
    }?.reason
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
    case (.error(let ours), .error(let theirs)): ours == theirs
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
}
