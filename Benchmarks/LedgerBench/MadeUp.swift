import LedgerStore
import Records
import Storage

/// Made-up bills and payment lines, the same ones that `ledger_peer.py` makes.
struct MadeUp {
  /// How many bills there are: five months of a fifth as many customers, most of them paid.
  let count: Int
  private var customers: Int { max(count / 5, 1) }

  /// A bill and the line of EVN's export that tells of it.
  func bill(_ number: Int, sha256: String) -> (IdentifiedRecord, line: String)? {
    let customer = number % customers
    guard let code = CustomerCode("PA07AB" + padded(customer, 7)),
      let month = CalendarMonth(year: 2024, month: 3 + number / customers % 5),
      let issued = CalendarDay(year: 2024, month: month.month, day: 1 + number % 28)
    else { return nil }
    let isPaid = number % 10 > 0
    let amount = 100_000 + number * 7919 % 900_000
    let word = ["Ví điện tử", "QR Code", "Thu ngân viên"][number % 3]
    let bill = Bill(
      id: String(900_000_000 + number), customerCode: code, month: month, cycle: 1,
      issuedOn: issued, amountVND: Int64(amount), isResidential: true,
      payment: EVNPayment(
        isPaid: isPaid, paidOn: isPaid ? issued : nil,
        channel: .known(name: word, isCashless: number % 3 < 2),
        collector: "NH" + String(number % 20)),
      provenance: Provenance(sourceSHA256: sha256, line: number + 2))
    let months = "\(padded(month.month, 2))/2024"
    let day = "\(padded(1 + number % 28, 2))/\(months)"
    let line =
      "PA07AB,GCS\(padded(customer % 200, 3)),\(code.text),Người Thứ \(customer),"
      + "\"\(customer % 300) Đường Số \(customer % 40), phố \(customer % 9)\",SH,1,1,"
      + "\(month.month),2024,01/\(months),28/\(months),\(number % 9000),\(number % 9000 + 150),"
      + "1,150,"
      + "\(amount * 10 / 11),10,\(amount - amount * 10 / 11),\(amount),\(bill.id),,\(day),"
      + "\(padded(1 + number % 28, 2))/\(padded(month.month + 1, 2))/2024,"
      + "\(isPaid ? "DATT" : "CHUATT"),\(isPaid ? day : ""),NH\(number % 20),\(word),0\n"
    return (identified("bill", number, .bill(bill)), line)
  }

  /// A payment line and what stands in the file.
  func payment(_ number: Int, sha256: String) -> (IdentifiedRecord, line: String)? {
    let customer = number % customers
    guard let code = CustomerCode("PA07AB" + padded(customer, 7)),
      let day = CalendarDay(
        year: 2024, month: 3 + number / customers % 5, day: 1 + number % 28)
    else { return nil }
    let narration =
      "\(code.text)_TT tien dien \(padded(day.month.month, 2))2024 NGUOI THU \(customer) "
      + "\(code.text) CSD\(padded(number % 10_000, 4))"
    let payment = Payment(
      kind: .bankStatement, day: day, amountVND: Int64(100_000 + number * 7919 % 900_000),
      narration: narration, reference: "FT24" + padded(number, 9), customerCode: code,
      billID: String(900_000_000 + number % count),
      provenance: Provenance(sourceSHA256: sha256, line: number + 2))
    let line =
      "\(day.iso),\(payment.amountVND),\(narration),\(payment.reference),\(code.text),"
      + "\(payment.billID ?? "")\n"
    return (identified("payment", number, .payment(payment)), line)
  }

  /// As importing does: half a digest of half a digest.
  private func identified(
    _ kind: String, _ number: Int, _ record: ImportedRecord
  ) -> IdentifiedRecord {
    let digest = SHA256Digest(of: "\(kind) \(number)".utf8).hex.prefix(32)
    return IdentifiedRecord(
      identity: RecordKey(words: Bytes16(digestOf: kind + ":" + digest).words), record: record)
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(width - digits.count, 0)) + digits
  }
}
