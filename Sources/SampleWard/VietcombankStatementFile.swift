internal import Records

/// A statement of the account at Vietcombank: UTF-16 with semicolons, a sum at the end.
enum VietcombankStatementFile {
  private static let header = [
    "Ngày giao dịch", "Số tham chiếu", "Số tiền ghi nợ", "Số tiền ghi có", "Mô tả",
  ]

  static func make(
    _ plan: StatementPlan, _ bills: [SampleBill]
  ) -> (file: SampleFile, lines: [SampleTruth.PaymentLine]) {
    var text = DelimitedText(separator: ";", lineBreak: "\r\n")
    text.add(header)
    var truths: [SampleTruth.PaymentLine] = []
    for (index, line) in plan.lines.enumerated() {
      truths += line.truth(in: .bankStatementVietcombank, at: text.nextLine, bills)
      let amount = grouped(abs(line.amountVND), by: ".")
      text.add([
        line.day.dayMonthYear, "VCB" + line.day.compact + padded(index + 1, 5),
        line.amountVND < 0 ? amount : "", line.amountVND > 0 ? amount : "", line.narration,
      ])
    }
    text.add([
      "Tổng số", "", grouped(plan.debitVND, by: "."), grouped(plan.creditVND, by: "."), "",
    ])
    let file = SampleFile(
      path: "inbox/" + SampleList.bankStatementVietcombank.fileName,
      content: .bytes(text.utf16LittleEndian()))
    return (file, truths)
  }
}

extension SampleStatementLine {
  /// What is true of the line; nothing for money that left.
  func truth(
    in list: SampleList, at line: Int, _ bills: [SampleBill]
  ) -> [SampleTruth.PaymentLine] {
    guard amountVND > 0 else { return [] }
    return [
      SampleTruth.PaymentLine(
        file: list.fileName, line: line, amountVND: amountVND,
        billIDs: self.bills.map { bills[$0].id }, isIdentifiable: isIdentifiable)
    ]
  }
}
