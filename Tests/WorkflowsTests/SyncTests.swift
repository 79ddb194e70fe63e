import Diagnostics
import LedgerStore
import Records
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import Workflows

/// Report, edits by hand, sync, report: edits stay, figures are new.
@Suite struct SyncTests {
  private let scratch: TemporaryFolder
  private let ward: String

  init() throws {
    scratch = try TemporaryFolder()
    ward = scratch.file("dong-hai")
    try scratch.write(
      text: "unit: {id: dong-hai, name: UBND Đông Hải}\n", to: "dong-hai/bakhong.yaml")
    try figures("6,trước,30,100,,\n6,sau,50,100,,\n")
    _ = try RunWorkflow.run(ward)
  }

  private func figures(_ lines: String) throws {
    try scratch.write(
      text: "Chỉ tiêu,Kỳ,Tử số,Mẫu số,Phố,Minh chứng\n" + lines, to: "dong-hai/inbox/so-lieu.csv")
  }

  private func form(_ kind: String) -> String { ward + "/out/bao-cao-3-khong." + kind }

  /// Edits a form as a person would: values into named cells and into plain ones.
  private func edit(
    _ kind: String, _ values: [String: CellValue], cells: [CellAddress: CellValue] = [:]
  ) throws {
    let path = form(kind)
    var editor = try Workbook.edit(path)
    for range in editor.namedRanges {
      guard let value = values[range.name], let target = range.target else { continue }
      try editor.set(value, at: SheetCellAddress(sheet: target.sheet, cell: target.range.first))
    }
    for (cell, value) in cells {
      try editor.set(value, at: SheetCellAddress(sheet: "Báo cáo", cell: cell))
    }
    let edited = scratch.file("edited." + kind)
    try Folder.remove(edited)
    try editor.write(toNewFile: edited)
    try StagedFile.writeNew(FileBytes.read(edited), to: path)
  }

  private func values(_ kind: String) throws -> [String: CellValue] {
    let reader = try Workbook.open(form(kind))
    var cells: [CellAddress: CellValue] = [:]
    try reader.readRows(ofSheet: 0) { row in
      for cell in row.cells {
        cells[CellAddress(row: row.index, column: cell.column)] = cell.value
      }
      return true
    }
    var values: [String: CellValue] = [:]
    for range in reader.namedRanges {
      guard let target = range.target, target.sheet == "Báo cáo" else { continue }
      values[range.name] = cells[target.range.first] ?? .empty
    }
    values["A40"] = cells[CellAddress(row: 39, column: 0)] ?? .empty
    return values
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

  @Test(arguments: ["ods", "xlsx"]) func editsStayWhenTheReportIsMadeAgain(_ kind: String) throws {
    try edit(
      kind, ["ct06_minh_chung": .text("Công văn 7")],
      cells: [CellAddress(row: 39, column: 0): .text("Ghi chú của phường")])
    try figures("6,trước,30,100,,\n6,sau,70,100,,\n")
    let outcome = try RunWorkflow.run(ward)
    #expect(!outcome.findings.contains { $0.code == "sync.merge-conflict" })
    let values = try values(kind)
    #expect(values["ct06_sau"] == .number(0.7))
    #expect(values["ct06_minh_chung"] == .text("Công văn 7"))
    #expect(values["A40"] == .text("Ghi chú của phường"))
  }

  @Test(arguments: ["ods", "xlsx"]) func aTypedFigureIsShownThenSettled(_ kind: String) throws {
    try edit(kind, ["ct06_sau": .number(0.55), "ct08_sau": .text("81%")])
    let preview = try sync(kind)
    #expect(preview.changes.map(\.field) == ["ct06_sau", "ct08_sau"])
    #expect(preview.changes.map(\.computed) == [true, false])
    #expect(
      preview.findings.map(\.code) == [
        "sync.typed-as-text", "sync.overwritten", "sync.unsettled",
      ])
    #expect(preview.report.isEmpty)
    let settled = try sync(kind, accept: ["ct08_sau"], reject: ["ct06_sau"])
    #expect(settled.changes.map(\.state) == ["rejected", "accepted"])
    let values = try values(kind)
    #expect(values["ct06_sau"] == .number(0.5))
    let other = try self.values(kind == "ods" ? "xlsx" : "ods")
    #expect(other["ct08_sau"] == .number(0.81))
    let ledger = try Ledger.open(ward + "/ledger.sqlite")
    defer { ledger.close() }
    let adjustments = try ledger.contents().adjustments
    #expect(adjustments.map(\.adjustment.criterion) == [8])
    #expect(adjustments.first?.actor == "Người Sửa")
    #expect(adjustments.first?.adjustment.file == "bao-cao-3-khong." + kind)
  }

  @Test func anAcceptedFigureStandsAndItsOriginIsTold() throws {
    try edit("ods", ["ct06_sau": .number(0.55)])
    _ = try sync("ods", accept: ["all"])
    #expect(try values("ods")["ct06_sau"] == .number(0.55))
    #expect(try values("xlsx")["ct06_sau"] == .number(0.55))
    try figures("6,trước,30,100,,\n6,sau,90,100,,\n")
    let outcome = try RunWorkflow.run(ward)
    let told = try #require(outcome.findings.first { $0.code == "sync.computed-again" })
    #expect(told.origin.cell != nil)
    #expect(try values("xlsx")["ct06_sau"] == .number(0.55))
    let ledger = try Ledger.open(ward + "/ledger.sqlite")
    let event = try #require(try ledger.contents().adjustments.first?.event)
    _ = try ledger.append(.undo(event), at: "2024-09-01T00:00:00Z", actor: "A", reason: "nhầm")
    ledger.close()
    _ = try RunWorkflow.run(ward)
    #expect(try values("xlsx")["ct06_sau"] == .number(0.9))
  }

  @Test func whatCannotStandIsNamed() throws {
    try edit("xlsx", ["ct06_sau": .text("khoảng 60"), "ct06_truoc": .number(30)])
    let preview = try sync("xlsx")
    #expect(preview.changes.isEmpty)
    #expect(preview.findings.map(\.code) == ["sync.not-a-share", "sync.not-a-share"])
    #expect(preview.findings.allSatisfy { $0.origin.cell != nil })
  }

  @Test func anUntouchedFormHasNothingToTell() throws {
    let preview = try sync("ods")
    #expect(preview.changes.isEmpty)
    #expect(preview.otherChanges == 0)
    #expect(preview.findings.isEmpty)
    #expect(throws: SyncError.self) { try sync("ods", accept: ["ct06_sau"]) }
  }
}
