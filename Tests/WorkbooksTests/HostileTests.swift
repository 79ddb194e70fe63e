import Diagnostics
import Sheets
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// Small files that ask for much, or lie: each is refused by name, or read for what it is.
@Suite struct HostileTests {
  private let folder: TemporaryFolder
  private let packages: XLSXPackages

  init() throws {
    folder = try TemporaryFolder()
    packages = XLSXPackages(folder: folder)
  }

  /// The code and the words of what a file is refused for, whichever way it is read; nil for none.
  private func refusal(_ path: String) throws -> (code: String, words: String)? {
    var told: [(code: String, words: String)?] = []
    let ways: [() throws -> Void] = [
      { _ = try LoadedWorkbook(path: path) },
      {
        let reader = try Workbook.open(path)
        for sheet in reader.sheets.indices {
          try reader.readStyledRows(ofSheet: sheet) { _ in true }
        }
      },
    ]
    for way in ways {
      do {
        try way()
        told.append(nil)
      } catch let error as any Diagnosable {
        #expect(error.diagnostic.origin.file == path)
        told.append((error.diagnostic.code, error.diagnostic.message.en))
      }
    }
    #expect(told[0]?.code == told[1]?.code, "\(told)")
    return told[0]
  }

  private static let value = #"o:value-type="float" o:value="1""#
  private static let huge = "99999999999999999999"
  private static let nested = String(repeating: "<p:span>", count: 300)

  @Test(arguments: [
    // Repeats and spans that no integer holds, that are none, or that leave the sheet.
    ("<t:table-row t:number-rows-repeated='\(huge)'/>", "ods.count", "rows-repeated"),
    ("<t:table-row t:number-rows-repeated='-1'/>", "ods.count", "rows-repeated"),
    (
      "<t:table-row><t:table-cell t:number-columns-repeated='\(huge)' \(value)/></t:table-row>",
      "ods.count", "columns-repeated"
    ),
    (
      "<t:table-row t:number-rows-repeated='1048577'><t:table-cell \(value)/></t:table-row>",
      "ods.limit", "rowsMax"
    ),
    (
      "<t:table-row><t:table-cell t:number-columns-repeated='16385' \(value)/></t:table-row>",
      "ods.limit", "columnsMax"
    ),
    // A space that stands for more text than memory holds.
    (
      "<t:table-row><t:table-cell o:value-type='string'><p:p><p:s p:c='999999999'/></p:p>"
        + "</t:table-cell></t:table-row>", "ods.count", "999999999"
    ),
    // Nesting and attributes.
    ("<t:table-row><t:table-cell>\(nested)", "xml.limit", "depthMax"),
    (
      "<t:table-row " + (0...1024).map { "a\($0)=''" }.joined(separator: " ") + "/>", "xml.limit",
      "attributesMax"
    ),
  ])
  func refusesOpenDocument(rows: String, code: String, words: String) throws {
    let told = try refusal(ODSSample.package(rows))
    #expect(told?.code == code)
    #expect(told?.words.contains(words) == true, "\(told?.words ?? "")")
  }

  @Test(arguments: [
    ("<row r='1048577'><c><v>1</v></c></row>", "xlsx."),
    ("<row r='\(huge)'><c><v>1</v></c></row>", "xlsx."), ("<row r='0'><c/></row>", "xlsx."),
    ("<row><c r='XFE1'><v>1</v></c></row>", "xlsx."),
    ("<row><c r='A\(huge)'><v>1</v></c></row>", "xlsx."),
    ("<row><c r='AAAAAAAAAAAAAAAA1'><v>1</v></c></row>", "xlsx."),
    ("<row><c t='s'><v>0</v></c></row>", "xlsx."), ("<row><c t='s'><v>-1</v></c></row>", "xlsx."),
    ("<row><c t='s'><v>\(huge)</v></c></row>", "xlsx."),
    ("<row><c><v>1e</v></c></row>", "xlsx."),
    ("<row><c>\(String(repeating: "<a>", count: 300))", "xml.limit"),
    (
      "<row " + (0...1024).map { "a\($0)=''" }.joined(separator: " ") + "/>", "xml.limit"
    ),
  ])
  func refusesOpenXML(rows: String, code: String) throws {
    let told = try refusal(packages.make(sheet: "<sheetData>\(rows)</sheetData>"))
    #expect(told?.code.hasPrefix(code) == true, "\(told?.code ?? "none")")
  }

  /// A style, a merge, a column and a shared formula with numbers beyond every integer.
  @Test func takesNumbersOfNoUseForNone() throws {
    let path = try packages.make(
      sheet: """
        <cols><col min="\(Self.huge)" max="-1" width="1E999" style="\(Self.huge)"/></cols>\
        <sheetData><row r="1" s="\(Self.huge)" ht="1E999" spans="\(Self.huge)"><c r="A1" \
        s="\(Self.huge)"><f t="shared" si="\(Self.huge)" ref="A1:XFD1048576">A1</f><v>1</v></c>\
        </row></sheetData><mergeCells><mergeCell ref="A1:ZZZZ\(Self.huge)"/></mergeCells>
        """,
      styles: "<cellXfs><xf numFmtId=\"\(Self.huge)\" fontId=\"-1\" fillId=\"77\"/></cellXfs>")
    #expect(try LoadedWorkbook(path: path).value("S", "A1") == .number(1))
    let reader = try Workbook.open(path)
    // Read or refused, but never a trap.
    for work in [
      { _ = try reader.readDraft() }, { try reader.readStyledRows(ofSheet: 0) { _ in true } },
      { _ = try Workbook.formulas(of: path) },
    ] as [() throws -> Void] {
      do { try work() } catch is any Diagnosable {}
    }
  }

  /// A target outside of the package is no file of ours: its part is missing.
  @Test(arguments: [
    "../../../../../../etc/hostname", "/../../etc/hostname", "file:///etc/hostname",
    "..\\..\\etc\\hostname",
  ])
  func looksForPartsInThePackageAlone(target: String) throws {
    let relation = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/\
      relationships/worksheet" Target="\(target)"/></Relationships>
      """
    let path = try packages.make(
      sheet: "<sheetData/>", extra: ["xl/_rels/workbook.xml.rels": relation])
    #expect(
      try refusal(path)?.code == "zip.member-missing" || refusal(path)?.code == "xlsx.part-missing")
  }

  /// Names of members that would leave a folder are only names: nothing is ever unpacked.
  @Test func unpacksNothing() throws {
    let path = try packages.make(
      sheet: "<sheetData><row><c><v>1</v></c></row></sheetData>",
      extra: ["../../outside.xml": "<a/>", "/absolute.xml": "<a/>", "..\\back.xml": "<a/>"])
    #expect(try LoadedWorkbook(path: path).value("S", "A1") == .number(1))
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY e 'x'>]>", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>",
    "<!DOCTYPE a [<!ENTITY % e SYSTEM 'file:///etc/hostname'> %e;]>",
  ])
  func refusesEntities(doctype: String) throws {
    let path = try ODSSample.package("<t:table-row/>", doctype: doctype)
    #expect(try refusal(path)?.code == "xml.entities")
  }

  @Test func readsABareDocumentType() throws {
    let path = try ODSSample.package(
      "<t:table-row><t:table-cell \(Self.value)/></t:table-row>",
      doctype: "<!DOCTYPE office:document-content PUBLIC \"-//OpenOffice.org//DTD\" \"office.dtd\">"
    )
    #expect(try LoadedWorkbook(path: path).value("S", "A1") == .number(1))
  }

  /// A sheet that says 2³⁴ equal cells in a few bytes is read in a few steps.
  @Test func countsRepeatsWithoutExpandingThem() throws {
    let path = try ODSSample.package(
      """
      <t:table-row t:number-rows-repeated="1048576"><t:table-cell \
      t:number-columns-repeated="16384" \(Self.value)/></t:table-row>
      """)
    var cells = 0
    try Workbook.open(path).readRows(ofSheet: 0) { row in
      cells += row.repeated * row.cells.reduce(0) { $0 + $1.repeated }
      return true
    }
    #expect(cells == 1 << 34)
  }
}
