import MatchingCases
import Records
import TestSupport
import Testing

@testable import Reconciliation

/// Lines that come file by file: what is thought over again is what they touch, and the result is
/// that of matching everything anew.
@Suite struct IncrementalTests {
  private func check(
    _ cases: MatchingCases, decisions: [Decision], _ numbers: inout SeededGenerator, _ note: Comment
  ) {
    var payments = cases.payments
    if Bool.random(using: &numbers) { payments.shuffle(using: &numbers) }
    var parts = Reconciler(bills: cases.bills, households: cases.households)
    parts.decide(decisions)
    var start = 0
    while start < payments.count {
      let count = [1, 2, 7, 40, payments.count].randomElement(using: &numbers) ?? 1
      let end = min(start + count, payments.count)
      parts.add(payments[start..<end])
      start = end
      let known = Array(payments[..<end])
      let matching = Matching(parts.reconcile(), bills: cases.bills, payments: known)
      guard end == payments.count || end < 60 || Int.random(in: 0..<6, using: &numbers) == 0 else {
        continue
      }
      let anew = Matcher().match(
        bills: cases.bills, payments: known, households: cases.households, decisions: decisions)
      #expect(Array(matching.matches) == Array(anew.matches), note)
      #expect(matching.settledBills.lines == anew.settledBills.lines, note)
      #expect(Set(matching.findings) == Set(anew.findings), note)
    }
  }

  @Test func partByPartIsAsAllAtOnce() throws {
    var numbers = SeededGenerator.announced()
    for number in 0..<Variants.count(40) {
      var options = MatchingCases.Options(
        seed: numbers.next(), customers: [3, 10, 40][number % 3], months: 1 + number % 4,
        noisePerMille: [10, 40][number % 2], hasDenseCodes: number % 5 != 0,
        hasSharedAmounts: number % 7 != 0)
      options.hardship = .init(seed: numbers.next())
      let cases = MatchingCases(options)
      // Somebody decided about some lines before they come again with a file.
      let decisions = cases.payments.indices.filter { $0 % 17 == number % 17 }.map { place in
        let bill = cases.bills[place % cases.bills.count].id
        return Decision(
          payment: cases.payments[place].provenance,
          verdict: place % 2 == 0 ? .rejected : .accepted([.init(billID: bill)]))
      }
      check(
        cases, decisions: number % 4 == 0 ? decisions : [], &numbers,
        "\(options), number \(number)")
    }
  }

  /// So many lines that a second thread takes half of them, and so few of them new that none does.
  @Test func manyLinesAreAsManyFiles() throws {
    var options = MatchingCases.Options(
      seed: SeededGenerator.announced().seed, customers: 1500, months: 4, noisePerMille: 20)
    options.hardship = .init(seed: options.seed)
    let cases = MatchingCases(options)
    #expect(cases.payments.count > 4000)
    var parts = Reconciler(bills: cases.bills, households: cases.households)
    let step = cases.payments.count / 3 + 1
    for start in stride(from: 0, to: cases.payments.count, by: step) {
      parts.add(Array(cases.payments[start..<min(start + step, cases.payments.count)]))
      _ = parts.reconcile()
    }
    let matching = Matching(parts.reconcile(), bills: cases.bills, payments: cases.payments)
    let anew = Matcher().match(
      bills: cases.bills, payments: cases.payments, households: cases.households)
    #expect(Array(matching.matches) == Array(anew.matches))
    #expect(matching.settledBills.lines == anew.settledBills.lines)
  }
}
