internal import Diagnostics

/// What kind of records a layout gives.
public enum LayoutKind: String, Hashable, Sendable, CaseIterable, Decodable {
  /// The household register.
  case register
  /// The list of residents.
  case residents
  /// The list of payment accounts.
  case accounts
  /// Bills of EVN.
  case bills
  /// A bank statement or collection list.
  case payments
  /// Figures of criteria that no export gives.
  case figures
}

/// How one kind of export is laid out: data from `Layouts/*.yaml`, where each key is explained.
public struct Layout: Sendable {
  /// The stable name, for example `mb`.
  public let id: String
  /// What its rows become.
  public let kind: LayoutKind
  /// Its file.
  public let file: String
  /// The name for people, Vietnamese.
  public let nameVI: String
  /// The name for people, English.
  public let nameEN: String
  /// What each column is called.
  let columns: [Field: Spellings]
  /// Fields without whose header the layout does not fit.
  let required: [Field]
  /// Groups of fields of which one header at least is needed.
  let oneOf: [[Field]]
  /// Keys that begin a row of totals.
  let footers: [String]
  /// Text that stands for an empty amount.
  let emptyLiteral: String?
  /// Fields whose blank cells repeat the cell above.
  let fillDown: [Field]
  /// Keys of labels above the header.
  let labels: Labels
  /// Keys of words in the column `direction`.
  let directions: (credit: Set<String>, debit: Set<String>)
  /// Whether debits are written with a minus.
  let debitsAreNegative: Bool
  /// The order of day and month where the dates themselves leave it open; nil where it is asked.
  let dates: DateOrder?
  /// Whether it stands back behind any layout that fits and is not generic.
  let isGeneric: Bool
  /// Whether the list comes from a collection point.
  let isCollectionList: Bool

  /// The spellings of one column's header.
  struct Spellings: Sendable {
    /// As people read it, the usual one first.
    var headers: [String]
    /// Keys of all spellings, the usual one first.
    var keys: [String]
    /// Keys of the second header row.
    var second: [String]
  }

  /// Keys of labels that stand above the header, with their value beside them.
  struct Labels: Sendable {
    var account: [String]
    var openingBalance: [String]
    var closingBalance: [String]
  }

  /// The usual header of a field.
  func header(_ field: Field) -> String { columns[field]?.headers.first ?? field.key }

  /// Whether lines have balances to be held against.
  var hasBalances: Bool { kind == .payments && !isCollectionList }

  /// The field that every row of data has: the first required one.
  var keyField: Field { required.first ?? .code }
}

/// A layout file as it is written.
struct LayoutFile: Decodable {
  struct Name: Decodable {
    var vi: String
    var en: String
  }
  struct ColumnRule: Decodable {
    var headers: [String]
    var second: [String]?
    var required: Bool?
  }
  struct Directions: Decodable {
    var credit: [String]
    var debit: [String]
  }
  var id: String
  var kind: LayoutKind
  var name: Name
  var list: String?
  var columns: [String: ColumnRule]
  var key: String
  var oneOf: [[String]]?
  var footers: [String]?
  var emptyLiteral: String?
  var fillDown: [String]?
  var accountLabels: [String]?
  var openingBalanceLabels: [String]?
  var closingBalanceLabels: [String]?
  var directions: Directions?
  var debitsAreNegative: Bool?
  var dates: DateOrder?
  var generic: Bool?

  enum CodingKeys: String, CodingKey {
    case id, kind, name, list, columns, key, footers, directions, dates, generic
    case oneOf = "one-of"
    case emptyLiteral = "empty-literal"
    case fillDown = "fill-down"
    case accountLabels = "account-labels"
    case openingBalanceLabels = "opening-balance-labels"
    case closingBalanceLabels = "closing-balance-labels"
    case debitsAreNegative = "debits-are-negative"
  }

  /// The layout, checked.
  func layout(file: String) throws(ImportError) -> Layout {
    var spellings: [Field: Layout.Spellings] = [:]
    var required: [Field] = []
    for (name, rule) in columns {
      let field = try field(name, file)
      let keys = rule.headers.map(HeaderKey.whole)
      guard !keys.isEmpty, keys.allSatisfy({ !$0.isEmpty }) else {
        throw .layoutInvalid(file: file, key: "columns.\(name).headers")
      }
      spellings[field] = Layout.Spellings(
        headers: rule.headers, keys: keys, second: (rule.second ?? []).map(HeaderKey.whole))
      if rule.required == true { required.append(field) }
    }
    let keyField = try field(key, file)
    guard required.contains(keyField) else { throw .layoutInvalid(file: file, key: "key") }
    required.sort { ($0 == keyField ? -1 : $0.rawValue) < ($1 == keyField ? -1 : $1.rawValue) }
    let groups = try (oneOf ?? []).map { (names) throws(ImportError) in
      try names.map { (name) throws(ImportError) in try field(name, file) }
    }
    return Layout(
      id: id, kind: kind, file: file, nameVI: name.vi, nameEN: name.en, columns: spellings,
      required: required,
      oneOf: groups, footers: (footers ?? []).map(HeaderKey.whole), emptyLiteral: emptyLiteral,
      fillDown: try (fillDown ?? []).map { (name) throws(ImportError) in try field(name, file) },
      labels: Layout.Labels(
        account: (accountLabels ?? []).map(HeaderKey.whole),
        openingBalance: (openingBalanceLabels ?? Self.openingLabels).map(HeaderKey.whole),
        closingBalance: (closingBalanceLabels ?? Self.closingLabels).map(HeaderKey.whole)),
      directions: (
        Set((directions?.credit ?? []).map(HeaderKey.whole)),
        Set((directions?.debit ?? []).map(HeaderKey.whole))
      ),
      debitsAreNegative: debitsAreNegative ?? false, dates: dates, isGeneric: generic ?? false,
      isCollectionList: list == "collection-list")
  }

  private static let openingLabels = ["Số dư đầu kỳ", "Opening balance"]
  private static let closingLabels = ["Số dư cuối kỳ", "Closing balance"]

  private func field(_ name: String, _ file: String) throws(ImportError) -> Field {
    guard let field = Field.byKey[name] else {
      throw .layoutInvalid(file: file, key: "columns.\(name)")
    }
    return field
  }
}
