internal import GRDB
internal import Records

/// The kinds of records: one table each.
enum RecordKind: String, CaseIterable {
  case household, resident, account, bill, payment, figure

  /// The name of its table.
  var table: String { rawValue }

  /// What its table holds beyond identity and provenance, in the order of ``values(of:)``.
  var columns: [(name: String, type: String)] {
    switch self {
    case .household: Self.householdColumns
    case .resident: Self.residentColumns
    case .account: Self.accountColumns
    case .bill: Self.billColumns
    case .payment: Self.paymentColumns
    case .figure: Self.figureColumns
    }
  }

  /// Adds one record, or nothing where its identity is known.
  var insertion: String {
    let names = ["identity", "event_id", "sheet", "line"] + columns.map(\.name)
    let places = names.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(places)) "
      + "ON CONFLICT (identity) DO NOTHING"
  }

  /// Notes that a known record was met again.
  var sighting: String {
    "INSERT INTO sighting (kind, record_id, event_id, sheet, line) "
      + "SELECT '\(rawValue)', id, ?, ?, ? FROM \(table) WHERE identity = ?"
  }

  /// Every record: the beginning of its identity, event, sheet, line, its columns, then the last
  /// event that showed it.
  ///
  /// Fifteen signs of an identity settle ties, and fit a string without an allocation.
  var selection: String {
    let names = ["substr(identity, 1, 15)", "event_id", "sheet", "line"] + columns.map(\.name)
    let last =
      switch self {
      case .bill, .payment: "event_id"
      case .household, .resident, .account, .figure:
        "max(event_id, coalesce((SELECT max(s.event_id) FROM sighting s "
          + "WHERE s.kind = '\(rawValue)' AND s.record_id = \(table).id), 0))"
      }
    return "SELECT \(names.joined(separator: ", ")), \(last) FROM \(table) ORDER BY id"
  }

  private static let householdColumns = [
    ("household_id", "TEXT NOT NULL"), ("head_name", "TEXT NOT NULL"), ("pho", "TEXT NOT NULL"),
    ("address", "TEXT NOT NULL"), ("members", "INTEGER"), ("members_over_15", "INTEGER"),
    ("customer_codes", "TEXT NOT NULL"),
  ]
  private static let residentColumns = [
    ("household_id", "TEXT NOT NULL"), ("name", "TEXT NOT NULL"), ("born", "INTEGER NOT NULL"),
    ("citizen_id", "TEXT NOT NULL"),
  ]
  private static let accountColumns = [
    ("citizen_id", "TEXT NOT NULL"), ("bank", "TEXT NOT NULL"), ("opened_on", "INTEGER NOT NULL"),
    ("closed_on", "INTEGER"),
  ]
  private static let billColumns = [
    ("bill_id", "TEXT NOT NULL"), ("customer_code", "TEXT NOT NULL"), ("month", "INTEGER NOT NULL"),
    ("cycle", "INTEGER NOT NULL"), ("issued_on", "INTEGER"), ("amount_vnd", "INTEGER NOT NULL"),
    ("is_residential", "INTEGER NOT NULL"), ("is_paid", "INTEGER"), ("paid_on", "INTEGER"),
    ("channel", "TEXT"), ("channel_is_cashless", "INTEGER"), ("collector", "TEXT"),
  ]
  private static let paymentColumns = [
    ("kind", "TEXT NOT NULL"), ("day", "INTEGER NOT NULL"), ("amount_vnd", "INTEGER NOT NULL"),
    ("narration", "TEXT NOT NULL"), ("reference", "TEXT NOT NULL"), ("customer_code", "TEXT"),
    ("bill_id", "TEXT"), ("channel", "TEXT"), ("channel_is_cashless", "INTEGER"),
  ]
  private static let figureColumns = [
    ("criterion", "INTEGER NOT NULL"), ("report_column", "TEXT NOT NULL"),
    ("numerator", "INTEGER NOT NULL"), ("denominator", "INTEGER NOT NULL"), ("pho", "TEXT"),
    ("evidence", "TEXT"),
  ]
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

  /// What its table holds of it, in the order of ``RecordKind/columns``.
  var values: [DatabaseValue] {
    switch self {
    case .household(let it):
      [
        it.id.databaseValue, it.headName.databaseValue, it.pho.databaseValue,
        it.address.databaseValue, it.members.stored, it.membersOver15.stored,
        it.customerCodes.map(\.text).joined(separator: ";").databaseValue,
      ]
    case .resident(let it):
      [
        it.householdID.databaseValue, it.name.databaseValue, it.born.number.databaseValue,
        it.citizenID.databaseValue,
      ]
    case .account(let it):
      [
        it.citizenID.databaseValue, it.bank.databaseValue, it.openedOn.number.databaseValue,
        (it.closedOn?.number).stored,
      ]
    case .bill(let it): it.values
    case .payment(let it): it.values
    case .figure(let it):
      [
        it.criterion.databaseValue, it.column.rawValue.databaseValue, it.numerator.databaseValue,
        it.denominator.databaseValue, it.pho.stored, it.evidence.stored,
      ]
    }
  }
}

extension Bill {
  fileprivate var values: [DatabaseValue] {
    [
      id.databaseValue, customerCode.text.databaseValue, month.number.databaseValue,
      cycle.databaseValue, (issuedOn?.number).stored, amountVND.databaseValue,
      isResidential.databaseValue, payment.isPaid.stored, (payment.paidOn?.number).stored,
      payment.channel.word.stored, payment.channel.isCashless.stored, payment.collector.stored,
    ]
  }
}

extension Payment {
  fileprivate var values: [DatabaseValue] {
    [
      kind.rawValue.databaseValue, day.number.databaseValue, amountVND.databaseValue,
      narration.databaseValue, reference.databaseValue, (customerCode?.text).stored, billID.stored,
      channel.word.stored, channel.isCashless.stored,
    ]
  }
}

extension Channel {
  /// The name of a known channel, or the word that the table does not know.
  fileprivate var word: String? {
    switch self {
    case .known(let name, _): name
    case .unknown(let word): word
    }
  }
}

extension Optional where Wrapped: DatabaseValueConvertible {
  fileprivate var stored: DatabaseValue { self?.databaseValue ?? .null }
}

extension CalendarMonth {
  /// The month as 202408.
  var number: Int { year * 100 + month }
}

extension CalendarDay {
  /// The day as 20240803.
  var number: Int { month.number * 100 + day }
}
