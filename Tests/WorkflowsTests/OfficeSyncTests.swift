import Diagnostics
import LedgerStore
import Records
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import Workflows

/// Report, edits in LibreOffice, sync, report: edits stay, figures are new, one part changes.
@Suite struct OfficeSyncTests {
  private static let sheet = "Báo cáo"

  private let scratch: TemporaryFolder
  private let ward: String

  init() throws {
    scratch = try TemporaryFolder()
    ward = scratch.file("dong-hai")
    try scratch.write(
      text: "unit: {id: dong-hai, name: UBND phường Đông Hải}\n", to: "dong-hai/bakhong.yaml")
    try figures(sixAfter: 50)
    _ = try RunWorkflow.run(ward)
  }

  private func figures(sixAfter: Int) throws {
    let lines = [
      "1,trước,8,10,,", "1,sau,10,10,,", "6,trước,30,90,,", "6,sau,\(sixAfter),99,,",
      "9,trước,10,100,,", "9,sau,45,100,,", "13,trước,20,50,,", "13,sau,41,50,,",
      "14,trước,12,60,,", "14,sau,50,60,,",
    ]
    try scratch.write(
      text: "Chỉ tiêu,Kỳ,Tử số,Mẫu số,Phố,Minh chứng\n" + lines.joined(separator: "\n") + "\n",
      to: "dong-hai/inbox/so-lieu.csv")
  }

  private func form(_ kind: String) -> String { ward + "/out/bao-cao-3-khong." + kind }

  /// What a person does to the form in LibreOffice, saved over it; where the names ended up.
  private func edit(_ kind: String, _ edits: [OfficeEdit]) throws -> [String: String] {
    let saved = scratch.file("saved." + kind)
    let places = try LibreOffice.edit([OfficeJob(open: form(kind), save: saved, edits: edits)])
    try StagedFile.writeNew(FileBytes.read(saved), to: form(kind))
    return places[0].mapValues { String($0.split(separator: "!").last ?? "") }
  }

  private func sync(
    _ kind: String, accept: [String] = [], reject: [String] = []
  ) throws -> SyncWorkflow.Outcome {
    var request = SyncWorkflow.Request(workspace: ward, file: form(kind))
    request.accept = accept
    request.reject = reject
    request.actor = "Người Sửa"
    request.reason = "theo biên bản"
    return try SyncWorkflow.sync(request)
  }

  /// The row of a criterion in the empty form, from 1.
  private func row(_ criterion: Int) throws -> Int {
    let name = (criterion < 10 ? "ct0" : "ct") + "\(criterion)_sau"
    return try #require(try FilledForm.all[0].fields[name]).row + 1
  }

  private func shown(_ kind: String) throws -> [String: WorkbookContents.Cell] {
    let contents = try WorkbookContents(path: form(kind))
    var cells: [String: WorkbookContents.Cell] = [:]
    for line in contents.sheet(Self.sheet)?.lines ?? [] {
      for cell in line.cells {
        cells[CellAddress(row: line.index, column: cell.column).a1] = cell
      }
    }
    return cells
  }

  @Test(.needs(.libreOfficeScripting), arguments: ["ods", "xlsx"])
  func editsInLibreOfficeStayAndFiguresAreNew(_ kind: String) throws {
    let places = try edit(kind, try edits())
    try expectPreview(try sync(kind), places)
    #expect(throws: SyncError.self) { try sync(kind, accept: ["ct09_sau"]) }
    _ = try sync(kind, accept: ["ct07_sau", "ct08_sau"], reject: ["ct06_sau", "ct09_sau"])
    let settled = try FilledForm.parts(of: form(kind))
    try figures(sixAfter: 70)
    let outcome = try RunWorkflow.run(ward)
    #expect(!outcome.findings.contains { $0.code == "sync.merge-conflict" })
    try expectMerged(kind, places)
    try expectFill(kind, at: places["ct01_sau"] ?? "")
    try expectAdjustments(kind, places)
    // Figures and the annex's list of sources: in ODS one part, in XLSX one a sheet.
    let parts = try FilledForm.parts(of: form(kind))
    let changed = Set(parts.keys.filter { parts[$0] != settled[$0] })
    #expect(parts.keys.count == settled.keys.count)
    #expect(
      changed
        == (kind == "ods"
          ? ["content.xml"] : ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]))
  }

  private func edits() throws -> [OfficeEdit] {
    [
      .number("ct06_sau", 0.55), .number("ct08_sau", 0.81), .text("ct07_sau", "81%"),
      .formula("ct09_sau", "=1/0"), .text("ct06_minh_chung", "Công văn 7"),
      .note("ct06_truoc", "Xem lại với phố"), .colour("ct01_sau", 0xFF_CC_CC),
      .insertRows(sheet: Self.sheet, row: try row(10), count: 1),
      .text("\(Self.sheet)!B\(try row(10))", "Ghi chú của phường"),
      .deleteName("ct13_sau"), .pointName("ct14_sau", to: "ct12_minh_chung"),
    ]
  }

  private func expectPreview(
    _ preview: SyncWorkflow.Outcome, _ places: [String: String]
  ) throws {
    func place(_ name: String) -> String { places[name] ?? "?" }
    let changed = ["ct06_sau", "ct07_sau", "ct08_sau"]
    #expect(preview.changes.map(\.field) == changed)
    #expect(preview.changes.map(\.cell) == changed.map(place))
    #expect(preview.otherChanges > 0 && preview.report.isEmpty)
    let found = Set(preview.findings.map { "\($0.code) \($0.origin.cell ?? "-")" })
    #expect(
      found == [
        "sync.overwritten \(place("ct06_sau"))", "sync.unsettled \(place("ct07_sau"))",
        "sync.unsettled \(place("ct08_sau"))", "sync.typed-as-text \(place("ct07_sau"))",
        "sync.formula-broken \(place("ct09_sau"))", "sync.name-lost \(place("ct13_sau"))",
        "sync.name-moved \(place("ct14_sau"))",
      ])
    let moved = try #require(preview.findings.first { $0.code == "sync.name-moved" })
    #expect(moved.message.en.contains("E\(try row(14) + 1)"))
  }

  /// What people wrote is there, and so is what was computed since.
  private func expectMerged(_ kind: String, _ places: [String: String]) throws {
    let cells = try shown(kind)
    func value(_ name: String) -> CellValue? { cells[places[name] ?? ""]?.value }
    #expect(value("ct06_sau") == .number(70.0 / 99))
    #expect(value("ct07_sau") == .number(0.81))
    #expect(value("ct08_sau") == .number(0.81))
    #expect(value("ct09_sau") == .number(0.45))
    #expect(value("ct13_sau") == .number(0.82))
    #expect(value("ct06_minh_chung") == .text("Công văn 7"))
    #expect(cells[places["ct06_truoc"] ?? ""]?.comment.contains("Xem lại với phố") == true)
    #expect(cells["B\(try row(10))"]?.value == .text("Ghi chú của phường"))
  }

  private func expectFill(_ kind: String, at place: String) throws {
    let contents = try WorkbookContents(path: form(kind))
    let address = try #require(CellAddress(a1: place))
    let cell = try #require(contents.sheet(Self.sheet)?[address])
    #expect(contents.styles[cell.style].fill == Color(red: 255, green: 204, blue: 204))
  }

  private func expectAdjustments(_ kind: String, _ places: [String: String]) throws {
    let ledger = try Ledger.open(ward + "/ledger.sqlite")
    defer { ledger.close() }
    let adjustments = try ledger.contents().adjustments
    #expect(adjustments.map(\.adjustment.criterion) == [7, 8])
    #expect(adjustments.map(\.adjustment.cell) == [places["ct07_sau"], places["ct08_sau"]])
    #expect(adjustments.allSatisfy { $0.adjustment.file == "bao-cao-3-khong." + kind })
    #expect(adjustments.allSatisfy { $0.actor == "Người Sửa" && $0.reason == "theo biên bản" })
    #expect(adjustments.allSatisfy { !$0.at.isEmpty && $0.adjustment.sha256.count == 64 })
  }
}
