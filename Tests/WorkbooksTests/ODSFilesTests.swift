import Diagnostics
import Foundation
import ODSFiles
import Sheets
import Storage
import TestSupport
import Testing
import ZipArchives

/// ODS workbooks: written, read back, edited in place, and shown to LibreOffice.
@Suite struct ODSFilesTests {
  // MARK: - Reading what was written

  @Test func readsBackWhatItWrote() throws {
    let path = try ODSSample.write()
    let sheets = try ODSSample.load(path)
    #expect(sheets["Báo cáo"]?["A1"] == .text("BÁO CÁO"))
    #expect(sheets["Báo cáo"]?["B3"] == .number(0.6123))
    #expect(sheets["Báo cáo"]?["C3"] == .number(1234567.5))
    #expect(sheets["Báo cáo"]?["D3"] == ODSSample.date.map { .date($0) })
    let other = try #require(sheets["Phụ lục 15"])
    for (column, value) in ODSSample.values.enumerated() {
      let a1 = CellAddress(row: 0, column: column).a1
      #expect(other[a1] == (value == .empty ? nil : value), "\(a1)")
    }
    let reader = try ODSReader(path: path)
    #expect(reader.sheets.map(\.name) == ["Báo cáo", "Phụ lục 15"])
    #expect(reader.namedRanges == ODSSample.draft.namedRanges)
  }

  @Test func writesTheSameBytesTwice() throws {
    let one = try FileBytes.read(ODSSample.write())
    #expect(try one == FileBytes.read(ODSSample.write()))
    #expect(String(decoding: one[30..<38], as: UTF8.self) == "mimetype")
    let kind = "application/vnd.oasis.opendocument.spreadsheet"
    #expect(String(decoding: one[38..<38 + kind.utf8.count], as: UTF8.self) == kind)
  }

  // MARK: - Editing

  @Test func anEditOfOneCellChangesItsBytesOnly() throws {
    let path = try ODSSample.write()
    let edited = try edit(path) { try $0.set(.number(0.9), at: at("Báo cáo", "B3")) }
    let (old, new) = (try ZipArchive(path: path), try ZipArchive(path: edited))
    #expect(old.members.map(\.name) == new.members.map(\.name))
    for member in old.members where member.name != "content.xml" {
      #expect(try old.read(member.name) == new.read(member.name), "\(member.name)")
    }
    let before = String(decoding: try old.read("content.xml"), as: UTF8.self)
    let after = String(decoding: try new.read("content.xml"), as: UTF8.self)
    let was = #"office:value="0.6123"><text:p>61,23%</text:p>"#
    let first = try #require(before.range(of: was))
    let now = #"office:value="0.9"><text:p>90,00%</text:p>"#
    #expect(after.utf8.elementsEqual(before.replacingCharacters(in: first, with: now).utf8))
    #expect(try ODSSample.load(edited)["Báo cáo"]?["B3"] == .number(0.9))
  }

  @Test func editsCellsInHeaderRows() throws {
    let edited = try edit(try ODSSample.write()) {
      try $0.set(.text("Minh chứng"), at: at("Báo cáo", "E2"))
    }
    // Row 2 stands in table:table-header-rows.
    #expect(try ODSSample.load(edited)["Báo cáo"]?["E2"] == .text("Minh chứng"))
  }

  @Test func splitsRunsOfCellsAndRows() throws {
    let path = try ODSSample.package(
      """
      <t:table-row t:number-rows-repeated="5"><t:table-cell t:style-name="x" \
      t:number-columns-repeated="4" o:value-type="float" o:value="7"><p:p>7</p:p></t:table-cell>\
      </t:table-row><t:table-row t:number-rows-repeated="1048000"><t:table-cell \
      t:number-columns-repeated="16384"/></t:table-row>
      """)
    let edited = try edit(path) {
      try $0.set(.number(1), at: at("S", "B3"))
      try $0.set(.text(" a  b\tc\nd"), at: at("S", "C9"))
      try $0.set(.boolean(true), at: at("S", "D3"))
    }
    let sheet = try #require(try ODSSample.load(edited)["S"])
    for row in 1...5 {
      for column in ["A", "B", "C", "D"] {
        let expected: CellValue =
          switch column + String(row) {
          case "B3": .number(1)
          case "D3": .boolean(true)
          default: .number(7)
          }
        #expect(sheet[column + String(row)] == expected, "\(column)\(row)")
      }
    }
    #expect(sheet["C9"] == .text(" a  b\tc\nd"))
    #expect(sheet.count == 21)
    let content = try ODSSample.content(edited)
    #expect(
      content.contains(
        #"t:number-rows-repeated="2"><t:table-cell t:style-name="x" t:number-columns-repeated="4""#)
    )
    #expect(content.contains(#"<t:table-cell t:style-name="x" o:value-type="float" o:value="1">"#))
  }

  @Test func appendsCellsAndRowsWhereTheSheetIsShorter() throws {
    let path = try ODSSample.package("<t:table-row/>")
    let edited = try edit(path) {
      try $0.set(.number(1), at: at("S", "C1"))
      try $0.set(.number(2), at: at("S", "B4"))
      try $0.set(.number(3), at: at("S", "A5"))
    }
    let sheet = try ODSSample.load(edited)["S"]
    #expect(sheet == ["C1": .number(1), "B4": .number(2), "A5": .number(3)])
  }

  @Test func keepsCommentsAndDropsFormulas() throws {
    let path = try ODSSample.package(
      """
      <t:table-row><t:table-cell t:formula="of:=1+1" o:value-type="float" o:value="2">\
      <o:annotation><p:p>ghi chú</p:p></o:annotation><p:p>2</p:p></t:table-cell></t:table-row>
      """)
    #expect(try ODSSample.load(path)["S"] == ["A1": .number(2)])
    let edited = try edit(path) { try $0.set(.text("hai"), at: at("S", "A1")) }
    #expect(try ODSSample.load(edited)["S"] == ["A1": .text("hai")])
    let content = try ODSSample.content(edited)
    #expect(content.contains("<o:annotation><p:p>ghi chú</p:p></o:annotation><p:p>hai</p:p>"))
    #expect(!content.contains("of:=1+1"))
  }

  @Test func replacesPrototypeRowsByCopies() throws {
    let path = try ODSSample.package(
      """
      <t:table-row><t:table-cell o:value-type="string"><p:p>đầu</p:p></t:table-cell></t:table-row>\
      <t:table-row t:style-name="r1"><t:table-cell o:value-type="string"><p:p>mẫu</p:p>\
      </t:table-cell><t:table-cell t:style-name="c1"/></t:table-row>\
      <t:table-row t:style-name="r2"><t:table-cell t:number-columns-spanned="2" \
      t:number-rows-spanned="1"/><t:covered-table-cell/></t:table-row>\
      <t:table-row t:number-rows-repeated="1048573"><t:table-cell/></t:table-row>
      """)
    let edited = try edit(path) {
      try $0.set(.number(9), at: at("S", "A1"))
      try $0.replaceRows(
        1...2, ofSheet: "S",
        with: [
          RowCopy(prototype: 0, values: [1: .number(1)]),
          RowCopy(prototype: 0, values: [0: .text("b"), 1: .number(2)]),
          RowCopy(prototype: 1, values: [0: .text("tổng")]),
        ])
    }
    let sheet = try ODSSample.load(edited)["S"]
    #expect(
      sheet == [
        "A1": .number(9), "B2": .number(1), "A3": .text("b"), "B3": .number(2), "A4": .text("tổng"),
      ])
    let content = try ODSSample.content(edited)
    #expect(content.components(separatedBy: #"t:style-name="r1""#).count == 3)
    let padding = #"t:number-rows-repeated="1048572""#
    #expect(content.contains(padding))
  }

  @Test func refusesWhatCannotBeEdited() throws {
    let path = try ODSSample.write()
    var editor = try ODSEditor(path: path)
    #expect(code { try editor.set(.number(1), at: at("Không có", "A1")) } == "edit.no-such-sheet")
    #expect(code { try editor.set(.number(1), at: at("Báo cáo", "B1")) } == "edit.covered-cell")
    #expect(
      code { try editor.replaceRows(0...0, ofSheet: "Báo cáo", with: []) } == "edit.rows-below")
    #expect(
      code { try editor.replaceRows(9000...9000, ofSheet: "Báo cáo", with: []) }
        == "edit.no-such-cell")
    let signed = try ODSSample.package("<t:table-row/>", extra: "META-INF/documentsignatures.xml")
    editor = try ODSEditor(path: signed)
    #expect(code { try editor.set(.number(1), at: at("S", "A1")) } == "edit.signed")
    let old = try ODSSample.package("<t:table-row/>", doctype: "<!DOCTYPE x>")
    editor = try ODSEditor(path: old)
    #expect(code { try editor.set(.number(1), at: at("S", "A1")) } == "edit.not-plain")
  }

  @Test func namesTheCauseOfARefusal() throws {
    let text = try ODSSample.package(
      "<t:table-row/>", kind: "application/vnd.oasis.opendocument.text")
    #expect(code { _ = try ODSReader(path: text) } == "ods.not-a-spreadsheet")
    let repeated = try ODSSample.package(
      #"<t:table-row t:number-rows-repeated="99999999999999999999"><t:table-cell/></t:table-row>"#)
    let reader = try ODSReader(path: repeated)
    #expect(code { try reader.readRows(ofSheet: 0) { _ in true } } == "ods.count")
    let beyond = try ODSSample.package(
      """
      <t:table-row><t:table-cell t:number-columns-repeated="16384"/><t:table-cell \
      o:value-type="boolean" o:boolean-value="true"/></t:table-row>
      """)
    let wide = try ODSReader(path: beyond)
    #expect(code { try wide.readRows(ofSheet: 0) { _ in true } } == "ods.limit")
  }

  // MARK: - Other programs

  @Test(.needs(.schemas), arguments: [false, true])
  func isValidByTheSchema(isEdited: Bool) throws {
    var path = try ODSSample.write()
    if isEdited {
      path = try edit(path) {
        try $0.set(.date(try #require(ODSSample.date)), at: at("Báo cáo", "B3"))
        try $0.set(.error("#N/A"), at: at("Báo cáo", "C200"))
      }
    }
    #expect(try SchemaCheck.violations(inWorkbook: path) == [:])
  }

  @Test(.needs(.libreOffice)) func libreOfficeSavesTheSameValues() throws {
    let path = try edit(try ODSSample.write()) {
      try $0.set(.text("một\nhai"), at: at("Báo cáo", "E4"))
      try $0.set(.number(-1.5), at: at("Phụ lục 15", "C30"))
    }
    let saved = try #require(
      LibreOffice.convert(path, to: "ods", into: newPath("")).first)
    let (before, after) = (try ODSSample.load(path), try ODSSample.load(saved))
    for (sheet, cells) in before {
      for (a1, value) in cells.sorted(by: { $0.key < $1.key }) {
        let found = after[sheet]?[a1]
        // LibreOffice does not tell an empty text from no text, and 7.4 drops tabs.
        let isSame =
          found == value || value == .text("")
          || found == ODSSample.withoutTabs(value)
        #expect(isSame, "\(sheet) \(a1): \(String(describing: found))")
      }
    }
    #expect(try ODSReader(path: saved).namedRanges == ODSSample.draft.namedRanges)
  }
}
