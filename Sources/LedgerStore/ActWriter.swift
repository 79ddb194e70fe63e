internal import GRDB
internal import Records

/// Writes what is not an import: one event for each act.
struct ActWriter {
  let database: Database
  let stamp: EventStamp

  init(_ database: Database, _ stamp: EventStamp) {
    self.database = database
    self.stamp = stamp
  }

  /// Does it; nil where there was nothing to change.
  func append(_ act: LedgerAct) throws -> Int64? {
    switch act {
    case .decision(let decision): try decide([decision], .decision)
    case .matches(let matches): try decide(changed(matches), .match)
    case .posting(let posting): try post(posting)
    case .adjustment(let adjustment): try adjust(adjustment)
    case .lock(let period, let figures): try lock(.lock, period, figures)
    case .unlock(let period): try lock(.unlock, period, nil)
    case .erase(let erasure): try erase(erasure)
    case .undo(let event): try undo(Int64(event))
    }
  }

  // MARK: Decisions

  /// Those matches of rules that differ from what holds, and stand against no person's decision.
  private func changed(_ matches: [MatchDecision]) throws -> [MatchDecision] {
    let standing = try DecisionReading(database).inForce()
    let places = try PaymentPlaces(database)
    return try matches.filter { match in
      guard let payment = try places.payment(match.payment), let held = standing[payment.id] else {
        return !match.shares.isEmpty
      }
      return held.kind == .ruled && held.shares != match.shares
    }
  }

  private func decide(_ decisions: [MatchDecision], _ kind: LedgerEvent.Kind) throws -> Int64? {
    guard !decisions.isEmpty else { return nil }
    let draft = try EventDraft(database, stamp)
    let places = try PaymentPlaces(database)
    let rulings = try draft.writer(.ruling)
    let shares = try draft.writer(.share)
    var number = try Int64.fetchOne(database, sql: "SELECT max(id) FROM ruling") ?? 0
    var touched: [Int64] = []
    for decision in decisions {
      guard let payment = try places.payment(decision.payment) else {
        throw LedgerRefusal.unknownPayment(decision.payment)
      }
      touched += try itemsOfPayment(payment.id)
      try check(decision, amountVND: payment.amountVND)
      number += 1
      try rulings.insert {
        $0.put(number)
        $0.put(draft.id)
        $0.put(payment.id)
        $0.put(decision.kind.rawValue)
      }
      for share in decision.shares {
        let item = try item(billID: share.billID)
        touched.append(item)
        try shares.insert {
          $0.put(draft.id)
          $0.put(number)
          $0.put(item)
          $0.put(share.amountVND)
        }
      }
    }
    try Poster(draft).settle(withKin(touched))
    try draft.finish(kind)
    return draft.id
  }

  private func check(_ decision: MatchDecision, amountVND: Int64) throws {
    var rest = amountVND
    for share in decision.shares {
      guard share.amountVND > 0, share.amountVND <= rest else {
        throw LedgerRefusal.sharesExceedPayment(decision.payment)
      }
      rest -= share.amountVND
    }
    if decision.kind == .rejected && !decision.shares.isEmpty {
      throw LedgerRefusal.sharesOfRejected(decision.payment)
    }
  }

  private func item(billID: String) throws -> Int64 {
    let item = try Int64.fetchOne(
      database, sql: BillItems.item(billID: "?"), arguments: [billID])
    guard let item else { throw LedgerRefusal.unknownBill(billID) }
    return item
  }

  private func itemsOfPayment(_ payment: Int64) throws -> [Int64] {
    try Int64.fetchAll(
      database.cachedStatement(
        sql: "SELECT item FROM share JOIN ruling ON ruling.id = share.ruling WHERE payment = ?"),
      arguments: [payment])
  }

  /// Items, and those of the same bills under other customers.
  func withKin(_ items: [Int64]) throws -> Set<Int64> {
    let all = Set(items)
    guard !all.isEmpty else { return [] }
    let kin = try Row.fetchAll(database, sql: BillItems.kin)
      .map { (id: $0[0] as Int64, first: $0[1] as Int64) }
    let firsts = all.union(kin.filter { all.contains($0.id) }.map(\.first))
    return firsts.union(kin.filter { firsts.contains($0.first) }.map(\.id))
  }

  // MARK: Entries by hand

  private func post(_ posting: ManualPosting) throws -> Int64? {
    guard let day = CalendarDay(iso: posting.day), posting.amountVND != 0,
      posting.amountVND > 0 || posting.kind == .adjusted, posting.amountVND != .min
    else { throw LedgerRefusal.unfitPosting }
    let draft = try EventDraft(database, stamp)
    let accounts = try draft.fixedAccounts()
    let (item, customer) = try subject(posting, draft)
    let (kind, debit, credit): (EntryKind, Int64, Int64) =
      switch posting.kind {
      case .adjusted where posting.amountVND > 0: (.adjusted, customer, accounts.adjustments)
      case .adjusted: (.adjusted, accounts.adjustments, customer)
      case .refunded: (.refunded, customer, accounts.bank)
      case .writtenOff: (.writtenOff, accounts.writtenOff, customer)
      case .prepaid: (.prepaid, accounts.bank, customer)
      }
    let row = try draft.writer(.posting)
    try row.insert {
      $0.put(draft.id)
      $0.put(item)
      $0.put(kind.rawValue)
      $0.put(debit)
      $0.put(credit)
      $0.put(abs(posting.amountVND))
      $0.put(day.number)
    }
    try Poster(draft).settle([item])
    var payload = EventPayload()
    payload.posting = posting
    try draft.finish(.posting, payload: payload)
    return draft.id
  }

  /// The item that an entry by hand is about, and its customer's account.
  private func subject(
    _ posting: ManualPosting, _ draft: EventDraft
  ) throws -> (item: Int64, customer: Int64) {
    if let billID = posting.billID {
      let item = try item(billID: billID)
      let customer = try Int64.fetchOne(
        database,
        sql: "SELECT customer FROM bill WHERE bill_id IS NOT NULL AND "
          + BillItems.isVersion(of: "?1"), arguments: [item])
      guard let customer else { throw UnreadableValue() }
      return (item, customer)
    }
    guard let code = posting.customer.flatMap({ CustomerCode($0) }) else {
      throw LedgerRefusal.unfitPosting
    }
    let customer = try draft.account(LedgerAccount(.receivable, code.text))
    return (try draft.addItem(customer: customer), customer)
  }

  // MARK: Figures

  private func adjust(_ adjustment: FigureAdjustment) throws -> Int64? {
    guard !stamp.reason.isEmpty else { throw LedgerRefusal.reasonMissing }
    guard (0...1).contains(adjustment.share) else { throw LedgerRefusal.unfitPosting }
    let draft = try EventDraft(database, stamp)
    var payload = EventPayload()
    payload.adjustment = adjustment
    try draft.finish(.adjustment, payload: payload)
    return draft.id
  }

  // MARK: Months

  private func lock(
    _ kind: LedgerEvent.Kind, _ period: Period, _ figures: String?
  ) throws -> Int64? {
    guard !stamp.reason.isEmpty else { throw LedgerRefusal.reasonMissing }
    let locked = try LockedMonths(database)
    let months = period.months.map { locked.contains(Int64($0.number)) }
    if kind == .lock && months.contains(true) { throw LedgerRefusal.lockedAlready(period) }
    if kind == .unlock && months.contains(false) { throw LedgerRefusal.notLocked(period) }
    let draft = try EventDraft(database, stamp)
    var payload = EventPayload()
    payload.months = EventPayload.Months(
      from: period.first.iso, to: period.last.iso, figures: figures)
    try draft.finish(kind, payload: payload)
    return draft.id
  }
}

extension Period {
  /// Its months, the first first.
  var months: [CalendarMonth] {
    var months: [CalendarMonth] = []
    var (year, month) = (first.year, first.month)
    while let next = CalendarMonth(year: year, month: month), next <= last {
      months.append(next)
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    return months
  }
}
