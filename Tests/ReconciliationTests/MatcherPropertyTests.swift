import Records
import Reconciliation
import TestSupport
import Testing

@Suite struct MatcherPropertyTests {
  private struct Case {
    var bills: [Bill]
    var lines: [PlainMatcher.Line]
    var payments: [Payment] { lines.map(\.payment) }
  }

  private let codes = ["PA07AB0000001", "PA07AB0000002", "PA07AB0000003"]
  private let months = ["2024-03", "2024-04", "2024-05"]

  private func randomCase(_ numbers: inout SeededGenerator) throws -> Case {
    let codesUsed = Int.random(in: 1...3, using: &numbers)
    // Amounts of a few đồng; or such that fees and whole thousands occur.
    let unit: Int64 = [1, 500, 1100].randomElement(using: &numbers) ?? 1
    let bills = try (0..<Int.random(in: 0...6, using: &numbers)).map { number in
      try Ward.bill(
        "\(number)", codes[Int.random(in: 0..<codesUsed, using: &numbers)],
        months[Int.random(in: 0..<3, using: &numbers)],
        Int64.random(in: 1...6, using: &numbers) * unit,
        issued: Int.random(in: 0..<4, using: &numbers) == 0 ? try randomDay(&numbers) : nil,
        paidOn: Bool.random(using: &numbers) ? try randomDay(&numbers) : nil,
        channel: [.unknown(word: nil), Ward.cash, Ward.cashless].randomElement(using: &numbers)
          ?? Ward.cash)
    }
    let lines = try (0..<Int.random(in: 1...5, using: &numbers)).map { number in
      try randomLine(number, Array(codes.prefix(codesUsed)), unit, &numbers)
    }
    return Case(bills: bills, lines: lines)
  }

  private func randomDay(_ numbers: inout SeededGenerator) throws -> String {
    let month = months[Int.random(in: 0..<3, using: &numbers)]
    return month + "-" + ["01", "09", "15", "28"][Int.random(in: 0..<4, using: &numbers)]
  }

  private func randomLine(
    _ number: Int, _ codes: [String], _ unit: Int64, _ numbers: inout SeededGenerator
  ) throws -> PlainMatcher.Line {
    let named = codes.filter { _ in Bool.random(using: &numbers) }
    let month = months[Int.random(in: 0..<3, using: &numbers)]
    let namesMonth = Int.random(in: 0..<3, using: &numbers) == 0
    let isCash = Int.random(in: 0..<4, using: &numbers) == 0
    let monthWords = namesMonth ? ["T\(month.dropFirst(6))/2024"] : []
    let words = named + monthWords + (isCash ? ["NTM"] : [])
    return PlainMatcher.Line(
      payment: try Ward.payment(
        randomDay(&numbers), Int64.random(in: 1...14, using: &numbers) * unit,
        words.joined(separator: "_"), line: number, reference: "R\(number)"),
      codes: named, months: namesMonth ? [try Ward.day(month + "-01").month] : [],
      isCashless: !isCash)
  }

  private func check(_ given: Case, _ note: Comment) {
    let matching = Matcher().match(bills: given.bills, payments: given.payments)
    let plain = PlainMatcher(given.bills, given.lines)
    for (line, match) in matching.matches.enumerated() {
      let expected = plain.billsOfLine[line].map { $0.sorted().map { plain.bills[$0].id } }
      // Codes with a slip come after all that the oracle knows of, and never in its way.
      let isByCode = match.status == .auto && match.tier != .codeFragment
      #expect((isByCode ? match.billIDs : nil) == expected, note)
    }
    checkSums(given, matching, note)
  }

  /// Every đồng goes to a bill or is credit; no bill gets more than it asks for.
  private func checkSums(_ given: Case, _ matching: Matching, _ note: Comment) {
    var paid: [Int: Int64] = [:]
    for (line, match) in matching.matches.enumerated() {
      let (shares, credit) = matching.reconciled.spread(of: line)
      let sum = shares.reduce(credit) { $0 + $1.amountVND }
      #expect(sum == (match.isPaying ? match.payment.amountVND : 0), note)
      #expect(credit >= 0 && shares.allSatisfy { $0.amountVND > 0 }, note)
      for share in shares { paid[share.bill, default: 0] += share.amountVND }
      #expect((match.status == .unmatched) == match.billIDs.isEmpty, note)
      #expect((match.tier == .none) == match.billIDs.isEmpty, note)
    }
    for (bill, sum) in paid {
      #expect(sum <= given.bills[bill].amountVND, note)
      let isSettled = matching.settlements[bill].isPaid == true
      let payers = matching.matches.filter { $0.billIDs.contains(given.bills[bill].id) }
      // A line that others would fit as well pays its bills, and does not prove them paid.
      let isProven = payers.allSatisfy { $0.confidence == 1 }
      #expect(isSettled || !isProven || sum < given.bills[bill].amountVND, note)
    }
  }

  @Test func agreesWithPlainMatchingOnSmallRandomCases() throws {
    var numbers = SeededGenerator.announced()
    for number in 0..<Variants.count(4000) {
      check(try randomCase(&numbers), "case \(number)")
    }
  }

  @Test func agreesWithPlainMatchingOnEveryTinyCase() throws {
    let states: [(String?, Channel)] = [
      (nil, .unknown(word: nil)), ("2024-03-09", Ward.cash), ("2024-03-09", Ward.cashless),
    ]
    for amounts in 0..<16 {
      for state in 0..<9 {
        for paid in 0..<9 {
          let bills = try (0..<2).map { bill in
            let (paidOn, channel) = states[bill == 0 ? state / 3 : state % 3]
            return try Ward.bill(
              "\(bill)", codes[0], months[bill], Int64(1 + (amounts >> bill) % 2),
              paidOn: paidOn, channel: channel)
          }
          let lines = try (0..<2).map { line in
            PlainMatcher.Line(
              payment: try Ward.payment(
                amounts >> (2 + line) % 2 == 0 ? "2024-03-09" : "2024-04-20",
                Int64(1 + (line == 0 ? paid / 3 : paid % 3)), codes[0], line: line,
                reference: "R\(line)"),
              codes: [codes[0]], months: [], isCashless: true)
          }
          check(Case(bills: bills, lines: lines), "amounts \(amounts), \(state), \(paid)")
        }
      }
    }
  }

  /// Three bills of two codes; a line of either code or both, that may name a month, and another.
  @Test func agreesWithPlainMatchingOnEveryTinyCaseOfTwoCodes() throws {
    let named = [[codes[0]], [codes[1]], [codes[0], codes[1]]]
    for amounts in 0..<8 {
      let bills = try (0..<3).map { bill in
        try Ward.bill(
          "\(bill)", codes[bill / 2], months[bill % 2], Int64(1 + (amounts >> bill) % 2),
          paidOn: bill == 1 ? "2024-04-09" : nil)
      }
      for first in 0..<24 {
        for second in 0..<12 {
          let lines = try [first, second + 12].enumerated().map { line, choice in
            let names = named[choice % 3]
            let month = choice / 12 == 0 ? "_T3/2024" : ""
            return PlainMatcher.Line(
              payment: try Ward.payment(
                line == 0 ? "2024-04-09" : "2024-04-20", Int64(1 + choice / 3 % 4),
                names.joined(separator: "_") + month, line: line, reference: "R\(line)"),
              codes: names, months: month.isEmpty ? [] : [try Ward.day("2024-03-01").month],
              isCashless: true)
          }
          check(Case(bills: bills, lines: lines), "amounts \(amounts), \(first), \(second)")
        }
      }
    }
  }

  @Test func theOrderOfRowsDoesNotMatter() throws {
    var numbers = SeededGenerator.announced()
    for number in 0..<500 {
      let given = try randomCase(&numbers)
      let matching = Matcher().match(bills: given.bills, payments: given.payments)
      let bills = given.bills.shuffled(using: &numbers)
      let payments = given.payments.shuffled(using: &numbers)
      let shuffled = Matcher().match(bills: bills, payments: payments)
      #expect(Set(shuffled.matches) == Set(matching.matches), "case \(number)")
      #expect(Set(shuffled.settlements) == Set(matching.settlements), "case \(number)")
      #expect(Set(shuffled.findings) == Set(matching.findings), "case \(number)")
      #expect(shuffled.matches.map(\.payment) == payments)
      #expect(shuffled.settlements.map(\.bill) == bills)
    }
  }
}
