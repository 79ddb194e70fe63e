internal import Records

/// What payers and banks write into the narration of a transfer.
struct Narrations {
  let population: Population
  let bills: [SampleBill]

  /// The narration of a payment that reached a bank account.
  func text(_ payment: SamplePayment, _ random: inout SeededRandom) -> String {
    let customers = payment.bills.map { bills[$0].customer }
    let name = population.customers[customers[0]].name.plain
    let codes = customers.map { population.customers[$0].code }
    let months = payment.bills.map { SampleWard.months[bills[$0].month] }
    if !payment.isIdentifiable { return silent(name, months[0], &random) }
    if !payment.channel.isCashless { return cash(name, codes[0], months[0], &random) }
    if Set(codes).count > 1 { return severalCodes(name, codes, months[0], &random) }
    if months.count > 1 { return severalMonths(codes[0], months, &random) }
    return single(bills[payment.bills[0]], name, codes[0], &random)
  }

  private func single(
    _ bill: SampleBill, _ name: String, _ code: String, _ random: inout SeededRandom
  ) -> String {
    let month = SampleWard.months[bill.month]
    switch random.int(0...7) {
    case 0...1:
      return "\(code)_TT tien dien \(padded(month.month, 2))\(month.year) \(name) \(code)"
        + " CSD\(bill.readingBefore) CSC\(bill.readingAfter)"
    case 2...3:
      return "\(code)_TT tien dien \(short(month)) \(name)-\(code)-HD:\(bill.id)"
    case 4: return "THANH TOAN TIEN DIEN - DIEN LUC DONG HAI, MA KH  \(code)"
    case 5: return "\(code) THANH TOAN TIEN DIEN KY HOA DON THANG \(month.month)/\(month.year)"
    case 6: return "MA KH \(spelled(code, &random)) tien dien T\(month.month)/\(month.year)"
    default: return "tien dien KY1 T\(month.month).\(month.year) \(spelled(code, &random))"
    }
  }

  private func severalMonths(
    _ code: String, _ months: [CalendarMonth], _ random: inout SeededRandom
  ) -> String {
    random.chance(perMille: 500)
      ? "THANH TOAN TIEN DIEN "
        + months.map { "T\($0.month)/\($0.year)" }.joined(separator: " ") + ", MA KH  \(code)"
      : "\(code) TT tien dien " + months.map(short).joined(separator: " va ")
  }

  private func severalCodes(
    _ name: String, _ codes: [String], _ month: CalendarMonth, _ random: inout SeededRandom
  ) -> String {
    random.chance(perMille: 500)
      ? "MA KH " + codes.joined(separator: ",") + " TT tien dien \(short(month))"
      : "\(name) TT TIEN DIEN "
        + codes.map { spelled($0, &random) }.joined(separator: " VA ")
  }

  private func cash(
    _ name: String, _ code: String, _ month: CalendarMonth, _ random: inout SeededRandom
  ) -> String {
    random.chance(perMille: 500)
      ? "NOP TIEN MAT \(name) TT TIEN DIEN MA KH \(code)"
      : "NOP TIEN MAT TAI QUAY TIEN DIEN T\(month.month)/\(month.year) \(code)"
  }

  private func silent(
    _ name: String, _ month: CalendarMonth, _ random: inout SeededRandom
  ) -> String {
    switch random.int(0...2) {
    case 0: "TIEN DIEN (KY 1 THANG"
    case 1: "\(name) chuyen tien dien \(short(month))"
    default: "TIEN DIEN (KY 1 THANG \(month.month)/\(month.year)) \(name)"
    }
  }

  /// The code as people type it: with spaces or dots, in small letters.
  private func spelled(_ code: String, _ random: inout SeededRandom) -> String {
    let letters = code.prefix(2)
    let unit = code.dropFirst(2).prefix(4)
    let number = code.dropFirst(6)
    return switch random.int(0...4) {
    case 0: "\(letters)\(unit) \(number)"
    case 1: "\(letters) \(unit) \(number)"
    case 2: "\(letters).\(unit).\(number)"
    case 3: "\(letters)\(unit)-\(number)"
    default: code.lowercased()
    }
  }

  private func short(_ month: CalendarMonth) -> String { "T\(month.month)\(month.year % 100)" }
}
