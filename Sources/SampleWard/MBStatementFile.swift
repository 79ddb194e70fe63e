internal import Records

/// A statement of the account at MB: a preamble, a header in two languages, totals at the end.
///
/// Every empty cell of the grid holds `37`, as the bank's own CSV does.
enum MBStatementFile {
  private static let header = [
    "Ngày giao dịch", "Ngày hạch toán", "Số bút toán", "Phát sinh nợ", "Phát sinh có",
    "Số dư lũy kế", "Nội dung", "Đơn vị thụ hưởng/ Đơn vị chuyển", "Tài khoản",
    "Ngân hàng đối tác",
  ]
  private static let englishHeader = [
    "Transaction date", "Posting date", "Transaction No", "Debit", "Credit",
    "Accumulated balance", "Details", "Beneficiary/ Remitter", "Account", "Partner bank",
  ]

  static func make(
    _ plan: StatementPlan, _ bills: [SampleBill]
  ) -> (file: SampleFile, lines: [SampleTruth.PaymentLine]) {
    var text = DelimitedText(separator: ",")
    for row in preamble(plan) + [header, englishHeader] { text.add(filled(row)) }
    var truths: [SampleTruth.PaymentLine] = []
    for (index, line) in plan.lines.enumerated() {
      truths += line.truth(in: .bankStatementMB, at: text.nextLine, bills)
      text.add(filled(fields(line, index)))
    }
    text.add(
      filled([
        "Tổng cộng/ Total", "", "", grouped(plan.debitVND, by: ","),
        grouped(plan.creditVND, by: ","),
      ]))
    text.add(
      filled(["Số dư cuối kỳ/ Closing balance", "", "", "", "", grouped(plan.closingVND, by: ",")]))
    let file = SampleFile(
      path: "inbox/" + SampleList.bankStatementMB.fileName, content: .bytes(text.utf8()))
    return (file, truths)
  }

  private static func preamble(_ plan: StatementPlan) -> [[String]] {
    [
      ["NGÂN HÀNG TMCP QUÂN ĐỘI"], ["Chi nhánh: Thanh Hóa"], [],
      ["", "", "", "SAO KÊ TÀI KHOẢN"], ["", "", "", "ACCOUNT STATEMENT"], [],
      ["Tên khách hàng/ Customer name", "", "ĐIỆN LỰC ĐÔNG HẢI (MẪU)"],
      ["Địa chỉ/ Address", "", "1 phố Đồng Lễ, phường Đông Hải"],
      ["Mã khách hàng/ CIF", "", "0000123"], ["Số tài khoản/ Account", "", "0000000000456"],
      ["Loại tiền/ Currency", "", "VND"],
      ["Từ ngày/ From", "", StatementPlan.firstDay.dayMonthYear],
      ["Đến ngày/ To", "", StatementPlan.lastDay.dayMonthYear],
      ["Số dư đầu kỳ/ Opening balance", "", grouped(plan.openingVND, by: ",")],
      ["Tổng phát sinh nợ/ Total debit", "", grouped(plan.debitVND, by: ",")],
      ["Tổng phát sinh có/ Total credit", "", grouped(plan.creditVND, by: ",")], [],
    ]
  }

  private static func fields(_ line: SampleStatementLine, _ index: Int) -> [String] {
    let day = line.day.dayMonthYear
    let amount = grouped(abs(line.amountVND), by: ",")
    return [
      day + " " + line.clock, day, "FT" + line.day.compact + padded(index + 1, 6),
      line.amountVND < 0 ? amount : "", line.amountVND > 0 ? amount : "",
      grouped(line.balanceVND, by: ","), line.narration, line.counterpart.0, line.counterpart.1,
      line.counterpart.2,
    ]
  }

  private static func filled(_ fields: [String]) -> [String] {
    (0..<header.count).map { index in
      index < fields.count && !fields[index].isEmpty ? fields[index] : "37"
    }
  }
}

extension SampleStatementLine {
  /// The time of day as `08:15:32`.
  fileprivate var clock: String {
    [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60].map { padded($0, 2) }
      .joined(separator: ":")
  }
}
