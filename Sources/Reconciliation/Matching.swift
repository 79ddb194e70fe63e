public import Diagnostics
public import Records

/// What matching found for all payments and bills.
public struct Matching: Sendable {
  /// What was found, in numbers.
  public let reconciled: Reconciled
  /// What contradicts itself, in the order of the matches.
  public let findings: [MatchFinding]
  private let bills: [Bill]
  private let payments: [Payment]

  /// Puts names to numbers; the records are those that were matched, in their order.
  public init(_ reconciled: Reconciled, bills: [Bill], payments: [Payment]) {
    self.reconciled = reconciled
    self.bills = bills
    self.payments = payments
    findings = Self.findings(reconciled, bills, payments)
  }

  /// One a payment, in the order of the payments given; made when they are asked for.
  public var matches: MatchedList<PaymentMatch> {
    MatchedList(count: payments.count) { [self] in match($0) }
  }

  /// One a bill, in the order of the bills given; made when they are asked for.
  public var settlements: MatchedList<Settlement> {
    MatchedList(count: bills.count) { [self] in settlement($0) }
  }

  /// The bills with what is known of their payment, to count rates from.
  public var settledBills: SettledBills {
    reconciled.settledBills { [bills] in bills[$0].provenance }
  }

  /// How many matches have a status.
  public func count(_ status: PaymentMatch.Status) -> Int { reconciled.count(status) }

  /// The match of one payment, by its place.
  public func match(_ payment: Int) -> PaymentMatch {
    let outcome = reconciled.outcomes[payment]
    let line = reconciled.evidence[payment]
    let vetoes = reconciled.rules.vetoes
    let reason =
      outcome.reason == .veto && line.veto > 0
      ? MatchReason.veto(vetoes[Int(line.veto) - 1].topic) : outcome.reason.words
    return PaymentMatch(
      payment: payments[payment], tier: outcome.tier, status: outcome.status,
      billIDs: reconciled.bills(of: payment).map { bills[$0].id }, reason: reason,
      confidence: Double(outcome.confidence), channel: reconciled.channels[Int(line.channel)],
      creditVND: reconciled.spread(of: payment).creditVND)
  }

  /// What is known of the payment of one bill, by its place.
  public func settlement(_ bill: Int) -> Settlement {
    let (isPaid, channel, payers) = reconciled.settlement(of: bill)
    var shownBy = reconciled.index.facts[bill].isPaid == 1 ? [bills[bill].provenance] : []
    shownBy += payers.map { payments[$0].provenance }
    return Settlement(
      bill: bills[bill], isPaid: isPaid, channel: reconciled.channels[Int(channel)],
      shownBy: shownBy)
  }

  private static func findings(
    _ reconciled: Reconciled, _ bills: [Bill], _ payments: [Payment]
  ) -> [MatchFinding] {
    payments.indices.flatMap { payment -> [MatchFinding] in
      let status = reconciled.outcomes[payment].status
      guard status == .auto || status == .accepted else { return [] }
      let shown = reconciled.evidence[payment].cashless
      guard shown >= 0 else { return [] }
      return reconciled.bills(of: payment).compactMap { bill in
        let said = reconciled.index.facts[bill].cashless
        guard said >= 0, said != shown else { return nil }
        return .channelContradiction(
          payment: payments[payment].provenance, bill: bills[bill].provenance,
          evnIsCashless: said == 1)
      }
    }
  }
}

/// Matches or settlements, each made when it is asked for.
public struct MatchedList<Element>: RandomAccessCollection, Sendable {
  /// How many there are.
  public let count: Int
  private let make: @Sendable (Int) -> Element

  init(count: Int, make: @escaping @Sendable (Int) -> Element) {
    self.count = count
    self.make = make
  }

  /// The first place.
  public var startIndex: Int { 0 }
  /// The place behind the last.
  public var endIndex: Int { count }
  /// The element at a place, in the order in which records were given.
  public subscript(place: Int) -> Element { make(place) }
}

/// Something that matching noticed and somebody should look at.
public enum MatchFinding: Diagnosable, Hashable {
  /// EVN says that a bill was paid in cash and the payment that fits it was not, or the reverse.
  case channelContradiction(payment: Provenance, bill: Provenance, evnIsCashless: Bool)

  /// The line of the payment.
  public var payment: Provenance {
    switch self {
    case .channelContradiction(let payment, _, _): payment
    }
  }

  /// The line of the bill.
  public var bill: Provenance {
    switch self {
    case .channelContradiction(_, let bill, _): bill
    }
  }

  /// What to tell, placed at the payment's sheet and line; the caller adds the file's name.
  public var diagnostic: Diagnostic { diagnostic(billFile: nil) }

  /// What to tell, placed at the payment's sheet and line; the caller adds that file's name.
  ///
  /// - Parameter billFile: The file of EVN that the bill stands in.
  /// - Returns: The finding, with both lines.
  public func diagnostic(billFile: String?) -> Diagnostic {
    switch self {
    case .channelContradiction(let payment, let bill, let evnIsCashless):
      let place = [billFile, bill.sheet, String(bill.line)].compactMap { $0 }
      let line = place.joined(separator: ":")
      return Diagnostic(
        "match.channel-contradiction",
        evnIsCashless
          ? Words(
            vi: "dòng này là tiền mặt, nhưng EVN (\(line)) ghi không dùng tiền mặt",
            en: "this line is cash, but EVN (\(line)) says it was cashless")
          : Words(
            vi: "dòng này là chuyển khoản, nhưng EVN (\(line)) ghi thu tiền mặt",
            en: "this line is cashless, but EVN (\(line)) says it was paid in cash"),
        at: Origin(sheet: payment.sheet, line: payment.line),
        hint: Words(
          vi: "đối chiếu hai dòng; tỷ lệ đang tính theo EVN",
          en: "compare both lines; the rate follows EVN"),
        severity: .warning)
    }
  }
}
