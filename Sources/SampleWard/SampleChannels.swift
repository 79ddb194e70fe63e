/// How a payment was made, in EVN's words, and who collected it.
struct SampleChannel {
  /// KENH_THANH_TOAN.
  var word: String
  var isCashless: Bool
  /// MA_TCHUC.
  var collector: String
  /// The list of ours in which such a payment leaves a line.
  var list: SampleList?

  /// What households pay with when they pay without cash.
  static func cashless(_ random: inout SeededRandom) -> SampleChannel {
    let word = random.pick(weighted: [
      ("Mobile Banking", 36), ("Ví điện tử", 20), ("QR Code", 16), ("Trích nợ tự động", 12),
      ("Internet Banking", 10), ("Thẻ", 6),
    ])
    switch word {
    case "Ví điện tử":
      let wallet = random.pick(["MOMO", "VIETTELMONEY", "ZALOPAY"])
      return SampleChannel(word: word, isCashless: true, collector: wallet)
    case "Thẻ":
      return SampleChannel(
        word: word, isCashless: true, collector: "VNPOST", list: .collectionPoint)
    case "QR Code" where random.chance(perMille: 300):
      return SampleChannel(
        word: word, isCashless: true, collector: "VNPOST", list: .collectionPoint)
    case "Trích nợ tự động":
      return SampleChannel(word: word, isCashless: true, collector: random.pick(banks))
    default:
      return transfer(word, &random)
    }
  }

  /// What businesses pay with when they pay without cash.
  static func cashlessBusiness(_ random: inout SeededRandom) -> SampleChannel {
    random.chance(perMille: 400)
      ? SampleChannel(word: "Ủy nhiệm chi", isCashless: true, collector: random.pick(banks))
      : transfer("Internet Banking", &random)
  }

  /// What people pay with when they pay in cash.
  static func cash(_ random: inout SeededRandom) -> SampleChannel {
    switch random.int(0...99) {
    case 0..<30:
      SampleChannel(
        word: "Tiền mặt tại điểm thu hộ", isCashless: false, collector: "VNPOST",
        list: .collectionPoint)
    case 30..<60:
      SampleChannel(word: "Tiền mặt tại quầy điện lực", isCashless: false, collector: "EVN")
    case 60..<82:
      SampleChannel(word: "Thu ngân viên", isCashless: false, collector: "EVN")
    default:
      atDesk(&random)
    }
  }

  private static let banks = ["MB", "VCB", "AGRIBANK", "BIDV", "VIETINBANK"]

  private static func transfer(_ word: String, _ random: inout SeededRandom) -> SampleChannel {
    let bank = random.pick(weighted: [
      ("MB", 34), ("VCB", 24), ("AGRIBANK", 20), ("BIDV", 12), ("VIETINBANK", 10),
    ])
    return SampleChannel(
      word: word, isCashless: true, collector: bank, list: SampleList(bank: bank))
  }

  private static func atDesk(_ random: inout SeededRandom) -> SampleChannel {
    let bank = random.pick(["MB", "VCB", "AGRIBANK"])
    return SampleChannel(
      word: "Tiền mặt tại quầy ngân hàng", isCashless: false, collector: bank,
      list: SampleList(bank: bank))
  }
}

/// The lists of payments that lie in the inbox beside EVN's files.
enum SampleList {
  case bankStatementMB, bankStatementVietcombank, collectionPoint

  /// The statement of the account at that bank; nil when there is none.
  init?(bank: String) {
    switch bank {
    case "MB": self = .bankStatementMB
    case "VCB": self = .bankStatementVietcombank
    default: return nil
    }
  }

  var isBankStatement: Bool { self != .collectionPoint }

  /// The name of the file in the inbox.
  var fileName: String {
    switch self {
    case .bankStatementMB: "sao-ke-1.csv"
    case .bankStatementVietcombank: "sao-ke-2.csv"
    case .collectionPoint: "danh-sach-thu.xlsx"
    }
  }
}
