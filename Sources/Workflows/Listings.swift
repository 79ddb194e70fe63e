internal import CSVFiles
public import Diagnostics
internal import Indicators

/// One payment line and what it was matched to.
public struct MatchLine: Sendable {
  /// The file it was read from.
  public let file: String
  /// The physical line of a text file, or the row of a sheet, from 1.
  public let line: Int
  /// The amount in đồng.
  public let amountVND: Int64
  /// `bill-id`, `code` or `none`.
  public let tier: String
  /// `auto`, `suggested` or `unmatched`.
  public let status: String
  /// The bills' ids.
  public let bills: [String]
}

/// What matching found.
public struct MatchOutcome: Sendable {
  /// How many lines have which status.
  public let counts: MatchCounts
  /// One a payment line, by file and line.
  public let lines: [MatchLine]

  /// The lines as CSV, without a line break at the end; its header is the interface's.
  public var csv: String {
    let header = ["file", "line", "amount_vnd", "tier", "status", "bills"]
    let records = lines.map { line in
      [
        line.file, String(line.line), String(line.amountVND), line.tier, line.status,
        line.bills.joined(separator: ";"),
      ]
    }
    var writer = CSVWriter()
    for record in [header] + records { writer.append(record) }
    return String(decoding: writer.bytes.dropLast(), as: UTF8.self)
  }
}

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
  private let definition: RateDefinition

  private enum CodingKeys: String, CodingKey {
    case name, version, denominator, numerator, unknown
  }

  /// The definitions that can be asked for, the default first.
  public static let all = RateDefinition.all.map(DefinitionSummary.init)

  private init(_ definition: RateDefinition) {
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

  private enum CodingKeys: String, CodingKey {
    case cashless, paid, bills
    case amountVND = "amount_vnd"
  }

  init(_ share: ChannelShare) {
    bills = share.bills
    amountVND = share.amountVND
    switch share.kind {
    case .paid(let channel, let isCashless): (name, cashless, paid) = (channel, isCashless, true)
    case .paidByUnknown: (name, cashless, paid) = (nil, nil, true)
    case .unpaid: (name, cashless, paid) = (nil, nil, false)
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

  private enum CodingKeys: String, CodingKey {
    case period
    case byPho = "by_pho"
    case byChannel = "by_channel"
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

  /// Writes the ward's rate beside the period, then the parts by name.
  public func encode(to encoder: any Encoder) throws {
    try total.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(period, forKey: .period)
    let pho = Dictionary(byPho.map { ($0.name, $0.rate) }, uniquingKeysWith: { $1 })
    try container.encode(pho, forKey: .byPho)
    let channels = Dictionary(byChannel.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    try container.encode(channels, forKey: .byChannel)
  }
}
