public import Diagnostics
internal import Indicators
internal import Records

/// A definition of the electricity rate, as programs read it.
public struct DefinitionSummary: Encodable, Sendable {
  /// Its name.
  public let name: String
  /// Raised whenever the same data would give another figure.
  public let version: Int
  /// Who is in the denominator.
  let denominator: String
  /// Who is in the numerator.
  let numerator: String
  /// Who is unknown.
  let unknown: String
  /// The figure before, where there is a ledger with one.
  public let before: RateSummary?
  /// The figure after, where there is a ledger with one.
  public let after: RateSummary?
  private let definition: RateDefinition

  private enum CodingKeys: String, CodingKey {
    case name, version, denominator, numerator, unknown, before, after
  }

  init(_ definition: RateDefinition, before: RateSummary? = nil, after: RateSummary? = nil) {
    self.before = before
    self.after = after
    name = definition.id
    version = definition.version
    denominator = definition.denominator.en
    numerator = definition.numerator.en
    unknown = definition.unknown.en
    self.definition = definition
  }

  /// The definition for people.
  public func text(in language: Language) -> String {
    let parts = [
      (Words(vi: "Mẫu số", en: "Denominator"), definition.denominator),
      (Words(vi: "Tử số", en: "Numerator"), definition.numerator),
      (Words(vi: "Chưa rõ", en: "Unknown"), definition.unknown),
    ]
    let lines = parts.map { "\($0[language]): \($1[language])" }
    return ([name, definition.title[language]] + lines).joined(separator: "\n  ")
  }
}

/// How much came by one channel, as programs read it.
public struct ChannelSummary: Encodable, Sendable {
  /// The channel's name; nil for bills of unknown channel and for unpaid ones.
  let name: String?
  /// True for cashless, false for cash, nil for unknown.
  let cashless: Bool?
  /// Whether the bills are known to be paid.
  let paid: Bool
  /// How many bills.
  let bills: Int
  /// Their sum in đồng.
  let amountVND: Int64

  /// What the money was paid with: `account`, `wallet`, `card`, `cash`, `other`, `unknown`, or
  /// `unpaid`.
  let instrument: String

  private enum CodingKeys: String, CodingKey {
    case cashless, paid, bills, instrument
    case amountVND = "amount_vnd"
  }

  init(_ share: ChannelShare, _ kinds: ChannelKinds) {
    bills = share.bills
    amountVND = share.amountVND
    switch share.kind {
    case .paid(let channel, let isCashless):
      (name, cashless, paid) = (channel, isCashless, true)
      instrument = kinds.instrument(.known(name: channel, isCashless: isCashless))
    case .paidByUnknown: (name, cashless, paid, instrument) = (nil, nil, true, "unknown")
    case .unpaid: (name, cashless, paid, instrument) = (nil, nil, false, "unpaid")
    }
  }

  /// The key of this channel in a list by channel.
  var key: String { name ?? (paid ? "unknown" : "unpaid") }

  /// The same for people.
  fileprivate var title: Words {
    if let name { return Words(vi: name, en: name) }
    return paid
      ? Words(vi: "Chưa rõ kênh", en: "Channel unknown")
      : Words(vi: "Chưa thanh toán", en: "Unpaid")
  }
}

/// The electricity rate of one period, as programs read it.
public struct PeriodRates: Encodable, Sendable {
  /// `2024-08`, or `2024-01..2024-03`.
  public let period: String
  /// The ward.
  public let total: RateSummary
  /// By phố, in the order of names.
  public let byPho: [(name: String, rate: RateSummary)]
  /// By channel: cashless, cash, unknown, unpaid.
  let byChannel: [ChannelSummary]
  /// By month, where that was asked for.
  public let byMonth: [(name: String, rate: RateSummary)]?
  /// People over 15 with a payment account, by the reading of "trên 15"; empty where residents and
  /// accounts are not known one by one.
  let accountHolders: [(name: String, rate: RateSummary)]

  private enum CodingKeys: String, CodingKey {
    case period
    case byPho = "by_pho"
    case byChannel = "by_channel"
    case byMonth = "by_month"
    case accountHolders = "account_holders"
  }

  /// The rates of people over 15 with an account, for people: one line a reading.
  public func accountTexts(in language: Language) -> [String] {
    let titles: [String: Words] = [
      AgeReading.sixteenCompleted.rawValue: Words(
        vi: "Người trên 15 tuổi (đủ 16) có tài khoản",
        en: "People over 15 (16 completed) with an account"),
      AgeReading.pastFifteenthBirthday.rawValue: Words(
        vi: "Người trên 15 tuổi (đã qua sinh nhật 15) có tài khoản",
        en: "People over 15 (past the fifteenth birthday) with an account"),
    ]
    return accountHolders.map { "\(titles[$0.name]?[language] ?? $0.name): \($0.rate.text)" }
  }

  /// The channels for people: bills and đồng of each.
  public func channelTexts(in language: Language) -> [String] {
    byChannel.map { channel in
      let name = channel.title[language]
      return switch language {
      case .vietnamese: "\(name): \(channel.bills) hóa đơn, \(channel.amountVND) đ"
      case .english: "\(name): \(channel.bills) bills, \(channel.amountVND) đ"
      }
    }
  }

  /// What the money was paid with, for people: bills and đồng of each.
  public func instrumentTexts(in language: Language) -> [String] {
    let titles: [String: Words] = [
      "account": Words(vi: "Tài khoản", en: "Account"),
      "wallet": Words(vi: "Ví điện tử", en: "Wallet"), "card": Words(vi: "Thẻ", en: "Card"),
      "cash": Words(vi: "Tiền mặt", en: "Cash"), "other": Words(vi: "Khác", en: "Other"),
      "unknown": Words(vi: "Chưa rõ", en: "Unknown"),
      "unpaid": Words(vi: "Chưa thanh toán", en: "Unpaid"),
    ]
    let order = ["account", "wallet", "card", "other", "cash", "unknown", "unpaid"]
    return order.compactMap { instrument in
      let shares = byChannel.filter { $0.instrument == instrument }
      guard !shares.isEmpty, let title = titles[instrument] else { return nil }
      let bills = shares.reduce(0) { $0 + $1.bills }
      let amount = shares.reduce(Int64(0)) { $0 &+ $1.amountVND }
      return switch language {
      case .vietnamese: "\(title.vi): \(bills) hóa đơn, \(amount) đ"
      case .english: "\(title.en): \(bills) bills, \(amount) đ"
      }
    }
  }

  /// Writes the ward's rate beside the period, then the parts by name.
  public func encode(to encoder: any Encoder) throws {
    try total.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(period, forKey: .period)
    let pho = Dictionary(byPho.map { ($0.name, $0.rate) }, uniquingKeysWith: { $1 })
    try container.encode(pho, forKey: .byPho)
    let channels = Dictionary(byChannel.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    try container.encode(channels, forKey: .byChannel)
    if !accountHolders.isEmpty {
      let readings = Dictionary(
        accountHolders.map { ($0.name, $0.rate) }, uniquingKeysWith: { $1 })
      try container.encode(readings, forKey: .accountHolders)
    }
    guard let byMonth else { return }
    let months = Dictionary(byMonth.map { ($0.name, $0.rate) }, uniquingKeysWith: { $1 })
    try container.encode(months, forKey: .byMonth)
  }
}
