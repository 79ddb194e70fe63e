import Foundation
import TestSupport
import Testing

@testable import Formulas

/// Every function as LibreOffice computes it.
///
/// `BAKHONG_ORACLE=full` tries hundreds of calls of each function; without it a sample is tried,
/// another one for each `BAKHONG_SEED`.
@Suite struct OracleTests {
  @Test(.needs(.libreOffice)) func agreesWithLibreOffice() throws {
    let environment = ProcessInfo.processInfo.environment
    let isFull = environment["BAKHONG_ORACLE"] == "full"
    // The same sample each time, unless a seed is given: what differs is to be explained once.
    let seed = environment["BAKHONG_SEED"].flatMap { UInt64($0) } ?? 1
    let only = environment["BAKHONG_ORACLE_ONLY"]
    print("oracle: BAKHONG_SEED=\(seed)")
    var cases = OracleCase.all(perFunction: isFull ? 300 : 8, seed: seed)
    if let only { cases.removeAll { !only.split(separator: ",").contains($0.function[...]) } }
    let untried = cases.filter { OracleRules.whyUntried($0) != nil }
    cases.removeAll { OracleRules.whyUntried($0) != nil }
    let batch = try OracleBatch(cases)
    try #require(batch.theirs.count == cases.count && batch.ours.count == cases.count)
    #expect(
      !batch.theirs.contains(.number(OracleWorkbook.planted)), "LibreOffice did not recalculate")
    var outcome = OracleOutcome()
    for one in untried { outcome.leaveOut(one) }
    for (place, one) in cases.enumerated() {
      var one = one
      one.ours = batch.ours[place]
      outcome.add(one, batch.theirs[place])
    }
    print(outcome.summary(seed: seed))
    if let path = environment["BAKHONG_ORACLE_REPORT"] {
      let lines = outcome.differences + outcome.exceptedLines
      let text = lines.joined(separator: "\n")
      try Data(text.utf8).write(to: URL(filePath: path))
    }
    #expect(outcome.exceptedCount * 100 < cases.count)
    #expect(
      outcome.differences.isEmpty, "\(outcome.differences.prefix(20).joined(separator: "\n"))")
  }

  @Test func triesEveryFunction() {
    let tried = Set(OracleSignatures.all.map(\.name)).union(OracleSignatures.untried)
    let missing = FunctionFamilies.all.compactMap(\.openFormula).filter { !tried.contains($0) }
    #expect(missing.isEmpty)
  }
}

/// What came of the comparison.
struct OracleOutcome {
  private(set) var differences: [String] = []
  /// How many cases each reason excepts.
  private(set) var excepted: [String: Int] = [:]
  private(set) var exceptedLines: [String] = []
  private var functions: Set<String> = []
  private var count = 0

  var exceptedCount: Int { excepted.values.reduce(0, +) }

  /// Takes one case; `theirs` is nil where LibreOffice came to no end.
  mutating func add(_ one: OracleCase, _ theirs: FormulaValue?) {
    count += 1
    functions.insert(one.function)
    guard let theirs else {
      return except(one, "(nothing)", "LibreOffice hangs or aborts")
    }
    guard !OracleRules.agree(one, theirs) else { return }
    let reason = OracleRules.exception(one) ?? OracleRules.otherError(one, theirs)
    if let reason {
      except(one, "\(theirs)", reason)
    } else {
      differences.append(Self.line(one, "\(theirs)"))
    }
  }

  /// Counts a call that is not tried.
  mutating func leaveOut(_ one: OracleCase) {
    count += 1
    except(one, "(not tried)", OracleRules.whyUntried(one) ?? "")
  }

  private mutating func except(_ one: OracleCase, _ theirs: String, _ reason: String) {
    excepted[reason, default: 0] += 1
    exceptedLines.append("excepted, \(reason): " + Self.line(one, theirs))
  }

  private static func line(_ one: OracleCase, _ theirs: String) -> String {
    "\(one.formula) → LibreOffice \(theirs), ours \(one.ours)"
  }

  /// The figures, and each reason with how often it was needed.
  func summary(seed: UInt64) -> String {
    let share = Double(exceptedCount * 10_000 / max(count, 1)) / 100
    var lines = [
      "oracle: seed \(seed): \(functions.count) functions, \(count) formulas, "
        + "\(differences.count) differ, \(exceptedCount) excepted (\(share) %)"
    ]
    for (reason, number) in excepted.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append("  excepted: \(number) × \(reason)")
    }
    return lines.joined(separator: "\n")
  }
}
