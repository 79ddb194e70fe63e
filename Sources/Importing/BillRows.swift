internal import Records
internal import Sheets

/// Bills of EVN, with field names or with Vietnamese headers.
extension RecordBuilder {
  /// The bill of a row.
  mutating func bill(_ row: RowView, _ provenance: Provenance) throws(RowFault) -> RowOutcome {
    guard let code = try row.code(.code) else { throw .missing(.code) }
    guard let amount = try row.amount(.amount) else { throw .missing(.amount) }
    let issued = try row.day(.issued)
    let (month, cycle) = try month(row, issued: issued)
    let payment = try evnPayment(row)
    let isResidential = customerTypes.value(of: row.text(.customerType)) {
      ["sh", "sinh hoat"].contains(HeaderKey.whole($0))
    }
    for field in [Field.billID, .adjusts] where SpoiltID.isSpoilt(row.cell(field)) {
      throw .spoilt(field)
    }
    let adjusts = row.text(.adjusts)
    let written = row.text(.billID)
    let id = written.isEmpty ? "\(code.text)-\(month.iso)-\(cycle)-\(amount)" : written
    let bill = Bill(
      id: id, customerCode: code, month: month, cycle: cycle, issuedOn: issued, amountVND: amount,
      isResidential: !row.has(.customerType) || isResidential,
      payment: payment, adjusts: ["", "0", id].contains(adjusts) ? nil : adjusts,
      provenance: provenance)
    content.begin("bill")
    content.add(id)
    content.add(code.text)
    content.add(month)
    content.add(Int64(cycle))
    content.add(issued)
    content.add(amount)
    content.add(bill.isResidential ? "SH" : "")
    content.add(payment.isPaid.map { $0 ? "true" : "false" } ?? "")
    content.add(payment.paidOn)
    content.add(row.text(.channel))
    content.add(payment.collector ?? "")
    if let adjusts = bill.adjusts { content.add(adjusts) }
    return .record(.bill(bill))
  }

  /// THANG and NAM, a billing month in one cell, else the month of the issue date.
  private func month(
    _ row: RowView, issued: CalendarDay?
  ) throws(RowFault) -> (CalendarMonth, Int) {
    let writtenCycle = try row.count(.cycle)
    if let number = try row.count(.monthNumber), let year = try row.count(.year) {
      guard let month = CalendarMonth(year: year, month: number) else {
        throw .month(.monthNumber)
      }
      return (month, writtenCycle ?? 1)
    }
    let cell = row.cell(.month)
    if cell != .empty {
      guard let reading = MonthText.month(cell) else { throw .month(.month) }
      return (reading.month, writtenCycle ?? reading.cycle ?? 1)
    }
    guard let issued else { throw .monthMissing }
    return (issued.month, writtenCycle ?? 1)
  }

  /// What EVN says of the payment: a word decides, else a payment date.
  ///
  /// Where the file has dates of payment and no words, a bill without a date is not paid; where the
  /// word is blank or not known and there is no date, EVN does not say.
  private mutating func evnPayment(_ row: RowView) throws(RowFault) -> EVNPayment {
    let paidOn = try row.day(.paidOn)
    let word = row.text(.status)
    var isPaid = statuses.value(of: word, else: Self.isPaid)
    if isPaid == nil {
      if !word.isEmpty { unknownWords.note(word, .status) }
      if paidOn != nil {
        isPaid = true
      } else if !row.has(.status), row.has(.paidOn) {
        isPaid = false
      }
    }
    let collector = row.text(.collector)
    return EVNPayment(
      isPaid: isPaid, paidOn: paidOn, channel: channel(row.text(.channel)),
      collector: collector.isEmpty ? nil : collector)
  }

  /// What a word says of a bill; nil where it is none for that.
  private static func isPaid(_ word: String) -> Bool? {
    switch HeaderKey.whole(word) {
    case "datt", "da tt", "da thanh toan", "da thu", "da tra": true
    case "chuatt", "chua tt", "chua thanh toan", "chua thu", "chua tra", "no", "con no": false
    default: nil
    }
  }
}
