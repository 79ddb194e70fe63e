import Foundation
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// What other programs write into ODF and we do not.
@Suite struct ForeignODSTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A flat workbook of one sheet `S`.
  private func flat(
    _ rows: String, styles: String = "", automatic: String = "", before: String = "",
    after: String = "", behind: String = ""
  ) throws -> String {
    let odf = "urn:oasis:names:tc:opendocument:xmlns:"
    return try folder.write(
      text: """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document xmlns:office="\(odf)office:1.0" xmlns:table="\(odf)table:1.0" \
        xmlns:text="\(odf)text:1.0" xmlns:style="\(odf)style:1.0" \
        xmlns:number="\(odf)datastyle:1.0" \
        xmlns:fo="\(odf)xsl-fo-compatible:1.0" xmlns:draw="\(odf)drawing:1.0" \
        xmlns:svg="\(odf)svg-compatible:1.0" xmlns:of="\(odf)of:1.2" office:version="1.3" \
        office:mimetype="application/vnd.oasis.opendocument.spreadsheet">\
        <office:styles>\(styles)</office:styles>\
        <office:automatic-styles>\(automatic)</office:automatic-styles><office:body>\
        <office:spreadsheet>\(before)<table:table \
        table:name="S">\(rows)\(behind)</table:table>\(after)\
        </office:spreadsheet></office:body></office:document>
        """, to: UUID().uuidString + ".fods")
  }

  private func cell(_ number: Int, _ more: String = "") -> String {
    "<table:table-cell office:value-type=\"float\" office:value=\"\(number)\"\(more)/>"
  }

  private func rows(_ path: String) throws -> [SheetRow] {
    var rows: [SheetRow] = []
    try Workbook.open(path).readStyledRows(ofSheet: 0) {
      rows.append($0)
      return true
    }
    return rows
  }

  /// A style says what its parents do not: names, defaults, columns, rows.
  @Test func laysStylesOverTheirParents() throws {
    let path = try flat(
      """
      <table:table-column table:default-cell-style-name="ce1" table:number-columns-repeated="2"/>\
      <table:table-column table:default-cell-style-name="Default" \
      table:number-columns-repeated="9"/>\
      <table:table-row>\(cell(1))\(cell(2, " table:style-name=\"ce2\""))\(cell(3))\
      <table:table-cell/></table:table-row>\
      <table:table-row \
      table:default-cell-style-name="ce2">\(cell(4, " table:number-columns-repeated=\"3\""))\
      </table:table-row>
      """,
      styles: """
        <style:default-style style:family="table-cell"><style:text-properties fo:font-size="9pt"/>\
        </style:default-style><style:style style:name="Default" style:family="table-cell">\
        <style:text-properties fo:font-family="'Liberation Sans'"/></style:style>\
        <style:style style:name="Head" style:family="table-cell" style:parent-style-name="Default">\
        <style:table-cell-properties fo:background-color="#ff0000"/>\
        <style:text-properties fo:font-weight="bold" fo:font-size="200%"/></style:style>
        """,
      automatic: """
        <style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Head">\
        <style:table-cell-properties fo:background-color="transparent"/></style:style>\
        <style:style style:name="ce2" style:family="table-cell" style:parent-style-name="Head">\
        <style:table-cell-properties style:text-align-source="value-type" \
        style:rotation-angle="270deg"/>\
        <style:paragraph-properties fo:text-align="end"/></style:style>
        """)
    let draft = try Workbook.open(path).readDraft()
    let found = try rows(path)
    #expect(found.map { $0.cells.map(\.column) } == [[0, 1, 2], [0]])
    let looks = found.flatMap(\.cells).map { draft.styles[$0.style] }
    #expect(looks.map(\.font.isBold) == [true, true, false, true])
    #expect(looks.map(\.font.sizePoints) == [18, 18, 9, 18])
    #expect(looks.map { $0.fill?.hex } == [nil, "FF0000", nil, "FF0000"])
    #expect(looks[1].rotationDegrees == -90)
    #expect(looks[1].horizontal == .general)
    #expect(draft.sheets[0].columns.map(\.columns) == [0...1])
  }

  @Test func readsNumberFormats() throws {
    let automatic = """
      <number:number-style style:name="N1"><number:number number:decimal-places="2" \
      number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>\
      </number:number-style><number:date-style style:name="N2"><number:day number:style="long"/>\
      <number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>\
      <number:year number:style="long"/></number:date-style>\
      <number:currency-style style:name="N3P0" style:volatile="true"><number:number \
      number:decimal-places="0" number:min-integer-digits="1" \
      number:grouping="true"/><number:text> \
      </number:text><number:currency-symbol number:language="vi" number:country="VN">₫\
      </number:currency-symbol></number:currency-style><number:currency-style style:name="N3">\
      <style:text-properties fo:color="#ff0000"/><number:text>-</number:text><number:number \
      number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>\
      <style:map style:condition="value()&gt;=0" \
      style:apply-style-name="N3P0"/></number:currency-style>\
      <number:time-style style:name="N4" number:truncate-on-overflow="false"><number:hours \
      number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/>\
      </number:time-style><number:percentage-style style:name="N5" number:language="en" \
      number:country="US"><number:number number:decimal-places="1" number:min-integer-digits="1"/>\
      <number:text>%</number:text></number:percentage-style>
      """
    let names = (1...5).map { "N\($0)" }
    let styles = names.map {
      """
      <style:style style:name="c\($0)" style:family="table-cell" style:data-style-name="\($0)"/>
      """
    }
    let path = try flat(
      "<table:table-row>"
        + names.map { cell(1, " table:style-name=\"c\($0)\"") }.joined() + "</table:table-row>",
      automatic: automatic + styles.joined())
    let draft = try Workbook.open(path).readDraft()
    let formats = try rows(path).flatMap(\.cells).map { draft.styles[$0.style].numberFormat }
    #expect(
      formats == [
        .fixed(decimals: 2, grouped: true), .date, .custom("#,##0 [$₫-42A];[Red]-#,##0"),
        .custom("[hh]:mm"), .custom("[$-409]0.0%"),
      ])
  }

  /// Conditions of ODF itself, without LibreOffice's extension.
  @Test func readsStyleMaps() throws {
    let path = try flat(
      """
      <table:table-row table:number-rows-repeated="3">\(cell(1, " table:style-name=\"ce1\""))\
      <table:table-cell table:style-name="ce1"/></table:table-row>
      """,
      styles: """
        <style:style style:name="Bad" style:family="table-cell" style:parent-style-name="Default">\
        <style:text-properties fo:color="#ff0000" fo:font-weight="bold"/></style:style>
        """,
      automatic: """
        <style:style style:name="ce1" style:family="table-cell">\
        <style:map style:condition="cell-content()&gt;5" style:apply-style-name="Bad" \
        style:base-cell-address="S.A1"/>\
        <style:map style:condition="is-true-formula([.B1]=1)" style:apply-style-name="Bad" \
        style:base-cell-address="S.A1"/>\
        <style:map style:condition="what-is-this()" style:apply-style-name="Bad"/></style:style>
        """)
    let draft = try Workbook.open(path).readDraft()
    let format = try #require(draft.sheets[0].conditionalFormats.first)
    #expect(format.ranges.map(\.a1) == ["A1:B3"])
    let number = FormulaText("5", .openFormula)
    #expect(
      format.rules.map(\.condition) == [
        .compare(Comparison(.greaterThan, number)),
        .formula(FormulaText("[.B1]=1", .openFormula)),
      ])
    #expect(format.rules.first?.look.textColor?.hex == "FF0000")
    #expect(format.rules.first?.look.isBold == true)
    #expect(draft.leftOut == [.condition: 1])
  }

  /// Cells name their validation; expressions count from the cell that the validation names.
  @Test func gathersTheCellsOfValidations() throws {
    let named = { (name: String) in " table:content-validation-name=\"\(name)\"" }
    let path = try flat(
      """
      <table:table-row table:number-rows-repeated="2"><table:table-cell\(named("v"))/>\
      \(cell(1, named("v")))<table:table-cell/></table:table-row>\
      <table:table-row><table:table-cell/><table:table-cell\(named("v"))/></table:table-row>\
      <table:table-row table:number-rows-repeated="1048573"><table:table-cell\(named("w")) \
      table:number-columns-repeated="16384"/></table:table-row>
      """,
      before: """
        <table:content-validations><table:content-validation table:name="v" \
        table:condition="of:is-true-formula([.D5]&gt;1)" table:base-cell-address="$S.$C$5">\
        <table:error-message table:message-type="warning" table:title="Sai"><text:p>Dòng \
        một</text:p>\
        <text:p>hai</text:p></table:error-message></table:content-validation>\
        <table:content-validation table:name="w" \
        table:condition="of:cell-content-is-decimal-number() \
        and cell-content-is-between(MIN([.A1];1),2)" table:base-cell-address="$S.$A$4"/>\
        <table:content-validation table:name="unused"/></table:content-validations>
        """)
    let sheet = try Workbook.open(path).readDraft().sheets[0]
    #expect(sheet.validations.count == 2)
    let first = try #require(sheet.validations.first)
    #expect(first.ranges.map(\.a1) == ["A1:B2", "B3"])
    #expect(first.rule == .custom(FormulaText("[.B1]>1", .openFormula)))
    #expect(first.severity == .warning)
    #expect(first.error == DataValidation.Message(title: "Sai", text: "Dòng một\nhai"))
    #expect(sheet.validations.last?.ranges.map(\.a1) == ["A4:XFD1048576"])
  }

  @Test func readsWhatStandsBehindTheRows() throws {
    let path = try flat(
      "<table:table-row>\(cell(1))</table:table-row>",
      after: """
        <table:named-expressions><table:named-expression table:name="f" \
        table:base-cell-address="$S.$B$2" \
        table:expression="of:=[.B2]*2"/></table:named-expressions>\
        <table:database-ranges><table:database-range table:name="d" \
        table:target-range-address="S.A1:S.C9" table:display-filter-buttons="true"/>\
        </table:database-ranges>
        """,
      behind: """
        <table:named-expressions><table:named-range table:name="r" \
        table:cell-range-address="$S.$A$1" \
        table:base-cell-address="$S.$A$1"/></table:named-expressions>
        """)
    let draft = try Workbook.open(path).readDraft()
    #expect(draft.sheets[0].autoFilter?.a1 == "A1:C9")
    #expect(draft.namedRanges.map(\.name) == ["r", "f"])
    #expect(draft.namedRanges[0].scope == "S")
    #expect(draft.namedRanges[1].formula == FormulaText("[.A1]*2", .openFormula))
  }

  @Test func readsAPackageWithoutMimetype() throws {
    let path = try ODSSample.write()
    let archive = try ZipArchive(path: path)
    let copy = folder.file("b.ods")
    let writer = try ZipWriter(newFile: copy)
    for member in archive.members where member.name != "mimetype" {
      try writer.add(member.name, archive.read(member.name))
    }
    try writer.finish()
    #expect(try LoadedWorkbook(path: copy).cells == LoadedWorkbook(path: path).cells)
  }
}
