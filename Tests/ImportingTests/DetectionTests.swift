import Diagnostics
import Records
import Sheets
import Storage
import Testing
import Workbooks

@testable import Importing

/// The error that an import ends with.
private func failure(_ work: () throws -> ImportedFile) throws -> Diagnostic {
  do {
    let file = try work()
    Issue.record("read as \(file.layout)")
  } catch let error as any Diagnosable {
    return error.diagnostic
  }
  return Diagnostic("none", Words(vi: "", en: ""))
}

@Test func everyLayoutIsRecognisedByItsOwnHeaders() throws {
  let catalog = try LayoutCatalog.load(folder: packageFolder() + "/Layouts")
  #expect(catalog.layouts.count == 18)
  for (place, layout) in catalog.layouts.enumerated() where !layout.isGeneric {
    for spelling in 0..<4 {
      let headers = Field.allCases.compactMap { layout.columns[$0]?.headers }
        .map { $0[min(spelling, $0.count - 1)] }
      let row = InputRow(line: 1, lead: headers[0], cells: headers.map { .text($0.uppercased()) })
      let fits = try shippedImporter().fits([[row]]).filter(\.fits)
      #expect(fits.first?.layout == place, "\(layout.id)")
      let second =
        fits.dropFirst().first { !catalog.layouts[$0.layout].isGeneric }?.score ?? 0
      #expect((fits.first?.score ?? 0) - second > Importer.scoreTolerance, "\(layout.id)")
    }
  }
}

@Test func noLayoutSaysWhatWasLookedForAndWhatIsNearest() throws {
  let error = try failure {
    try importText("Ngày giao dịch;Số bút toán;Phát sinh nợ;Nội dung\n1;2;3;4\n")
  }
  #expect(error.code == "import.no-layout")
  #expect(error.message.en.contains("nearest is \"mb\", missing columns \"Phát sinh có\""))
  #expect(error.hint?.vi.contains("evn-fields") == true)
  #expect(try failure { try importText("xin chào\n") }.code == "import.no-layout")
  #expect(try failure { try importText("\n  \n;;;\n") }.code == "import.empty")
}

@Test func aForcedLayoutIsTakenOrRefused() throws {
  let text = "Mã khách hàng,Ngày thu,Số tiền\nPA07AB0000001,01/08/2024,1000\n"
  #expect(try importText(text, layout: "collection-list").layout == "collection-list")
  let misfit = try failure { try importText(text, layout: "mb") }
  #expect(misfit.code == "import.layout-does-not-fit")
  #expect(misfit.message.vi.contains("Ngày giao dịch"))
  #expect(try failure { try importText(text, layout: "x") }.code == "import.layout-unknown")
}

@Test func twoEqualLayoutsAreAQuestion() throws {
  let folder = packageFolder() + "/Layouts"
  let catalog = try LayoutCatalog.load(folder: folder)
  let user = packageFolder() + "/.build/importing-tests-user-layouts"
  defer { try? Folder.remove(user + "/bank.yaml") }
  let original = String(decoding: try FileBytes.read(folder + "/bidv.yaml"), as: UTF8.self)
  let lines = original.split(separator: "\n").map { $0 == "id: bidv" ? "id: bank" : String($0) }
  try StagedFile(for: user + "/bank.yaml").writeAndCommit(lines.joined(separator: "\n"))
  let both = try LayoutCatalog.load(folder: folder, userFolder: user)
  #expect(both.layouts.count == catalog.layouts.count + 1)
  let importer = Importer(
    layouts: both, channels: try ChannelTable.load(path: folder + "/channels.yaml"))
  let text = "Ngày hiệu lực,Ghi nợ,Ghi có,Số dư,Mô tả\n01/08/2024,,5,5,a\n"
  let error = try failure {
    try importer.read(
      try TextSource(Array(text.utf8), file: "a.csv"), sha256: "", name: "a.csv",
      options: ImportOptions())
  }
  #expect(error.code == "import.layout-ambiguous")
  #expect(error.message.en.contains("bank, bidv"))
  #expect(error.hint?.en.contains("sources") == true)
}

@Test func aLayoutWithAnUnknownFieldIsAnError() throws {
  let path = packageFolder() + "/.build/importing-tests-bad-layout/bad.yaml"
  defer { try? Folder.remove(path) }
  try StagedFile(for: path).writeAndCommit(
    "id: a\nkind: bills\nname: {vi: a, en: a}\nkey: code\n"
      + "columns: {kode: {required: true, headers: [A]}}\n")
  let error = try #require(throws: ImportError.self) {
    try LayoutCatalog.load(folder: Folder.parent(of: path))
  }
  #expect(error.diagnostic.code == "import.layout-invalid")
  #expect(error.diagnostic.origin.file == path)
}

@Test func theCorpusIsRecognised() throws {
  let folder = packageFolder() + "/../shared/corpus/csv/"
  guard Folder.isFolder(folder) else {
    print("skipped theCorpusIsRecognised: there is no ../shared/corpus")
    return
  }
  for (name, layout, records, rejected) in [
    ("vn_evn_bills_utf8.csv", "evn-headers", 5, 0), ("vn_evn_bills_nfd.csv", "evn-headers", 5, 0),
    ("vn_mb_semicolon_utf8.csv", "mb", 1, 0), ("vn_tcb_tab_utf16le.csv", "techcombank", 1, 0),
    ("vn_vcb_preamble_utf8bom.csv", "vietcombank", 2, 0),
    ("vn_bidv_cp1258.csv", "bidv", 1, 0), ("vn_agribank_ascii_noquote.csv", "agribank-dc", 1, 0),
  ] {
    let file = try shippedImporter().read(folder + name)
    #expect(file.layout == layout, "\(name)")
    #expect(file.records.count == records, "\(name)")
    #expect(file.rejected.count == rejected, "\(name) \(file.faults)")
  }
  let twins = try ["vn_evn_bills_utf8.csv", "vn_evn_bills_nfd.csv"].map {
    try shippedImporter().read(folder + $0).records.map(\.identity)
  }
  #expect(twins[0] == twins[1])
}

@Test func bytesThatAreNoTextAreNamed() throws {
  let folder = packageFolder() + "/.build/importing-tests-bytes"
  let path = folder + "/a.csv"
  defer { try? Folder.remove(path) }
  try StagedFile(for: path).writeAndCommit("")
  #expect(try failure { try shippedImporter().read(path) }.code == "import.empty")
  try StagedFile(for: path).writeAndCommit("Mã hộ,\"Chủ hộ\n")
  let error = try failure { try shippedImporter().read(path) }
  #expect(error.code == "csv.unclosed-quote")
  #expect(error.origin == Origin(file: "a.csv", line: 1))
  #expect(try failure { try shippedImporter().read(folder + "/none") }.code == "storage.missing")
}

@Test func workbooksAreToldFromText() {
  #expect(Workbook.recognises([0x50, 0x4B, 3, 4, 0]))
  #expect(Workbook.recognises([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
  #expect(Workbook.recognises(Array("<?xml version=\"1.0\"?>\n<office:document a=\"\">".utf8)))
  #expect(!Workbook.recognises(Array("PK,Tên\n1,2".utf8)))
  #expect(Workbook.recognises(Array("<html>".utf8)))
}

extension StagedFile {
  consuming func writeAndCommit(_ text: String) throws {
    try write(Array(text.utf8))
    try commit()
  }
}
