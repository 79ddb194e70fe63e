import Diagnostics
import Records
import Sheets
import TestSupport
import Testing
import Workbooks

@testable import Reports

/// Forms of several units, brought together.
@Suite struct FormCollectionTests {
  private let manifest: CollectionManifest
  private let period: Period

  init() throws {
    manifest = try CollectionScratch.manifest.get()
    period = Period(try #require(CalendarMonth(iso: "2024-08")))
  }

  private func form(
    _ unit: String, _ file: String, numerator: Int = 1, day: String = "2024-09-01",
    revision: Int = 1, missing: [String] = []
  ) -> CollectedForm {
    var form = CollectedForm(file: file, sha256: "sha-" + file)
    form.unitID = unit
    form.unitName = "Phố " + unit
    form.period = period
    form.reportedOn = CalendarDay(iso: day)
    form.revision = revision
    form.missing = missing
    form.values = ReportColumn.allCases.map { column in
      CollectedValue(
        key: "ct06", criterion: 6, column: column, numerator: numerator, denominator: 10,
        evidence: "Văn bản " + unit, origin: Origin(file: file, cell: "D1"))
    }
    return form
  }

  private func collect(
    _ forms: [CollectedForm], units: [String]? = nil, approved: [ApprovedForm] = []
  ) throws -> FormCollection {
    try FormCollection(
      forms, items: manifest.items,
      units: units.map { CollectedUnits($0.map { CollectedUnits.Unit(id: $0, name: $0) }) },
      approved: approved)
  }

  private func states(_ collection: FormCollection) -> [String] {
    collection.deliveries.map { "\($0.unitID) \($0.form?.file ?? "-") \($0.state.rawValue)" }
  }

  @Test func unitsAreAddedUpNeverAveraged() throws {
    let collection = try collect([form("b", "b.ods", numerator: 7), form("a", "a.xlsx")])
    #expect(states(collection) == ["a a.xlsx counted", "b b.ods counted"])
    #expect(collection.sums.map(\.numerator) == [8, 8])
    #expect(collection.sums.map(\.denominator) == [20, 20])
    #expect(collection.sums.first?.units == 2)
    #expect(collection.sums.first?.evidence == ["Văn bản a", "Văn bản b"])
    #expect(collection.findings.isEmpty)
  }

  @Test func theLaterFormCounts() throws {
    let forms = [
      form("a", "1.ods", numerator: 1), form("a", "2.ods", numerator: 2, revision: 2),
      form("a", "3.ods", numerator: 3, day: "2024-09-03", missing: ["ct07_tu_sau"]),
    ]
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      let collection = try collect(order.map { forms[$0] })
      #expect(
        states(collection) == ["a 3.ods incomplete", "a 1.ods replaced", "a 2.ods replaced"])
      #expect(collection.sums.map(\.numerator) == [3, 3])
    }
  }

  @Test func twoOfOneDayThatDifferCountNeither() throws {
    let collection = try collect([form("a", "1.ods"), form("a", "2.ods", numerator: 2)])
    #expect(states(collection) == ["a 1.ods rejected", "a 2.ods rejected"])
    #expect(collection.findings.map(\.code) == ["collect.contradicting", "collect.contradicting"])
    #expect(collection.sums.isEmpty)
  }

  @Test func twoOfOneDayThatAgreeCountOnce() throws {
    let collection = try collect([form("a", "1.ods"), form("a", "1.xlsx")])
    #expect(states(collection) == ["a 1.xlsx counted", "a 1.ods replaced"])
    #expect(collection.sums.map(\.numerator) == [1, 1])
  }

  @Test func unitsAreHeldAgainstTheList() throws {
    let collection = try collect([form("a", "a.ods"), form("x", "x.ods")], units: ["a", "b"])
    #expect(states(collection) == ["a a.ods counted", "b - missing", "x x.ods rejected"])
    #expect(collection.findings.map(\.code) == ["collect.unit-unknown", "collect.unit-missing"])
  }

  @Test func aUnitThatEndedIsNotExpected() throws {
    let ended = CollectedUnits.Unit(id: "b", name: "b", to: CalendarMonth(iso: "2024-07"))
    let collection = try FormCollection(
      [form("a", "a.ods"), form("b", "b.ods")], items: manifest.items,
      units: CollectedUnits([CollectedUnits.Unit(id: "a", name: "a"), ended]))
    #expect(states(collection) == ["a a.ods counted", "b b.ods rejected"])
  }

  @Test func approvedFiguresStay() throws {
    let approved = [ApprovedForm(unitID: "a", period: "2024-08", sha256: "sha-1.ods")]
    let forms = [form("a", "1.ods"), form("a", "2.ods", numerator: 5, day: "2024-10-01")]
    let collection = try collect(forms, approved: approved)
    #expect(states(collection) == ["a 1.ods approved", "a 2.ods rejected"])
    #expect(collection.findings.map(\.code) == ["collect.approved"])
    #expect(collection.sums.map(\.numerator) == [1, 1])
    let gone = try collect([forms[1]], approved: approved)
    #expect(states(gone) == ["a 2.ods rejected"])
  }

  @Test func whatWasReplacedBeforeItWasApprovedIsNoError() throws {
    let approved = [ApprovedForm(unitID: "a", period: "2024-08", sha256: "sha-2.ods")]
    let collection = try collect(
      [form("a", "1.ods"), form("a", "2.ods", numerator: 5, revision: 2)], approved: approved)
    #expect(states(collection) == ["a 2.ods approved", "a 1.ods replaced"])
    #expect(collection.findings.isEmpty)
  }

  @Test func aFaultThatWasCorrectedIsNoError() throws {
    var first = form("a", "1.ods")
    first.findings = [CollectionFindings.notWhole(Origin(file: "1.ods", cell: "D1"))]
    let collection = try collect([first, form("a", "2.ods", revision: 2)])
    #expect(states(collection) == ["a 2.ods counted", "a 1.ods replaced"])
    #expect(collection.findings.map(\.severity) == [.warning])
    // One that came later and is wrong corrects nothing.
    var later = first
    later.revision = 3
    let wrong = try collect([later, form("a", "2.ods", revision: 2)])
    #expect(states(wrong) == ["a 2.ods counted", "a 1.ods rejected"])
    #expect(wrong.findings.map(\.severity) == [.error])
  }

  @Test func aFormOfAnotherPeriodDoesNotCount() throws {
    var other = form("b", "b.ods")
    other.period = CalendarMonth(iso: "2024-03").map { Period($0) }
    let collection = try collect([form("a", "a.ods"), form("c", "c.ods"), other])
    #expect(collection.period == period)
    #expect(collection.findings.map(\.code) == ["collect.periods-differ"])
    #expect(collection.sums.first?.units == 2)
  }

  @Test func aSumThatDoesNotFitIsAnError() throws {
    let forms = [form("a", "a", numerator: Int.max), form("b", "b", numerator: 1)]
    #expect(throws: CollectionError.self) { try collect(forms) }
  }

  @Test(arguments: ["ods", "xlsx"]) func theNextLevelReadsWhatWasSummed(_ kind: String) throws {
    let scratch = try CollectionScratch()
    let collection = try collect(
      [form("a", "a.ods"), form("b", "b.ods", numerator: 3)], units: ["a", "b", "c"])
    let upward = try CollectionScratch.upward.get()
    var filling = try CollectionFilling(
      template: CollectionScratch.template(kind, "phieu-tong-hop"), manifest: upward)
    let path = scratch.folder.file("ward." + kind)
    let unit = CollectionFilling.Unit(
      id: "dong-hai", name: "UBND phường Đông Hải", reportedOn: CalendarDay(iso: "2024-09-12"))
    try filling.write(collection, of: unit, toNewFile: path)
    let form = CollectionReader([manifest, upward]).read(path)
    #expect(form.unitID == "dong-hai")
    #expect(form.period == period)
    #expect(form.reportedOn?.iso == "2024-09-12")
    #expect(form.values.map(\.numerator) == [4, 4])
    #expect(form.values.map(\.denominator) == [20, 20])
    #expect(form.values.first?.evidence == "Văn bản a; Văn bản b")
    var annex: [CellValue] = []
    try Workbook.open(path).readRows(ofSheet: 1) { row in
      annex += row.cells.filter { $0.column == 7 }.map(\.value)
      return true
    }
    #expect(
      annex == [
        .text("Tình trạng"), .text("đã tổng hợp"), .text("đã tổng hợp"), .text("chưa nộp"),
      ])
  }
}
