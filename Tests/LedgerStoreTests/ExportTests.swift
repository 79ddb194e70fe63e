import Foundation
import LedgerStore
import Records
import Storage
import TestSupport
import Testing

/// Other programs read what is exported, and come to the same balances.
@Suite struct ExportTests {
  private static let isHledgerThere = Subprocess.isInstalled("hledger")
  /// The checker of beancount, from a folder of its own; nil where Python cannot install it.
  private static let beanCheck: String? = {
    let folder = FileManager.default.temporaryDirectory.path + "/bakhong-beancount"
    let program = folder + "/bin/bean-check"
    if Folder.isFile(program) { return program }
    guard Subprocess.isInstalled("python3") else { return nil }
    let made = try? Subprocess.run("python3", ["-m", "venv", folder])
    guard made?.exitCode == 0 else { return nil }
    let installed = try? Subprocess.run(
      folder + "/bin/pip", ["install", "--quiet", "beancount"], timeout: 120)
    return installed?.exitCode == 0 && Folder.isFile(program) ? program : nil
  }()

  private let scratch: LedgerScratch
  private let ledger: Ledger

  init() throws {
    scratch = try LedgerScratch()
    ledger = try Ledger.open(scratch.path)
    let player = ScenarioPlayer(ledger)
    for operation in [
      "import a: bill 1 350000; bill 2 200 paid 2024-08-09 wallet; bill 3 -70 of 1; bill 4 5 odd",
      "import p: pay 350000; pay 90 list cash; pay 7 wallet", "accepted p 1 to 1=300000",
      "import b: bill 1 350000 paid 2024-08-20 cash; bill 4 6 paid 2024-08-20 odd",
      "written-off bill 2 3", "undo 3", "prepaid customer 9 12345",
    ] {
      _ = player.outcome(operation)
    }
  }

  private func export(_ format: LedgerExport.Format, isMasked: Bool = false) throws -> String {
    var export = LedgerExport(format, isMasked: isMasked)
    var text = ""
    try export.write(ledger) { text += $0 }
    return text
  }

  @Test(.enabled(if: isHledgerThere, "hledger is not installed"), arguments: [false, true])
  func hledgerComesToTheSameBalances(_ isMasked: Bool) throws {
    let journal = try export(.hledger, isMasked: isMasked)
    try TemporaryFolder.with { folder in
      let path = try folder.write(text: journal, to: "ledger.journal")
      let outcome = try Subprocess.run(
        "hledger",
        ["--strict", "-f", path, "balance", "--flat", "--empty", "-N", "-O", "csv"],
        environment: ["LC_ALL": "C.UTF-8"])
      #expect(outcome.exitCode == 0, "\(outcome.errors)")
      var found: [String: Int64] = [:]
      for line in outcome.output.split(separator: "\n").dropFirst() {
        let fields = line.split(separator: "\"").filter { $0 != "," }
        found[String(fields[0])] = Int64(fields[1].split(separator: " ")[0]) ?? .min
      }
      var names = AccountNames(isBeancount: false, isMasked: isMasked)
      var expected: [String: Int64] = [:]
      for balance in try ledger.balances() {
        expected[names.name(balance.account)] = balance.balanceVND
      }
      #expect(found == expected)
    }
  }

  @Test(.enabled(if: beanCheck != nil, "beancount cannot be installed"))
  func beancountFindsNothingWrong() throws {
    let journal = try export(.beancount)
    try TemporaryFolder.with { folder in
      let path = try folder.write(text: journal, to: "ledger.beancount")
      let outcome = try Subprocess.run(try #require(Self.beanCheck), [path])
      #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
    }
  }

  @Test func everyEntryIsARowAndALine() throws {
    var count = 0
    var total: Int64 = 0
    try ledger.forEachEntry { entry in
      count += 1
      total += entry.amountVND
    }
    let rows = try export(.csv).split(separator: "\n")
    #expect(rows.count == count + 1)
    let header = rows[0].split(separator: ",")
    let amount = try #require(header.firstIndex(of: "amount_vnd"))
    let sum = rows.dropFirst().reduce(0) { sum, row in
      sum + (Int64(row.split(separator: ",", omittingEmptySubsequences: false)[amount]) ?? 0)
    }
    #expect(sum == total)
    let lines = try export(.jsonl).split(separator: "\n")
    let objects = try lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(objects.count == count)
    #expect(objects.reduce(0) { $0 + ($1["amount_vnd"] as? Int64 ?? 0) } == total)
    #expect(objects.allSatisfy { Set($0.keys) == Set(header.map(String.init)) })
  }

  @Test(arguments: LedgerExport.Format.allCases)
  func maskedExportsNameNoCustomer(_ format: LedgerExport.Format) throws {
    #expect(try export(format).contains("PA07AB"))
    #expect(try !export(format, isMasked: true).contains("PA07AB"))
  }
}
