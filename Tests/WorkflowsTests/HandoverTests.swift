import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

@testable import Workflows

/// What a ward packs, and what the city proves of it.
@Suite struct HandoverTests {
  private let scratch: TemporaryFolder
  private let ward: String

  init() throws {
    scratch = try TemporaryFolder()
    ward = scratch.file("dong-hai")
    try scratch.write(
      text: "unit: {id: dong-hai, name: UBND phường Đông Hải}\nreport: {date: 2024-09-20}\n",
      to: "dong-hai/bakhong.yaml")
    // Criterion 1 is met after; criterion 6 has no target that it reaches.
    try scratch.write(
      text: """
        Chỉ tiêu,Kỳ,Tử số,Mẫu số,Phố,Minh chứng
        1,trước,8,10,,Công văn 12
        1,sau,10,10,,Công văn 12
        6,trước,30,100,Đồng Lễ,
        6,sau,50,100,Đồng Lễ,

        """, to: "dong-hai/inbox/so-lieu.csv")
    try scratch.write(text: "quyết định", to: "dong-hai/ho-so/qd.pdf")
    try notebook()
    _ = try RunWorkflow.run(ward)
  }

  /// A notebook with a document on file, one on paper, one whose file is gone, and a late task.
  private func notebook() throws {
    var editor = try Workbook.edit(PackageRoot.file("Templates/so-tay.ods"))
    let rows: [[CellValue]] = [
      [
        .number(6), .text("12/QĐ"), .text("01/08/2024"), .text("Quyết định"), .text("ho-so/qd.pdf"),
      ],
      [.number(1), .text("13/CV"), .empty, .text("Công văn"), .empty],
      [.number(6), .text("14/BC"), .text("hôm qua"), .text("Báo cáo"), .text("../ngoai.pdf")],
      [.number(99), .empty, .empty, .text("Văn bản lạc"), .empty],
    ]
    for (row, cells) in rows.enumerated() {
      for (column, value) in cells.enumerated() where value != .empty {
        let cell = CellAddress(row: row + 3, column: column)
        try editor.set(value, at: SheetCellAddress(sheet: "Hồ sơ", cell: cell))
      }
    }
    try editor.set(
      .text("02/07/2024"),
      at: SheetCellAddress(sheet: "Kế hoạch", cell: CellAddress(row: 4, column: 2)))
    try editor.write(toNewFile: ward + "/so-tay.ods")
  }

  private func make(strict: Bool = false) throws -> HandoverWorkflow.Outcome {
    var request = HandoverWorkflow.Request(workspace: ward)
    request.pdf = false
    request.isStrict = strict
    return try HandoverWorkflow.make(request)
  }

  private func texts(_ path: String, sheet: Int) throws -> [[String]] {
    var rows: [[String]] = []
    try Workbook.open(path).readRows(ofSheet: sheet) { row in
      rows.append(
        row.cells.map { cell in
          switch cell.value {
          case .text(let text): text
          case .number(let number): String(number)
          default: "?"
          }
        })
      return true
    }
    return rows
  }

  @Test func theFolderHoldsFormsAnnexesDocumentsAndFigures() throws {
    let outcome = try make()
    #expect(
      Set(outcome.files) == [
        "tom-tat.json", "tom-tat.csv", "bao-cao-3-khong.ods", "bao-cao-3-khong.xlsx",
        "phu-luc.ods", "phu-luc.xlsx", "ho-so/qd.pdf", "SHA256SUMS",
      ])
    #expect(try FileBytes.read(outcome.folder + "/ho-so/qd.pdf") == Array("quyết định".utf8))
    let codes = Set(outcome.findings.map(\.code))
    #expect(codes.contains("handover.figure-missing"))
    #expect(codes.contains("notebook.file-missing"))
    #expect(codes.contains("notebook.cell-unreadable"))
    #expect(codes.contains("notebook.unknown-criterion"))
    #expect(!codes.contains("handover.evidence-missing"))
  }

  @Test(arguments: ["ods", "xlsx"]) func theAnnexSaysWhatIsMet(_ kind: String) throws {
    let path = try make().folder + "/phu-luc." + kind
    let results = try texts(path, sheet: 0)
    #expect(results.first { $0.first == "1.0" }?.last == "đạt")
    #expect(results.first { $0.first == "6.0" }?.last == "chưa đạt")
    #expect(results.first { $0.first == "7.0" }?.last == "chưa có số liệu")
    let plan = try texts(path, sheet: 3).flatMap { $0 }
    #expect(plan.contains("xong, chậm 2 ngày"))
    #expect(plan.contains("quá hạn 143 ngày"))
    #expect(plan.contains("quá hạn 5 ngày"))
    let documents = try texts(path, sheet: 1).flatMap { $0 }
    #expect(documents.contains(SHA256Digest(of: Array("quyết định".utf8)).hex))
  }

  @Test func theSameFiguresGiveTheSameBytes() throws {
    let first = try FileBytes.read(try make().folder + "/SHA256SUMS")
    #expect(try FileBytes.read(try make().folder + "/SHA256SUMS") == first)
    #expect(try Folder.folders(ward + "/out").count == 1)
  }

  @Test func theCityProvesFolderAndZip() throws {
    let outcome = try make()
    for path in [outcome.folder, outcome.zip] {
      let proved = try HandoverVerification.verify(path)
      #expect(proved.findings.isEmpty)
      #expect(proved.unit == "UBND phường Đông Hải")
      #expect(proved.digest == outcome.digest)
      #expect(proved.files == 7)
    }
  }

  @Test func whatWasChangedAfterwardsIsNamed() throws {
    let folder = try make().folder
    var editor = try Workbook.edit(folder + "/bao-cao-3-khong.ods")
    let target = try #require(editor.namedRanges.first { $0.name == "ct06_sau" }?.target)
    try editor.set(
      .number(0.9), at: SheetCellAddress(sheet: target.sheet, cell: target.range.first))
    try editor.write(toNewFile: folder + "/moi.ods")
    try Folder.remove(folder + "/phu-luc.ods")
    try StagedFile.writeNew(
      FileBytes.read(folder + "/moi.ods"), to: folder + "/bao-cao-3-khong.ods")
    let proved = try HandoverVerification.verify(folder)
    #expect(
      proved.findings.map { "\($0.origin.file ?? "") \($0.code)" } == [
        "bao-cao-3-khong.ods handover.file-changed", "phu-luc.ods handover.file-missing",
        "moi.ods handover.file-unlisted", "bao-cao-3-khong.ods handover.form-differs",
      ])
    #expect(proved.findings.last?.origin.cell == target.range.first.a1)
  }

  @Test func strictMakesNothingWhileThereAreFindings() throws {
    #expect(throws: HandoverError.self) { try make(strict: true) }
    #expect(try Folder.folders(ward + "/out").isEmpty)
  }

  @Test(.enabled(if: ExternalProgram.path("openssl") != nil, "openssl is not installed"))
  func aSignatureIsProvedByItsCertificate() throws {
    for name in ["phuong", "khac"] {
      try ExternalProgram.run(
        "openssl",
        [
          "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=\(name)",
          "-keyout", scratch.file(name + ".key"), "-out", scratch.file(name + ".pem"),
        ])
    }
    let unsigned = try make()
    let without = try HandoverVerification.verify(
      unsigned.folder, certificate: scratch.file("phuong.pem"))
    #expect(without.findings.map(\.code) == ["handover.signature-missing"])
    var request = HandoverWorkflow.Request(workspace: ward)
    request.pdf = false
    request.key = scratch.file("phuong.key")
    request.certificate = scratch.file("phuong.pem")
    let outcome = try HandoverWorkflow.make(request)
    let right = try HandoverVerification.verify(
      outcome.zip, certificate: scratch.file("phuong.pem"))
    #expect(right.isSigned)
    #expect(right.findings.isEmpty)
    let wrong = try HandoverVerification.verify(
      outcome.zip, certificate: scratch.file("khac.pem"))
    #expect(wrong.findings.map(\.code) == ["handover.signature-wrong"])
  }

  @Test func pathsThatLeaveTheFolderAreRefused() throws {
    let digest = String(repeating: "0", count: 64)
    for name in ["../a", "/a", "a/../b", "a//b", "./a", "a\\b", ""] {
      #expect(throws: HandoverError.self) { try HandoverList(Array("\(digest)  \(name)\n".utf8)) }
    }
    #expect(throws: HandoverError.self) { try HandoverList(Array("00  a\n".utf8)) }
    #expect(try HandoverList(Array("\(digest)  a/b\n".utf8)).digests == ["a/b": digest])
  }
}
