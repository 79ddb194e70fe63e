import Diagnostics
import Foundation
import Sheets
import Storage
import TestSupport
import Testing

@testable import Workflows

/// Runs on small inboxes: what the form gets from which file.
@Suite struct EvaluationTests {
  private static let register = """
    Mã hộ,Chủ hộ,Phố,Địa chỉ,Số nhân khẩu,Số người trên 15 tuổi,Mã khách hàng
    H1,Người Một,Đồng Lễ,1 Đồng Lễ,3,2,PA07DH0000001
    H2,Người Hai,Đồng Lễ,2 Đồng Lễ,4,3,PA07DH0000002

    """
  private static let billHeader =
    "Mã khách hàng,Tên khách hàng,Kỳ hóa đơn,Tổng tiền,Số hóa đơn,Loại khách hàng,Trạng thái,"
    + "Ngày thanh toán,Hình thức thanh toán\n"
  private static let figures = """
    Chỉ tiêu;Kỳ;Tử số;Mẫu số;Phố;Minh chứng
    1;trước;3;4;;BC 01
    1;sau;4;4;;BC 02
    6;sau;1;2;Đồng Lễ;Sổ phố
    6;sau;2;3;Sao Mai;Sổ phố
    15;trước;1;4;;BC 03

    """
  private static let residents = """
    Mã hộ,Họ tên,Ngày sinh,Số định danh
    H1,Người Một,01/02/1980,038080000001
    H1,Người Ba,03/04/1999,038099000002
    H2,Người Hai,05/06/2020,038220000003

    """
  private static let accounts = """
    Số định danh,Ngân hàng,Ngày mở,Ngày đóng
    038080000001,MB,01/01/2024,
    038099000002,MB,01/07/2024,

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run(_ files: [String: String]) throws -> RunWorkflow.Outcome {
    for (name, text) in files { try folder.write(text: text, to: "inbox/" + name) }
    return try RunWorkflow.run(folder.path)
  }

  private func json(_ outcome: RunWorkflow.Outcome) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(outcome.summary), as: UTF8.self)
  }

  /// No bills at all: criteria come from figures, the electricity rates are null.
  @Test func withoutBillsTheFiguresStand() throws {
    let outcome = try run(["so-lieu.csv": Self.figures, "so-ho.csv": Self.register])
    let json = try json(outcome)
    #expect(outcome.findings.isEmpty)
    #expect(json.contains(#""rates":{"after":null,"before":null}"#))
    #expect(json.contains(#"{"after":1,"before":0.75,"number":1}"#))
    #expect(json.contains(#"{"after":null,"before":null,"number":2}"#))
    #expect(json.contains(#"{"after":0.6,"before":null,"number":6}"#))
    #expect(json.contains(#"{"after":null,"before":0.25,"number":15}"#))
    #expect(json.contains(#""report":["out/bao-cao-3-khong.ods","out/bao-cao-3-khong.xlsx"]"#))
    let form = try #require(
      try FilledForm.cells(of: folder.file("out/bao-cao-3-khong.ods"))["Báo cáo"])
    #expect(form.values.contains(.text("BC 01; BC 02")))
    #expect(form.values.contains(.text("Sổ phố")), "the same evidence is named once")
    #expect(!form.values.contains(.text("Phụ lục 15; định nghĩa household-cashless/all-paid")))
    let annex = try #require(
      try FilledForm.cells(of: folder.file("out/bao-cao-3-khong.ods"))["Phụ lục 15"])
    let words = "Trước triển khai (chưa có kỳ nào): không có hộ nào có hóa đơn trong kỳ"
    #expect(annex.values.contains(.text(words)))
  }

  /// One billed month is both periods.
  @Test func oneMonthIsBothPeriods() throws {
    let bills =
      Self.billHeader
      + "PA07DH0000001,Người Một,08/2024,120000,9001,SH,DATT,03/09/2024,Ví điện tử\n"
      + "PA07DH0000002,Người Hai,08/2024,90000,9002,SH,DATT,04/09/2024,Thu ngân viên\n"
    let outcome = try run(["hoa-don.csv": bills, "so-ho.csv": Self.register])
    #expect(outcome.findings.isEmpty)
    for rate in [outcome.summary.rates.before, outcome.summary.rates.after] {
      #expect(rate?.numerator == 1 && rate?.denominator == 2 && rate?.met == false)
      #expect(rate?.text == "1/2 = 50,00% [50,00%; 50,00%]")
    }
    let rates = try RatesWorkflow.rates(folder.path).periods
    #expect(rates.map(\.period) == ["2024-08", "2024-08"])
    #expect(
      rates[0].channelTexts(in: .vietnamese) == [
        "Ví điện tử: 1 hóa đơn, 120000 đ", "Thu ngân viên: 1 hóa đơn, 90000 đ",
      ])
  }

  /// Residents and accounts one by one count before a figure that somebody wrote.
  @Test func residentsAndAccountsGiveTheSeventhCriterion() throws {
    try folder.write(text: "periods: {before: 2024-03, after: 2024-08}\n", to: "bakhong.yaml")
    let outcome = try run([
      "cu-tru.csv": Self.residents, "tai-khoan.csv": Self.accounts,
      "so-lieu.csv": Self.figures + "7;sau;1;1;;BC 09\n",
    ])
    let seventh = try #require(outcome.summary.criteria.first { $0.number == 7 })
    #expect(seventh.before == 0.5 && seventh.after == 1)
  }

  /// "Trên 15" counts who is fifteen and a few months old, or not.
  @Test func bothReadingsOfTheAgeAreComputed() throws {
    let bills =
      Self.billHeader
      + "PA07DH0000001,Người Một,08/2024,120000,9001,SH,DATT,03/09/2024,Ví điện tử\n"
    _ = try run([
      "hoa-don.csv": bills, "so-ho.csv": Self.register, "tai-khoan.csv": Self.accounts,
      "cu-tru.csv": Self.residents + "H1,Người Tư,01/03/2009,038209000004\n",
    ])
    let august = try #require(try RatesWorkflow.rates(folder.path).periods.last)
    #expect(
      august.accountTexts(in: .english) == [
        "People over 15 (16 completed) with an account: 2/2 = 100,00% [100,00%; 100,00%]",
        "People over 15 (past the fifteenth birthday) with an account: "
          + "2/3 = 66,67% [66,67%; 66,67%]",
      ])
  }

  /// The report bears the name that the unit had on its day.
  @Test func theUnitIsNamedAsItWas() throws {
    try folder.write(
      text: "unit: {id: cu, name: Tên khác}\nreport: {date: 2024-09-12}\n", to: "bakhong.yaml")
    let units = """
      units:
        - {id: cu, names: [{is: UBND phường Cũ, until: 2025-06-30}]}
        - {id: moi, names: [{is: UBND phường Mới}]}
      successions: [{from: cu, to: moi, on: 2025-07-01}]

      """
    try folder.write(text: units, to: "units.yaml")
    let before = try run(["so-lieu.csv": Self.figures, "so-ho.csv": Self.register])
    #expect(before.findings.isEmpty)
    func holds(_ name: String) throws -> Bool {
      let form = try FilledForm.cells(of: folder.file("out/bao-cao-3-khong.ods"))["Báo cáo"]
      return form?.values.contains { "\($0)".uppercased().contains(name) } ?? false
    }
    #expect(try holds("PHƯỜNG CŨ"))
    try folder.write(
      text: "unit: {id: cu, name: Tên khác}\nreport: {date: 2025-09-12}\n", to: "bakhong.yaml")
    #expect(try run([:]).findings.map(\.code) == ["units.ended"])
    #expect(try holds("TÊN KHÁC"))
  }

  @Test func aPeriodWithoutBillsIsAFinding() throws {
    try folder.write(text: "periods: {before: 2023-01}\n", to: "bakhong.yaml")
    let bills =
      Self.billHeader
      + "PA07DH0000001,Người Một,08/2024,120000,9001,SH,DATT,03/09/2024,Ví điện tử\n"
    let outcome = try run([
      "hoa-don.csv": bills, "so-ho.csv": Self.register, "so-lieu.csv": Self.figures,
    ])
    #expect(outcome.findings.map(\.code) == ["rates.no-bills", "report.evidence-overlong"])
    #expect(outcome.summary.rates.before == nil && outcome.summary.rates.after?.numerator == 1)
    // What somebody wrote for the column without bills stays, with its evidence.
    let electricity = try #require(outcome.summary.criteria.first { $0.number == 15 })
    #expect(electricity.before == 0.25 && electricity.after == 1)
    let form = try FilledForm.cells(of: folder.file("out/bao-cao-3-khong.xlsx"))["Báo cáo"]
    let evidence = "BC 03; Phụ lục 15; định nghĩa household-cashless/all-paid"
    #expect(form?.values.contains(.text(evidence)) == true)
  }

  /// Bills that no household answers for are left out of the rate, and that is said.
  @Test func billsOutsideTheRegisterAreAFinding() throws {
    let bills =
      Self.billHeader
      + "PA07DH0000001,Người Một,08/2024,120000,9001,SH,DATT,03/09/2024,Ví điện tử\n"
      + "PA07DH0000009,Người Lạ,08/2024,90000,9002,SH,DATT,04/09/2024,Thu ngân viên\n"
      + "PA07DH0000008,Cửa hàng,08/2024,90000,9003,KD,DATT,04/09/2024,Thu ngân viên\n"
    try folder.write(text: "periods: {before: 2024-08}\n", to: "bakhong.yaml")
    let outcome = try run(["hoa-don.csv": bills, "so-ho.csv": Self.register])
    #expect(outcome.summary.rates.after?.denominator == 1)
    let words = "period 2024-08: 1 residential bills have customer codes of no household"
    #expect(outcome.findings.count == 1)
    for finding in outcome.findings {
      #expect(finding.code == "rates.bills-outside-register")
      #expect(finding.message.en.hasPrefix(words))
    }
  }

  /// A failed import of one file leaves no ledger where there was none.
  @Test func aFailureLeavesNothingBehind() throws {
    #expect(throws: SeveralErrors.self) {
      try run(["so-ho.csv": Self.register, "la.csv": "a,b\n1,2\n"])
    }
    #expect(!Folder.isFile(folder.file("ledger.sqlite")))
    #expect(!Folder.isFolder(folder.file("out")))
  }

  @Test func aDryRunLeavesNothingBehind() throws {
    let file = try folder.write(text: Self.register, to: "so-ho.csv")
    var request = ImportRequest()
    request.isDryRun = true
    let outcome = try ImportWorkflow.add([file], to: folder.path, request)
    #expect(outcome.imports.map(\.imported) == [2])
    #expect(try Folder.files(folder.path) == ["so-ho.csv"])
    #expect(try ImportWorkflow.add([file], to: folder.path).imports.map(\.imported) == [2])
    #expect(try ImportWorkflow.add([file], to: folder.path).imports.map(\.duplicates) == [2])
  }
}
