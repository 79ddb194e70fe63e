import Diagnostics
import Foundation
import LedgerStore
import Records
import Storage
import TestSupport
import Testing

/// Another program that holds the ledger is named.
@Suite struct LockHolderTests {
  @Test(
    .enabled(if: Subprocess.isInstalled("python3"), "python3 is not installed"),
    arguments: [false, true])
  func theProgramThatHoldsTheLedgerIsNamed(isNew: Bool) throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path, waitSeconds: 0.05)
    // A new ledger has no log before its first import.
    if !isNew { try ledger.add(Invented.file("a", [.bill(try Invented.bill(1))], sha256: "a")) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      """
      import sqlite3, sys
      database = sqlite3.connect(sys.argv[1], isolation_level=None)
      database.execute("BEGIN IMMEDIATE")
      print("held", flush=True)
      sys.stdin.read()
      """, scratch.path,
    ]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    // The word may come before the end of its line.
    let said = output.fileHandleForReading.availableData
    #expect(said.starts(with: Data("held".utf8)))
    let error = #expect(throws: LedgerError.self) {
      try ledger.add(Invented.file("b", [.bill(try Invented.bill(2))], sha256: "b"))
    }
    let words = try #require(error).diagnostic.message.en
    let holder = "python3 \(process.processIdentifier)"
    #expect(words == "another program holds the ledger: process " + holder)
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    try ledger.add(Invented.file("b", [.bill(try Invented.bill(2))], sha256: "b"))
  }
}
