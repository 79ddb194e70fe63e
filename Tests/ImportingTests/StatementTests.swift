import Diagnostics
import Records
import Sheets
import Storage
import Testing
import VietnameseText

@testable import Importing

private let head = "Ngày hiệu lực;Ghi nợ;Ghi có;Số dư;Mô tả\n"

/// The error that an import ends with.
private func failure(_ work: () throws -> ImportedFile) throws -> Diagnostic {
  do {
    let file = try work()
    Issue.record("read as \(file.layout)")
  } catch let error as any Diagnosable {
    return error.diagnostic
  }
  return Diagnostic("none", Words(vi: "", en: ""))
}

// MARK: Balances

private let lines = [
  "25/08/2024;;1.000;11.000;a", "25/08/2024;-400;;10.600;b", "26/08/2024;;2.000;12.600;c",
  "26/08/2024;;2.000;14.600;c", "27/08/2024;-600;;14.000;d",
]

@Test func linesThatFormOneChainAreTakenInAnyOrder() throws {
  let orders = [lines, lines.reversed(), [lines[3], lines[0], lines[4], lines[1], lines[2]]]
  for order in orders {
    let file = try importText(head + order.joined(separator: "\n"))
    #expect(file.payments.count == 3 && file.findings == [])
  }
}

@Test(arguments: 0..<5)
func aLineMissingTwiceOrChangedIsRefused(place: Int) throws {
  var missing = lines
  missing.remove(at: place)
  let isEnd = place == 0 || place == lines.count - 1
  if isEnd {
    // Nothing tells that the statement once went on, unless its ends are said.
    #expect(try importText(head + missing.joined(separator: "\n")).findings == [])
  } else {
    let error = try failure { try importText(head + missing.joined(separator: "\n")) }
    #expect(error.code == "import.unbalanced")
  }
  var ends = ["Số dư đầu kỳ: 10.000 VND", head + missing.joined(separator: "\n")]
  ends.append("Số dư cuối kỳ;;;14.000;")
  #expect(try failure { try importText(ends.joined(separator: "\n")) }.code == "import.unbalanced")
  let twice = head + (lines + [lines[place]]).joined(separator: "\n")
  #expect(try failure { try importText(twice) }.code == "import.unbalanced")
  var options = ImportOptions()
  options.acceptsUnbalanced = true
  let file = try importText(twice, options: options)
  #expect(file.findings.map(\.code) == ["import.unbalanced"])
  #expect(file.findings.first?.severity == .warning)
}

@Test func aLineThatCannotBeReadBreaksNoChain() throws {
  var damaged = lines
  damaged[2] = "26/08/2024;;2.O00;12.600;c"
  let file = try importText(head + damaged.joined(separator: "\n"))
  #expect(file.faults == ["import.amount-unreadable 4"])
}

@Test func endsAloneAreHeldAgainstTheLines() throws {
  let bare =
    "Ngày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Mô tả\n"
    + "25/08/2024,1,,500,a\n26/08/2024,2,200,,b\n"
  let ends = { (closing: Int) in
    "Số dư đầu kỳ:,1.000\n" + bare + "Số dư cuối kỳ,\(closing),,,\n"
  }
  #expect(try importText(ends(1300)).payments.count == 1)
  #expect(try failure { try importText(ends(1301)) }.code == "import.unbalanced")
}

// MARK: Accounts

@Test func severalAccountsStandInOneSheet() throws {
  let header = "Ngày GD/ Số CT;Số tiền ghi nợ;Số tiền ghi có;Số dư;Nội dung chi tiết\n"
  let text =
    "Số tài khoản: 0071001111111\nSố dư đầu kỳ: 0\n" + header
    + "25/08/2024 5243.001;;1.000;1.000;tien\nTổng số;0;1.000;;\n\n"
    + "Số tài khoản: 0071002222222\nSố dư đầu kỳ: 500\n" + header
    + "25/08/2024\t5243.001;;1.000;1.500;tien\n26/08/2024 5243.002;;7;1.507;tien\nTổng số;;1007;;\n"
  let file = try importText(text)
  #expect(file.layout == "vietcombank" && file.rejected == [])
  #expect(file.payments.map(\.reference) == ["5243.001", "5243.001", "5243.002"])
  // The same line of two accounts is two payments.
  #expect(Set(file.records.map(\.identity)).count == 3 && file.duplicatesWithin == 0)
  let alone = try importText(
    "Số tài khoản: 0071002222222\n" + header + "25/08/2024 5243.001;;1.000;1.500;tien\n")
  #expect(file.records[1].identity == alone.records[0].identity)
}

@Test func theColumnsOfAnotherAccountMayStandInAnotherOrder() throws {
  let text =
    "Số tài khoản: 0071001111111\nSố dư đầu kỳ: 0\n"
    + "Ngày GD/ Số CT;Số tiền ghi nợ;Số tiền ghi có;Số dư;Nội dung chi tiết\n"
    + "25/08/2024 5243.001;;1.000;1.000;tien\n\n"
    + "Số tài khoản: 0071002222222\nSố dư đầu kỳ: 500\n"
    + "Nội dung chi tiết;Ngày GD/ Số CT;Số dư;Số tiền ghi có;Số tiền ghi nợ\n"
    + "dien;25/08/2024 5243.002;1.500;1.000;\nphi;26/08/2024 5243.003;900;;600\n"
  let file = try importText(text)
  #expect(file.rejected == [] && file.findings == [])
  #expect(file.payments.map(\.narration) == ["tien", "dien"])
  #expect(file.payments.map(\.reference) == ["5243.001", "5243.002"])
  #expect(file.payments.map(\.amountVND) == [1000, 1000])
  #expect(file.rows == 2 && file.ignored == 1)
}

// MARK: Dates

@Test func theWholeColumnSettlesDayAndMonth() throws {
  let mdy = head + "8/25/2024;;1;1;a\n8/3/2024;;1;2;b\n"
  let file = try importText(mdy)
  #expect(file.payments.map(\.day.iso) == ["2024-08-25", "2024-08-03"])
  #expect(file.findings.map(\.code) == ["import.dates-month-first"])
  let mixed = head + "8/25/2024;;1;1;a\n25/8/2024;;1;2;b\n"
  #expect(try failure { try importText(mixed) }.code == "import.date-order-unclear")
  var options = ImportOptions()
  options.dates = .monthFirst
  #expect(try importText(mixed, options: options).faults == ["import.day-unreadable 3"])
}

@Test func anOpenOrderIsAskedUnlessTheLayoutKnowsIt() throws {
  let rows = "01/02/2024;1.000;a\n03/02/2024;2.000;b\n"
  #expect(
    try importText("Ngày hiệu lực;Ghi nợ;Ghi có;Mô tả\n01/02/2024;;1.000;a").payments.count == 1)
  let error = try failure { try importText("Date;Amount;Description\n" + rows) }
  #expect(error.code == "import.date-order-unclear")
  #expect(error.hint?.en.contains("--dates dmy") == true)
  var options = ImportOptions()
  options.dates = .dayFirst
  let file = try importText("Date;Amount;Description\n" + rows, options: options)
  #expect(file.layout == "generic")
  #expect(file.payments.map(\.day.iso) == ["2024-02-01", "2024-02-03"])
}

@Test func anOpenOrderIsThatOfTheLayout() throws {
  let text = "Ngày hiệu lực;Ghi nợ;Ghi có;Mô tả\n"
  let layout =
    "id: us-bank\nkind: payments\nname: {vi: a, en: a}\nkey: day\ndates: mdy\n"
    + "columns:\n  day: {required: true, headers: [Posted]}\n"
    + "  amount: {required: true, headers: [Sum]}\n  narration: {headers: [Memo]}\n"
  let folder = packageFolder() + "/.build/importing-tests-mdy-layout"
  defer { try? Folder.remove(folder + "/us-bank.yaml") }
  try StagedFile(for: folder + "/us-bank.yaml").writeAndCommit(layout)
  let importer = Importer(
    layouts: try LayoutCatalog.load(folder: folder),
    channels: try ChannelTable.load(path: packageFolder() + "/Layouts/channels.yaml"))
  func days(_ rows: String) throws -> [String] {
    let bytes = Array(("Posted;Sum;Memo\n" + rows).utf8)
    return try importer.read(
      try TextSource(bytes, file: "a.csv"), sha256: "", name: "a.csv", options: ImportOptions()
    ).payments.map(\.day.iso)
  }
  #expect(try days("01/02/2024;1.000;a\n") == ["2024-01-02"])
  // What the dates prove counts more.
  #expect(try days("01/02/2024;1.000;a\n25/02/2024;1.000;b\n") == ["2024-02-01", "2024-02-25"])
  #expect(try importText(text + "01/02/2024;;1.000;a").payments.map(\.day.iso) == ["2024-02-01"])
}

@Test func datesThatTurnMonthFirstFarBelowAreAQuestion() throws {
  // A thousand rows whose dates have no order, then one that only month first makes a date.
  let many = (0..<1200).map { "2024-08-0\($0 % 9 + 1);;1.000;;\($0)\n" }.joined()
  #expect(try importText(head + many).payments.count == 1200)
  let error = try failure { try importText(head + many + "8/25/2024;;1.000;;a\n") }
  #expect(error.code == "import.date-order-unclear")
  let late = try importText(head + many + "25/8/2024;;1.000;;a\n8/9/2024;;1.000;;b\n")
  #expect(late.payments.suffix(2).map(\.day.iso) == ["2024-08-25", "2024-09-08"])
  let open = "Date;Amount;Description\n" + many.replacing(";;", with: ";")
  #expect(try importText(open).payments.count == 1200)
  #expect(try failure { try importText(open + "1/2/2024;5;a\n") }.code == error.code)
}

@Test func recordsAreHandedOnAsTheyCome() throws {
  let rows = (0..<3000).map { "25/08/2024;;\($0 + 1);;\($0)\n" }.joined()
  let bytes = Array((head + rows + "31/02/2024;;1;;x\n").utf8)
  let source = try TextSource(bytes, file: "a.csv")
  var sizes: [Int] = []
  var records: [IdentifiedRecord] = []
  let options = ImportOptions()
  let file = try shippedImporter().read(source, sha256: "", name: "a.csv", options: options) {
    sizes.append($0.count)
    records += $0
  }
  #expect(sizes.count > 3 && sizes.allSatisfy { $0 <= 1000 })
  #expect(file.records.isEmpty && file.recordCount == 3000 && file.rows == 3001)
  let whole = try shippedImporter().read(source, sha256: "", name: "a.csv", options: options)
  #expect(whole.records == records)
}

@Test func cellsThatASpreadsheetExchangedAreAFinding() throws {
  let header = ["Ngày hiệu lực", "Ghi nợ", "Ghi có", "Mô tả"].map { CellValue.text($0) }
  func date(_ month: Int, _ day: Int) throws -> CellValue {
    .date(try #require(DateTime(year: 2024, month: month, day: day)))
  }
  let days: [CellValue] = [
    .text("25/08/2024"), try date(1, 8), try date(3, 8), .text("28/08/2024"),
  ]
  let rows = days.map { [$0, .empty, .number(1000), .text("a")] }
  let file = try importSheets([MemorySheet("a", values: [header] + rows)])
  #expect(file.findings.map(\.code) == ["import.dates-exchanged"])
}

// MARK: Ids

@Test func spoiltIdsAreFlagged() throws {
  let bills = try importText(
    "MA_KHANG;TONG_TIEN;THANG;NAM;ID_HDON\n0012;5;8;2024;007\nPA1;5;8;2024;3.8E+10\n"
      + "1,2E+12;5;8;2024;9\n38E10;5;8;2024;9\n")
  #expect(bills.bills.map(\.id) == ["007", "9"])
  #expect(bills.bills.map(\.customerCode.text) == ["0012", "38E10"])
  #expect(bills.faults == ["import.id-spoilt 3", "import.id-spoilt 4"])
  let statement = try importText(
    "Ngày hiệu lực;Ghi nợ;Ghi có;Mô tả;Số tham chiếu\n25/08/2024;;1;a;1.2E+15\n")
  #expect(statement.payments.count == 1 && statement.findings.map(\.code) == ["import.id-spoilt"])
}

// MARK: Rows set aside

@Test func rowsSetAsideComeBackCorrected() throws {
  let text =
    "Số tài khoản: 0071001234567\n"
    + "Ngày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Mô tả\n"
    + "25/08/2024,1,,\"1,000\",một\n26/08/2024,2,,\"2,O00\",\"=hai, \"\"ba\"\"\"\n"
    + "26/08/2024,3,,\"3,000\",-bốn\n32/08/2024,4,,\"4,000\",+84 năm\n"
  let file = try importText(text)
  #expect(file.rejected.count == 2 && file.records.count == 2)
  let csv = String(decoding: file.quarantineCSV(), as: UTF8.self)
  #expect(csv.contains("'=hai"))
  #expect(csv.contains("a.csv · 4"))
  let corrected = csv.replacing("2,O00", with: "2,000").replacing("32/08", with: "31/08")
  let second = try importText(corrected)
  #expect(second.layout == "vietcombank" && second.rejected == [])
  let right = text.replacing("2,O00", with: "2,000").replacing("32/08", with: "31/08")
  let whole = Set(try importText(right).records.map(\.identity))
  #expect(Set((file.records + second.records).map(\.identity)) == whole)
  #expect(String(decoding: file.quarantineCSV(isRaw: true), as: UTF8.self).contains(";\"=hai"))
}

// MARK: Headers

@Test func headersOverTwoRowsAreReadAsOne() throws {
  let text = """
    Ngày giao dịch;Số bút toán;Diễn giải;Số tiền;;Số dư
    ;;;Nợ;Có;
    25/08/2024;1;a;;1.000;1.000
    26/08/2024;2;b;400;;600
    """
  let file = try importText(text)
  #expect(file.layout == "techcombank" && file.payments.map(\.amountVND) == [1000])
}

@Test func detectionSaysWhy() throws {
  let source = try TextSource(Array((head + lines.joined(separator: "\n")).utf8), file: "a.csv")
  let fits = try shippedImporter().fits(source.heads())
  #expect(fits.first?.valueScore == 1)
  let shifted = head + "a;25/08/2024;x;y;1.000\n1;26/08/2024;x;y;2.000\n"
  let other = try TextSource(Array(shifted.utf8), file: "a.csv")
  let worse = try shippedImporter().fits(other.heads())
  #expect((worse.first?.valueScore ?? 1) < 0.5)
}

@Test func aDraftLoadsAndReadsItsFile() throws {
  let text = """
    NGÂN HÀNG MỚI
    Ngày chứng từ,Mã giao dịch NH,Diễn giải GD,Phát sinh giảm,Phát sinh tăng
    25/08/2024,X1,tien dien,,"1,000"
    26/08/2024,X2,phi,"2,000",
    """
  let source = try TextSource(Array(text.utf8), file: "a.csv")
  let draft = try #require(LayoutDraft(try source.heads()))
  let yaml = draft.yaml(id: "moi")
  #expect(yaml.contains("day: {required: true, headers: [\"Ngày chứng từ\"]}"))
  #expect(yaml.contains("narration: {required: true, headers: [\"Diễn giải GD\"]}"))
  #expect(yaml.contains("reference: {headers: [\"Mã giao dịch NH\"]}"))
}
