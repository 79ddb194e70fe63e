internal import CSVFiles
internal import Records

/// Writes the entries for other programs, one after another.
///
/// Nothing in an export names a person; customers are named by their codes, or by numbers where
/// they are masked.
public struct LedgerExport: Sendable {
  /// What other programs read.
  public enum Format: String, Sendable, CaseIterable {
    /// A journal for hledger, complete enough for `--strict`.
    case hledger
    /// A file for beancount.
    case beancount
    /// One entry a row: UTF-8, ISO dates, whole numbers, empty for what is not there; each column
    /// has one type, so that it loads into Parquet as it is.
    case csv
    /// One JSON object a line.
    case jsonl
  }

  private let format: Format
  private var names: AccountNames

  /// Prepares an export.
  ///
  /// - Parameters:
  ///   - format: For whom.
  ///   - isMasked: Whether customers are numbers rather than codes.
  public init(_ format: Format, isMasked: Bool = false) {
    self.format = format
    names = AccountNames(isBeancount: format == .beancount, isMasked: isMasked)
  }

  /// Writes all entries of a ledger.
  ///
  /// - Parameters:
  ///   - ledger: The ledger.
  ///   - sink: Takes pieces of text, each of whole lines.
  /// - Throws: ``LedgerError``, or what `sink` throws.
  public mutating func write(_ ledger: Ledger, to sink: (String) throws -> Void) throws {
    let accounts = try ledger.balances().map(\.account)
    for account in accounts { _ = names.name(account) }
    try sink(head(accounts))
    var names = names
    var piece = ""
    try ledger.forEachEntry { entry in
      piece += text(of: entry, debit: names.name(entry.debit), credit: names.name(entry.credit))
      if piece.utf8.count > 1 << 16 {
        try sink(piece)
        piece = ""
      }
    }
    try sink(piece)
  }

  private func head(_ accounts: [LedgerAccount]) -> String {
    var names = names
    return switch format {
    case .hledger:
      "commodity 1000. VND\n" + accounts.map { "account \(names.name($0))\n" }.joined() + "\n"
    case .beancount:
      "option \"operating_currency\" \"VND\"\n1900-01-01 commodity VND\n"
        + accounts.map { "1900-01-01 open \(names.name($0)) VND\n" }.joined() + "\n"
    case .csv: Self.columns.joined(separator: ",") + "\n"
    case .jsonl: ""
    }
  }

  private static let columns = [
    "entry", "event", "kind", "day", "debit_kind", "debit_name", "credit_kind", "credit_name",
    "amount_vnd", "bill_id", "payment_item", "reverses",
  ]

  private func text(of entry: LedgerEntry, debit: String, credit: String) -> String {
    switch format {
    case .hledger:
      """
      \(entry.day.iso) \(entry.kind.word)  ; entry:\(entry.name), event:\(entry.event)
          \(debit)  \(entry.amountVND) VND
          \(credit)  -\(entry.amountVND) VND


      """
    case .beancount:
      """
      \(entry.day.iso) * "\(entry.kind.word)"
        entry: "\(entry.name)"
        \(debit) \(entry.amountVND) VND
        \(credit) -\(entry.amountVND) VND


      """
    case .csv: Self.record(fields(entry))
    case .jsonl: json(entry)
    }
  }

  /// In the order of ``columns``; nil for what is not there.
  private func fields(_ entry: LedgerEntry) -> [String?] {
    [
      entry.name, String(entry.event), entry.kind.word, entry.day.iso,
      entry.debit.kind.rawValue, names.plain(entry.debit), entry.credit.kind.rawValue,
      names.plain(entry.credit), String(entry.amountVND), entry.billID,
      entry.payment.map(String.init), entry.reverses.map { "\(entry.item).\($0)" },
    ]
  }

  private static let numbers: Set<String> = ["event", "amount_vnd", "payment_item"]

  private func json(_ entry: LedgerEntry) -> String {
    let members = zip(Self.columns, fields(entry)).map { name, value in
      guard let value else { return "\"\(name)\":null" }
      return "\"\(name)\":" + (Self.numbers.contains(name) ? value : Self.jsonText(value))
    }
    return "{" + members.joined(separator: ",") + "}\n"
  }

  private static func record(_ fields: [String?]) -> String {
    var writer = CSVWriter()
    writer.append(fields.map { $0 ?? "" })
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// A text of JSON (RFC 8259 §7).
  private static func jsonText(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

/// The names of accounts in journals: unique, and of signs that the readers take.
public struct AccountNames: Sendable {
  private let isBeancount: Bool
  private let isMasked: Bool
  private var known: [LedgerAccount: String] = [:]
  private var taken: Set<String> = []
  private var customers = 0

  /// Starts without a name.
  ///
  /// - Parameters:
  ///   - isBeancount: Whether beancount has to take the names.
  ///   - isMasked: Whether customers are numbers rather than codes.
  public init(isBeancount: Bool, isMasked: Bool) {
    self.isBeancount = isBeancount
    self.isMasked = isMasked
  }

  /// The name of an account; two accounts never share one.
  public mutating func name(_ account: LedgerAccount) -> String {
    if let name = known[account] { return name }
    let plain = Self.root(account.kind) + leaf(account)
    var name = plain
    var number = 2
    while !taken.insert(name).inserted {
      name = plain + "-\(number)"
      number += 1
    }
    known[account] = name
    return name
  }

  /// The customer's code or the channel's name as it is, or what masks it.
  func plain(_ account: LedgerAccount) -> String? {
    if account.kind == .receivable && isMasked {
      return known[account].map { String($0.split(separator: ":").last ?? "") }
    }
    return account.name.isEmpty ? nil : account.name
  }

  private mutating func leaf(_ account: LedgerAccount) -> String {
    if account.kind == .receivable && isMasked {
      customers += 1
      return ":KH\(customers)"
    }
    guard !account.name.isEmpty else { return "" }
    let signs = account.name.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      return isPlain ? Character(scalar) : "-"
    }
    let text = String(signs)
    // beancount wants a capital or a digit first.
    return ":" + (isBeancount ? "K-" + text : text)
  }

  private static func root(_ kind: LedgerAccount.Kind) -> String {
    switch kind {
    case .receivable: "Assets:Receivable"
    case .billing: "Income:Billing"
    case .cashless: "Assets:Cashless"
    case .cash: "Assets:Cash"
    case .unknown: "Assets:UnknownChannel"
    case .bank: "Assets:Bank"
    case .suspense: "Liabilities:Suspense"
    case .adjustments: "Income:Adjustments"
    case .writtenOff: "Expenses:WrittenOff"
    }
  }
}
