import Diagnostics
import LedgerStore
import Storage
import TestSupport
import Testing

@testable import Workflows

/// What `bakhong import` and `bakhong layouts` do beyond reading one plain file.
struct ImportRequestTests {
  private let folder: TemporaryFolder
  private static let statement = """
    Số tài khoản: 0071001234567
    Ngày giao dịch;Số tham chiếu;Số tiền ghi nợ;Số tiền ghi có;Số dư;Mô tả
    25/08/2024;1;;1.000;1.000;Nguyễn Thị Hường trả tiền điện
    26/08/2024;2;;2.O00;3.000;Đặng Văn Quý nộp tiền
    27/08/2024;3;500;;2.500;Phí dịch vụ

    """

  init() throws {
    folder = try TemporaryFolder()
  }

  private func add(_ file: String, _ change: (inout ImportRequest) -> Void = { _ in }) throws
    -> ImportWorkflow.Outcome
  {
    var request = ImportRequest()
    change(&request)
    return try ImportWorkflow.add([file], to: folder.path, request)
  }

  @Test func theSameStatementInAnotherEncodingBringsNothing() throws {
    let bytes: [[UInt8]?] = [
      Array(Self.statement.utf8), LegacyText.windows1258(Self.statement),
      LegacyText.tcvn3(Self.statement), LegacyText.vni(Self.statement),
    ]
    var imported: [Int] = []
    for (place, encoded) in bytes.enumerated() {
      let file = try folder.write(try #require(encoded), to: "\(place).csv")
      let outcome = try add(file)
      imported += outcome.imports.map(\.imported)
      #expect(outcome.readings.first?.layout == "vietcombank")
      #expect(outcome.imports.allSatisfy { $0.rows == $0.imported + $0.duplicates + $0.rejected })
    }
    #expect(imported == [1, 0, 0, 0])
  }

  @Test func rowsSetAsideAreWrittenAndComeBack() throws {
    let file = try folder.write(text: Self.statement, to: "a.csv")
    let rejects = folder.file("sua.csv")
    let first = try add(file) { $0.rejects = rejects }
    #expect(first.imports.map(\.rejected) == [1] && first.rejectFiles == [rejects])
    #expect(first.rejected.map(\.code) == ["import.amount-unreadable"])
    let text = String(decoding: try FileBytes.read(rejects), as: UTF8.self)
    try folder.write(text: text.replacing("2.O00", with: "2.000"), to: "sua.csv")
    let second = try add(rejects)
    #expect(second.imports.map(\.imported) == [1] && second.findings.isEmpty)
    // Corrected in its first file too: nothing new.
    let whole = Self.statement.replacing("2.O00", with: "2.000")
    let third = try add(try folder.write(text: whole, to: "b.csv"))
    #expect(third.imports.map(\.imported) == [0] && third.imports.map(\.duplicates) == [2])
  }

  @Test func anUnbalancedStatementIsRefusedUnlessAccepted() throws {
    let text = Self.statement.replacing("2.O00", with: "2.001")
    let file = try folder.write(text: text, to: "a.csv")
    let error = try #require(throws: SeveralErrors.self) { try add(file) }
    #expect(error.diagnostics.map(\.code) == ["import.unbalanced"])
    #expect(!Folder.isFile(folder.file("ledger.sqlite")))
    let outcome = try add(file) { $0.acceptsUnbalanced = true }
    #expect(outcome.notes.map(\.code) == ["import.unbalanced"])
    #expect(outcome.imports.map(\.imported) == [2])
  }

  /// A list of bills that is read and entered at once, for its length.
  private static func longList(_ rows: Range<Int>) -> String {
    "MA_KHANG;TONG_TIEN;THANG;NAM;ID_HDON;NGAY_PHANH;TTRANG_TTOAN;KENH_THANH_TOAN\n"
      + rows.map { row in
        "PA07AB\(1_000_000 + row);\(row + 1000);8;2024;\(100_000_000 + row);"
          + "\(row % 28 + 1)/08/2024;DATT;Ví điện tử\n"
      }.joined()
  }

  @Test func aLongListIsEnteredWithItsCopy() throws {
    let text = Self.longList(0..<9000) + "PA07AB1;x;8;2024;1;1/08/2024;DATT;\n"
    let file = try folder.write(text: text, to: "a.csv")
    let outcome = try add(file)
    #expect(outcome.imports.map(\.imported) == [9000] && outcome.imports.map(\.rejected) == [1])
    let ledger = try Ledger.open(folder.file("ledger.sqlite"))
    defer { ledger.close() }
    #expect(try ledger.contents().bills.count == 9000)
    #expect(try ledger.verify().findings.isEmpty)
    let sha256 = SHA256Digest(of: text.utf8).hex
    #expect(try ledger.sourceBytes(sha256: sha256) == Array(text.utf8))
    let next = try add(try folder.write(text: Self.longList(4000..<10_000), to: "b.csv"))
    #expect(next.imports.map(\.imported) == [1000] && next.imports.map(\.duplicates) == [5000])
  }

  @Test(arguments: [false, true])
  func aLongListThatEndsInAFaultLeavesNothing(isNew: Bool) throws {
    if !isNew { _ = try add(try folder.write(text: Self.statement, to: "a.csv")) }
    let good = try folder.write(text: Self.longList(0..<10), to: "b.csv")
    let path = try folder.write(
      text: Self.longList(10..<9000) + "PA07AB1;\"1;8;2024;1;;;\n", to: "c.csv")
    let other = try folder.write(text: "nothing that is known\n1\n", to: "d.csv")
    let error = try #require(throws: SeveralErrors.self) {
      try ImportWorkflow.add([good, path, other, good], to: folder.path)
    }
    #expect(error.diagnostics.map(\.code) == ["csv.unclosed-quote", "import.no-layout"])
    #expect(error.diagnostics.map(\.origin.file) == [path, other])
    #expect(error.diagnostics.first?.origin.line == 8992)
    #expect(Folder.isFile(folder.file("ledger.sqlite")) == !isNew)
    guard !isNew else { return }
    let ledger = try Ledger.open(folder.file("ledger.sqlite"))
    defer { ledger.close() }
    #expect(try ledger.contents().bills.isEmpty)
    #expect(try ledger.verify(pages: true).findings.isEmpty)
  }

  @Test func aDryRunShowsMappingAndFirstRows() throws {
    let file = try folder.write(text: Self.statement, to: "a.csv")
    let outcome = try add(file) { $0.isDryRun = true }
    let reading = try #require(outcome.readings.first)
    #expect(reading.encoding == "utf-8" && reading.delimiter == ";")
    let column = try #require(reading.mapping.firstIndex { $0.field == "credit" })
    #expect(reading.mapping[column].header == "Số tiền ghi có")
    #expect(reading.preview.map { $0[column] } == ["1.000"])
    #expect(try Folder.files(folder.path) == ["a.csv"])
  }

  @Test func aDraftMakesAnUnknownFileKnown() throws {
    let text = """
      NGÂN HÀNG MỚI
      Ngày chứng từ;Mã giao dịch NH;Diễn giải GD;Phát sinh giảm;Tiền vào TK
      25/08/2024;X1;tien dien;;1.000
      26/08/2024;X2;phi;2.000;
      """
    let file = try folder.write(text: text, to: "moi.csv")
    #expect(throws: SeveralErrors.self) { try add(file) }
    let found = try LayoutWorkflow.detect(file, folder.path)
    #expect(found.first?.layouts.first?.fits != true)
    let draft = try LayoutWorkflow.draft(file, folder.path)
    try folder.write(text: draft, to: "Layouts/moi.yaml")
    let entry = try LayoutWorkflow.list(folder.path).first { $0.id == "moi" }
    #expect(entry?.isOwn == true)
    #expect(try LayoutWorkflow.show("moi", folder.path) == draft)
    let outcome = try add(file)
    #expect(outcome.readings.map(\.layout) == ["moi"])
    #expect(outcome.imports.map(\.imported) == [1])
  }
}
