import Diagnostics
import Records
import Sheets
import TestSupport
import Testing

@testable import Importing

private let mbHead = """
  NGÂN HÀNG MẪU;;;;;;;;;
  Tài khoản/ Account No: 0000000000004;;;;;;;;;
  Số dư đầu kỳ/ Opening Balance: 1.000.000 VND;;;;;;;;;

  Ngày giao dịch;Ngày hạch toán;Số bút toán;Phát sinh nợ;Phát sinh có;\
  Số dư lũy kế;Nội dung;Đơn vị thụ hưởng/ Đơn vị chuyển;Tài khoản;Ngân hàng đối tác
  Transaction date;Accounting Date;Transaction No;Debit;Credit;Accumulated balance;\
  Details;Beneficiary/Applicant;Account;Remitter Bank

  """

/// Lines of MB with the literal in every empty cell; the second and the fourth pay 37 đồng.
private let mbLines = [
  "01/08/2024 08:00:00;01/08/2024;FT1;37;250.000;1.250.000;PA07AB0000001 TT tien dien;37;37;37",
  "01/08/2024 09:00:00;01/08/2024;FT2;37;37;1.250.037;tra 37 dong;37;37;37",
  "02/08/2024 09:00:00;02/08/2024;FT3;500.000;37;750.037;Chuyen di;37;37;37",
  "03/08/2024 09:00:00;03/08/2024;FT4;37;37;750.000;Phi;37;37;37",
  "04/08/2024 09:00:00;04/08/2024;FT5;37;37;750.000;khong ro;37;37;37",
]
private let mbTail = """
  37;37;37;37;37;37;37;37;37;37
  Tổng phát sinh trong kỳ / Total;37;37;500.037;250.037;37;37;37;37;37
  Số dư cuối kỳ / Closing Balance: 750.000 VND;37;37;37;37;37;37;37;37;37
  Giao dịch viên;;;;Kiểm soát;;;;;

  """

@Test func theLiteralOfMBIsEmptyUnlessTheBalanceProvesIt() throws {
  let file = try importText(mbHead + mbLines.joined(separator: "\n") + "\n" + mbTail)
  #expect(file.layout == "mb")
  #expect(file.payments.map(\.amountVND) == [250_000, 37])
  #expect(file.payments.map(\.reference) == ["FT1", "FT2"])
  #expect(file.payments.map(\.day) == [day("2024-08-01"), day("2024-08-01")])
  #expect(file.payments.map(\.narration) == ["PA07AB0000001 TT tien dien", "tra 37 dong"])
  #expect(file.payments.map(\.provenance.line) == [7, 8])
  #expect(file.ignored == 2)
  #expect(file.faults == ["import.amount-missing 11"])
  let payer = try importText(
    mbHead + mbLines.joined(separator: "\n") + "\n" + mbTail, side: .payer)
  #expect(payer.payments.map(\.amountVND) == [500_000, 37])
}

@Test func theLiteralIsToldFromNewToOldAsWell() throws {
  let up = try importText(mbHead + mbLines.joined(separator: "\n") + "\n" + mbTail)
  let down = try importText(mbHead + mbLines.reversed().joined(separator: "\n") + "\n" + mbTail)
  #expect(Set(up.records.map(\.identity)) == Set(down.records.map(\.identity)))
  #expect(down.ignored == 2 && down.rejected.count == 1)
}

/// A clerk may have sorted the lines by anything; the payments stay the same.
@Test func theLiteralIsToldInAnyOrder() throws {
  var random = SeededGenerator.announced()
  let lines = Array(mbLines.prefix(4))
  let wanted = Set(
    try importText(mbHead + lines.joined(separator: "\n") + "\n" + mbTail).records.map(\.identity))
  #expect(wanted.count == 2)
  for _ in 0..<24 {
    let order = lines.shuffled(using: &random).joined(separator: "\n")
    let file = try importText(mbHead + order + "\n" + mbTail)
    #expect(Set(file.records.map(\.identity)) == wanted)
  }
}

@Test func readsVietcombank() throws {
  let file = try importText(
    """
    Số tài khoản:,0011223344
    Ngày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Mô tả
    03/08/2024,5243.1,,"1,513,874","MBVCB.1.2 PA07AB0000001"
    04/08/2024,5243.2,"11,000",,Phi
    05/08/2024,5243.3,"5,000","6,000",ca hai
    06/08/2024,5243.4,,"-6,000",hoan
    Ngày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Mô tả
    Tổng số,,"16,000","1,513,874",
    """)
  #expect(file.layout == "vietcombank" && file.ignored == 1)
  #expect(file.payments.map(\.amountVND) == [1_513_874])
  #expect(file.payments.first?.kind == .bankStatement)
  #expect(file.payments.first?.channel == .unknown(word: nil))
  #expect(file.faults == ["import.both-sides 5", "import.amount-not-positive 6"])
}

@Test(arguments: [
  (
    "vietinbank",
    """
    LỊCH SỬ GIAO DỊCH\t\t\t\t\t\t
    Ngày hạch toán\tNgày phát sinh\tMô tả giao dịch\tNợ/ Debit\tCó / Credit\tSố dư TK\tSố giao dịch
    03/08/2024\t03/08/2024\tTT tien dien\t\t1,000\t1,000\t1
    \t\tTT tien dien\t\t2,000\t3,000\t2
    """
  ),
  (
    "bidv",
    """
    Ngày hiệu lực;Ghi nợ;Ghi có;Số dư;Mô tả
    03/08/2024;;1.000;1.000;a
    03/08/2024;-500;;500;b
    03/08/2024;;2.000,00;2.500;c
    ;;;Tổng cộng;
    """
  ),
  (
    "tpbank",
    """
    Ngày thực hiện,Ngày hiệu lực,Mô tả giao dịch,Ghi nợ,Ghi có,\
    Số dư,Tài khoản đối ứng,Tên tài khoản,Mã giao dịch
    03-08-2024,03-08-2024,a,,"1,000",1000,1,A,X1
    03-08-2024,03-08-2024,b,,2000,3000,1,A,X2
    """
  ),
  (
    "sepay",
    """
    id,gateway,transactionDate,accountNumber,code,content,transferType,\
    transferAmount,accumulated,subAccount,referenceCode,description
    1,MB,2024-08-03 10:00:00,001,,a,in,1000,1000,,R1,
    2,MB,2024-08-03 10:00:01,001,,a,out,77,923,,R2,
    3,MB,2024-08-03 10:00:02,001,,a,in,2000,2923,,R3,
    """
  ),
  (
    "agribank",
    """
    trdt|acctccyamt|aftrbal|rem|trcdnm|tomgntno
    20240803|1000|1000|a|x|1
    20240803|-77|923|b|x|1
    20240803|2000|2923|c|x|1
    """
  ),
  (
    "acb",
    """
    STT;Ngày hiệu lực;Ngày giao dịch;Số GD;Nội dung giao dịch;Rút ra;Gửi vào;Số dư
    1;03/08/2024;03/08/2024;7;a;;1.000;1.000
    2;03/08/2024;03/08/2024;8;b;;2.000;3.000
    """
  ),
])
func readsTheOtherBanks(layout: String, text: String) throws {
  let file = try importText(text + "\n")
  #expect(file.layout == layout)
  #expect(file.payments.map(\.amountVND) == [1000, 2000])
  #expect(file.payments.map(\.day.iso) == ["2024-08-03", "2024-08-03"])
  #expect(file.rejected == [])
}

@Test func aPayersDebitsWithAMinusArePayments() throws {
  let text =
    "Ngày hiệu lực;Ghi nợ;Ghi có;Số dư;Mô tả\n03/08/2024;-500;;500;b\n03/08/2024;;7;507;c\n"
  let file = try importText(text, side: .payer)
  #expect(file.payments.map(\.amountVND) == [500] && file.ignored == 1)
}

@Test func readsACollectionListFromASheet() throws {
  let header = [
    "STT", "Ngày thu", "Mã khách hàng", "Tên khách hàng", "Số hóa đơn", "Số tiền",
    "Hình thức thanh toán", "Điểm thu",
  ].map { CellValue.text($0) }
  let row: [CellValue] = [
    .number(1), .number(45_507), .text("PA07 AB0000001"), .text("Tên Mẫu"), .number(100_200_300),
    .number(250_000), .text("Thẻ"), .text("Điểm 1"),
  ]
  var withoutCode = row
  withoutCode[2] = .empty
  var sheet = MemorySheet("Danh sách", values: [[.text("DANH SÁCH THU")], [], header, row])
  sheet.rows.append(cells(withoutCode, index: 4, repeated: 2))
  sheet.rows.append(SheetRow(index: 6, repeated: 1_048_570))
  let file = try importSheets([sheet])
  #expect(file.layout == "collection-list")
  let payment = try #require(file.payments.first)
  #expect(payment.kind == .collectionList && payment.amountVND == 250_000)
  #expect(payment.customerCode == code("PA07AB0000001") && payment.billID == "100200300")
  #expect(payment.channel == .known(name: "Thẻ", isCashless: true))
  #expect(payment.provenance == Provenance(sourceSHA256: "00", sheet: "Danh sách", line: 4))
  #expect(file.rejected.map(\.origin.cell) == ["C5", "C6"])
}

@Test func rowsRepeatedWithoutEndAreRefused() throws {
  let header = ["Ngày thu", "Mã KH", "Số tiền"].map { CellValue.text($0) }
  var sheet = MemorySheet("a", values: [header])
  sheet.rows.append(
    cells([.text("1/8/2024"), .text("PA1"), .number(1)], index: 1, repeated: 1_000_000))
  let error = try #require(throws: ImportError.self) { try importSheets([sheet]) }
  #expect(error.diagnostic.code == "import.too-many-repeats")
}

/// A row of values that is repeated.
private func cells(_ values: [CellValue], index: Int, repeated: Int) -> SheetRow {
  var row = MemorySheet("", values: [values]).rows[0]
  row.index = index
  row.repeated = repeated
  return row
}
