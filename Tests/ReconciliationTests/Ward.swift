import Records

/// What an invented ward cannot do without.
struct BadInvention: Error {}

/// Invented bills and payments.
enum Ward {
  static let cashless = Channel.known(name: "Mobile Banking", isCashless: true)
  static let cash = Channel.known(name: "Thu ngân viên", isCashless: false)

  static func day(_ iso: String) throws -> CalendarDay {
    guard let day = CalendarDay(iso: iso) else { throw BadInvention() }
    return day
  }

  static func code(_ text: String) throws -> CustomerCode {
    guard let code = CustomerCode(text) else { throw BadInvention() }
    return code
  }

  static func bill(
    _ id: String, _ code: String, _ month: String, _ amountVND: Int64, issued: String? = nil,
    paid: Bool? = nil, paidOn: String? = nil, channel: Channel = .unknown(word: nil)
  ) throws -> Bill {
    guard let month = CalendarMonth(iso: month) else { throw BadInvention() }
    return Bill(
      id: id, customerCode: try self.code(code), month: month, cycle: 1,
      issuedOn: try issued.map(day), amountVND: amountVND, isResidential: true,
      payment: EVNPayment(isPaid: paid, paidOn: try paidOn.map(day), channel: channel),
      provenance: Provenance(sourceSHA256: "evn", line: Int(id) ?? 1))
  }

  static func payment(
    _ iso: String, _ amountVND: Int64, _ narration: String,
    kind: Payment.Kind = .bankStatement, code: String? = nil, billID: String? = nil,
    channel: Channel = .unknown(word: nil), line: Int = 1, reference: String = ""
  ) throws -> Payment {
    Payment(
      kind: kind, day: try day(iso), amountVND: amountVND, narration: narration,
      reference: reference, customerCode: try code.map(self.code), billID: billID,
      channel: channel, provenance: Provenance(sourceSHA256: "bank", line: line))
  }
}
