public import Diagnostics

// How people are told what became of a line; JSON has the raw values.

extension PaymentMatch.Tier {
  /// The name for people.
  public var words: Words {
    switch self {
    case .billID: Words(vi: "số hóa đơn", en: "bill id")
    case .code: Words(vi: "mã khách hàng", en: "customer code")
    case .codeFragment: Words(vi: "một phần mã", en: "part of a code")
    case .nameAmount: Words(vi: "tên và số tiền", en: "name and amount")
    case .none: Words(vi: "chưa đủ căn cứ", en: "not enough")
    }
  }
}

extension PaymentMatch.Status {
  /// The name for people.
  public var words: Words {
    switch self {
    case .auto: Words(vi: "tự khớp", en: "matched by rules")
    case .suggested: Words(vi: "đề xuất", en: "suggested")
    case .accepted: Words(vi: "đã nhận", en: "accepted")
    case .rejected: Words(vi: "đã loại", en: "rejected")
    case .unmatched: Words(vi: "không khớp", en: "unmatched")
    case .reversal: Words(vi: "dòng hoàn tiền", en: "reversal")
    case .reversed: Words(vi: "đã bị hoàn tiền", en: "reversed")
    }
  }
}
