public import Diagnostics
internal import GRDB
internal import Storage

/// Computes everything in the ledger anew and tells what is not as it should be.
///
/// Entries and what they follow from are read side by side, while a second connection, where there
/// can be one, reads the rows of records and lookups. Neither holds more than a row of each table.
struct LedgerCheck {
  private let database: Database
  private var report = LedgerReport()
  private var payloads: [Int64: EventPayload] = [:]

  // A ledger with more faults than these is lost; the first ones tell enough.
  static let findingsMax = 100

  init(_ database: Database) {
    self.database = database
  }

  /// Checks all, and gives the report.
  ///
  /// - Parameters:
  ///   - pages: Whether SQLite checks every page too.
  ///   - aside: Calls its argument with another connection to the same file, on whatever thread it
  ///     is called on.
  /// - Returns: What was found.
  /// - Throws: An error of SQLite.
  mutating func run(
    pages: Bool, aside: @escaping ((Database) throws -> Void) throws -> Void
  ) throws -> LedgerReport {
    if pages { try checkPages() }
    try checkChain()
    try checkImports()
    let events = DigestedEvents(payloads)
    let records = RecordCheck(events)
    let thread = WorkThread()
    defer { thread.stop() }
    let last = report.events
    try thread.add {
      try aside { other in
        // Both see the same events, or one of them cannot speak of what the other saw.
        if try EventLog(other).next() == last + 1 { try records.run(other) }
      }
    }
    try checkItems(events)
    try checkSources()
    let wasAside = (try? thread.wait()) != nil && records.isDone
    if !wasAside { try records.run(database) }
    let findings = records.findings + report.findings
    report.findings = Array(findings.prefix(Self.findingsMax))
    return report
  }

  private mutating func add(_ finding: LedgerFinding) {
    if report.findings.count < Self.findingsMax { report.findings.append(finding) }
  }

  /// SQLite's own check of every page.
  private mutating func checkPages() throws {
    let words = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)")
    for word in words where word != "ok" { add(.pages(word)) }
  }

  /// Events follow one another without gaps, each with the digest of itself and the one before.
  private mutating func checkChain() throws {
    var before = ""
    for (index, event) in try EventLog(database).all().enumerated() {
      if event.id != index + 1 || event.digest != event.chained(to: before) {
        add(.chain(event: event.id))
      }
      before = event.digest
      payloads[Int64(event.id)] = try EventPayload(json: event.payload)
      report.events += 1
    }
    report.head = before
  }

  /// What stands of each import is what its event says.
  private mutating func checkImports() throws {
    var told = Set(payloads.filter { $0.value.file != nil }.keys)
    let rows = try Row.fetchCursor(
      database,
      sql: "SELECT id, name, sha256, layout, rows_in, imported, duplicates, rejected "
        + "FROM import_event ORDER BY id")
    while let row = try rows.next() {
      let id: Int64 = row[0]
      let facts = EventPayload.FileFacts(
        name: row[1], sha256: row[2], layout: row[3], rows: row[4], imported: row[5],
        duplicates: row[6], rejected: row[7])
      if told.remove(id) == nil || payloads[id]?.file != facts { add(.import(event: Int(id))) }
    }
    for id in told.sorted() { add(.import(event: Int(id))) }
  }

  /// Files that were kept have the bytes that were imported.
  private mutating func checkSources() throws {
    let archive = SourceArchive(database)
    for sha256 in try String.fetchAll(database, sql: "SELECT sha256 FROM source ORDER BY sha256") {
      var hasher = SourceHasher()
      let outcome = try archive.readPieces(sha256: sha256) { piece in
        hasher.add(piece)
        return true
      }
      switch outcome {
      case nil where hasher.finish() == sha256: break
      case .erased: break
      default: add(.source(sha256: sha256))
      }
    }
  }

  /// The entries of all items are what they should be, and their rows have their digests.
  private mutating func checkItems(_ events: DigestedEvents) throws {
    for digesting in LedgerTable.entry.earlierDigestings {
      for fault in try events.faults(database, .entry, digesting) { add(fault) }
    }
    var items = try ItemCheck(database, events)
    try items.run { finding in
      add(finding)
      return report.findings.count < Self.findingsMax
    }
    report.entries = items.entries
    report.totalVND = items.totalVND
    guard report.findings.count < Self.findingsMax else { return }
    for fault in events.faults(items.digests, .entry, LedgerTable.entry.digesting) { add(fault) }
  }
}

/// The SHA-256 of a file that comes piece by piece.
private struct SourceHasher {
  private var hasher = SHA256Hasher()

  mutating func add(_ piece: [UInt8]) {
    hasher.update(piece)
  }

  mutating func finish() -> String { hasher.finish().hex }
}

/// What checking a ledger found.
public struct LedgerReport: Sendable {
  /// How many events there are.
  public var events = 0
  /// How many entries there are.
  public var entries = 0
  /// The sum of all debits, which is that of all credits, in đồng.
  public var totalVND: Int64 = 0
  /// The digest of the last event: whoever has it noted can tell any other past from this one.
  public var head = ""
  /// What is not as it should be; at most 100.
  public var findings: [LedgerFinding] = []
}

/// One thing in a ledger that is not as it should be.
public enum LedgerFinding: Hashable, Sendable {
  /// SQLite's words about a damaged page.
  case pages(String)
  /// An event was changed, or one before it is missing.
  case chain(event: Int)
  /// An import is not what its event says.
  case `import`(event: Int)
  /// Rows of a table are not those that an event added.
  case rows(event: Int, table: String)
  /// An entry cannot be: an account that is not there, a gap, a reversal that is none.
  case entry(item: Int, seq: Int)
  /// The entries of an item are not what records, decisions and postings come to.
  case balance(item: Int)
  /// More of a payment is given to bills than was paid.
  case shares(payment: Int)
  /// A text about somebody is not the one that was written.
  case text(number: Int)
  /// A file that was kept has other bytes.
  case source(sha256: String)
  /// A table by which bills or payments are found does not find them all, or others.
  case lookup(table: String)

  /// What to tell.
  public var diagnostic: Diagnostic {
    Diagnostic(
      "verify." + code, words,
      hint: Words(
        vi: "sổ đã bị sửa hoặc bị hỏng: so với bản sao lưu gần nhất",
        en: "the ledger was changed or damaged: compare it with the latest backup"))
  }

  private var code: String {
    switch self {
    case .pages: "pages"
    case .chain: "chain"
    case .import: "import"
    case .rows: "rows"
    case .entry: "entry"
    case .balance: "balance"
    case .shares: "shares"
    case .text: "text"
    case .source: "source"
    case .lookup: "lookup"
    }
  }

  private var words: Words {
    switch self {
    case .pages(let words): Words(vi: "SQLite: \(words)", en: "SQLite: \(words)")
    case .chain(let event):
      Words(
        vi: "chuỗi sự kiện đứt tại sự kiện số \(event)", en: "the chain breaks at event \(event)")
    case .import(let event):
      Words(
        vi: "lần nhập ở sự kiện số \(event) không như đã ghi",
        en: "the import of event \(event) is not what was written")
    case .rows(let event, let table):
      Words(
        vi: "bảng \(table): các dòng của sự kiện số \(event) không như đã ghi",
        en: "table \(table): the rows of event \(event) are not those that were written")
    case .entry(let item, let seq):
      Words(vi: "bút toán \(item).\(seq) không hợp lệ", en: "entry \(item).\(seq) cannot be")
    case .balance(let item):
      Words(
        vi: "các bút toán của mục \(item) không khớp với hóa đơn và lần trả tiền",
        en: "the entries of item \(item) are not what its bill and payments come to")
    case .shares(let payment):
      Words(
        vi: "lần trả tiền ở mục \(payment) được chia quá số tiền đã trả",
        en: "more of the payment at item \(payment) is given away than was paid")
    case .text(let number):
      Words(
        vi: "thông tin cá nhân số \(number) không như đã ghi",
        en: "private text \(number) is not the one that was written")
    case .source(let sha256):
      Words(
        vi: "bản lưu của tệp \(sha256.prefix(12))… không còn nguyên vẹn",
        en: "the kept copy of file \(sha256.prefix(12))… is not what was imported")
    case .lookup(let table):
      Words(
        vi: "bảng tra cứu \(table) không khớp với sổ",
        en: "the lookup table \(table) is not what the ledger holds")
    }
  }
}
