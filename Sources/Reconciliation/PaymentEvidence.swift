internal import Records

/// What one payment line says about the bills it pays.
struct PaymentEvidence {
  /// Days from the index's first day.
  var day: Int
  var month: CalendarMonth
  var amountVND: Int64
  var channel: Channel
  var veto: MatchingRules.Veto?
  /// The bills whose ids it names, each once.
  var named: [Int] = []
  /// The customer codes it names, in the order of codes; with those of the bills it names.
  var groups: [Int] = []
  /// The billing months it names.
  var months: [CalendarMonth] = []
  /// Whether it names a code that nobody was billed under.
  var hasUnbilledCode = false
  /// Whether it names a bill of one customer and the code of another.
  var contradictsItself = false

  /// Reads one payment.
  init(_ payment: Payment, _ index: BillIndex, _ rules: PreparedRules, firstDay: CalendarDay) {
    let text = foldedNarration(payment.narration)
    let words = NarrationWords(text)
    day = firstDay.days(to: payment.day)
    month = payment.day.month
    amountVND = payment.amountVND
    channel = rules.channel(of: payment, words)
    guard amountVND > 0 else { return }
    readBillIDs(payment, text, index)
    readCodes(payment, text, index)
    guard !named.isEmpty || !groups.isEmpty else { return }
    veto = rules.veto(words)
    months = MonthScanner.months(in: text, paidIn: month)
  }

  private mutating func readBillIDs(_ payment: Payment, _ text: [UInt8], _ index: BillIndex) {
    for id in [payment.billID].compactMap({ $0 }) + BillIDScanner.ids(in: text) {
      if let bill = index.bill(id: id), !named.contains(bill) { named.append(bill) }
    }
  }

  private mutating func readCodes(_ payment: Payment, _ text: [UInt8], _ index: BillIndex) {
    let found = index.scanner.scan(text)
    groups = found.groups
    hasUnbilledCode = found.hasUnbilled
    if let code = payment.customerCode {
      if let group = index.scanner.group(of: code) {
        if !groups.contains(group) { groups.append(group) }
      } else {
        hasUnbilledCode = true
      }
    }
    let ofNamed = named.map { index.facts[$0].group }
    contradictsItself = !groups.isEmpty && !ofNamed.allSatisfy(groups.contains)
    for group in ofNamed where !groups.contains(group) { groups.append(group) }
    groups.sort { index.rankOfGroup[$0] < index.rankOfGroup[$1] }
  }
}
