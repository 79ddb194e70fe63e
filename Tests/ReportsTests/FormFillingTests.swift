import Diagnostics
import Indicators
import Records
import Sheets
import TestSupport
import Testing
import Workbooks

@testable import Reports

/// Templates that cannot be filled, and the head of those that can.
@Suite struct FormFillingTests {
  private let scratch: FormScratch

  init() throws {
    scratch = try FormScratch()
  }

  @Test(arguments: ["ods", "xlsx"]) func theShippedTemplateHasEveryField(_ kind: String) throws {
    #expect(try scratch.error(kind) == nil)
  }

  @Test(arguments: ["ods", "xlsx"]) func aFieldThatIsMissingIsNamed(_ kind: String) throws {
    try scratch.replace("ct09_minh_chung", with: "ct09_khac", kind: kind)
    let error = try #require(try scratch.error(kind))
    #expect(
      TextRenderer(language: .english).render(error.diagnostic) == """
        error: \(scratch.template(kind)): [template.field-missing]
          the template has no named range "ct09_minh_chung"
          hint: in LibreOffice: Sheet > Named Ranges and Expressions > Manage, add the name
        """)
  }

  /// A name for a formula is no place for a value.
  @Test func aFieldWithoutCellsIsMissing() throws {
    let cell = try scratch.cell("ct01_sau", kind: "xlsx").a1
    let letters = cell.prefix { $0.isLetter }
    try scratch.replace(
      "<definedName name=\"ct01_sau\">'Báo cáo'!$\(letters)$\(cell.dropFirst(letters.count))<",
      with: "<definedName name=\"ct01_sau\">1+1<", kind: "xlsx")
    #expect(try scratch.error("xlsx")?.diagnostic.code == "template.field-missing")
  }

  @Test(arguments: ["ods", "xlsx"]) func aFieldThatIsThereTwiceIsNamed(_ kind: String) throws {
    try scratch.replace("\"ct02_sau\"", with: "\"ct01_sau\"", kind: kind)
    let error = try #require(try scratch.error(kind))
    #expect(
      TextRenderer(language: .vietnamese).render(error.diagnostic) == """
        lỗi: \(scratch.template(kind)): [template.field-doubled]
          biểu mẫu có hai vùng cùng tên "ct01_sau"
          gợi ý: chỉ giữ một
        """)
  }

  @Test(arguments: ["ods", "xlsx"]) func anAnnexOfAnotherShapeIsRefused(_ kind: String) throws {
    try scratch.replace("$J$14", with: "$J$13", kind: kind)
    let error = try #require(try scratch.error(kind))
    #expect(
      TextRenderer(language: .vietnamese).render(error.diagnostic) == """
        lỗi: \(scratch.template(kind)): [template.field-shape]
          vùng "phu_luc_15" phải là 12 dòng mẫu
          gợi ý: lấy lại biểu mẫu gốc, hoặc đặt lại vùng này
        """)
  }

  /// Nghị định 30/2020/NĐ-CP, annex I: days under 10 and months 1 and 2 have a leading zero.
  @Test(
    arguments: [
      ("2024-02-05", "ngày 05 tháng 02 năm 2024"), ("2025-01-31", "ngày 31 tháng 01 năm 2025"),
      ("2024-03-09", "ngày 09 tháng 3 năm 2024"), ("2024-09-10", "ngày 10 tháng 9 năm 2024"),
      ("2024-12-12", "ngày 12 tháng 12 năm 2024"),
    ])
  func theDayIsWrittenAsTheDecreeWants(_ iso: String, _ words: String) throws {
    var content = ReportContent(definition: .householdCashlessAllPaid)
    content.place = "Đông Hải"
    let day = try #require(CalendarDay(iso: iso))
    content.day = day
    content.year = 1999
    let cells = try scratch.fill(content, kind: "ods")
    #expect(try cells[scratch.cell("dia_danh_ngay", kind: "ods")] == .text("Đông Hải, " + words))
  }

  @Test func whatIsNotKnownLeavesRoomForThePen() throws {
    var content = ReportContent(definition: .householdCashlessAllPaid)
    content.place = "Đông Hải"
    content.year = 2024
    let cells = try scratch.fill(content, kind: "xlsx")
    let words = "Đông Hải, ngày      tháng      năm 2024"
    #expect(try cells[scratch.cell("dia_danh_ngay", kind: "xlsx")] == .text(words))
  }

  @Test(arguments: ["ods", "xlsx"]) func nothingKnownKeepsTheFormsOwnWords(_ kind: String) throws {
    let content = ReportContent(definition: .householdCashlessAllPaid)
    let cells = try scratch.fill(content, kind: kind)
    let manifest = try FormScratch.manifest.get()
    #expect(try cells[scratch.cell("don_vi", kind: kind)] == .text(manifest.head.unit))
    let date = try scratch.cell("dia_danh_ngay", kind: kind)
    #expect(cells[date] == .text(manifest.head.placeAndDate))
    for criterion in manifest.criteria {
      for field in [
        manifest.fields.before, manifest.fields.after, try #require(manifest.fields.evidence),
      ] {
        #expect(try cells[scratch.cell(field.name(of: criterion), kind: kind)] == nil)
      }
    }
  }

  @Test(arguments: ["ods", "xlsx"]) func figuresAndEvidenceComeToTheirCells(_ kind: String) throws {
    var content = ReportContent(definition: .householdCashlessAllPaid)
    content.unitName = "UBND xã <Thử> & nghiệm"
    let rate = try #require(Rate(numerator: 2, denominator: 3))
    content.figures[.init(16, .after)] = rate
    content.figures[.init(99, .after)] = rate
    content.evidence[16] = ["BC 01", "BC 02", "Sổ \"phố\""]
    let cells = try scratch.fill(content, kind: kind)
    let unit = CellValue.text("Tên đơn vị : UBND xã <Thử> & nghiệm")
    #expect(try cells[scratch.cell("don_vi", kind: kind)] == unit)
    #expect(try cells[scratch.cell("ct16_sau", kind: kind)] == .number(2.0 / 3))
    #expect(try cells[scratch.cell("ct16_truoc", kind: kind)] == nil)
    let evidence = CellValue.text("BC 01; BC 02; Sổ \"phố\"")
    #expect(try cells[scratch.cell("ct16_minh_chung", kind: kind)] == evidence)
  }

  /// Rows do not grow by themselves: what they cannot hold is told.
  @Test func evidenceThatItsRowCannotHoldIsTold() throws {
    let manifest = try FormScratch.manifest.get()
    var content = ReportContent(definition: .householdCashlessAllPaid)
    content.evidence[5] = ["BC 01/BC-UBND"]
    #expect(manifest.overlongEvidence(content).isEmpty)
    content.evidence[5] = (10...40).map { "BC \($0)/BC-UBND" }
    let findings = manifest.overlongEvidence(content)
    #expect(findings.map(\.code) == ["report.evidence-overlong"])
    #expect(findings.map(\.severity) == [.warning])
  }

  @Test(
    arguments: [
      ("", ""), ("{a}", "1"), ("{a}{b}", "12"), ("x {a} y", "x 1 y"), ("{c}", "{c}"), ("{a", "{a"),
      ("a}", "a}"), ("{{a}", "{{a}"), ("{}", "{}"),
    ])
  func placesInTextsAreFilled(_ text: String, _ filled: String) {
    #expect(text.filled(["a": "1", "b": "2"]) == filled)
  }
}
