/// What a column of a layout means; the names are the keys of `columns` in `Layouts/*.yaml`.
enum Field: Int, CaseIterable, Hashable, Sendable {
  // Household register
  case household, head, pho, address, members, membersOver15
  // Residents and accounts
  case name, born, citizenID, bank, opened, closed
  // Bills
  case billID, month, monthNumber, year, cycle, issued, customerType, status, paidOn, collector
  case adjusts
  // Payments
  case day, debit, credit, balance, direction, narration, reference, account, point
  // Bills and payments
  case code, amount, channel
  // Indicator figures
  case criterion, column, numerator, denominator, evidence, subject

  /// The name in a layout file.
  var key: String { String(describing: self) }

  /// What its cells hold.
  var content: Content {
    switch self {
    case .amount, .debit, .credit, .balance: .amount
    case .day, .born, .issued, .paidOn, .opened, .closed: .day
    case .month: .month
    case .monthNumber, .year, .cycle, .members, .membersOver15, .numerator, .denominator: .number
    case .code: .code
    case .citizenID: .citizenID
    default: .text
    }
  }

  /// What the cells of a column hold.
  enum Content {
    case amount, day, month, number, code, citizenID, text
  }

  /// Fields by their name in a layout file.
  static let byKey = Dictionary(uniqueKeysWithValues: allCases.map { ($0.key, $0) })
}

/// Where the fields of a layout stand in a table.
struct ColumnMap: Hashable, Sendable {
  /// The column of each field, from 0, -1 where there is none.
  private var columns = [Int](repeating: -1, count: Field.allCases.count)
  /// How many columns the header has.
  var width = 0

  /// The column of a field, from 0; nil where there is none.
  subscript(field: Field) -> Int? {
    get { columns[field.rawValue] < 0 ? nil : columns[field.rawValue] }
    set { columns[field.rawValue] = newValue ?? -1 }
  }

  /// The columns that mean something, from left to right.
  var used: [Int] { columns.filter { $0 >= 0 }.sorted() }

  /// The fields that have a column.
  var fields: [Field] { Field.allCases.filter { self[$0] != nil } }

  /// The place of each field among ``used``, -1 where it has no column.
  var places: [Int] {
    let used = used
    return columns.map { column in column < 0 ? -1 : used.firstIndex(of: column) ?? -1 }
  }

  /// The column of each field, -1 where there is none.
  var direct: [Int] { columns }
}
