internal import Records

/// EVN's export of one month, a line for each bill.
enum EVNFile {
  static let header = [
    "MA_DVIQLY", "MA_SOGCS", "MA_KHANG", "TEN_KHANG", "DCHI_KHANG", "LOAI_KHANG", "SO_HO", "KY",
    "THANG", "NAM", "NGAY_DKY", "NGAY_CKY", "CHISO_CU", "CHISO_MOI", "HS_NHAN", "DIEN_TTHU",
    "SO_TIEN", "TYLE_THUE", "TIEN_GTGT", "TONG_TIEN", "ID_HDON", "ID_HDON_DC", "NGAY_PHANH",
    "HAN_TTOAN", "TTRANG_TTOAN", "NGAY_TTOAN", "MA_TCHUC", "KENH_THANH_TOAN", "TONG_NO",
  ]

  /// The file of a month; every other one with a byte order mark and Windows line breaks.
  static func make(
    month: Int, _ population: Population, _ bills: [SampleBill], _ entries: [EVNEntry]
  ) -> SampleFile {
    let isFromWindows = month % 2 == 0
    var text = DelimitedText(separator: ",", lineBreak: isFromWindows ? "\r\n" : "\n")
    text.add(header)
    for (bill, entry) in zip(bills, entries) where bill.month == month {
      text.add(fields(bill, population.customers[bill.customer], entry))
    }
    return SampleFile(
      path: "inbox/hoa-don-" + SampleWard.months[month].iso + ".csv",
      content: .bytes(text.utf8(byteOrderMark: isFromWindows)))
  }

  private static func fields(
    _ bill: SampleBill, _ customer: SampleCustomer, _ entry: EVNEntry
  ) -> [String] {
    let month = SampleWard.months[bill.month]
    let read = bill.issuedOn + -2
    let readBefore = SampleDay(month.later(by: -1), day: 4 + bill.customer % 6)
    return [
      SampleWard.codePrefix, "DH" + padded(bill.customer / 60 + 1, 2), customer.code,
      customer.name.text, customer.address, customer.kind.rawValue,
      String(customer.householdCount), "1", String(month.month), String(month.year),
      readBefore.dayMonthYear, read.dayMonthYear, String(bill.readingBefore),
      String(bill.readingAfter), "1", String(bill.consumptionKWh), String(bill.netVND),
      String(BillPlan.taxPercent), String(bill.taxVND), String(bill.amountVND), bill.id, "",
      bill.issuedOn.dayMonthYear, (bill.issuedOn + 7).dayMonthYear,
      entry.isPaid ? "DATT" : "CHUATT", entry.paidOn?.dayMonthYear ?? "", entry.collector,
      entry.channelWord, debt(bill, entry),
    ]
  }

  /// What the customer owes; negative where it has paid in advance.
  private static func debt(_ bill: SampleBill, _ entry: EVNEntry) -> String {
    if !entry.isPaid { return String(bill.amountVND) }
    return bill.readingAfter % 43 == 0 ? "-" + String(bill.readingAfter % 97 + 3) + "00" : "0"
  }
}
