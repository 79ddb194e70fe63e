import Foundation
import Glibc
import Storage
import TestSupport
import Testing

/// Ends the program by force, or as Ctrl-C does, at random moments; the ledger is whole, and a new
/// run completes.
@Suite(.serialized) struct KillTests {
  /// More kills than continuous integration has time for: `BAKHONG_KILLS=500`.
  private static let kills =
    ProcessInfo.processInfo.environment["BAKHONG_KILLS"].flatMap { Int($0) } ?? 24

  @Test func aRunThatIsKilledOrInterruptedLeavesTheLedgerWholeAndIsRepeated() throws {
    var random = SeededGenerator.announced()
    let whole = try SmallWard(hasRun: true)
    let digest = try whole.digestOfResults()
    var ended = 0
    for kill in 0..<Self.kills {
      let ward = try SmallWard()
      ended +=
        try run(
          ward, end: kill % 3 == 2 ? SIGINT : SIGKILL,
          after: .random(in: 0...250_000, using: &random)) ? 0 : 1
      if Folder.isFile(ward.file("ledger.sqlite")) {
        let verified = try ward.run("verify", "-C", "phuong", "--pages")
        #expect(verified.exitCode == 0, "kill \(kill): \(verified.errors)")
      }
      let again = try ward.run("run", "phuong", "--quiet")
      #expect(again.exitCode < 2, "kill \(kill): \(again.errors)")
      #expect(try ward.digestOfResults() == digest, "kill \(kill)")
    }
    #expect(ended > 0, "every run was over before it could be killed")
  }

  /// Runs the program and sends it a signal; whether it ended by itself before.
  private func run(
    _ ward: SmallWard, end signal: Int32, after microseconds: UInt32
  ) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PackageRoot.program("bakhong"))
    process.arguments = ["run", "phuong", "--quiet"]
    process.currentDirectoryURL = URL(fileURLWithPath: ward.folder.path)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    usleep(microseconds)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .exit
  }
}
