import Diagnostics
import SheetTools
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// Edits as people type them.
@Suite struct TypedEditTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func workbook(_ format: Workbook.Format) throws -> String {
    var sheet = SheetDraft(name: "S")
    sheet.images = [
      SheetImage(
        Self.png, at: DrawingAnchor(CellAddress(row: 9, column: 5), widthMM: 5, heightMM: 5))
    ].compactMap { $0 }
    var draft = WorkbookDraft(sheets: [sheet, SheetDraft(name: "It's 2")])
    draft.namedRanges = [
      NamedRange(
        name: "tong", target: CellRange(a1: "B2:B3").map { SheetRange(sheet: "S", range: $0) })
    ]
    let rows = (1...4).map {
      RowDraft([CellDraft(.text("a\($0)")), CellDraft(.number(Double($0)))])
    }
    let path = folder.file("w." + format.rawValue)
    try Workbook.write(draft, rows: [rows, []], to: path)
    return path
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]

  @Test(arguments: Workbook.Format.allCases)
  func everyWordIsUnderstood(format: Workbook.Format) throws {
    let path = try workbook(format)
    let member = format == .ods ? "Pictures/" : "xl/media/"
    let image = try #require(
      ZipArchive(path: path).members.first { $0.name.hasPrefix(member) }?.name)
    let picture = try folder.write(Self.png + [1], to: "moi.png")
    var setting = try SheetSetting(path: path)
    try setting.set([
      "S!B1=0.75", "tong=7", "S!C1==B1*2", "note:S!A1=xem: lại = ngay", "link:S!A2=https://a.vn/",
      "link:S!A3=#'It''s 2'!B2", "format:S!B1=0.0%",
      "style:S!A1:B1=bold,center,fill=#FFF2CC,size=9",
      "insert:S!1", "copy-row:S!5=2", "move:S!A2:A2=F2", "width:S!A:B=4cm", "height:S!2=20pt",
      "delete:S!D:E", "rename-sheet:'It''s 2'=Phụ lục", "add-sheet:Mới=1", "copy-sheet:S=S 2",
      "move-sheet:Phụ lục=1", "add-sheet:Nháp", "delete-sheet:Nháp", "name:goc=S!A2:B3",
      "name:bo=S!A9", "remove-name:bo", "property:title=Báo cáo = 1", "property:Mã=x",
      "image:\(image)=\(picture)", "clear:S!A4",
    ])
    let output = folder.file("out." + format.rawValue)
    let receipt = try #require(try setting.write(to: output, encode: { _ in [] }))
    #expect(receipt.changedParts.contains(image))
    let reader = try Workbook.open(output)
    #expect(reader.sheets.map(\.name) == ["Phụ lục", "Mới", "S", "S 2"])
    let draft = try reader.readDraft()
    let sheet = draft.sheets[2]
    #expect(sheet.comments.map(\.text) == ["xem: lại = ngay"])
    #expect(sheet.comments.map(\.cell.a1) == ["D2"])
    #expect(Set(sheet.hyperlinks.map(\.range.a1)) == (format == .ods ? ["A3"] : ["A3", "A4"]))
    #expect(draft.properties.title == "Báo cáo = 1")
    #expect(draft.namedRanges.first { $0.name == "goc" }?.target?.range.a1 == "A2:B3")
    #expect(!draft.namedRanges.contains { $0.name == "bo" })
    var cells: [String: SheetCell] = [:]
    var heights: [Int: Double] = [:]
    try reader.readStyledRows(ofSheet: 2) { row in
      heights[row.index] = row.format.heightPoints
      for cell in row.cells { cells[CellAddress(row: row.index, column: cell.column).a1] = cell }
      return true
    }
    #expect(cells["B2"]?.value == .number(0.75))
    #expect(cells["B3"]?.value == .number(7))
    #expect(cells["C2"]?.value == .number(1.5))
    #expect(cells["B5"]?.value == .number(4) && cells["B7"]?.value == .number(4))
    #expect(cells["D2"]?.value == .text("a1"))
    #expect(heights[1].map { $0.rounded() } == 20)
    let look = draft.styles[try #require(cells["D2"]?.style)]
    #expect(look.font.isBold && look.font.sizePoints == 9 && look.horizontal == .center)
  }

  @Test func whatMeansNothingIsRefusedWithAnExample() throws {
    var setting = try SheetSetting(path: workbook(.ods))
    for (text, code) in [
      ("insert:S!A1", "sheet.target"), ("insert:S!7:5", "sheet.target"), ("insert:", "sheet.edit"),
      ("width:S!5=3mm", "sheet.edit"), ("width:S!A=3kg", "sheet.edit"),
      ("style:S!A1=to", "sheet.edit"),
      ("copy-row:S!5=0", "sheet.edit"), ("move:S!A1=x", "sheet.edit"),
      ("note:S!A1:B2=x", "sheet.target"),
      ("note:Không!A1=x", "edit.no-such-sheet"), ("move-sheet:S=0", "sheet.edit"),
      ("copy-row:S!99999999=1", "sheet.target"), ("quay:S!A1", "sheet.assignment"),
      ("format:S!A1=", "sheet.edit"), ("property:created=nay", "edit.unsupported"),
    ] {
      do {
        try setting.set([text])
        Issue.record("\(text) is taken")
      } catch let error as any Diagnosable {
        #expect(error.diagnostic.code == code, "\(text)")
        if code == "sheet.edit" { #expect(error.diagnostic.hint?.vi.contains(":") == true) }
      }
    }
  }

  @Test(arguments: Workbook.Format.allCases)
  func nothingIsWrittenWhereMoreWouldChange(format: Workbook.Format) throws {
    let path = try workbook(format)
    let output = folder.file("out." + format.rawValue)
    for (edits, expected, isFine) in [
      (["S!A1=x"], ["S!A1"], true), (["S!A1=x"], ["S!B1:C9"], false),
      (["tong=1"], ["tong"], true), (["note:S!B1=x", "S!A1=y"], ["S!B1"], false),
      (["style:S!B2=bold"], ["S!B2"], true), (["insert:S!1"], ["S!A1:B9"], false),
      (["insert:S!1"], ["S!1:1"], true),
    ] {
      var setting = try SheetSetting(path: path)
      try setting.set(edits)
      do {
        _ = try setting.write(to: output, expecting: expected, encode: { _ in [] })
        #expect(isFine, "\(edits) \(expected)")
        try Folder.remove(output)
      } catch let error as any Diagnosable {
        #expect(!isFine, "\(edits) \(expected) \(error)")
        #expect(!Folder.isFile(output))
      }
    }
  }
}
