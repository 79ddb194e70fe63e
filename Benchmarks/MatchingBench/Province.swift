import Indicators
import Reconciliation
import Records

/// A whole province and year, made record by record so that none is kept but by matching.
enum Province {
  static func run(households count: Int, months: Int) {
    let clock = Clock()
    let bills = (0..<count * months).lazy.map { bill(of: $0 % count, month: $0 / count) }
    var reconciler = Reconciler(bills: bills)
    let indexed = clock.seconds
    reconciler.add(
      (0..<count * months).lazy.filter { $0 % 5 != 0 }
        .map { payment(of: $0 % count, month: $0 / count) })
    let read = clock.seconds
    let reconciled = reconciler.reconcile()
    let matched = clock.seconds
    print("matched, peak \(Clock.peakMiB) MiB")
    let settled = reconciled.settledBills()
    let households = (0..<count).map { customer in
      Household(
        id: "", headName: "", pho: "Phố \(customer % 4000)", address: "", members: nil,
        membersOver15: nil, customerCodes: [code(of: customer)],
        provenance: Provenance(sourceSHA256: "register", line: customer + 2))
    }
    let basis = RateBasis(households: households, bills: settled)
    let rates = CalendarMonth(year: 2024, month: 1).flatMap { month in
      try? basis.rates(.householdCashlessAllPaid, period: Period(month), target: 60)
    }
    print(
      "\(count * months) bills, \(reconciler.paymentCount) lines: index \(indexed), "
        + "read \(read - indexed), match \(matched - read), rates \(clock.seconds - matched); "
        + "all \(clock.seconds) s CPU, peak \(Clock.peakMiB) MiB")
    print("automatic \(reconciled.count(.auto)); \(rates?.total?.fractionText ?? "-")")
  }

  private static func code(of customer: Int) -> CustomerCode {
    let digits = String(1_000_000 + customer * 7 % 8_999_999)
    guard let code = CustomerCode("PA07" + (customer % 2 == 0 ? "DH" : "TX") + digits) else {
      preconditionFailure("a code of thirteen signs")
    }
    return code
  }

  private static func amount(of customer: Int, _ month: Int) -> Int64 {
    Int64(60_000 + (customer &* 7919 &+ month &* 104_729) % 800_000)
  }

  private static func day(_ month: Int, _ day: Int) -> CalendarDay {
    guard let day = CalendarDay(year: 2024 + month / 12, month: month % 12 + 1, day: day) else {
      preconditionFailure("a day of the calendar")
    }
    return day
  }

  private static func bill(of customer: Int, month: Int) -> Bill {
    let issued = day(month, 3 + customer % 6)
    let isKnown = (customer + month) % 9 != 0
    return Bill(
      id: String(1_000_000_000 + month * 1_500_000 + customer), customerCode: code(of: customer),
      month: issued.month, cycle: 1, issuedOn: issued, amountVND: amount(of: customer, month),
      isResidential: true,
      payment: EVNPayment(
        isPaid: isKnown, paidOn: isKnown ? day(month, 10 + customer % 15) : nil,
        channel: isKnown
          ? .known(name: "Mobile Banking", isCashless: true) : .unknown(word: nil)),
      provenance: Provenance(sourceSHA256: "evn", line: customer + 2))
  }

  private static func payment(of customer: Int, month: Int) -> Payment {
    let words =
      customer % 20 == 0
      ? "TIEN DIEN (KY 1 THANG"
      : "\(code(of: customer).text)_TT tien dien T\(month % 12 + 1)24 NGUYEN VAN A CSD4978 CSC5120"
    return Payment(
      kind: .bankStatement, day: day(month, 10 + customer % 15),
      amountVND: amount(of: customer, month), narration: words,
      provenance: Provenance(sourceSHA256: "bank", line: customer + 2))
  }
}
