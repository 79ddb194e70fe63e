import Records
import Storage
import Testing

@testable import Importing

private let shippedPath = packageFolder() + "/Layouts/channels.yaml"

@Test(
  arguments: [
    ("Trích nợ tự động", true), ("internet banking", true), ("MOBILE-BANKING", true),
    ("Vi dien tu", true), ("QR code", true), ("Uỷ nhiệm chi", true), (" Thẻ ", true),
    ("Tiền mặt tại quầy điện lực", false), ("Tiền mặt tại quầy ngân hàng", false),
    ("tien mat tai diem thu ho", false), ("Thu ngân viên", false),
    ("", nil), ("  ", nil), ("Tiền mặt", nil), ("Khác", nil),
  ] as [(String, Bool?)])
func wordsOfTheTable(word: String, isCashless: Bool?) throws {
  #expect(try ChannelTable.load(path: shippedPath).channel(word).isCashless == isCashless)
}

@Test func unknownWordsKeepTheirSpelling() throws {
  let table = try ChannelTable.load(path: shippedPath)
  #expect(table.channel(" Khác ") == .unknown(word: "Khác"))
  #expect(table.channel(" ") == .unknown(word: nil))
  #expect(table.channel("???") == .unknown(word: "???"))
}

@Test func aUsersTableAddsWordsAndChangesMeanings() throws {
  let path = packageFolder() + "/.build/importing-tests-channels/channels.yaml"
  defer { try? Folder.remove(path) }
  try StagedFile(for: path).writeAndCommit(
    "cash:\n  - {name: Thẻ, words: [Tiền mặt]}\ncashless:\n  - name: Chuyển khoản\n")
  let table = try ChannelTable.load(path: shippedPath, userPath: path)
  #expect(table.channel("thẻ") == .known(name: "Thẻ", isCashless: false))
  #expect(table.channel("Tiền mặt") == .known(name: "Thẻ", isCashless: false))
  #expect(table.channel("chuyển khoản").isCashless == true)
  #expect(table.channel("QR Code").isCashless == true)
  #expect(throws: Never.self) {
    try ChannelTable.load(path: shippedPath, userPath: path + ".none")
  }
}

@Test func aUsersLayoutReplacesTheOneOfItsID() throws {
  let folder = packageFolder() + "/Layouts"
  let user = packageFolder() + "/.build/importing-tests-replaced"
  defer { try? Folder.remove(user + "/mb.yaml") }
  try StagedFile(for: user + "/mb.yaml").writeAndCommit(
    """
    id: mb
    kind: bills
    name: {vi: a, en: b}
    key: code
    columns:
      code: {required: true, headers: [Abc]}
      amount: {required: true, headers: [Def]}
    """)
  let shipped = try LayoutCatalog.load(folder: folder)
  let catalog = try LayoutCatalog.load(folder: folder, userFolder: user)
  #expect(catalog.layouts.count == shipped.layouts.count)
  #expect(catalog.layouts.first { $0.id == "mb" }?.kind == .bills)
}
