internal import Diagnostics

/// The findings that a screen has room for: the gravest first, of each other kind a few.
///
/// A form without a single document would else hide behind its sixteen remarks that another one
/// has an error.
struct Screenful {
  private static let shownMax = 20
  private static let ofOneKindMax = 3

  /// What is shown, in its order.
  let shown: [Diagnostic]
  /// How many are not.
  let rest: Int

  init(_ findings: [Diagnostic]) {
    let errors = findings.filter { $0.severity == .error }
    var met: [String: Int] = [:]
    let others = findings.filter { finding in
      guard finding.severity != .error else { return false }
      met[finding.code, default: 0] += 1
      return met[finding.code, default: 0] <= Self.ofOneKindMax
    }
    shown = Array((errors + others).prefix(Self.shownMax))
    rest = findings.count - shown.count
  }
}
