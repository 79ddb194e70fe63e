import Foundation
import Storage
import TestSupport
import Testing

/// Bad input as a user meets it: words, exit status, and nothing changed.
@Suite struct BadInputTests {
  @Test(arguments: BadInput.files + BadInput.ledgers + BadInput.templates + BadSettings.all)
  func stopsARunAndChangesNothing(_ input: BadInput) throws {
    for hasRun in [true, false] where hasRun || !input.code.hasPrefix("storage") {
      let ward = try SmallWard(hasRun: hasRun)
      if !hasRun && input.code.hasPrefix("ledger") { try ward.write("", to: "ledger.sqlite") }
      try input.spoil(ward)
      let before = try ward.state()
      let outcome = try ward.run("run", "phuong")
      #expect(outcome.exitCode == 2)
      #expect(outcome.output == "")
      #expect(outcome.errors == input.words)
      #expect(try ward.state() == before, "after a first run: \(hasRun)")
    }
  }

  @Test(arguments: BadInput.files.prefix(3)) func isToldInJSONToo(_ input: BadInput) throws {
    let ward = try SmallWard(hasRun: true)
    try input.spoil(ward)
    let outcome = try ward.run("run", "phuong", "--json")
    #expect(outcome.exitCode == 2)
    let errors = try #require(try JSONValue(outcome)["errors"] as? [[String: Any]])
    #expect(errors.first?["code"] as? String == input.code)
    #expect(errors.first?["severity"] as? String == "error")
    let file = try #require(errors.first?["file"] as? String)
    #expect(input.words.hasPrefix("lỗi: \(file):"))
  }

  @Test func isToldInEnglish() throws {
    let ward = try SmallWard(hasRun: true)
    try ward.write("\"MA_KHANG", to: "inbox/nhay.csv")
    let words = """
      error: phuong/inbox/nhay.csv: line 1 [csv.unclosed-quote]
        a quote opened here never closes
        hint: close the quote; a quote inside a field is written twice

      """
    #expect(try ward.run("run", "phuong", "--lang", "en").errors == words)
    #expect(try ward.run("run", "phuong", language: "en_GB.UTF-8").errors == words)
  }

  @Test(
    .needs(.sharedFolder),
    arguments: [
      "ExcelDataReader__agile_AES256_SHA512_CBC_pwd_password.xlsx",
      "ExcelDataReader__standard_AES128_SHA1_ECB_pwd_password.xlsx",
      "calamine__pass_protected.ods", "qsv__password-protected-password123.ods",
    ])
  func aPasswordIsNamedAsTheCause(_ name: String) throws {
    let ward = try SmallWard(hasRun: true)
    let bytes = try FileBytes.read(SharedFolder.file("corpus/bad/" + name))
    try ward.folder.write(bytes, to: "phuong/inbox/" + name)
    let before = try ward.state()
    let outcome = try ward.run("run", "phuong")
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.hasPrefix("lỗi: phuong/inbox/\(name):"))
    #expect(outcome.errors.contains("tệp được đặt mật khẩu"))
    #expect(try ward.state() == before)
  }

  /// The message may not show what the rows hold.
  @Test func aMessageHoldsNoPersonalData() throws {
    let ward = try SmallWard(hasRun: true)
    try ward.write("Họ tên,Số tài khoản\nTrần Thị Thử,0123456789\n", to: "inbox/la.csv")
    let outcome = try ward.run("run", "phuong", "--json")
    #expect(outcome.exitCode == 2)
    #expect(!(outcome.errors + outcome.output).contains("Thử"))
    #expect(!(outcome.errors + outcome.output).contains("0123456789"))
  }

  @Test func otherCommandsRefuseWithoutALedger() throws {
    let ward = try SmallWard()
    let before = try ward.state()
    for command in ["match", "rates", "report"] {
      let outcome = try ward.run(command, "-C", "phuong")
      #expect(outcome.exitCode == 2)
      #expect(
        outcome.errors == """
          lỗi: phuong/ledger.sqlite: [workspace.no-ledger]
            chưa có sổ
            gợi ý: chép tệp vào inbox rồi chạy: bakhong run

          """)
    }
    #expect(try ward.state() == before)
  }

  @Test func aReportHasOneOfTwoFormats() throws {
    let ward = try SmallWard(hasRun: true)
    let before = try ward.state()
    let outcome = try ward.run("report", "-C", "phuong", "-o", "bao-cao.pdf")
    #expect(outcome.exitCode == 2)
    #expect(
      outcome.errors == """
        lỗi: bao-cao.pdf: [report.format]
          báo cáo chỉ có dạng .ods và .xlsx
          gợi ý: đặt tên tệp có đuôi .ods hoặc .xlsx

        """)
    #expect(try ward.state() == before)
  }

  @Test func noWorkspaceIsMadeByAccident() throws {
    let ward = try SmallWard()
    let outcome = try ward.run("run", "phuongg")
    #expect(outcome.exitCode == 2)
    #expect(outcome.errors.hasPrefix("lỗi: phuongg: [workspace.missing]\n"))
    #expect(!Folder.isFolder(ward.folder.file("phuongg")))
    #expect(try ward.run("init", "phuong").exitCode == 2)
    #expect(try ward.run("init", "phuong", "--sample").exitCode == 2)
  }
}

/// A JSON document of the program: exactly one on its standard output.
struct JSONValue {
  private let object: [String: Any]

  init(_ outcome: Subprocess.Outcome) throws {
    let value = try JSONSerialization.jsonObject(with: Data(outcome.outputBytes))
    guard let object = value as? [String: Any] else { throw ToolError("not a JSON object") }
    self.object = object
  }

  /// The names of its members.
  var keys: Set<String> { Set(object.keys) }

  subscript(key: String) -> Any? { object[key] }
}
