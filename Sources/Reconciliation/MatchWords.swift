internal import Diagnostics

/// The reasons of matches in words.
enum MatchWords {
  static let repeated = Words(
    vi: "một dòng khác đã trả hóa đơn này: cùng một lần trả ở hai danh sách, hoặc trả hai lần",
    en: "another line pays this bill: one payment in two lists, or paid twice")
  static let otherAmount = Words(
    vi: "mã có trong sổ nhưng số tiền không khớp",
    en: "the code is known, but its bills have other amounts")
  static let tooEarly = Words(
    vi: "trả trước ngày phát hành hóa đơn", en: "paid before the bill was issued")
  static let allTaken = Words(
    vi: "mọi hóa đơn của mã này đã có dòng trả", en: "other lines pay all bills of this code")
  static let idAgainstCode = Words(
    vi: "mã hóa đơn và mã khách hàng không cùng một khách hàng",
    en: "the bill id and the customer code belong to different customers")

  /// Why a line leads to no bill at all.
  static func none(_ line: PaymentEvidence) -> Words {
    line.hasUnbilledCode
      ? Words(
        vi: "mã khách hàng này không có hóa đơn nào trong sổ",
        en: "the ledger has no bill of this customer code")
      : Words(
        vi: "không có mã hóa đơn hay mã khách hàng", en: "there is no bill id and no customer code")
  }

  /// Why a line is never matched by itself.
  static func veto(_ topic: Words) -> Words {
    Words(
      vi: "nội dung nói về \(topic.vi), không phải tiền điện",
      en: "the words are about \(topic.en)")
  }
}

extension Allocation.Reason {
  /// The reason in words.
  var words: Words {
    switch self {
    case .billIDs:
      Words(vi: "đúng mã hóa đơn, đúng số tiền", en: "the bill id and the amount agree")
    case .namedMonth:
      Words(
        vi: "đúng mã khách hàng, số tiền và tháng",
        en: "the customer code, the amount and the month agree")
    case .sameDay, .nearDay:
      Words(
        vi: "đúng mã khách hàng và số tiền, gần ngày EVN ghi",
        en: "the customer code and the amount agree, the day is near EVN's")
    case .open, .anyDay:
      Words(
        vi: "đúng mã khách hàng và số tiền", en: "the customer code and the amount agree")
    case .oneOfEach:
      Words(
        vi: "mỗi mã khách hàng một hóa đơn, cộng lại đúng số tiền",
        en: "one bill of each customer code, together the amount")
    case .run:
      Words(
        vi: "nhiều hóa đơn liền nhau, cộng lại đúng số tiền",
        en: "several bills in a row, together the amount")
    }
  }
}
