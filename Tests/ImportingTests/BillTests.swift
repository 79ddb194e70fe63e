import Diagnostics
import Records
import Sheets
import Testing

@testable import Importing

private let fieldNames =
  "MA_DVIQLY,MA_SOGCS,MA_KHANG,TEN_KHANG,DCHI_KHANG,LOAI_KHANG,SO_HO,KY,THANG,NAM,NGAY_DKY,"
  + "NGAY_CKY,CHISO_CU,CHISO_MOI,HS_NHAN,DIEN_TTHU,SO_TIEN,TYLE_THUE,TIEN_GTGT,TONG_TIEN,ID_HDON,"
  + "ID_HDON_DC,NGAY_PHANH,HAN_TTOAN,TTRANG_TTOAN,NGAY_TTOAN,MA_TCHUC,KENH_THANH_TOAN,TONG_NO\n"

/// A row under ``fieldNames``.
private func bill(
  _ code: String = "PA07AB0000001", type: String = "SH", cycle: String = "1",
  month: String = "8", year: String = "2024", amount: String = "250000", id: String = "100200300",
  issued: String = "05/08/2024", status: String = "DATT", paid: String = "06/08/2024",
  channel: String = "Mobile Banking"
) -> String {
  "PA07AB,S1,\(code),Tên Khách,\"1, phố A\",\(type),1,\(cycle),\(month),\(year),,,,,1,90,"
    + "231481,8,18519,\(amount),\(id),,\(issued),,\(status),\(paid),MB,\(channel),\"-5.000\"\n"
}

@Test func readsABillWithFieldNames() throws {
  let file = try importText(fieldNames + bill())
  #expect(file.layout == "evn-fields")
  #expect(file.rejected == [] && file.findings == [])
  let read = try #require(file.bills.first)
  #expect(read.id == "100200300")
  #expect(read.customerCode == code("PA07AB0000001"))
  #expect(read.month.iso == "2024-08" && read.cycle == 1 && read.amountVND == 250_000)
  #expect(read.issuedOn == day("2024-08-05") && read.isResidential)
  #expect(
    read.payment
      == EVNPayment(
        isPaid: true, paidOn: day("2024-08-06"),
        channel: .known(name: "Mobile Banking", isCashless: true), collector: "MB"))
  #expect(read.provenance.line == 2 && read.provenance.sheet == nil)
  #expect(read.provenance.sourceSHA256 == file.sha256)
}

@Test(
  arguments: [
    ("DATT", "06/08/2024", true), ("DA_TT", "", true), ("CHUATT", "", false),
    ("CHUA_TT", "", false),
    ("", "06/08/2024", true), ("", "", nil), ("???", "", nil),
  ] as [(String, String, Bool?)])
func theStatusDecidesThenTheDate(status: String, paid: String, isPaid: Bool?) throws {
  let file = try importText(fieldNames + bill(status: status, paid: paid))
  #expect(file.bills.first?.payment.isPaid == isPaid)
  #expect(file.findings.map(\.code) == (status == "???" ? ["import.status-unknown"] : []))
}

@Test func theMonthComesFromItsColumnsElseFromTheIssueDate() throws {
  #expect(
    try importText(fieldNames + bill(month: "", year: "")).bills.first?.month.iso == "2024-08")
  #expect(try importText(fieldNames + bill(month: "07")).bills.first?.month.iso == "2024-07")
}

@Test func aBillWithoutIDGetsOneFromWhatItSays() throws {
  let file = try importText(fieldNames + bill("pa07 ab 0000001", id: ""))
  #expect(file.bills.first?.id == "PA07AB0000001-2024-08-1-250000")
}

@Test func onlySHIsResidential() throws {
  let file = try importText(fieldNames + bill(type: "KD") + bill(type: "", id: "2"))
  #expect(file.bills.map(\.isResidential) == [false, false])
  let without = try importText("MA_KHANG;TONG_TIEN;THANG;NAM\nPA07AB0000001;1000;8;2024\n")
  #expect(without.bills.map(\.isResidential) == [true])
  #expect(without.bills.map(\.payment.isPaid) == [nil])
}

@Test func faultyRowsAreSetAsideAndTheRestGoesOn() throws {
  let rows = [
    bill(amount: "250.O00"), bill(amount: "1000.5"), bill(amount: ""), bill(""), "PA07AB,S1,x\n",
    bill(month: "13"), bill(month: "", year: "", issued: ""), bill(issued: "31/02/2024"),
    bill(amount: "99999999999999999999"), bill().dropLast() + ",thêm\n", bill(id: "9"),
    bill(paid: "hôm qua"), bill(month: "tám"), bill(String(repeating: "A", count: 40)),
  ]
  let file = try importText(fieldNames + rows.joined())
  #expect(
    file.faults == [
      "import.amount-unreadable 2", "import.amount-fraction 3", "import.cell-missing 4",
      "import.cell-missing 5", "import.row-too-short 6", "import.month-unreadable 7",
      "import.month-missing 8", "import.day-unreadable 9", "import.amount-too-large 10",
      "import.row-too-long 11", "import.day-unreadable 13", "import.number-unreadable 14",
      "import.code-unreadable 15",
    ])
  #expect(file.bills.map(\.id) == ["9"])
  #expect(file.rows == 14)
  #expect(file.rejected.allSatisfy { $0.severity == .warning && $0.hint != nil })
  #expect(file.rejected.allSatisfy { $0.origin.file == "a.csv" })
  #expect(
    file.rejected.allSatisfy { !$0.message.vi.contains("250") && !$0.message.vi.contains("Tên Kh") }
  )
}

@Test func aBillSaidTwiceIsADuplicate() throws {
  let file = try importText(fieldNames + bill() + bill() + bill(amount: "250.000") + bill(id: "2"))
  #expect(file.records.count == 2 && file.duplicatesWithin == 2 && file.rows == 4)
}

@Test func readsVietnameseHeadersBelowAPreamble() throws {
  let file = try importText(
    """
    TỔNG HỢP HÓA ĐƠN TIỀN ĐIỆN;;;;;
    Đơn vị: Điện lực Mẫu;;;;;

    STT;Mã khách hàng;Địa chỉ;Kỳ hóa đơn;Tổng tiền;Ngày thanh toán;Hình thức thanh toán
    1;PA07AB0000001;Phố A;T8/2024;1.234.567;06/08/2024;Ví điện tử
    2;PA07AB0000002;Phố A;KY2 T8.2024;98.765;;
    Tổng cộng;;;;1.333.332;;
    Người lập biểu;;;;;;

    """)
  #expect(file.layout == "evn-headers" && file.rows == 2 && file.rejected == [])
  #expect(file.bills.map(\.payment.isPaid) == [true, false])
  #expect(file.bills.map(\.cycle) == [1, 2])
  #expect(file.bills.map(\.amountVND) == [1_234_567, 98_765])
  #expect(file.bills.map(\.provenance.line) == [5, 6])
}

@Test func unknownChannelsAreListedOncePerWord() throws {
  let channels = ["Chuyển tay", "chuyển tay", "Chuyển tay", "", "thu  NGÂN viên", "Uỷ nhiệm chi"]
  let file = try importText(
    fieldNames
      + channels.enumerated().map { bill(id: "\($0.offset)", channel: $0.element) }.joined())
  #expect(
    file.bills.map(\.payment.channel) == [
      .unknown(word: "Chuyển tay"), .unknown(word: "chuyển tay"), .unknown(word: "Chuyển tay"),
      .unknown(word: nil), .known(name: "Thu ngân viên", isCashless: false),
      .known(name: "Ủy nhiệm chi", isCashless: true),
    ])
  #expect(file.findings.map(\.code) == ["import.channel-unknown", "import.channel-unknown"])
  #expect(file.findings.first?.message.en.contains("(2 rows)") == true)
}

@Test func readsBillsFromASheet() throws {
  let noon = try #require(DateTime(year: 2024, month: 8, day: 6, secondOfDay: 43_200))
  let header: [CellValue] = ["Mã KH", "Kỳ", "Tổng tiền (đồng)", "Ngày thanh toán"].map { .text($0) }
  let rows: [[CellValue]] = [
    header, [.number(112_233), .number(62_024), .number(5000), .date(noon)],
    [.text("0012"), .text("06/2024"), .number(0.5)], header, [],
    [.text("0013"), .text("06/2024"), .error("#N/A")],
  ]
  let file = try importSheets([
    MemorySheet("ghi chú", values: [[.text("Mã KH")]]), MemorySheet("Bảng kê", values: rows),
    MemorySheet("_meta", values: rows, isVisible: false),
  ])
  #expect(file.bills.map(\.customerCode.text) == ["112233"])
  #expect(file.bills.map(\.payment.paidOn) == [day("2024-08-06")])
  #expect(file.bills.map(\.provenance.sheet) == ["Bảng kê"])
  #expect(file.rejected.map(\.origin.cell) == ["C3", "C6"])
  #expect(file.rejected.map(\.origin.sheet) == ["Bảng kê", "Bảng kê"])
  #expect(file.rejected.map(\.code) == ["import.amount-fraction", "import.amount-unreadable"])
}
