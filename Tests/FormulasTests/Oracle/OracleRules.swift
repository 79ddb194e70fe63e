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

  /// Why a call is not tried; nil for one that is.
  static func whyUntried(_ one: OracleCase) -> String? {
    endless.first { $0.covers(one) }?.reason
  }

  /// Why a value may be another one; nil where nothing allows it.
  static func exception(_ one: OracleCase) -> String? {
    exceptions.first { $0.covers(one) }?.reason
  }

  /// Why of two errors another kind may be told; nil where nothing allows it.
  ///
  /// `#DIV/0!`, `#N/A`, `#REF!` and `#NAME?` are never taken for one another, nor for these.
  static func leniency(_ one: OracleCase, _ theirs: FormulaValue) -> String? {
    guard let other = theirs.error, let ours = one.ours.error else { return nil }
    let sources = ["NA()", "(1/0)", "VALUE(", "[$D.F2]", "[$D.F4]", "[$D.F6]", ":.F"]
    if sources.contains(where: one.formula.contains) {
      return "of several errors that meet in a call another one is told"
    }
    let refusals: [FormulaError] = [.argument, .parameter, .value, .num, .missing, .noConvergence]
    guard refusals.contains(other), refusals.contains(ours) else { return nil }
    return "for what a function refuses LibreOffice has #VALUE!, #NUM!, Err:502 or Err:504, "
      + "function by function; Excel has #VALUE! and #NUM!"
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
