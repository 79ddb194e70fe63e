import Records

/// What an invented ward cannot do without.
struct BadInvention: Error {}

/// Invented households and bills.
enum Ward {
  static let place = Provenance(sourceSHA256: "a", line: 2)

  static func period(_ first: String, _ last: String) throws -> Period {
    guard let first = CalendarMonth(iso: first), let last = CalendarMonth(iso: last),
      let period = Period(from: first, to: last)
    else { throw BadInvention() }
    return period
  }

  static func day(_ iso: String) throws -> CalendarDay {
    guard let day = CalendarDay(iso: iso) else { throw BadInvention() }
    return day
  }

  static func household(_ id: String, pho: String, _ codes: [String]) -> Household {
    Household(
      id: id, headName: "Người " + id, pho: pho, address: "", members: nil, membersOver15: nil,
      customerCodes: codes.compactMap { CustomerCode($0) }, provenance: place)
  }

  static func settlement(
    _ code: String, _ month: String, _ channel: Channel = .unknown(word: nil),
    paid: Bool? = true, isResidential: Bool = true, amountVND: Int64 = 100
  ) throws -> Settlement {
    guard let code = CustomerCode(code), let month = CalendarMonth(iso: month) else {
      throw BadInvention()
    }
    let bill = Bill(
      id: code.text + month.iso, customerCode: code, month: month, cycle: 1, issuedOn: nil,
      amountVND: amountVND, isResidential: isResidential, payment: EVNPayment(isPaid: nil),
      provenance: place)
    return Settlement(bill: bill, isPaid: paid, channel: channel)
  }

  static let wallet = Channel.known(name: "Ví điện tử", isCashless: true)
  static let transfer = Channel.known(name: "Chuyển khoản ngân hàng", isCashless: true)
  static let desk = Channel.known(name: "Tiền mặt tại quầy ngân hàng", isCashless: false)
}
