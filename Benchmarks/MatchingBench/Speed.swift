import Indicators
import MatchingCases
import Reconciliation
import Records

/// From records to rates: how long, and in how much memory.
enum Speed {
  static func run(customers: Int, months: Int) {
    let cases = MatchingCases(
      .init(seed: 1, customers: customers, months: months, noisePerMille: 5, hasDenseCodes: false))
    print(
      "\(cases.bills.count) bills, \(cases.payments.count) lines, peak \(Clock.peakMiB) MiB so far")
    let (start, began) = (Clock.cpuSeconds, Clock.wallSeconds)
    var reconciler = Reconciler(bills: cases.bills, households: cases.households)
    let indexed = Clock.cpuSeconds
    reconciler.add(cases.payments)
    let read = Clock.cpuSeconds
    let reconciled = reconciler.reconcile()
    let matched = Clock.cpuSeconds
    let basis = RateBasis(households: cases.households, bills: reconciled.settledBills())
    let joined = Clock.cpuSeconds
    let month = cases.bills[0].month
    let rates = try? basis.rates(
      .householdCashlessAllPaid, period: Period(month), target: 60)
    let end = Clock.cpuSeconds
    print(
      "index \(text(indexed - start))  read \(text(read - indexed))  "
        + "match \(text(matched - read))  join \(text(joined - matched))  "
        + "rate \(text(end - joined))"
    )
    print(
      "records to rates: \(text(end - start)) s CPU, \(text(Clock.wallSeconds - began)) s wall; "
        + "automatic \(reconciled.count(.auto)), suggested \(reconciled.count(.suggested)); "
        + (rates?.total?.fractionText ?? "-"))
    print("peak \(Clock.peakMiB) MiB")
    more(cases, &reconciler)
    var other = Reconciler(bills: cases.bills, households: cases.households)
    more(cases, &other)
  }

  /// One more file of ten thousand lines.
  private static func more(_ cases: MatchingCases, _ reconciler: inout Reconciler) {
    let step = max(cases.payments.count / 10_000, 1)
    let lines = stride(from: 0, to: cases.payments.count, by: step).prefix(10_000).map { place in
      var payment = cases.payments[place]
      payment.provenance = Provenance(sourceSHA256: "more", line: place)
      return payment
    }
    let start = Clock.cpuSeconds
    reconciler.add(lines)
    let read = Clock.cpuSeconds
    let reconciled = reconciler.reconcile()
    let end = Clock.cpuSeconds
    print(
      "\(lines.count) more lines: read \(text(read - start)), match \(text(end - read)), "
        + "suggested \(reconciled.count(.suggested))")
  }

  private static func text(_ seconds: Double) -> String {
    String((seconds * 1000).rounded() / 1000)
  }
}
