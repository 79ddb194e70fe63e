public import Diagnostics
public import Records

/// What matching knows of words and days: data, so that a ward can have its own.
public struct MatchingRules: Sendable {
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

  /// What stops a line from paying a bill by itself.
  public var vetoes: [Veto]
  /// Words that say that cash was handed in at a bank's desk, folded as in ``Veto/phrase``.
  public var cashAtDesk: [String]
  /// The channel of such a line.
  public var cashAtDeskChannel: Channel
  /// The channel of any other line of a bank statement.
  public var transferChannel: Channel
  /// How many days EVN's day of payment may lie from the bank's for the two to be near.
  public var nearDays: Int

  /// Makes rules.
  public init(
    vetoes: [Veto], cashAtDesk: [String], cashAtDeskChannel: Channel, transferChannel: Channel,
    nearDays: Int
  ) {
    self.vetoes = vetoes
    self.cashAtDesk = cashAtDesk
    self.cashAtDeskChannel = cashAtDeskChannel
    self.transferChannel = transferChannel
    self.nearDays = nearDays
  }

  /// The rules that ship.
  public static let standard = MatchingRules(
    vetoes: telephone + electronicMoney + rent + salary + fees,
    cashAtDesk: ["nop tien mat", "ntm"],
    cashAtDeskChannel: .known(name: "Tiền mặt tại quầy ngân hàng", isCashless: false),
    transferChannel: .known(name: "Chuyển khoản ngân hàng", isCashless: true),
    nearDays: 10)

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
struct PreparedRules {
  let rules: MatchingRules
  private let vetoes: [(phrase: Phrase, unless: [Phrase])]
  private let cashAtDesk: [Phrase]

  init(_ rules: MatchingRules) {
    self.rules = rules
    vetoes = rules.vetoes.map { (Phrase($0.phrase), $0.unlessFollowedBy.map { Phrase($0) }) }
    cashAtDesk = rules.cashAtDesk.map { Phrase($0) }
  }

  /// The first veto that the narration falls under.
  func veto(_ narration: NarrationWords) -> MatchingRules.Veto? {
    for (index, veto) in vetoes.enumerated() {
      var start = 0
      while let found = veto.phrase.firstMatch(in: narration, from: start) {
        let next = found + veto.phrase.count
        if !veto.unless.contains(where: { $0.matches(narration, at: next) }) {
          return rules.vetoes[index]
        }
        start = found + 1
      }
    }
    return nil
  }

  /// How the line's money travelled.
  ///
  /// On a bank statement the words outrank any column: cash handed in at a desk is cash, whatever
  /// account it reached. A collection list's own column outranks the words.
  func channel(of payment: Payment, _ narration: NarrationWords) -> Channel {
    if payment.kind == .collectionList && payment.channel.isCashless != nil {
      return payment.channel
    }
    if cashAtDesk.contains(where: { $0.firstMatch(in: narration) != nil }) {
      return rules.cashAtDeskChannel
    }
    if payment.channel.isCashless != nil { return payment.channel }
    return payment.kind == .bankStatement ? rules.transferChannel : payment.channel
  }
}
