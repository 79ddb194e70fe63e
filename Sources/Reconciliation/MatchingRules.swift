public import Diagnostics
public import Records

/// What matching knows of words, days and fees: data, so that a ward can have its own.
public struct MatchingRules: Hashable, Sendable {
  /// Words that stop a line from paying a bill by itself.
  public struct Veto: Hashable, Sendable {
    /// The words, folded: lower-case ASCII, `#` for a digit and what follows it.
    public var phrase: String
    /// Words after it that lift the veto, for example `thang` after `tien dien tu`.
    public var unlessFollowedBy: [String]
    /// What such a line is about.
    public var topic: Words

    /// Makes a veto.
    public init(_ phrase: String, unlessFollowedBy: [String] = [], topic: Words) {
      self.phrase = phrase
      self.unlessFollowedBy = unlessFollowedBy
      self.topic = topic
    }
  }

  /// What stops a line from paying a bill by itself; at most 255 of them.
  public var vetoes: [Veto]
  /// Words that say that cash was handed in at a bank's desk, folded as in ``Veto/phrase``.
  public var cashAtDesk: [String]
  /// The channel of such a line.
  public var cashAtDeskChannel: Channel
  /// The channel of any other line of a bank statement.
  public var transferChannel: Channel
  /// Words that say that a line is about electricity, folded as in ``Veto/phrase``.
  public var electricity: [String]
  /// How many days EVN's day of payment may lie from the bank's for the two to be near.
  public var nearDays: Int
  /// How many days after its issue a bill is usually paid at the latest.
  public var openDays: Int
  /// How many days may lie between the first and the last of several payments for one bill.
  public var instalmentDays: Int
  /// What a bank may add to an amount, in đồng.
  public var feesVND: [Int64]
  /// From which confidence on a code with a slip, or part of one, pays a bill by itself.
  ///
  /// Nil for never. The bill must be the only one for the line, and the line for the bill.
  public var automaticFragment: Double?
  /// The same for lines without any part of a code.
  ///
  /// Nil as it ships: a name and an amount are no identifier, and somebody shall look.
  public var automaticName: Double?
  /// Below which confidence a bill is not even proposed.
  public var proposalMin: Double

  /// Makes rules; what is not given is as in ``standard``.
  public init(
    vetoes: [Veto], cashAtDesk: [String], cashAtDeskChannel: Channel, transferChannel: Channel,
    electricity: [String] = Self.electricityWords, nearDays: Int, openDays: Int = 75,
    instalmentDays: Int = 45, feesVND: [Int64] = Self.usualFeesVND,
    automaticFragment: Double? = 0.999, automaticName: Double? = nil, proposalMin: Double = 0.05
  ) {
    self.vetoes = vetoes
    self.cashAtDesk = cashAtDesk
    self.cashAtDeskChannel = cashAtDeskChannel
    self.transferChannel = transferChannel
    self.electricity = electricity
    self.nearDays = nearDays
    self.openDays = openDays
    self.instalmentDays = instalmentDays
    self.feesVND = feesVND
    self.automaticFragment = automaticFragment
    self.automaticName = automaticName
    self.proposalMin = proposalMin
  }

  /// Words as rules hold them: lower-case ASCII, `#` kept.
  public static func folded(_ words: String) -> String {
    String(decoding: Narration(words).text, as: UTF8.self)
  }

  /// The rules that ship.
  public static let standard = MatchingRules(
    vetoes: telephone + electronicMoney + rent + salary + fees,
    cashAtDesk: ["nop tien mat", "ntm"],
    cashAtDeskChannel: .known(name: "Tiền mặt tại quầy ngân hàng", isCashless: false),
    transferChannel: .known(name: "Chuyển khoản ngân hàng", isCashless: true),
    nearDays: 10)

  /// The words for electricity that ship.
  public static let electricityWords = [
    "tien dien", "dien luc", "hoa don dien", "hd dien", "dien thang", "dien t#", "ky #", "ky# #",
    "evn", "ma kh", "makh", "dien nang",
  ]

  /// The fees that ship: what banks charge for a transfer, with VAT.
  public static let usualFeesVND: [Int64] = [
    1_100, 2_200, 3_300, 5_500, 6_600, 7_700, 8_800, 11_000,
  ]

  // "dien thoai" alone may be the payer's telephone number.
  private static let telephone = [
    "tien dien thoai", "cuoc dien thoai", "nap dien thoai", "the dien thoai", "cuoc di dong",
    "cuoc vien thong",
  ].map { Veto($0, topic: Words(vi: "điện thoại", en: "telephone")) }

  // "tiền điện tử" is e-money, "tiền điện từ tháng 5" electricity since May: alike once folded.
  private static let electronicMoney = [
    Veto(
      "tien dien tu", unlessFollowedBy: ["thang", "ngay", "ky", "t#", "#"],
      topic: Words(vi: "tiền điện tử", en: "e-money"))
  ]

  private static let rent = ["tien dien nuoc", "tien dien va nuoc", "tien phong", "tien tro"].map {
    Veto($0, topic: Words(vi: "điện nước trả chủ nhà", en: "a landlord's water and electricity"))
  }

  // "luong" alone is more often the surname Lương.
  private static let salary = [
    "tra luong", "tien luong", "chi luong", "chuyen luong", "thanh toan luong", "tt luong",
    "luong thang #", "luong t#", "luong ky",
  ].map { Veto($0, topic: Words(vi: "lương", en: "salary")) }

  private static let fees = [
    "phi dich vu", "phi sms", "phi chuyen tien", "phi thuong nien", "phi duy tri", "phi quan ly",
    "thu phi",
  ].map { Veto($0, topic: Words(vi: "phí", en: "fees")) }
}

/// Rules made ready for reading many narrations.
final class PreparedRules: Sendable {
  let rules: MatchingRules
  private let vetoes: PhraseBook
  private let unless: [[Phrase]]
  private let cashAtDesk: PhraseBook
  private let electricity: PhraseBook

  init(_ rules: MatchingRules) {
    self.rules = rules
    vetoes = PhraseBook(rules.vetoes.prefix(255).map(\.phrase))
    unless = rules.vetoes.map { $0.unlessFollowedBy.map { Phrase($0) } }
    cashAtDesk = PhraseBook(rules.cashAtDesk)
    electricity = PhraseBook(rules.electricity)
  }

  /// The place of the first veto that the narration falls under.
  func veto(_ narration: Narration) -> Int? {
    vetoes.first(in: narration) { veto, next in
      !unless[veto].contains { $0.matches(narration, at: next) }
    }
  }

  /// Whether the narration speaks of electricity.
  func isAboutElectricity(_ narration: Narration) -> Bool { electricity.isFound(in: narration) }

  /// How the line's money travelled.
  ///
  /// On a bank statement the words outrank any column: cash handed in at a desk is cash, whatever
  /// account it reached. A collection list's own column outranks the words.
  func channel(of payment: Payment, _ narration: Narration) -> Channel {
    if payment.kind == .collectionList && payment.channel.isCashless != nil {
      return payment.channel
    }
    if cashAtDesk.isFound(in: narration) { return rules.cashAtDeskChannel }
    if payment.channel.isCashless != nil { return payment.channel }
    return payment.kind == .bankStatement ? rules.transferChannel : payment.channel
  }
}
