public import Diagnostics
internal import GRDB

/// Computes everything in the ledger anew and tells what is not as it should be.
///
/// Reads each table once or twice from beginning to end, and holds no more than a row of each.
struct LedgerCheck {
  private let database: Database
  private(set) var report = LedgerReport()
  private var events: [LedgerEvent] = []
  private var payloads: [Int64: EventPayload] = [:]

  // A ledger with more faults than these is lost; the first ones tell enough.
  private static let findingsMax = 100

  init(_ database: Database) {
    self.database = database
  }

  /// Checks all, and gives the report.
  mutating func run(pages: Bool) throws -> LedgerReport {
    if pages { try checkPages() }
    try checkChain()
    try checkImports()
    for table in LedgerTable.allCases { try checkRows(of: table) }
    try checkTexts()
    try checkSources()
    var items = try ItemCheck(database)
    try items.run { finding in
      add(finding)
      return report.findings.count < Self.findingsMax
    }
    report.entries = items.entries
    report.totalVND = items.totalVND
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
    events = try EventLog(database).all()
    var before = ""
    for (index, event) in events.enumerated() {
      if event.id != index + 1 || event.digest != event.chained(to: before) {
        add(.chain(event: event.id))
      }
      before = event.digest
      payloads[Int64(event.id)] = try EventPayload(json: event.payload)
    }
    report.events = events.count
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

  /// The rows that each event added to a table have the digest that the event says.
  private mutating func checkRows(of table: LedgerTable) throws {
    var earlier: Set<Int64> = []
    if let digesting = table.earlierDigesting {
      earlier = Set(payloads.filter { $0.value.rows?[digesting.name] != nil }.keys)
      if !earlier.isEmpty { try checkRows(of: table, digesting) { earlier.contains($0) } }
    }
    try checkRows(of: table, table.digesting) { !earlier.contains($0) }
  }

  private mutating func checkRows(
    of table: LedgerTable, _ digesting: LedgerTable.Digesting, of isMeant: (Int64) -> Bool
  ) throws {
    var digests = try digests(of: table, digesting, isMeant)
    for (event, payload) in payloads.sorted(by: { $0.key < $1.key }) where isMeant(event) {
      let found = digests.removeValue(forKey: event)?.finish()
      if found != payload.rows?[digesting.name] {
        add(.rows(event: Int(event), table: table.rawValue))
      }
    }
    for event in digests.keys.sorted() { add(.rows(event: Int(event), table: table.rawValue)) }
  }

  /// The digests of the rows that there are, by event.
  private func digests(
    of table: LedgerTable, _ digesting: LedgerTable.Digesting, _ isMeant: (Int64) -> Bool
  ) throws -> [Int64: KeptDigest] {
    guard let eventColumn = digesting.columns.firstIndex(of: "event_id") else { return [:] }
    let rows = try RawStatement(
      database,
      "SELECT \(digesting.columns.joined(separator: ", ")) FROM \(table.rawValue) "
        + "ORDER BY \(table.order)")
    defer { rows.reset() }
    var digests: [Int64: KeptDigest] = [:]
    var current: (event: Int64, digest: KeptDigest?) = (0, nil)
    let count = Int32(digesting.columns.count)
    while try rows.step() {
      let event = rows.integer(Int32(eventColumn))
      if event != current.event || current.digest == nil {
        guard isMeant(event) else { continue }
        let digest = digests[event] ?? KeptDigest()
        digests[event] = digest
        current = (event, digest)
      }
      current.digest?.add(rows, count: count)
    }
    return digests
  }

  /// The digest of one event's rows, kept while those of others come between.
  private final class KeptDigest {
    private var digest = RowDigest()

    func add(_ rows: RawStatement, count: Int32) {
      for column in 0..<count { rows.add(column, to: &digest) }
      digest.endRow()
    }

    func finish() -> TableDigest { digest.finish() }
  }

  /// Texts about people have their digests, but for those that were erased.
  private mutating func checkTexts() throws {
    let rows = try RawStatement(
      database,
      "SELECT id, digest, salt, key, text FROM private_text "
        + "WHERE text IS NOT NULL OR salt IS NOT NULL OR key IS NOT NULL")
    defer { rows.reset() }
    while try rows.step() {
      if !PrivateTexts.isWhole(rows, from: 1) { add(.text(number: Int(rows.integer(0)))) }
    }
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
    }
  }
}
