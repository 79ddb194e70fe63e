internal import GRDB
internal import Records
internal import Storage

/// The kinds of records: one table each.
enum RecordKind: String, CaseIterable {
  case household, resident, account, bill, payment, figure

  /// The name of its table.
  var table: LedgerTable {
    switch self {
    case .household: .household
    case .resident: .resident
    case .account: .paymentAccount
    case .bill: .bill
    case .payment: .payment
    case .figure: .figure
    }
  }

  /// Finds the number of a record by its key; of a bill's version by its item too.
  ///
  /// Up to version 2 every key stood in the record itself.
  var lookup: String {
    let own = "SELECT id FROM \(table.rawValue) WHERE identity = ?1"
    return switch self {
    case .bill: own + " AND ((id = ?2 AND item IS NULL) OR item = ?2)"
    case .figure: own
    case .household, .resident, .account:
      "SELECT record FROM private_text WHERE key = ?1 UNION ALL " + own
    case .payment: "SELECT payment FROM payment_of_key WHERE key = ?1"
    }
  }

  /// Every record: its number, the beginning of its key, event, sheet, line, what it says, then the
  /// last event that showed it.
  ///
  /// Fourteen signs of a key settle ties, and fit a string without an allocation; those of kinds
  /// that have no ties are empty.
  func selection(where condition: String? = nil) -> String {
    let last =
      switch self {
      case .bill, .payment: "r.event_id"
      case .household, .resident, .account, .figure:
        "max(r.event_id, coalesce((SELECT max(s.event_id) FROM sighting s "
          + "WHERE s.kind = '\(rawValue)' AND s.record_id = r.id), 0))"
      }
    let key =
      switch self {
      case .household: "hex(substr(coalesce(identity, h.key), 1, 7))"
      case .bill: "hex(substr(identity, 1, 7))"
      default: "''"
      }
    return "SELECT r.id, \(key), r.event_id, sheet, line, "
      + "\(values), \(last) FROM \(table.rawValue) r \(joins) "
      + (condition.map { "WHERE \($0) " } ?? "") + "ORDER BY r.id"
  }

  private var values: String {
    switch self {
    case .household:
      "household_id, h.text, h.id, pho, a.text, members, members_over_15, customer_codes"
    case .resident: "household_id, n.text, n.id, born, c.text, c.id"
    case .account: "c.text, c.id, bank, opened_on, closed_on"
    case .bill:
      "coalesce(r.bill_id, (\(BillItems.billID(of: "coalesce(r.item, r.id)")))), r.customer, "
        + "month, cycle, issued_on, amount_vnd, is_residential, is_paid, paid_on, channel, "
        + "collector, adjusts"
    case .payment:
      "r.kind, day, amount_vnd, coalesce(r.text, n.text), reference, customer_code, bill_id, "
        + "channel"
    case .figure: "criterion, report_column, numerator, denominator, pho, evidence"
    }
  }

  private var joins: String {
    switch self {
    case .household:
      "JOIN private_text h ON h.id = head_name JOIN private_text a ON a.id = address"
    case .resident: "JOIN private_text n ON n.id = name JOIN private_text c ON c.id = citizen"
    case .account: "JOIN private_text c ON c.id = citizen"
    case .payment: "LEFT JOIN private_text n ON n.id = narration"
    case .bill, .figure: ""
    }
  }
}

extension ImportedRecord {
  /// The kind of record this is.
  var kind: RecordKind {
    switch self {
    case .household: .household
    case .resident: .resident
    case .account: .account
    case .bill: .bill
    case .payment: .payment
    case .figure: .figure
    }
  }

  /// The line it comes from.
  var provenance: Provenance {
    switch self {
    case .household(let household): household.provenance
    case .resident(let resident): resident.provenance
    case .account(let account): account.provenance
    case .bill(let bill): bill.provenance
    case .payment(let payment): payment.provenance
    case .figure(let figure): figure.provenance
    }
  }

  /// Adds a record that is neither bill nor payment; what says who somebody is goes apart.
  func insert(
    _ key: Bytes16, _ draft: EventDraft, _ texts: PrivateTexts, number: Int64
  ) throws {
    let rows = try draft.writer(kind.table)
    let begin = { (row: inout RowBatch) in
      if kind == .figure { row.put(key) } else { row.put(number) }
      row.put(draft.id)
      row.put(provenance.sheet)
      row.put(provenance.line)
    }
    switch self {
    case .household(let it):
      let head = try texts.add(.name, it.headName, record: number, key: key)
      let address = try texts.add(.address, it.address)
      try rows.insert { row in
        begin(&row)
        row.put(it.id)
        row.put(head)
        row.put(it.pho)
        row.put(address)
        row.put(it.members)
        row.put(it.membersOver15)
        row.put(it.customerCodes.map(\.text).joined(separator: ";"))
      }
    case .resident(let it):
      let name = try texts.add(.name, it.name, record: number, key: key)
      let citizen = try texts.add(.citizen, it.citizenID)
      try rows.insert { row in
        begin(&row)
        row.put(it.householdID)
        row.put(name)
        row.put(it.born.number)
        row.put(citizen)
      }
    case .account(let it):
      let citizen = try texts.add(.citizen, it.citizenID)
      try texts.add(.key, "", record: number, key: key)
      try rows.insert { row in
        begin(&row)
        row.put(citizen)
        row.put(it.bank)
        row.put(it.openedOn.number)
        row.put(it.closedOn?.number)
      }
    case .figure(let it):
      try rows.insert { row in
        begin(&row)
        row.put(it.criterion)
        row.put(it.column.rawValue)
        row.put(it.numerator)
        row.put(it.denominator)
        row.put(it.storedPart)
        row.put(it.evidence)
      }
    case .bill, .payment: break
    }
  }
}

extension IndicatorFigure {
  /// Stands between phố and subject where they are stored as one text: the unit separator.
  private static let separator: Character = "\u{1F}"

  /// The phố as it is stored, with the subject behind it where there is one.
  var storedPart: String? { subject.map { (pho ?? "") + String(Self.separator) + $0 } ?? pho }

  /// Takes a stored phố and subject apart.
  static func parts(stored: String?) -> (pho: String?, subject: String?) {
    guard let stored, let place = stored.firstIndex(of: separator) else { return (stored, nil) }
    let pho = stored[..<place]
    return (pho.isEmpty ? nil : String(pho), String(stored[stored.index(after: place)...]))
  }
}

extension CalendarMonth {
  /// The month as 202408.
  var number: Int { year * 100 + month }

  /// The month of a number such as 202408.
  init(number: Int64) throws {
    let number = Int(number)
    guard let month = CalendarMonth(year: number / 100, month: number % 100) else {
      throw UnreadableValue()
    }
    self = month
  }
}

extension CalendarDay {
  /// The day as 20240803.
  var number: Int { month.number * 100 + day }

  /// The day of a number such as 20240803.
  init(number: Int64) throws {
    let number = Int(number)
    let month = number / 100
    guard let day = CalendarDay(year: month / 100, month: month % 100, day: number % 100) else {
      throw UnreadableValue()
    }
    self = day
  }
}
