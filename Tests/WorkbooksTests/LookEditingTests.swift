import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// Styles, number formats, links, properties, pictures: what hangs beside values is edited too.
@Suite struct LookEditingTests {
  private let folder: TemporaryFolder
  private static let sheet = "Báo cáo 'tháng' 8"

  init() throws {
    folder = try TemporaryFolder()
  }

  // MARK: - Styles

  @Test(.needs(.schemas), arguments: Workbook.Format.allCases)
  func aStyleIsAddedAndNoneIsChanged(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    var style = CellStyle {
      $0.font.isBold = true
      $0.font.sizePoints = 9
      $0.fill = Color(hex: "FFF2CC")
      $0.horizontal = .right
      $0.borders = .all
      $0.numberFormat = .custom("#,##0.0000")
    }
    style.vertical = .top
    let edited = try edited(path, format) { editor in
      try editor.apply(.style(style, block("B3:C4")))
      // Beyond what the sheet has, and under a merged block.
      try editor.apply(.style(style, block("E30:E31")))
      try editor.apply(.style(style, block("A1:C1")))
    }
    let (before, after) = try (looks(path), looks(edited))
    let changed = ["B3", "C3", "B4", "C4", "E30", "E31", "A1", "B1", "C1"]
    for (cell, look) in after where !changed.contains(cell) {
      #expect(look == before[cell], "\(format) \(cell)")
    }
    for cell in ["B3", "C4", "E30", "A1"] {
      let look = try #require(after[cell])
      #expect(look.font.isBold && look.font.sizePoints == 9, "\(format) \(cell)")
      #expect(look.fill == Color(hex: "FFF2CC"))
      #expect(look.horizontal == .right)
      #expect(look.borders.left?.style == .thin)
      #expect(look.numberFormat == .fixed(decimals: 4, grouped: true), "\(format) \(cell)")
    }
    #expect(try LoadedWorkbook(path: edited).cells == LoadedWorkbook(path: path).cells)
    #expect(try SchemaCheck.violations(inWorkbook: edited) == [:])
  }

  @Test(.needs(.libreOffice), arguments: Workbook.Format.allCases)
  func aNumberFormatKeepsTheRestOfTheStyle(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    let edited = try edited(path, format) { editor in
      try editor.apply(.value(.number(45_507.25), at: at(Self.sheet, "B3")))
      try editor.apply(.numberFormat(.custom("yyyy-mm-dd hh:mm"), block("B3")))
      try editor.apply(.numberFormat(.fixed(decimals: 1, grouped: false), block("C3:C4")))
      try editor.apply(.numberFormat(.custom("[h]:mm"), block("C5")))
      try editor.apply(.numberFormat(.percent(decimals: 0), block("D4:E4")))
      try editor.apply(.value(.number(0.5), at: at(Self.sheet, "E4")))
      // There and back again.
      try editor.apply(.numberFormat(.date, block("C6")))
      try editor.apply(.numberFormat(.general, block("C6")))
    }
    let read = try LoadedWorkbook(path: edited)
    let moment = DateTime(year: 2024, month: 8, day: 3, secondOfDay: 21_600)
    #expect(read.value(Self.sheet, "B3") == moment.map { .date($0) })
    #expect(read.value(Self.sheet, "C5") == .duration(seconds: 12 * 86_400))
    #expect(read.value(Self.sheet, "C6") == .number(12))
    let shown = try #require(try LibreOffice.cellTexts(of: edited)[Self.sheet])
    #expect(shown[2][1] == "2024-08-03 06:00")
    #expect(shown[2][2] == "12,0")
    #expect(shown[4][2] == "288:00")
    #expect(shown[3][4] == "50%")
    #expect(shown[5][2] == "12")
    let (before, after) = try (looks(path), looks(edited))
    #expect(after["B3"]?.borders == before["B3"]?.borders)
    #expect(after["B3"]?.font == before["B3"]?.font)
  }

  // MARK: - Links

  @Test(.needs(.schemas), arguments: Workbook.Format.allCases)
  func linksComeChangeAndGo(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    let edited = try edited(path, format) { editor in
      let target = CellLink(.uri("https://example.vn/?a=1&b=2"), tooltip: "Mở \"trang\"")
      try editor.apply(.link(target, at: at(Self.sheet, "A3")))
      try editor.apply(.link(CellLink(.uri("mailto:a@b.vn")), at: at(Self.sheet, "A4")))
      try editor.apply(.link(CellLink(.name("bang")), at: at(Self.sheet, "A4")))
      let cells = CellLink(.cells(SheetRange(sheet: "Phụ lục 15", range: block("A1:B2").range)))
      try editor.apply(.link(cells, at: at(Self.sheet, "A7")))
      try editor.apply(.link(target, at: at(Self.sheet, "A8")))
      try editor.apply(.link(nil, at: at(Self.sheet, "A8")))
      try editor.apply(.link(nil, at: at(Self.sheet, "A9")))
    }
    let links = try Workbook.open(edited).readDraft().sheets[0].hyperlinks
    let found = Dictionary(links.map { ($0.range.a1, $0) }, uniquingKeysWith: { $1 })
    #expect(found.keys.sorted() == ["A3", "A4", "A7"])
    #expect(found["A3"]?.target == .uri("https://example.vn/?a=1&b=2"))
    #expect(found["A4"]?.target == .name("bang"))
    #expect(
      found["A7"]?.target == .cells(SheetRange(sheet: "Phụ lục 15", range: block("A1:B2").range)))
    #expect(try LoadedWorkbook(path: edited).cells == LoadedWorkbook(path: path).cells)
    #expect(try SchemaCheck.violations(inWorkbook: edited) == [:])
    var editor = try Workbook.edit(edited)
    let number = WorkbookEdit.link(CellLink(.uri("https://a.vn")), at: try at(Self.sheet, "B3"))
    #expect(code { try editor.apply(number) } == (format == .ods ? "edit.unsupported" : "none"))
    let bad = WorkbookEdit.link(CellLink(.uri("a b")), at: try at(Self.sheet, "A3"))
    #expect(code { try editor.apply(bad) } == "edit.unsupported")
  }

  @Test func aLinkOfManyCellsLosesOne() throws {
    let packages = XLSXPackages(folder: folder)
    let path = try packages.make(
      sheet: "<sheetData/><hyperlinks><hyperlink ref=\"A1:B3\" location=\"x\"/></hyperlinks>")
    let edited = try edited(path, .xlsx) { try $0.apply(.link(nil, at: at("S", "B2"))) }
    let links = try Workbook.open(edited).readDraft().sheets[0].hyperlinks
    #expect(links.map(\.range.a1) == ["A1:B1", "A2", "A3:B3"])
  }

  // MARK: - Properties

  @Test(.needs(.schemas), arguments: Workbook.Format.allCases, [true, false])
  func propertiesAreSetChangedAndTaken(format: Workbook.Format, isThere: Bool) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    if !isThere { try removeProperties(path, format) }
    let edited = try edited(path, format) { editor in
      for (name, property) in DocumentProperty.named {
        let isTime = property == .created || property == .modified
        let text = property == .language ? "vi-VN" : "\(name) & <1>"
        try editor.apply(.property(property, isTime ? "2025-02-03T04:05:06Z" : text))
      }
      try editor.apply(.property(.keywords, "ba không, QR"))
      try editor.apply(.property(.custom("Mã"), "x"))
      try editor.apply(.property(.custom("Mã"), "phường-1"))
      try editor.apply(.property(.custom("Khác"), "y"))
      try editor.apply(.property(.custom("Khác"), ""))
      try editor.apply(.property(.subject, ""))
    }
    let read = try Workbook.open(edited).readDraft().properties
    #expect(read.title == "title & <1>")
    #expect(read.subject == "")
    #expect(read.creator == "creator & <1>")
    #expect(read.description == "description & <1>")
    #expect(read.keywords == ["ba không", "QR"])
    #expect(read.created == "2025-02-03T04:05:06Z")
    #expect(read.modified == "2025-02-03T04:05:06Z")
    let part = format == .ods ? "meta.xml" : "docProps/core.xml"
    let text = String(decoding: try ZipArchive(path: edited).read(part), as: UTF8.self)
    #expect(text.contains("editor &amp; &lt;1&gt;") && text.contains("vi-VN"))
    let own = format == .ods ? part : "docProps/custom.xml"
    let custom = String(decoding: try ZipArchive(path: edited).read(own), as: UTF8.self)
    #expect(custom.contains("phường-1") && !custom.contains("Khác"))
    #expect(try SchemaCheck.violations(inWorkbook: edited) == [:])
    var editor = try Workbook.edit(path)
    for (property, text) in [(DocumentProperty.created, "hôm qua"), (.language, "tiếng Việt")] {
      #expect(code { try editor.apply(.property(property, text)) } == "edit.unsupported")
    }
  }

  private func removeProperties(_ path: String, _ format: Workbook.Format) throws {
    switch format {
    case .ods:
      let manifest = String(
        decoding: try ZipArchive(path: path).read("META-INF/manifest.xml"), as: UTF8.self)
      let without = manifest.replacing(#/<manifest:file-entry[^>]*"meta.xml"[^>]*\/>/#, with: "")
      #expect(without != manifest)
      try ZipArchive.change(
        ["META-INF/manifest.xml": Array(without.utf8)], removing: ["meta.xml"], in: path)
    case .xlsx:
      let archive = try ZipArchive(path: path)
      let root = String(decoding: try archive.read("_rels/.rels"), as: UTF8.self)
      let types = String(decoding: try archive.read("[Content_Types].xml"), as: UTF8.self)
      try ZipArchive.change(
        [
          "_rels/.rels": Array(
            root.replacing(#/<Relationship [^>]*core-properties"[^>]*\/>/#, with: "").utf8),
          "[Content_Types].xml": Array(
            types.replacing(#/<Override [^>]*core.xml"[^>]*\/>/#, with: "").utf8),
        ], removing: ["docProps/core.xml"], in: path)
    }
  }

  // MARK: - Pictures

  @Test(arguments: Workbook.Format.allCases)
  func aPictureIsReplacedByOneOfItsKind(format: Workbook.Format) throws {
    let full = FullWorkbook(for: format, SeededGenerator(seed: 5))
    let path = folder.file("full." + format.rawValue)
    try Workbook.write(full.draft, rows: full.rows, to: path)
    let members = try ZipArchive(path: path).members.map(\.name)
    let png = try #require(members.first { $0.hasSuffix(".png") && !$0.contains("Thumb") })
    let jpeg = try #require(members.first { $0.hasSuffix(".jpeg") || $0.hasSuffix(".jpg") })
    let new = Pictures.png + [0]
    let edited = try edited(path, format) { try $0.apply(.image(member: png, bytes: new)) }
    let receipt = try EditReceipt(from: path, to: edited)
    #expect(receipt.parts.filter(\.isChanged).map(\.name) == [png])
    #expect(try ZipArchive(path: edited).read(png) == new)
    var editor = try Workbook.edit(path)
    for (member, bytes, wanted) in [
      (jpeg, Pictures.png, "edit.unsupported"), (png, Array("GIF89a".utf8), "edit.unsupported"),
      (png, [], "edit.unsupported"), ("Pictures/khong-co.png", Pictures.png, "edit.bad-name"),
      ("content.xml", Pictures.png, "edit.bad-name"),
    ] as [(String, [UInt8], String)] {
      #expect(code { try editor.apply(.image(member: member, bytes: bytes)) } == wanted)
    }
  }

  // MARK: - Signatures

  @Test(arguments: Workbook.Format.allCases)
  func aSignatureIsDroppedWhole(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    let clean = try ZipArchive(path: path)
    let before = Dictionary(
      uniqueKeysWithValues: try clean.members.map { ($0.name, try clean.read($0.name)) })
    try SignedWorkbook.sign(path, format)
    var refused = try WorkbookEditing(path: path)
    let edit = WorkbookEdit.value(.number(1), at: try at(Self.sheet, "B3"))
    #expect(code { try refused.apply(edit) } == "edit.signed")
    var editing = try WorkbookEditing(path: path, dropsSignature: true)
    try editing.apply(edit)
    let edited = path + ".edited.\(format.rawValue)"
    let receipt = try #require(try editing.write(to: edited))
    #expect(receipt.droppedSignature)
    let after = try ZipArchive(path: edited)
    #expect(after.members.map(\.name).sorted() == before.keys.sorted())
    let sheet = format == .ods ? "content.xml" : "xl/worksheets/sheet1.xml"
    for (name, bytes) in before where name != sheet {
      let (was, now) = try (String(decoding: bytes, as: UTF8.self), after.read(name))
      #expect(was == String(decoding: now, as: UTF8.self), "\(name)")
    }
  }

  // MARK: - Help

  private func block(_ a1: String) -> SheetRange {
    SheetRange(
      sheet: Self.sheet,
      range: CellRange(a1: a1) ?? CellRange(CellAddress(row: 0, column: 0)))
  }

  private func looks(_ path: String) throws -> [String: CellStyle] {
    let reader = try Workbook.open(path)
    let styles = try reader.readDraft().styles
    var looks: [String: CellStyle] = [:]
    try reader.readStyledRows(ofSheet: 0) { row in
      for cell in row.cells where row.repeated < 100 {
        for column in cell.column..<cell.column + min(cell.repeated, 100) {
          looks[CellAddress(row: row.index, column: column).a1] = styles[cell.style]
        }
      }
      return true
    }
    return looks
  }

  private func edited(
    _ path: String, _ format: Workbook.Format,
    _ change: (inout any WorkbookEditor) throws -> Void
  ) throws -> String {
    var editor = try Workbook.edit(path)
    try change(&editor)
    let copy = path + ".edited.\(format.rawValue)"
    try Folder.remove(copy)
    try editor.write(toNewFile: copy)
    return copy
  }
}

/// Signatures as the formats store them; what is signed does not matter here.
enum SignedWorkbook {
  static func sign(_ path: String, _ format: Workbook.Format) throws {
    func replaced(_ part: String, _ old: String, _ new: String) throws -> [UInt8] {
      let text = String(decoding: try ZipArchive(path: path).read(part), as: UTF8.self)
      #expect(text.contains(old))
      return Array(text.replacing(old, with: new).utf8)
    }
    switch format {
    case .ods:
      let entry =
        "<manifest:file-entry manifest:full-path=\"META-INF/documentsignatures.xml\" "
        + "manifest:media-type=\"text/xml\"/>"
      let close = "</manifest:manifest>"
      try ZipArchive.change(
        [
          "META-INF/documentsignatures.xml": Array("<document-signatures/>".utf8),
          "META-INF/manifest.xml": replaced("META-INF/manifest.xml", close, entry + close),
        ], in: path)
    case .xlsx:
      let types =
        "<Default Extension=\"sigs\" ContentType=\"application/vnd.openxmlformats-package."
        + "digital-signature-origin\"/><Override PartName=\"/_xmlsignatures/sig1.xml\" "
        + "ContentType=\"application/vnd.openxmlformats-package.digital-signature-xmlsignature"
        + "+xml\"/></Types>"
      let type = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature"
      let relation = "<Relationship Id=\"rIdS\" Type=\"\(type)/origin\" "
      try ZipArchive.change(
        [
          "_xmlsignatures/origin.sigs": [],
          "_xmlsignatures/sig1.xml": Array("<Signature/>".utf8),
          "_xmlsignatures/_rels/origin.sigs.rels": Array(
            """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            <Relationship Id="rId1" Type="\(type)/signature" Target="sig1.xml"/></Relationships>
            """.utf8),
          "[Content_Types].xml": replaced("[Content_Types].xml", "</Types>", types),
          "_rels/.rels": replaced(
            "_rels/.rels", "</Relationships>",
            relation + "Target=\"_xmlsignatures/origin.sigs\"/></Relationships>"),
        ], in: path)
    }
  }
}
