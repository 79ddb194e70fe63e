import Indicators
import MatchingCases
import Reconciliation
import Records

/// From records to rates: how long, and in how much memory.
enum Speed {
  /// Six payments to five bills: cash leaves lines too, and the statement is of a larger area.
  static func options(customers: Int, months: Int) -> MatchingCases.Options {
    var options = MatchingCases.Options(
      seed: 1, customers: customers, months: months, noisePerMille: 5, hasDenseCodes: false)
    options.hardship.cashLinesPerMille = 1000
    options.hardship.outsidersPerMille = 210
    return options
  }

  static func run(customers: Int, months: Int) {
    let cases = MatchingCases(options(customers: customers, months: months))
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
    more(cases)
  }

  /// One more file of ten thousand lines, drawn from all months, that nobody has seen yet.
  private static func more(_ cases: MatchingCases) {
    let count = min(10_000, cases.payments.count / 10)
    let isMore = (0..<cases.payments.count).map { $0 % (cases.payments.count / count) == 0 }
    let known = zip(cases.payments, isMore).filter { !$1 }.map(\.0)
    let file = Array(zip(cases.payments, isMore).filter { $1 }.map(\.0).prefix(count))
    var reconciler = Reconciler(bills: cases.bills, households: cases.households)
    reconciler.add(known)
    _ = reconciler.reconcile()
    let (start, began) = (Clock.cpuSeconds, Clock.wallSeconds)
    reconciler.add(file)
    let read = Clock.cpuSeconds
    let reconciled = reconciler.reconcile()
    let end = Clock.cpuSeconds
    print(
      "\(file.count) more lines: read \(text(read - start)), match \(text(end - read)) s CPU, "
        + "\(text(Clock.wallSeconds - began)) s wall; suggested \(reconciled.count(.suggested))")
  }

  private static func text(_ seconds: Double) -> String {
    String((seconds * 1000).rounded() / 1000)
  }
}
