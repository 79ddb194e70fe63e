public import Diagnostics
internal import GRDB
public import Records
internal import Storage

/// Adds one file to the ledger, part by part, so that no file need be held in memory whole.
///
/// Made by ``LedgerWriter/begin(_:sha256:at:actor:reason:)``; ended by
/// ``finish(layout:rows:rejected:)``.
public final class ImportSession {
  private let name: String
  private let sha256: String
  private let stamp: EventStamp
  private let draft: EventDraft
  private let known: KnownRecords
  private let locked: LockedMonths
  private let plan: EntryPlan
  private let privateTexts: PrivateTexts
  private let billsByID: KeyTable<ExactText>
  private let billsByCustomer: CustomerItems
  private let paymentsByKey: KeyTable<Bytes16>
  private let itemsOfBill: RawStatement
  private let paymentAccounts: FixedAccounts
  private var recordNumbers: [RecordKind: Int64] = [:]
  private var touched: Set<Int64> = []
  /// Bills known before that this file has a new version of.
  private var touchedAnew: Set<Int64> = []
  private let firstItem: Int64
  private var erased: ErasedRecords
  private var kept: KeptParts
  private var added = 0
  private var imported = 0
  private var rejections = 0

  /// Begins a file; `thread` writes its rows where they are many.
  init(
    _ database: Database, name: String, sha256: String, stamp: EventStamp,
    thread: WorkThread? = nil
  ) throws {
    self.name = name
    self.sha256 = sha256
    self.stamp = stamp
    draft = try EventDraft(database, stamp, thread: thread)
    kept = KeptParts(sha256: sha256, draft)
    known = try KnownRecords(draft)
    locked = try LockedMonths(database)
    paymentAccounts = try draft.fixedAccounts()
    plan = EntryPlan(accounts: paymentAccounts)
    privateTexts = try PrivateTexts(draft)
    billsByID = try KeyTable(draft, "bill_of_id", key: "bill_id", item: "item")
    billsByCustomer = try CustomerItems(draft)
    paymentsByKey = try KeyTable(draft, "payment_of_key", key: "key", item: "payment")
    itemsOfBill = try RawStatement(
      database,
      "SELECT ?1, customer FROM bill f WHERE \(BillItems.isVersion(of: "?1", in: "f")) "
        + "AND (f.bill_id IS NOT NULL OR f.same_as IS NOT NULL) "
        + "UNION ALL SELECT coalesce(item, id), customer FROM bill WHERE same_as = ?1")
    erased = try ErasedRecords(database)
    firstItem = try draft.itemNumber()
  }

  /// Adds what rows became, best some hundreds at a time: what is known of them is looked up at
  /// once.
  ///
  /// - Parameter records: The records in the order of their rows; those that are known count as
  ///   duplicates.
  /// - Throws: An error of SQLite, which ``Ledger/write(_:)`` turns into ``LedgerError``.
  public func add(_ records: [IdentifiedRecord]) throws {
    try billsByID.fetch(
      records.lazy.compactMap {
        if case .bill(let bill) = $0.record { ExactText(bill.id) } else { nil }
      })
    try paymentsByKey.fetch(
      records.lazy.compactMap {
        if case .payment = $0.record { Bytes16(words: $0.identity.words) } else { nil }
      })
    for place in records.indices {
      let identity = Bytes16(words: records[place].identity.words)
      let isNew =
        switch records[place].record {
        case .bill(let bill): try add(bill, identity)
        case .payment(let payment): try add(payment, identity)
        default: try addOther(records[place].record, identity)
        }
      if isNew { imported += 1 }
    }
    added += records.count
  }

  /// Keeps the file itself inside the ledger, or its next part.
  ///
  /// - Parameter copy: Its bytes behind those that were kept before; short parts make it longer.
  /// - Throws: An error of SQLite.
  public func keep(_ copy: SourceCopy) throws {
    try kept.add(copy)
  }

  /// Adds a row that was set aside.
  public func reject(_ rejection: Diagnostic) throws {
    rejections += 1
    let origin = rejection.origin
    let row = try draft.writer(.rejectedRow)
    try row.insert {
      $0.put(draft.id)
      $0.put(rejection.code)
      $0.put(rejection.severity.rawValue)
      $0.put(rejection.message.vi)
      $0.put(rejection.message.en)
      $0.put(rejection.hint?.vi)
      $0.put(rejection.hint?.en)
      $0.put(origin.file)
      $0.put(origin.part)
      $0.put(origin.sheet)
      $0.put(origin.cell)
      $0.put(origin.line)
      $0.put(origin.byteOffset)
    }
  }

  /// Ends the file: writes its event, and what it changed of bills that were known before.
  ///
  /// - Parameters:
  ///   - layout: The layout that read it.
  ///   - rows: Rows that carry data; as many as were added and set aside unless told.
  ///   - rejected: Rows that were set aside, where not all were listed.
  /// - Returns: What became of the rows.
  /// - Throws: An error of SQLite; an error where an entry of a closed month would change.
  public func finish(
    layout: String, rows: Int? = nil, rejected: Int? = nil
  ) throws -> SourceFile {
    try kept.finish()
    let rejected = rejected ?? rejections
    let rows = rows ?? added + rejected
    precondition(rows >= added + rejected, "each row is a record or is set aside")
    let source = SourceFile(
      sha256: sha256, name: name, layout: layout, rows: rows, imported: imported,
      duplicates: rows - rejected - imported, rejected: rejected)
    try draft.database().execute(
      sql: """
        INSERT INTO import_event
          (id, name, sha256, layout, rows_in, imported, duplicates, rejected)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        draft.id, name, sha256, layout, rows, imported, source.duplicates, rejected,
      ])
    var payload = EventPayload()
    payload.file = EventPayload.FileFacts(source)
    try draft.finish(.import, payload: payload)
    try billsByID.flush()
    try billsByCustomer.flush()
    try paymentsByKey.flush()
    try repost(cause: draft.id)
    return source
  }

  /// Changes the entries of what was known before, under an event of its own.
  private func repost(cause: Int64) throws {
    guard !touched.isEmpty else { return }
    let draft = try EventDraft(self.draft.database(), stamp)
    try Poster(draft).settle(touched)
    guard !draft.isEmpty else { return }
    var payload = EventPayload()
    payload.cause = cause
    try draft.finish(.repost, payload: payload)
  }

  // MARK: Bills

  private func add(_ bill: Bill, _ identity: Bytes16) throws -> Bool {
    let facts = try facts(of: bill)
    let number = try draft.itemNumber()
    if let first = try billsByID.find(ExactText(bill.id), orAdd: number) {
      return try addVersion(of: first, bill, facts, identity)
    }
    _ = try draft.takeItemNumber()
    try insert(bill, facts, identity, VersionPlace(id: number, billID: bill.id))
    try billsByCustomer.add(customer: facts.customer, item: number)
    if !locked.isEmpty { try locked.check(day: facts.day, month: facts.month) }
    var seq: Int64 = 0
    try plan.forEachEntry(facts, []) { entry in
      seq += 1
      try draft.add(entry, item: number, seq: seq)
    }
    return true
  }

  /// Adds a version of a bill that is known, new or again.
  private func addVersion(
    of first: Int64, _ bill: Bill, _ facts: BillFacts, _ identity: Bytes16
  ) throws -> Bool {
    // What this file added of the bill has to be there to be found.
    if first >= firstItem || touchedAnew.contains(first) { try draft.flush() }
    let (own, all) = try knownItems(first, customer: facts.customer)
    if let own {
      switch try known.meet(.bill, bill.provenance, as: known.lookup(.bill, identity, item: own)) {
      // Which version counts is a matter of what they say, not of when: nothing changes.
      case .known: return false
      case .revived:
        touched.formUnion(all)
        return true
      case .new: break
      }
    }
    touched.formUnion(all)
    let version = VersionPlace(
      id: try draft.takeItemNumber(), item: own, sameAs: own == nil ? first : nil)
    if own == nil {
      touched.insert(version.id)
      try billsByCustomer.add(customer: facts.customer, item: version.id)
    }
    try insert(bill, facts, identity, version)
    touchedAnew.insert(first)
    return true
  }

  private func facts(of bill: Bill) throws -> BillFacts {
    BillFacts(
      customer: try draft.account(LedgerAccount(.receivable, bill.customerCode.text)),
      month: Int64(bill.month.number), issuedOn: (bill.issuedOn?.number).map { Int64($0) },
      amountVND: bill.amountVND, isPaid: bill.payment.isPaid,
      paidOn: (bill.payment.paidOn?.number).map { Int64($0) },
      channel: try draft.account(LedgerAccount(bill.payment.channel)),
      isAdjusting: bill.adjusts != nil)
  }

  private func insert(
    _ bill: Bill, _ facts: BillFacts, _ identity: Bytes16, _ version: VersionPlace
  ) throws {
    let row = try draft.writer(.bill)
    try row.insert {
      $0.put(version.id)
      $0.put(version.item)
      $0.put(version.billID)
      $0.put(version.sameAs)
      $0.put(identity)
      $0.put(bill.provenance, of: draft.id)
      $0.put(facts.customer)
      $0.put(facts.month)
      $0.put(bill.cycle)
      $0.put(facts.issuedOn)
      $0.put(facts.amountVND)
      $0.put(bill.isResidential)
      $0.put(facts.isPaid)
      $0.put(facts.paidOn)
      $0.put(facts.channel)
      $0.put(bill.payment.collector)
      $0.put(bill.adjusts)
    }
  }

  /// The items of a bill that is known, one for each customer it was ever told of, and the one of
  /// this customer; `first` is the one it began with.
  private func knownItems(
    _ first: Int64, customer: Int64
  ) throws -> (own: Int64?, all: [Int64]) {
    _ = try draft.database()
    itemsOfBill.bind(first, at: 1)
    defer { itemsOfBill.reset() }
    var all: [Int64] = []
    var own: Int64?
    while try itemsOfBill.step() {
      all.append(itemsOfBill.integer(0))
      if itemsOfBill.integer(1) == customer { own = itemsOfBill.integer(0) }
    }
    return (own, all)
  }

  // MARK: Other records

  private func add(_ payment: Payment, _ identity: Bytes16) throws -> Bool {
    let number = try draft.itemNumber()
    // What was erased is taken by rows alone whose own key is not known.
    let old =
      erased.isEmpty ? nil : paymentsByKey.find(identity) ?? erased.take(.payment(payment))
    guard let first = try old ?? paymentsByKey.find(identity, orAdd: number) else {
      _ = try draft.takeItemNumber()
      try insert(payment, identity, number)
      return true
    }
    switch try known.meet(.payment, payment.provenance, as: first) {
    case .new, .known: return false
    case .revived(let number):
      touched.insert(number)
      touched.formUnion(try itemsOfPayment(number))
      return true
    }
  }

  /// The bills that were ever given something of a payment.
  private func itemsOfPayment(_ number: Int64) throws -> [Int64] {
    try Int64.fetchAll(
      draft.database(),
      sql: "SELECT item FROM share JOIN ruling ON ruling.id = share.ruling WHERE payment = ?",
      arguments: [number])
  }

  private func insert(_ payment: Payment, _ identity: Bytes16, _ number: Int64) throws {
    let channel = try draft.account(LedgerAccount(payment.channel))
    let salt = privateTexts.salt()
    let row = try draft.writer(.payment)
    try row.insert {
      $0.put(number)
      $0.put(payment.provenance, of: draft.id)
      $0.put(payment.kind.rawValue)
      $0.put(payment.day.number)
      $0.put(payment.amountVND)
      $0.put(payment.reference)
      $0.put(payment.customerCode?.text)
      $0.put(payment.billID)
      $0.put(channel)
      $0.putNull(standingFor: PrivateTexts.digest(salt, identity, payment.narration))
      $0.putErasable(salt)
      $0.putErasable(identity)
      $0.putErasable(payment.narration)
    }
    if !locked.isEmpty { try locked.check(day: Int64(payment.day.number), month: nil) }
    let isOnAccount =
      payment.kind == .bankStatement && payment.channel == .unknown(word: nil)
    let received = plan.entry(
      receivedBy: isOnAccount ? paymentAccounts.bank : channel, amountVND: payment.amountVND,
      day: Int64(payment.day.number))
    if let received { try draft.add(received, item: number, seq: 1) }
  }

  private func addOther(_ record: ImportedRecord, _ identity: Bytes16) throws -> Bool {
    try draft.flush()
    let first = try known.lookup(record.kind, identity) ?? erased.take(record)
    switch try known.meet(record.kind, record.provenance, as: first) {
    case .known: return false
    case .revived: return true
    case .new: try record.insert(identity, draft, privateTexts, number: nextRecord(record.kind))
    }
    return true
  }

  /// The number of the next record of a kind that has numbers of its own.
  private func nextRecord(_ kind: RecordKind) throws -> Int64 {
    let next =
      try recordNumbers[kind]
      ?? (Int64.fetchOne(draft.database(), sql: "SELECT max(id) FROM \(kind.table.rawValue)")
        ?? 0) + 1
    recordNumbers[kind] = next + 1
    return next
  }
}
