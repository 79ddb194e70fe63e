import LedgerStore
import Records
import Storage
import Testing

/// Lets the first, the second, the third … operation of the disk fail, until none is left to fail.
///
/// Whatever fails: the ledger is as it was before or as it is after, whole, and doing it again
/// does it.
@Suite(.serialized) struct FaultTests {
  /// What is done while the disk fails.
  enum Work: String, CaseIterable {
    case makeLedger, importFile, reimport, decide, undo, erase
  }

  @Test(arguments: Work.allCases) func aDiskMayDieAtAnyOperation(_ work: Work) throws {
    try failEverywhere(.dead, work)
  }

  @Test(arguments: [FaultyDisk.Fault.glitch, .full, .torn])
  func aDiskMayFailOnceOrFillUp(_ fault: FaultyDisk.Fault) throws {
    try failEverywhere(fault, .reimport)
  }

  private func failEverywhere(_ fault: FaultyDisk.Fault, _ work: Work) throws {
    try #require(FaultyDisk.isInstalled)
    let base = try LedgerScratch()
    if work != .makeLedger { try prepare(base.path) }
    let bytes = work == .makeLedger ? nil : try FileBytes.read(base.path)
    let before = try state(base.path)
    var number = 1
    while true {
      let scratch = try LedgerScratch(prefix: "faulty")
      if let bytes { try scratch.write(bytes) }
      FaultyDisk.arm(number, fault)
      let outcome = Result { try self.work(work, scratch.path) }
      let hasFailed = FaultyDisk.disarm()
      let after = try state(scratch.path)
      if !hasFailed {
        try outcome.get()
        #expect(after != before)
        break
      }
      try again(work, scratch.path, isDone: after != before)
      let repeated = try state(scratch.path)
      #expect(repeated != before, "operation \(number)")
      #expect(after == before || after == repeated, "operation \(number)")
      number += 1
      try #require(number < 1000)
    }
    #expect(number > 3)
  }

  private func prepare(_ path: String) throws {
    let ledger = try Ledger.open(path)
    let player = ScenarioPlayer(ledger)
    for operation in [
      "import a: bill 1 350000; bill 2 200 paid 2024-08-09 wallet", "import p: pay 350000",
    ] {
      try #require(player.outcome(operation).hasPrefix("new"))
    }
    try ledger.add(
      Invented.file(
        "h", [.household(try Invented.household("H1", pho: "Phố 1", sha256: "h"))], sha256: "h"))
    ledger.close()
  }

  /// What the ledger holds; everything in it must be in order.
  private func state(_ path: String) throws -> [String] {
    guard Folder.isFile(path) else { return [] }
    let ledger = try Ledger.open(path)
    defer { ledger.close() }
    #expect(try ledger.verify(pages: true).findings.isEmpty)
    let names = try ledger.contents().households.map(\.headName)
    return try ledger.events().map { "\($0.id) \($0.kind) \($0.target ?? 0)" } + names
  }

  private func again(_ work: Work, _ path: String, isDone: Bool) throws {
    // What is done already is refused or changes nothing; imports may always be repeated.
    if isDone && work != .makeLedger && work != .importFile && work != .reimport { return }
    try self.work(work, path)
  }

  private func work(_ work: Work, _ path: String) throws {
    let ledger = try Ledger.open(path)
    defer { ledger.close() }
    switch work {
    case .makeLedger, .importFile:
      let bills = try (10...60).map { ImportedRecord.bill(try Invented.bill($0, line: $0)) }
      try ledger.add(Invented.file("c", bills, sha256: "c"))
    case .reimport:
      let paid = try Invented.bill(7, paid: true, paidOn: Invented.day("2024-08-09"))
      try ledger.add(Invented.file("d", [.bill(try Invented.bill(7)), .bill(paid)], sha256: "d"))
    case .decide:
      try append(
        ledger,
        .decision(
          MatchDecision(
            .accepted, payment: Provenance(sourceSHA256: "p", line: 1),
            shares: [MatchDecision.Share(billID: "HD1", amountVND: 350_000)])))
    case .undo: try append(ledger, .undo(1))
    case .erase: try append(ledger, .erase(Erasure(.household("H1"), withSources: false)))
    }
  }

  private func append(_ ledger: Ledger, _ act: LedgerAct) throws {
    try ledger.append(act, at: "", actor: "an", reason: "vì thế")
  }
}
