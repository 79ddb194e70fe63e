public import Diagnostics

/// Why a line has the bills that it has, or none.
public enum MatchReason: UInt8, Hashable, Sendable, CaseIterable {
  // Codes and ids, and the amounts agree.
  case billIDs, namedMonth, sameDay, nearDay, open, latest, anyDay, oneOfEach, run
  // Codes and ids, and the amounts differ.
  case instalments, fee, part, tooMuch
  // Parts of codes.
  case lookalike, slip, cutOff, numberAlone
  // Names, months and amounts.
  case nameAndMonth, nameAndAmount, monthAndAmount, amountAlone
  // Suggestions by codes and ids.
  case repeated, otherAmount, tooEarly, idAgainstCode
  // No bill.
  case allTaken, unbilledCode, veto, nothing
  // Money that went back.
  case reversal, reversed
  // Somebody's decision.
  case accepted, rejected

  /// Whether codes or ids agree and the amount does not.
  var isInexact: Bool {
    switch self {
    case .instalments, .fee, .part, .tooMuch: true
    default: false
    }
  }

  /// How sure a suggestion by codes and ids is, from 0 to 1.
  var confidence: Float {
    switch self {
    case .repeated, .tooEarly: 0.2
    case .otherAmount: 0.5
    case .idAgainstCode: 0.4
    case .veto: 0.1
    default: 1
    }
  }

  /// The reason in words; a veto's own are ``veto(_:)``.
  public var words: Words {
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
      Words(vi: "đúng mã khách hàng và số tiền", en: "the customer code and the amount agree")
    case .latest:
      Words(
        vi: "đúng mã khách hàng và số tiền; nhiều hóa đơn bằng nhau, lấy hóa đơn mới nhất",
        en: "the customer code and the amount agree; of several such bills the latest")
    case .oneOfEach:
      Words(
        vi: "mỗi mã khách hàng một hóa đơn, cộng lại đúng số tiền",
        en: "one bill of each customer code, together the amount")
    case .run:
      Words(
        vi: "nhiều hóa đơn liền nhau, cộng lại đúng số tiền",
        en: "several bills in a row, together the amount")
    default: inexactWords
    }
  }

  private var inexactWords: Words {
    switch self {
    case .instalments:
      Words(
        vi: "nhiều lần trả của cùng mã cộng lại đúng một hóa đơn",
        en: "several payments of the code add up to one bill")
    case .fee:
      Words(
        vi: "đúng mã khách hàng, số tiền hơn hóa đơn đúng một mức phí",
        en: "the customer code agrees, the amount is the bill's and a usual fee")
    case .part:
      Words(
        vi: "đúng mã, trả một phần hóa đơn", en: "the code agrees, part of the bill is paid")
    case .tooMuch:
      Words(
        vi: "đúng mã, trả nhiều hơn hóa đơn; phần thừa được giữ lại",
        en: "the code agrees, more than the bill is paid; the rest is kept as credit")
    case .lookalike:
      Words(
        vi: "mã khách hàng chỉ lẫn O với 0, I với 1; đúng số tiền",
        en: "the code has O for 0 or I for 1; the amount agrees")
    case .slip:
      Words(
        vi: "mã khách hàng sai một ký tự; đúng số tiền",
        en: "the code has one slip; the amount agrees")
    case .cutOff:
      Words(
        vi: "mã khách hàng bị cắt cụt; đúng số tiền", en: "the code is cut off; the amount agrees")
    case .numberAlone:
      Words(
        vi: "chỉ có số cuối của mã khách hàng; đúng số tiền",
        en: "only the end of the code is there; the amount agrees")
    default: nameWords
    }
  }

  private var nameWords: Words {
    switch self {
    case .nameAndMonth:
      Words(
        vi: "không có mã; đúng tên, tháng và số tiền",
        en: "no code; the name, the month and the amount agree")
    case .nameAndAmount:
      Words(vi: "không có mã; đúng tên và số tiền", en: "no code; the name and the amount agree")
    case .monthAndAmount:
      Words(vi: "không có mã; đúng tháng và số tiền", en: "no code; the month and the amount agree")
    case .amountAlone:
      Words(vi: "không có mã; chỉ đúng số tiền", en: "no code; only the amount agrees")
    case .repeated:
      Words(
        vi: "một dòng khác đã trả hóa đơn này: cùng một lần trả ở hai danh sách, hoặc trả hai lần",
        en: "another line pays this bill: one payment in two lists, or paid twice")
    case .otherAmount:
      Words(
        vi: "mã có trong sổ nhưng số tiền không khớp",
        en: "the code is known, but its bills have other amounts")
    case .tooEarly:
      Words(vi: "trả trước ngày phát hành hóa đơn", en: "paid before the bill was issued")
    case .idAgainstCode:
      Words(
        vi: "mã hóa đơn và mã khách hàng không cùng một khách hàng",
        en: "the bill id and the customer code belong to different customers")
    default: otherWords
    }
  }

  private var otherWords: Words {
    switch self {
    case .allTaken:
      Words(
        vi: "mọi hóa đơn của mã này đã có dòng trả", en: "other lines pay all bills of this code")
    case .unbilledCode:
      Words(
        vi: "mã khách hàng này không có hóa đơn nào trong sổ",
        en: "the ledger has no bill of this customer code")
    case .veto:
      Words(vi: "nội dung không phải tiền điện", en: "the words are not about electricity")
    case .reversal: Words(vi: "hoàn lại một lần trả", en: "takes a payment back")
    case .reversed: Words(vi: "đã bị hoàn lại", en: "was taken back")
    case .accepted: Words(vi: "đã được người xem xác nhận", en: "somebody accepted it")
    case .rejected: Words(vi: "đã bị người xem từ chối", en: "somebody rejected it")
    default:
      Words(
        vi: "không có mã hóa đơn hay mã khách hàng", en: "there is no bill id and no customer code")
    }
  }

  /// Why a line about something else is never matched by itself.
  public static func veto(_ topic: Words) -> Words {
    Words(
      vi: "nội dung nói về \(topic.vi), không phải tiền điện",
      en: "the words are about \(topic.en)")
  }
}
