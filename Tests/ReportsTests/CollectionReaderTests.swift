import Diagnostics
import Records
import Sheets
import Storage
import TestSupport
import Testing
import ZipArchives

@testable import Reports

/// Forms of a phố as people fill them in, in both formats.
@Suite struct CollectionReaderTests {
  private let scratch: CollectionScratch

  init() throws {
    scratch = try CollectionScratch()
  }

  /// A slip in one cell and the code of what is found there.
  struct Slip: Sendable, CustomTestStringConvertible {
    var name: String
    var value: CellValue
    var code: String
    var isError = true
    var testDescription: String { "\(code) in \(name)" }
  }

  private static let slips = [
    Slip(name: "ct06_tu_sau", value: .text("sáu mươi"), code: "collect.not-whole"),
    Slip(name: "ct06_tu_sau", value: .number(0.6), code: "collect.not-whole"),
    Slip(name: "ct06_tu_sau", value: .number(-1), code: "collect.not-whole"),
    Slip(name: "ct06_tu_sau", value: .number(1e300), code: "collect.not-whole"),
    Slip(name: "ct06_tu_sau", value: .boolean(true), code: "collect.not-whole"),
    Slip(name: "ct06_tu_sau", value: .text("60 người"), code: "collect.not-whole"),
    Slip(name: "ct06_tu_sau", value: .text("1.2.3"), code: "collect.not-whole"),
    Slip(name: "ct06_tu_sau", value: .number(101), code: "collect.above-denominator"),
    Slip(name: "ct12_tu_sau", value: .empty, code: "collect.half-figure"),
    Slip(name: "ct06_tu_sau", value: .text("60"), code: "collect.typed-as-text", isError: false),
    Slip(name: "ct08_tu_sau", value: .error("#DIV/0!"), code: "collect.formula-error"),
    Slip(
      name: "ct06_mau_sau", value: .number(200), code: "collect.denominators-differ", isError: false
    ),
    Slip(name: "ct06_tu_truoc", value: .number(0), code: "collect.jump", isError: false),
    Slip(name: "ct06_minh_chung", value: .empty, code: "collect.evidence-missing", isError: false),
    Slip(name: "ma_don_vi", value: .empty, code: "collect.field-empty"),
    Slip(name: "ky_bao_cao", value: .text("tháng tám"), code: "collect.field-unreadable"),
    Slip(name: "ngay_lap", value: .text("31/02/2024"), code: "collect.field-unreadable"),
    Slip(name: "lan_bao_cao", value: .number(0), code: "collect.field-unreadable"),
    Slip(
      name: "phien_ban", value: .text("phieu-thu-thap/9"), code: "collect.version-unknown",
      isError: false),
    Slip(name: "phien_ban", value: .text("phiếu khác"), code: "collect.not-a-form"),
  ]

  @Test(arguments: ["ods", "xlsx"]) func aCompleteFormHasNothingToFind(_ kind: String) throws {
    let form = try scratch.read(kind)
    #expect(form.findings.isEmpty)
    #expect(form.missing.isEmpty)
    #expect(form.unitID == "dong-le")
    #expect(form.unitName == "Phố dong-le")
    #expect(form.period?.iso == "2024-08")
    #expect(form.reportedOn?.iso == "2024-09-12")
    #expect(form.values.count == 26)
    #expect(form.values.first?.origin.cell == "D19")
    #expect(form.values.allSatisfy { $0.denominator == 100 && $0.evidence == "Báo cáo số 12" })
    #expect(form.isCountable)
  }

  @Test(arguments: ["ods", "xlsx"], slips) func aSlipIsFound(_ kind: String, _ slip: Slip) throws {
    let form = try scratch.read(kind) { $0[slip.name] = slip.value }
    let finding = try #require(form.findings.first { $0.code == slip.code })
    #expect(finding.origin.file == "phieu." + kind)
    #expect((finding.severity == .error) == slip.isError)
    #expect(form.isCountable != slip.isError)
    if slip.code != "collect.not-a-form" {
      #expect(form.findings.count == 1)
      #expect(finding.origin.cell != nil)
    }
  }

  @Test(arguments: ["ods", "xlsx"]) func whatIsMissingIsNamed(_ kind: String) throws {
    let form = try scratch.read(kind) {
      for part in ["tu_truoc", "mau_truoc", "tu_sau", "mau_sau"] {
        $0["ct06_" + part] = .text(" … ")
        $0["ct12_" + part] = .empty
      }
    }
    #expect(form.missing == ["ct06_tu_truoc", "ct06_mau_truoc", "ct06_tu_sau", "ct06_mau_sau"])
    #expect(form.findings.map(\.code) == ["collect.incomplete"])
    #expect(form.isCountable)
  }

  @Test(arguments: ["ods", "xlsx"]) func aRowWithoutItsNameIsFoundByItsKey(_ kind: String) throws {
    let path = try scratch.fill(CollectionScratch.complete("dong-le"), "phieu." + kind)
    let part = kind == "ods" ? "content.xml" : "xl/workbook.xml"
    let old = String(decoding: try ZipArchive(path: path).read(part), as: UTF8.self)
    let new = old.replacing("ct09_tu_sau", with: "ten_khac").replacing("ngay_lap", with: "ten_hai")
    try ZipArchive.replace([part: Array(new.utf8)], in: path)
    let form = CollectionReader([try CollectionScratch.manifest.get()]).read(path, name: "p")
    #expect(form.findings.map(\.code) == ["collect.name-lost", "collect.name-found-by-key"])
    #expect(form.values.count == 26)
  }

  @Test func whatIsNoWorkbookIsAFinding() throws {
    try scratch.folder.write(Array("không phải".utf8), to: "p.xlsx")
    let reader = CollectionReader([try CollectionScratch.manifest.get()])
    let form = reader.read(scratch.folder.file("p.xlsx"), name: "p.xlsx")
    #expect(form.findings.count == 1)
    #expect(form.findings.first?.origin.file == "p.xlsx")
    #expect(!form.isCountable)
  }

  @Test(arguments: [
    ("2024-08", "2024-08"), ("8/2024", "2024-08"), ("2024-03..2024-08", "2024-03..2024-08"),
    ("03/2024 – 08/2024", "2024-03..2024-08"),
  ]) func periodsAreReadAsPeopleWriteThem(_ text: String, _ iso: String) {
    #expect(FormText.period(.text(text))?.iso == iso)
  }

  @Test(arguments: [
    ("1234", 1234), ("1.234", 1234), ("1,234", 1234), (" 12 345 ", 12_345),
    ("1.234.567", 1_234_567),
  ]) func numbersInTextAreRead(_ text: String, _ number: Int) {
    #expect(FormText.whole(.text(text)) == .textNumber(number))
  }

  @Test(arguments: ["12.34", "1.2345", "1.234,5", "12a", "-1", "1..234", "99999999999999999999"])
  func whatMayMeanSomethingElseIsNoNumber(_ text: String) {
    #expect(FormText.whole(.text(text)) == .none)
  }
}
