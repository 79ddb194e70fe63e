internal import Records
internal import Sheets

/// The list of a collection point: a title, a header, a row for each bill that was paid there.
struct CollectionListFile {
  let file: SampleFile
  let lines: [SampleTruth.PaymentLine]

  private static let header = [
    "STT", "Ngày thu", "Mã khách hàng", "Tên khách hàng", "Số hóa đơn", "Số tiền",
    "Hình thức thanh toán", "Điểm thu",
  ]

  init(
    _ population: Population, _ bills: [SampleBill], _ payments: [SamplePayment], seed: UInt64
  ) {
    var random = SeededRandom(seed: seed ^ 3, stream: .statements)
    var rows = [
      RowDraft([CellDraft(.text("DANH SÁCH THU TIỀN ĐIỆN TẠI ĐIỂM THU HỘ"), style: 1)]),
      RowDraft(Self.header.map { CellDraft(.text($0), style: 1) }),
    ]
    var lines: [SampleTruth.PaymentLine] = []
    let collected = payments.enumerated().filter { $0.element.channel.list == .collectionPoint }
      .sorted { ($0.element.day.number, $0.offset) < ($1.element.day.number, $1.offset) }
    for (index, (_, payment)) in collected.enumerated() {
      let bill = bills[payment.bills[0]]
      lines.append(
        SampleTruth.PaymentLine(
          file: SampleList.collectionPoint.fileName, line: rows.count + 1,
          amountVND: bill.amountVND, billIDs: [bill.id], isIdentifiable: true))
      let customer = population.customers[bill.customer]
      let code =
        random.chance(perMille: 50)
        ? String(customer.code.prefix(6)) + " " + customer.code.dropFirst(6) : customer.code
      // A row in seven names no bill; the customer's code and the amount do.
      let id = random.chance(perMille: 140) ? "" : bill.id
      let point = random.pick(["Bưu điện Đông Hải", "Điểm thu phố Tân Hải"])
      rows.append(
        RowDraft([
          CellDraft(.number(Double(index + 1))), CellDraft(.date(payment.day.dateTime), style: 2),
          CellDraft(.text(code)), CellDraft(.text(customer.name.text)),
          CellDraft(id.isEmpty ? .empty : .text(id)),
          CellDraft(.number(Double(bill.amountVND)), style: 3),
          CellDraft(.text(payment.channel.word)), CellDraft(.text(point)),
        ]))
    }
    self.lines = lines
    file = SampleFile(
      path: "inbox/" + SampleList.collectionPoint.fileName,
      content: .workbook(Self.draft(), rows: [rows]))
  }

  private static func draft() -> WorkbookDraft {
    var sheet = SheetDraft(name: "Danh sách thu")
    sheet.columnWidthsMM = [12, 24, 36, 46, 28, 26, 50, 44]
    sheet.repeatedRows = 1...1
    let styles = [
      CellStyle(), CellStyle { $0.font.isBold = true },
      CellStyle { $0.numberFormat = .date },
      CellStyle { $0.numberFormat = .fixed(decimals: 0, grouped: true) },
    ]
    return WorkbookDraft(sheets: [sheet], styles: styles)
  }
}
