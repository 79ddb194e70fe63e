import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import Workflows

/// What `out/` holds is what goes to the city: annexes, and forms as people edited them.
@Suite struct HandoverEditTests {
  private let scratch: TemporaryFolder
  private let ward: String

  init() throws {
    scratch = try TemporaryFolder()
    ward = scratch.file("dong-hai")
    try scratch.write(
      text: """
        Chỉ tiêu,Kỳ,Tử số,Mẫu số,Phố,Minh chứng
        6,trước,30,100,Đồng Lễ,
        6,sau,50,100,Đồng Lễ,
        16,trước,1,9,,Công văn 3
        16,sau,2,9,,Công văn 3

        """, to: "dong-hai/inbox/so-lieu.csv")
  }

  private func edit(_ path: String, _ values: [String: CellValue]) throws {
    var editor = try Workbook.edit(path)
    for range in editor.namedRanges {
      guard let value = values[range.name], let target = range.target else { continue }
      try editor.set(value, at: SheetCellAddress(sheet: target.sheet, cell: target.range.first))
    }
    let edited = scratch.file("edited")
    try Folder.remove(edited)
    try editor.write(toNewFile: edited)
    try StagedFile.writeNew(FileBytes.read(edited), to: path)
  }

  private func handover() throws -> HandoverWorkflow.Outcome {
    var request = HandoverWorkflow.Request(workspace: ward)
    request.pdf = false
    return try HandoverWorkflow.make(request)
  }

  private func texts(_ path: String, sheet: String) throws -> [[String]] {
    let contents = try WorkbookContents(path: path)
    return (contents.sheet(sheet)?.lines ?? []).map { line in
      line.cells.map { cell in
        switch cell.value {
        case .text(let text): text
        case .number(let number): String(number)
        default: "?"
        }
      }
    }
  }

  @Test(arguments: ["ods", "xlsx"]) func runAndReportWriteTheAnnexes(_ kind: String) throws {
    let run = try RunWorkflow.run(ward)
    #expect(run.annexes == ["out/phu-luc.ods", "out/phu-luc.xlsx", "out/tom-tat.json"])
    let path = ward + "/out/phu-luc." + kind
    let first = try FileBytes.read(path)
    #expect(try texts(path, sheet: "Kết quả").contains { $0.last == "chưa đạt" })
    let report = try ReportWorkflow.report(ward)
    #expect(report.annexes == run.annexes)
    #expect(try FileBytes.read(path) == first)
    let alone = try ReportWorkflow.report(ward, output: scratch.file("mot." + kind))
    #expect(alone.annexes.isEmpty)
  }

  @Test func namedPlacesDecideTheSixteenth() throws {
    var editor = try Workbook.edit(PackageRoot.file("Templates/so-tay.ods"))
    for (row, cells) in [
      ["UBND phường", "có", "có"], ["Nhà văn hóa", "CHƯA", "x"], ["Khu di tích", "không", ""],
      ["Trạm y tế", "hôm nào", "có"],
    ].enumerated() {
      for (column, text) in cells.enumerated() where !text.isEmpty {
        try editor.set(
          .text(text),
          at: SheetCellAddress(
            sheet: "Địa điểm", cell: CellAddress(row: row + 3, column: column)))
      }
    }
    try Folder.make(ward)
    try editor.write(toNewFile: ward + "/so-tay.ods")
    let outcome = try RunWorkflow.run(ward)
    let sixteen = try #require(outcome.summary.criteria.first { $0.number == 16 })
    #expect(sixteen.before == 0.25)
    #expect(sixteen.after == 0.75)
    let finding = try #require(outcome.findings.first { $0.code == "notebook.cell-unreadable" })
    #expect(finding.origin.cell == "B7")
    let places = try texts(ward + "/out/phu-luc.xlsx", sheet: "Địa điểm")
    #expect(places.contains { $0.contains("Khu di tích") && $0.contains("chưa rõ") })
    #expect(places.contains { $0.contains("1/4") && $0.contains("3/4") })
    // Three of four for sure, perhaps all: nobody can say yet whether all are covered.
    let results = try texts(ward + "/out/phu-luc.xlsx", sheet: "Kết quả")
    #expect(results.first { $0.first == "16.0" }?.last == "chưa chắc chắn")
    let form = try FilledForm.cells(of: ward + "/out/bao-cao-3-khong.ods")["Báo cáo"] ?? [:]
    #expect(form.values.contains(.text("Phụ lục 7")))
    #expect(!form.values.contains(.text("chưa đạt")))
  }

  @Test func whatPeopleWroteIntoTheFormsGoesToTheCity() throws {
    _ = try RunWorkflow.run(ward)
    for kind in ["ods", "xlsx"] {
      try edit(
        ward + "/out/bao-cao-3-khong." + kind, ["ct06_minh_chung": .text("Công văn 7")])
    }
    let outcome = try handover()
    #expect(!outcome.findings.contains { $0.code == "handover.forms-differ" })
    for kind in ["ods", "xlsx"] {
      let form = outcome.folder + "/bao-cao-3-khong." + kind
      let cells = try FilledForm.cells(of: form)["Báo cáo"] ?? [:]
      #expect(cells.values.contains(.text("Công văn 7")))
    }
    #expect(try HandoverVerification.verify(outcome.zip).findings.isEmpty)
  }

  @Test func twoFormsThatSayDifferentThingsAreTold() throws {
    _ = try RunWorkflow.run(ward)
    try edit(ward + "/out/bao-cao-3-khong.ods", ["ct06_minh_chung": .text("Công văn 7")])
    let finding = try #require(
      try handover().findings.first { $0.code == "handover.forms-differ" })
    #expect(finding.origin.file == "out/bao-cao-3-khong.xlsx")
    #expect(finding.origin.cell != nil)
  }

  @Test func aTypedFigureIsSettledFirst() throws {
    _ = try RunWorkflow.run(ward)
    try edit(ward + "/out/bao-cao-3-khong.xlsx", ["ct06_sau": .number(0.9)])
    #expect(throws: HandoverError.self) { try handover() }
    #expect(try Folder.folders(ward + "/out").isEmpty)
    var request = SyncWorkflow.Request(
      workspace: ward, file: ward + "/out/bao-cao-3-khong.xlsx")
    request.reject = ["all"]
    request.actor = "Người Sửa"
    request.reason = "gõ nhầm"
    _ = try SyncWorkflow.sync(request)
    #expect(try HandoverVerification.verify(handover().folder).findings.isEmpty)
  }

  @Test func aFolderWithoutAnIDIsCalledByItsOwnName() throws {
    _ = try RunWorkflow.run(ward)
    var request = HandoverWorkflow.Request(workspace: ward + "/.")
    request.pdf = false
    let folder = try HandoverWorkflow.make(request).folder
    #expect(folder.hasSuffix("/ban-giao-dong-hai-chua-co-ky"))
  }
}
