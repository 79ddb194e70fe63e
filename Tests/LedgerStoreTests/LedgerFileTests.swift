import Diagnostics
import Glibc
import LedgerStore
import Records
import Storage
import Testing

extension LedgerScratch {
  func mode() throws -> UInt32 {
    var status = stat()
    guard stat(path, &status) == 0 else { throw StorageError.missing(file: path) }
    return status.st_mode & 0o777
  }

  /// Runs SQL through the shell of SQLite, as another program would; nil where it is missing.
  func sqlite(_ sql: String) throws -> Int32? {
    guard Folder.isFile("/usr/bin/sqlite3") else { return nil }
    let quoted = sql.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''")
    let status = system("/usr/bin/sqlite3 '\(path)' '\(quoted)' >/dev/null 2>&1")
    return (status >> 8) & 0xFF
  }
}

@Suite struct LedgerFileTests {
  private func expectRefusal(_ path: String, _ error: LedgerError) {
    #expect(throws: error) { try Ledger.check(path) }
    #expect(throws: error) { try Ledger.open(path) }
  }

  private func ledger(in scratch: LedgerScratch) throws {
    let ledger = try Ledger.open(scratch.path)
    let bills = try (1...300).map { ImportedRecord.bill(try Invented.bill($0, line: $0)) }
    try ledger.add(Invented.file("a.csv", bills, sha256: "a"))
    ledger.close()
  }

  @Test func aMissingLedgerIsFineAndCheckMakesNone() throws {
    let scratch = try LedgerScratch()
    try Ledger.check(scratch.path)
    #expect(scratch.files.isEmpty)
  }

  @Test func checkChangesNothing() throws {
    let scratch = try LedgerScratch()
    try ledger(in: scratch)
    let before = try scratch.digest()
    try Ledger.check(scratch.path)
    #expect(try scratch.digest() == before)
    #expect(scratch.files == ["ledger.sqlite"])
  }

  @Test func textIsNoLedger() throws {
    let scratch = try LedgerScratch()
    try scratch.write(Array(String(repeating: "Đây không phải sổ.\n", count: 100).utf8))
    let before = try scratch.digest()
    expectRefusal(scratch.path, .notSQLite(file: scratch.path))
    #expect(try scratch.digest() == before)
    #expect(scratch.files == ["ledger.sqlite"])
  }

  @Test func anEmptyFileBecomesALedger() throws {
    let scratch = try LedgerScratch()
    try scratch.write([])
    try Ledger.check(scratch.path)
    #expect(try FileBytes.read(scratch.path).isEmpty)
    try ledger(in: scratch)
    #expect(try Ledger.open(scratch.path).contents().bills.count == 300)
  }

  @Test func anotherProgramsDatabaseIsNotOurs() throws {
    let scratch = try LedgerScratch()
    try ledger(in: scratch)
    var bytes = try FileBytes.read(scratch.path)
    bytes.replaceSubrange(68..<72, with: [0, 0, 0, 1])
    try scratch.write(bytes)
    expectRefusal(scratch.path, .notOurs(file: scratch.path))
    #expect(try FileBytes.read(scratch.path) == bytes)
    #expect(scratch.files == ["ledger.sqlite"])
  }

  @Test func aFolderCannotBeOpened() throws {
    let scratch = try LedgerScratch()
    expectRefusal(scratch.folder, .cannotOpen(file: scratch.folder))
  }

  @Test func aTruncatedLedgerIsDamaged() throws {
    let scratch = try LedgerScratch()
    try ledger(in: scratch)
    let bytes = try FileBytes.read(scratch.path)
    try scratch.write(Array(bytes.prefix(8192)))
    expectRefusal(scratch.path, .damaged(file: scratch.path))
  }

  @Test func aLedgerWithAnOverwrittenPageIsDamaged() throws {
    let scratch = try LedgerScratch()
    try ledger(in: scratch)
    var bytes = try FileBytes.read(scratch.path)
    for index in bytes.indices.dropFirst(4096 * 12) { bytes[index] = 0xA5 }
    try scratch.write(bytes)
    #expect(throws: LedgerError.damaged(file: scratch.path)) {
      try Ledger.open(scratch.path).contents()
    }
  }

  @Test func aLedgerOfALaterReleaseIsNotTouched() throws {
    let scratch = try LedgerScratch()
    try ledger(in: scratch)
    guard try scratch.sqlite("INSERT INTO grdb_migrations VALUES ('v999')") == 0 else {
      print("skipped: sqlite3 is not installed, so no later release can be played")
      return
    }
    expectRefusal(scratch.path, .newerSchema(file: scratch.path))
  }

  @Test(arguments: [
    "UPDATE bill SET amount_vnd = 1", "DELETE FROM bill", "DELETE FROM import_event",
    "UPDATE import_event SET name = 'x'", "UPDATE rejected_row SET code = 'x'",
    "DELETE FROM sighting",
  ])
  func nobodyChangesWhatStands(_ sql: String) throws {
    let scratch = try LedgerScratch()
    let ledger = try Ledger.open(scratch.path)
    let wrong = Diagnostic("import.wrong", Words(vi: "sai", en: "wrong"))
    let bill = ImportedRecord.bill(try Invented.bill(1))
    try ledger.add(
      Invented.file("a.csv", [bill], sha256: "a", rejections: [wrong]),
      Invented.file("b.csv", [bill], sha256: "b"))
    ledger.close()
    guard let status = try scratch.sqlite(sql) else {
      print("skipped: sqlite3 is not installed, so no other program can try to change the ledger")
      return
    }
    #expect(status != 0)
  }

  @Test func asOneWritesAnotherWaitsAndThenSaysSo() throws {
    let scratch = try LedgerScratch()
    try ledger(in: scratch)
    let first = try Ledger.open(scratch.path)
    let second = try Ledger.open(scratch.path, waitSeconds: 0.01)
    let file = Invented.file("b.csv", [.bill(try Invented.bill(1000))], sha256: "b")
    try first.write { writer in
      _ = try writer.add(file, importedAt: "")
      #expect(throws: LedgerError.locked(file: scratch.path)) { try second.write { _ in } }
      #expect(throws: LedgerError.locked(file: scratch.path)) {
        try Ledger.check(scratch.path, waitSeconds: 0.01)
      }
      #expect(try second.contents().bills.count == 300)
    }
    #expect(try second.contents().bills.count == 301)
  }

  @Test func everyErrorHasItsCodeAndBothLanguages() {
    let errors: [(LedgerError, String)] = [
      (.notSQLite(file: "s"), "ledger.not-sqlite"), (.notOurs(file: "s"), "ledger.not-ours"),
      (.newerSchema(file: "s"), "ledger.newer-schema"), (.damaged(file: "s"), "ledger.damaged"),
      (.readOnly(file: "s"), "ledger.read-only"), (.locked(file: "s"), "ledger.locked"),
      (.diskFull(file: "s"), "ledger.disk-full"), (.cannotOpen(file: "s"), "ledger.cannot-open"),
      (.refused(file: "s", code: 1), "ledger.refused"),
    ]
    for (error, code) in errors {
      let diagnostic = error.diagnostic
      #expect(diagnostic.code == code)
      #expect(diagnostic.origin.file == "s")
      #expect(diagnostic.message.vi != diagnostic.message.en)
      #expect(diagnostic.hint != nil)
    }
    #expect(
      TextRenderer(language: .vietnamese).render(LedgerError.notOurs(file: "s").diagnostic) == """
        lỗi: s: [ledger.not-ours]
          là cơ sở dữ liệu SQLite nhưng không phải sổ của BaKhong
          gợi ý: chuyển tệp này đi nơi khác rồi chạy lại: sổ mới sẽ được lập
        """)
  }
}
