import Foundation
import Storage
import TestSupport
import Testing

/// Lets the first, the second, the third … operation on the disk of a whole run fail.
///
/// `Faults/faulty.c` stands between the program and the C library: writes, syncs, renames, links,
/// removals. Whatever fails: the ledger is whole, and a new run completes.
@Suite(.serialized) struct DiskFaultTests {
  /// Every operation takes minutes: `BAKHONG_FAULTS=all`; otherwise a few of each kind, by chance.
  private static let faults = ProcessInfo.processInfo.environment["BAKHONG_FAULTS"]
  private static let byChance = 4
  private static let compiler = ["clang", "cc"].first { Subprocess.isInstalled($0) }

  @Test(
    .enabled(if: compiler != nil, "no C compiler is there to make the faulty library"),
    arguments: ["dead", "full", "torn"])
  func aRunOnAFailingDiskLeavesTheLedgerWholeAndIsRepeated(_ kind: String) throws {
    let tools = try TemporaryFolder()
    let library = tools.file("faulty.so")
    let source = PackageRoot.file("Tests/CommandsTests/Faults/faulty.c")
    let made = try Subprocess.run(
      try #require(Self.compiler), ["-shared", "-fPIC", "-o", library, source, "-ldl"])
    try #require(made.exitCode == 0, "\(made.errors)")
    let digest = try SmallWard(hasRun: true).digestOfResults()
    func fails(_ number: Int) throws -> Bool {
      let ward = try SmallWard()
      let mark = tools.file("mark")
      try? Folder.remove(mark)
      let outcome = try ward.run(
        ["run", "phuong", "--quiet"],
        with: [
          "LD_PRELOAD": library, "BAKHONG_FAULT": "\(number)", "BAKHONG_FAULT_KIND": kind,
          "BAKHONG_FAULT_MARK": mark,
        ])
      let hasFailed = Folder.isFile(mark)
      #expect(outcome.exitCode < 3, "\(kind) \(number): \(outcome.exitCode) \(outcome.errors)")
      if hasFailed { try expectWhole(ward, digest, "\(kind) \(number)") }
      return hasFailed
    }
    var random = SeededGenerator.announced()
    if Self.faults == "all" {
      var number = 1
      while try fails(number) { number += 1 }
      print("\(kind): \(number - 1) operations failed, one run each")
      #expect(number > 20)
    } else {
      #expect(try fails(1))
      for _ in 1..<Self.byChance { #expect(try fails(.random(in: 2...60, using: &random))) }
      #expect(try !fails(1_000_000))
    }
  }

  private func expectWhole(_ ward: SmallWard, _ digest: String, _ told: String) throws {
    if Folder.isFile(ward.file("ledger.sqlite")) {
      let verified = try ward.run("verify", "-C", "phuong", "--pages")
      #expect(verified.exitCode == 0, "\(told): \(verified.errors)")
    }
    let again = try ward.run("run", "phuong", "--quiet")
    #expect(again.exitCode < 2, "\(told): \(again.errors)")
    #expect(try ward.digestOfResults() == digest, "\(told)")
  }
}

extension SmallWard {
  /// What the ledger's entries and the report come to.
  func digestOfResults() throws -> String {
    let entries = try run("ledger", "export", "-C", "phuong", "--format", "csv")
    let report = try FileBytes.read(file("out/bao-cao-3-khong.ods"))
    return SHA256Digest(of: entries.outputBytes + report).hex
  }
}
