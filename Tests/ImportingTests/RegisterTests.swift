import Diagnostics
import Foundation
import Records
import Sheets
import TestSupport
import Testing

@testable import Importing

@Test func readsTheRegister() throws {
  let file = try importText(
    """
    Mã hộ,Chủ hộ,Phố,Địa chỉ,Số nhân khẩu,Số người trên 15 tuổi,Mã khách hàng
    007,Tên Mẫu,Phố 1,Số 1,4,3,PA07AB0000001; pa07 ab 0000002;PA07AB0000001
    008,Tên Mẫu,Phố 1,Số 2,,,
    009,Tên Mẫu,Phố 1,Số 3,bốn,1,"PA07AB0000003,PA07AB0000004\nPA07AB0000005"
    010,Tên Mẫu,Phố 1,Số 3,4,1,"PA07AB0000003,PA07AB0000004\nPA07AB0000005"
    ,Tên Mẫu,Phố 1,Số 4,1,1,PA07AB0000006
    007,Tên Mẫu,Phố 1,Số 1,4,3,PA07AB0000001;PA07AB0000002
    """)
  #expect(file.layout == "register")
  let households = file.records.compactMap {
    if case .household(let household) = $0.record { household } else { nil }
  }
  #expect(households.map(\.id) == ["007", "008", "010"])
  #expect(households.map(\.customerCodes.count) == [2, 0, 3])
  #expect(households.map(\.members) == [4, nil, 4])
  #expect(households.map(\.pho) == ["Phố 1", "Phố 1", "Phố 1"])
  #expect(file.faults == ["import.number-unreadable 4", "import.cell-missing 8"])
  #expect(file.duplicatesWithin == 1 && file.rows == 6)
}

@Test func readsResidentsAndAccounts() throws {
  let residents = try importSheets([
    MemorySheet(
      "a",
      values: [
        ["Mã hộ", "Họ tên", "Ngày sinh", "Số định danh"].map { .text($0) },
        [.text("007"), .text("Tên Mẫu"), .number(20_000), .text("000000000001")],
        [.number(8), .text("Tên Mẫu"), .text("1/1/1950"), .number(38_000_000_001)],
        [.number(8), .text("Tên Mẫu"), .number(1950), .text("000000000002")],
      ])
  ])
  #expect(residents.layout == "residents" && residents.records.count == 1)
  #expect(
    residents.rejected.map(\.code) == ["import.citizen-id-unreadable", "import.day-unreadable"])
  let accounts = try importText(
    """
    Số định danh|Ngân hàng|Ngày mở|Ngày đóng
    000000000001|Ngân hàng Mẫu|01/02/2020|
    000000000001|Ngân hàng Mẫu|01/02/2020|03/04/2021
    000000000001||01/02/2020|
    """)
  #expect(accounts.layout == "accounts" && accounts.faults == ["import.cell-missing 4"])
  guard case .account(let account)? = accounts.records.last?.record else {
    Issue.record("no account")
    return
  }
  #expect(account.openedOn == day("2020-02-01") && account.closedOn == day("2021-04-03"))
}

@Test func readsFigures() throws {
  let file = try importText(
    """
    Chỉ tiêu,Kỳ,Tử số,Mẫu số,Phố,Minh chứng
    10,trước,7,80,,Báo cáo A
    CT10,Sau triển khai,60,80,Phố 1,
    "10. Tỷ lệ 80% trở lên",SAU,1.060,1.080,,
    1000,trước,1,2,,
    một,trước,1,2,,
    9,giữa,1,2,,
    9,sau,-1,2,,
    9,sau,,2,,
    """)
  let figures = file.records.compactMap {
    if case .figure(let figure) = $0.record { figure } else { nil }
  }
  #expect(file.layout == "figures")
  #expect(figures.map(\.criterion) == [10, 10, 10])
  #expect(figures.map(\.column) == [.before, .after, .after])
  #expect(figures.map(\.numerator) == [7, 60, 1060])
  #expect(figures.map(\.pho) == [nil, "Phố 1", nil])
  #expect(figures.map(\.evidence) == ["Báo cáo A", nil, nil])
  #expect(
    file.faults == [
      "import.number-unreadable 5", "import.number-unreadable 6", "import.word-unknown 7",
      "import.number-unreadable 8", "import.cell-missing 9",
    ])
}

@Test func aSheetOfAnotherKindIsAFinding() throws {
  let register = ["Mã hộ", "Chủ hộ", "Phố", "Địa chỉ", "Mã khách hàng"].map { CellValue.text($0) }
  let accounts = ["Số định danh", "Ngân hàng", "Ngày mở", "x", "y"].map { CellValue.text($0) }
  let values: [CellValue] = ["1", "a", "b", "c", "PA07AB0000001"].map { .text($0) }
  let file = try importSheets([
    MemorySheet("Sổ", values: [register, values]), MemorySheet("Sổ 2", values: [register, values]),
    MemorySheet("TK", values: [accounts]), MemorySheet("Ghi chú", values: [[.text("abc")]]),
  ])
  #expect(file.layout == "register" && file.records.count == 1 && file.duplicatesWithin == 1)
  #expect(file.findings.map(\.code) == ["import.sheet-left-out"])
  #expect(file.findings.map(\.origin.sheet) == ["TK"])
}

// MARK: Fonts with an encoding of their own

/// A text as a workbook holds it that was typed with such fonts.
private func typed(_ text: String, _ encode: (String) -> [UInt8]?) throws -> CellValue {
  let bytes = try #require(encode(text))
  return .text(try #require(String(data: Data(bytes), encoding: .windowsCP1252)))
}

private let registerRows = [
  ["Mã hộ", "Chủ hộ", "Phố", "Địa chỉ", "Mã khách hàng"],
  ["007", "Trần Thị Mẫu", "Phố Đồng Lễ", "Ngõ 3", "PA07AB0000001"],
  ["008", "Nguyễn Văn Thử", "Phố Tân Hà", "Ngõ 4", "PA07AB0000002"],
]

@Test func textTypedWithFontsOfTCVN3OrVNIIsReadAsWhatPeopleSee() throws {
  for (name, encode) in [("tcvn3", LegacyText.tcvn3), ("vni-windows", LegacyText.vni)] {
    var values = try registerRows.map { try $0.map { try typed($0, encode) } }
    // Somebody corrected one cell with a font of Unicode.
    values[2][2] = .text("Phố Tân Hạ")
    let file = try importSheets([MemorySheet("a", values: values)])
    let heads = file.records.compactMap {
      if case .household(let household) = $0.record { household.headName } else { nil }
    }
    let streets = file.records.compactMap {
      if case .household(let household) = $0.record { household.pho } else { nil }
    }
    #expect(file.layout == "register")
    #expect(heads == ["Trần Thị Mẫu", "Nguyễn Văn Thử"])
    #expect(streets == ["Phố Đồng Lễ", "Phố Tân Hạ"])
    #expect(file.text?.encoding == name && file.text?.encodingReason == "words")
  }
}

@Test func textInUnicodeStaysWhateverItsLetters() throws {
  // Letters that Western Europe has too.
  let rows = [registerRows[0], ["007", "Lê Hà", "Phố Hà Lâm", "Ngõ 3", "PA07AB0000001"]]
  for values in [rows, [rows[0].map(HeaderVariant.withoutMarks), rows[1]]] {
    let file = try importSheets([MemorySheet("a", values: values.map { $0.map { .text($0) } })])
    #expect(file.text == nil)
    guard case .household(let household) = try #require(file.records.first?.record) else {
      Issue.record("no household")
      return
    }
    #expect(household.headName == "Lê Hà" && household.pho == "Phố Hà Lâm")
  }
}
