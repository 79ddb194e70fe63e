import Foundation
import Storage
import TestSupport
import Testing

/// The books as a clerk and an auditor use them: looking up, entering, copying, taking away.
@Suite struct LedgerCommandsTests {
  private static let bills = """
    MA_KHANG,TEN_KHANG,THANG,NAM,TONG_TIEN,ID_HDON,ID_HDON_DC,NGAY_PHANH,TTRANG_TTOAN,NGAY_TTOAN,\
    KENH_THANH_TOAN
    PA07DH0000001,Trần Thị Hoà,8,2024,120123,900000001,,03/08/2024,CHUATT,,
    PA07DH0000001,Trần Thị Hoà,8,2024,-20000,900000009,900000001,20/08/2024,CHUATT,,

    """
  private static let statement = """
    Ngày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Mô tả
    20/08/2024,FT1,,120123,PA07DH0000001 TRAN THI HOA 038000000001

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(text: "unit: {id: dong-hai, name: UBND phường Đông Hải}\n", to: "bakhong.yaml")
    try folder.write(text: Self.bills, to: "inbox/hoa-don.csv")
    try folder.write(text: Self.statement, to: "inbox/sao-ke.csv")
    for file in ["hoa-don.csv", "sao-ke.csv"] {
      #expect(try run("import", folder.file("inbox/" + file)).exitCode < 2)
    }
    #expect(try run("match").exitCode < 2)
  }

  private func run(_ arguments: String...) throws -> Subprocess.Outcome {
    try run(arguments, in: folder.path)
  }

  private func run(
    _ arguments: [String], in workspace: String
  ) throws -> Subprocess.Outcome {
    try Subprocess.run(
      PackageRoot.program("bakhong"),
      arguments + (arguments.contains("unarchive") ? [] : ["-C", workspace]),
      in: workspace, environment: ["LC_ALL": "C.UTF-8", "BAKHONG_SHARE": PackageRoot.path])
  }

  private func balance() throws -> Int? {
    let balances = try JSONValue(
      run("ledger", "balance", "--json", "--customer", "PA07DH0000001"))["balances"]
    return (balances as? [[String: Any]])?.first?["balance_vnd"] as? Int
  }

  @Test func anEntryIsFollowedToItsLineWithoutNamesAndWithoutTheInbox() throws {
    try FileManager.default.removeItem(atPath: folder.file("inbox"))
    let shown = try run("ledger", "show", "900000001")
    #expect(shown.exitCode == 0)
    for part in ["issued", "hoa-don.csv:2", "sao-ke.csv:2", "PA07DH0000001", "120123"] {
      #expect(shown.output.contains(part), "\(part)")
    }
    for name in ["Trần", "TRAN", "038000000001"] { #expect(!shown.output.contains(name)) }
    let json = try run("ledger", "show", "900000001", "--json").output
    #expect(!json.contains("Trần") && !json.contains("038000000001"))
    let open = try run("ledger", "show", "900000001", "--show-values").output
    #expect(open.contains("Trần Thị Hoà") && open.contains("TRAN THI HOA 038000000001"))
  }

  @Test func aBillThatAdjustsIsShownWithTheOneItAdjusts() throws {
    let shown = try run("ledger", "show", "900000009").output
    #expect(shown.contains("adjusted") && shown.contains("900000001"))
    #expect(shown.contains("adjustments"))
    #expect(try balance() == -20_000)
  }

  @Test func amountsBelowZeroNeedNoDashes() throws {
    let posted = try run(
      "ledger", "post", "adjusted", "-5000", "--bill", "900000001", "--day", "2024-08-30",
      "--reason", "vì thế")
    #expect(posted.exitCode == 0, "\(posted.errors)")
    #expect(try balance() == -25_000)
  }

  @Test func aBackupIsRestored() throws {
    let copy = folder.file("copy.sqlite")
    #expect(try run("ledger", "backup", copy).exitCode == 0)
    #expect(
      try run(
        "ledger", "post", "written-off", "5", "--bill", "900000001", "--day", "2024-08-30",
        "--reason", "vì thế"
      ).exitCode == 0)
    #expect(try balance() == -20_005)
    #expect(try run("ledger", "restore", copy).exitCode == 0)
    #expect(try balance() == -20_000)
    try FileManager.default.removeItem(atPath: copy)
    try folder.write(text: "không phải sổ", to: "copy.sqlite")
    let refused = try run("ledger", "restore", copy)
    #expect(refused.exitCode == 2 && refused.errors.contains("[ledger.not-sqlite]"))
    #expect(try balance() == -20_000)
  }

  @Test func whatWasMatchedStaysWhenItsWordsAreErased() throws {
    #expect(try run("ledger", "lock", "2024-08", "--reason", "nộp").exitCode == 0)
    let erased = try run("ledger", "erase", "--everybody", "--reason", "hết hạn")
    #expect(erased.exitCode == 0, "\(erased.errors)")
    #expect(try run("match").exitCode < 2)
    #expect(try balance() == -20_000)
    let verified = try run("verify")
    #expect(verified.exitCode == 0 && !verified.errors.contains("[verify."), "\(verified.errors)")
  }

  @Test(
    .enabled(if: Subprocess.isInstalled("age-keygen"), "age is not installed"))
  func anArchiveIsEncryptedForWhomItIsMeant() throws {
    let key = folder.file("key.txt")
    let made = try Subprocess.run("age-keygen", ["-o", key])
    let recipient = try #require(made.errors.split(separator: " ").last).trimmingCharacters(
      in: .whitespacesAndNewlines)
    let archive = folder.file("goi.age")
    try folder.write(text: "quyết định", to: "ho-so/ct1/a.txt")
    #expect(
      try run("ledger", "archive", "-o", archive, "--recipient", recipient).exitCode == 0)
    let bytes = try FileBytes.read(archive)
    #expect(bytes.starts(with: Array("age-encryption.org/v1\n".utf8)))
    let mode = try FileManager.default.attributesOfItem(atPath: archive)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let target = folder.file("moi")
    let opened = try run("ledger", "unarchive", archive, target, "--key", key)
    #expect(opened.exitCode == 0, "\(opened.errors)")
    let entries = try run("ledger", "export").output
    #expect(try run(["ledger", "export"], in: target).output == entries)
    #expect(entries.contains("900000009"))
    #expect(try FileBytes.read(target + "/ho-so/ct1/a.txt") == Array("quyết định".utf8))
    let wrong = try run("ledger", "unarchive", archive, folder.file("khac"), "--key", archive)
    #expect(wrong.exitCode == 2)
  }
}
