public import Diagnostics

extension RateDefinition {
  /// What it is called.
  public var title: Words {
    let what =
      switch unit {
      case .household:
        Words(
          vi: "Hộ thanh toán tiền điện không dùng tiền mặt",
          en: "Households paying electricity without cash")
      case .customer:
        Words(
          vi: "Mã khách hàng thanh toán tiền điện không dùng tiền mặt",
          en: "Customer codes paying electricity without cash")
      case .bill:
        Words(
          vi: "Hóa đơn tiền điện trả không dùng tiền mặt", en: "Electricity bills paid without cash"
        )
      case .vnd:
        Words(vi: "Tiền điện trả không dùng tiền mặt", en: "Electricity đồng paid without cash")
      }
    return Words(vi: what.vi + ": " + rule.vi, en: what.en + ": " + rule.en)
  }

  private var rule: Words {
    switch numeratorRule {
    case .allPaid:
      unit == .household || unit == .customer
        ? Words(vi: "mọi hóa đơn đã trả", en: "all bills paid")
        : Words(vi: "đã trả", en: "paid")
    case .any: Words(vi: "ít nhất một hóa đơn", en: "at least one bill")
    case .latest: Words(vi: "hóa đơn đã trả gần nhất", en: "the latest paid bill")
    case .atLeast(let count):
      Words(vi: "ít nhất \(count) hóa đơn", en: "at least \(count) bills")
    case .autoDebit: Words(vi: "trích nợ tự động", en: "by auto-debit")
    }
  }

  private var use: Words {
    isResidentialOnly
      ? Words(vi: "tiền điện sinh hoạt", en: "residential electricity")
      : Words(vi: "tiền điện", en: "electricity")
  }

  /// Who is in the denominator.
  public var denominator: Words {
    let isPaid = denominatorRule == .paid
    switch unit {
    case .bill:
      return isPaid
        ? Words(vi: "hóa đơn \(use.vi) đã trả trong kỳ", en: "paid \(use.en) bills of the period")
        : Words(vi: "hóa đơn \(use.vi) trong kỳ", en: "\(use.en) bills of the period")
    case .vnd:
      return isPaid
        ? Words(vi: "số \(use.vi) đã trả trong kỳ", en: "đồng of paid \(use.en) bills")
        : Words(vi: "số \(use.vi) trong kỳ", en: "đồng of \(use.en) bills of the period")
    case .household, .customer: break
    }
    let who =
      unit == .household
      ? Words(
        vi: "hộ trong danh sách của phường", en: "households of the ward's register")
      : Words(vi: "mã khách hàng", en: "customer codes")
    let what =
      switch denominatorRule {
      case .billed:
        Words(vi: "có hóa đơn \(use.vi) trong kỳ", en: "with a \(use.en) bill in the period")
      case .paid:
        Words(
          vi: "có hóa đơn \(use.vi) đã trả trong kỳ", en: "with a paid \(use.en) bill in the period"
        )
      case .contract:
        unit == .household
          ? Words(vi: "có mã khách hàng", en: "that hold a customer code")
          : Words(vi: "có trong danh sách hộ hoặc có hóa đơn", en: "of the register or billed")
      case .registered:
        unit == .household
          ? Words(vi: "(tất cả)", en: "(all of them)")
          : Words(vi: "có trong danh sách hộ", en: "of the register")
      }
    return Words(vi: who.vi + " " + what.vi, en: who.en + " " + what.en)
  }

  private var cashless: Words {
    reading == .strict
      ? Words(vi: "không dùng tiền mặt", en: "cashless")
      : Words(
        vi: "không dùng tiền mặt hoặc nộp tại quầy ngân hàng, điểm thu hộ",
        en: "cashless, or at a bank's desk or a collection point")
  }

  /// Who is in the numerator.
  public var numerator: Words {
    switch (unit, numeratorRule) {
    case (.bill, .autoDebit), (.vnd, .autoDebit):
      return Words(vi: "phần đã trả bằng trích nợ tự động", en: "those paid by auto-debit")
    case (.bill, _), (.vnd, _):
      return Words(vi: "phần đã trả \(cashless.vi)", en: "those paid \(cashless.en)")
    default: break
    }
    let who =
      unit == .household
      ? Words(vi: "hộ", en: "households") : Words(vi: "mã khách hàng", en: "customer codes")
    switch numeratorRule {
    case .allPaid:
      return Words(
        vi: "\(who.vi) có ít nhất một hóa đơn đã trả trong kỳ và mọi hóa đơn đã trả đều "
          + cashless.vi,
        en: "\(who.en) with at least one paid bill in the period and every paid one paid "
          + cashless.en)
    case .any:
      return Words(
        vi: "\(who.vi) có ít nhất một hóa đơn trong kỳ trả \(cashless.vi)",
        en: "\(who.en) with at least one bill of the period paid \(cashless.en)")
    case .latest:
      return Words(
        vi: "\(who.vi) có hóa đơn đã trả gần nhất trong kỳ trả \(cashless.vi)",
        en: "\(who.en) whose latest paid bill of the period was paid \(cashless.en)")
    case .atLeast(let count):
      return Words(
        vi: "\(who.vi) có ít nhất \(count) hóa đơn trong kỳ trả \(cashless.vi)",
        en: "\(who.en) with at least \(count) bills of the period paid \(cashless.en)")
    case .autoDebit:
      return Words(
        vi: "\(who.vi) có ít nhất một hóa đơn trong kỳ trả bằng trích nợ tự động",
        en: "\(who.en) with at least one bill of the period paid by auto-debit")
    }
  }

  /// Who is unknown.
  public var unknown: Words {
    switch unit {
    case .household:
      Words(
        vi: "hộ sẽ được tính nếu các lần trả chưa rõ kênh là không dùng tiền mặt",
        en: "households that would count if payments of unknown channel were cashless")
    case .customer:
      Words(
        vi: "mã khách hàng sẽ được tính nếu các lần trả chưa rõ kênh là không dùng tiền mặt",
        en: "customer codes that would count if payments of unknown channel were cashless")
    case .bill, .vnd:
      Words(
        vi: "phần sẽ được tính nếu các lần trả chưa rõ kênh là không dùng tiền mặt",
        en: "those that would count if payments of unknown channel were cashless")
    }
  }
}
