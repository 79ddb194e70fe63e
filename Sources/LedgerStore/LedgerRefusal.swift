public import Diagnostics
public import Records

/// Why something is not appended to the ledger; nothing changes then.
public enum LedgerRefusal: Diagnosable, Hashable {
  /// No payment line that holds lies at this place.
  case unknownPayment(Provenance)
  /// There is no bill of this id.
  case unknownBill(String)
  /// The shares are not above 0, or more than the payment.
  case sharesExceedPayment(Provenance)
  /// A payment that was turned down pays no bills.
  case sharesOfRejected(Provenance)
  /// An amount of 0, a sign that the kind of entry does not have, or no such day or customer.
  case unfitPosting
  /// An entry of a closed month would change.
  case periodLocked(CalendarMonth)
  /// A month is closed already.
  case lockedAlready(Period)
  /// A month is not closed.
  case notLocked(Period)
  /// Closing, opening and undoing need a reason.
  case reasonMissing
  /// There is no event of this number.
  case unknownEvent(Int)
  /// The event was taken back already.
  case undoneAlready(Int)
  /// Such an event cannot be taken back.
  case notUndoable(Int, LedgerEvent.Kind)
  /// No event, file or line has this name.
  case unknownName(String)
  /// The event was not taken back.
  case notUndone(Int)
  /// Nothing is left to erase of whom was named.
  case nobodyToErase
  /// A bill or payment has as many entries as it can have.
  case tooManyEntries(Int)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .unknownPayment(let place):
      Diagnostic(
        "ledger.unknown-payment",
        Words(
          vi: "không có lần trả tiền nào ở dòng này", en: "there is no payment at this line"),
        at: place.origin, hint: Self.listing)
    case .unknownBill(let id):
      Diagnostic(
        "ledger.unknown-bill",
        Words(vi: "không có hóa đơn \(id)", en: "there is no bill \(id)"), hint: Self.listing)
    case .sharesExceedPayment(let place):
      Diagnostic(
        "ledger.shares-exceed-payment",
        Words(
          vi: "tổng các phần lớn hơn số tiền đã trả, hoặc có phần không lớn hơn 0",
          en: "the shares are more than was paid, or one is not above 0"),
        at: place.origin,
        hint: Words(vi: "chia lại số tiền", en: "divide the amount anew"))
    case .sharesOfRejected(let place):
      Diagnostic(
        "ledger.shares-of-rejected",
        Words(
          vi: "lần trả tiền bị từ chối thì không trả hóa đơn nào",
          en: "a payment that was turned down pays no bills"),
        at: place.origin,
        hint: Words(vi: "bỏ các hóa đơn đi", en: "leave the bills out"))
    case .unfitPosting:
      Diagnostic(
        "ledger.unfit-posting",
        Words(
          vi: "bút toán không hợp lệ: số tiền, ngày hoặc khách hàng",
          en: "not an entry: its amount, its day or its customer"),
        hint: Words(
          vi: "số tiền khác 0 (chỉ điều chỉnh mới được âm), ngày dạng 2024-08-03",
          en: "an amount other than 0 (negative only to adjust), a day as 2024-08-03"))
    default: periodOrEvent
    }
  }

  private var periodOrEvent: Diagnostic {
    switch self {
    case .periodLocked(let month):
      Diagnostic(
        "ledger.period-locked",
        Words(
          vi: "kỳ \(month.iso) đã khóa sổ, không thay đổi được",
          en: "the month \(month.iso) is closed and cannot change"),
        hint: Words(
          vi: "mở lại kỳ bằng: bakhong ledger unlock \(month.iso) --reason \"…\"",
          en: "open it with: bakhong ledger unlock \(month.iso) --reason \"…\""))
    case .lockedAlready(let period):
      Diagnostic(
        "ledger.locked-already",
        Words(
          vi: "kỳ \(period.iso) đã khóa sổ rồi, hoặc một phần đã khóa",
          en: "\(period.iso) is closed already, or a part of it is"),
        hint: Words(vi: "chọn kỳ khác", en: "choose another period"))
    case .notLocked(let period):
      Diagnostic(
        "ledger.not-locked",
        Words(
          vi: "kỳ \(period.iso) chưa khóa sổ, hoặc một phần chưa khóa",
          en: "\(period.iso) is not closed, or a part of it is not"),
        hint: Words(vi: "chọn kỳ khác", en: "choose another period"))
    case .reasonMissing:
      Diagnostic(
        "ledger.reason-missing", Words(vi: "phải ghi lý do", en: "a reason is needed"),
        hint: Words(vi: "thêm --reason \"…\"", en: "add --reason \"…\""))
    case .unknownEvent(let number):
      Diagnostic(
        "ledger.unknown-event",
        Words(vi: "không có sự kiện số \(number)", en: "there is no event \(number)"),
        hint: Self.events)
    case .undoneAlready(let number):
      Diagnostic(
        "ledger.undone-already",
        Words(
          vi: "sự kiện số \(number) đã được hủy rồi", en: "event \(number) was taken back already"),
        hint: Words(
          vi: "làm lại bằng: bakhong ledger redo \(number)",
          en: "to do it again: bakhong ledger redo \(number)"))
    case .notUndoable(let number, let kind):
      Diagnostic(
        "ledger.not-undoable",
        Words(
          vi: "sự kiện số \(number) (\(kind.rawValue)) không hủy được",
          en: "event \(number) (\(kind.rawValue)) cannot be taken back"),
        hint: Self.events)
    default: rare
    }
  }

  private var rare: Diagnostic {
    switch self {
    case .unknownName(let name):
      Diagnostic(
        "ledger.unknown-name",
        Words(
          vi: "không có sự kiện, tệp hay dòng nào là \"\(name)\"",
          en: "no event, file or line is \"\(name)\""),
        hint: Self.events)
    case .notUndone(let number):
      Diagnostic(
        "ledger.not-undone",
        Words(
          vi: "sự kiện số \(number) chưa bị hủy", en: "event \(number) was not taken back"),
        hint: Self.events)
    case .nobodyToErase:
      Diagnostic(
        "ledger.nobody-to-erase",
        Words(vi: "không còn thông tin nào để xóa", en: "there is nothing to erase"),
        hint: Words(vi: "kiểm tra lại mã hộ", en: "check the household's id"))
    case .tooManyEntries(let item):
      Diagnostic(
        "ledger.too-many-entries",
        Words(
          vi: "mục \(item) có quá \(EntryNumber.seqMax) bút toán",
          en: "item \(item) has more than \(EntryNumber.seqMax) entries"),
        hint: Words(
          vi: "xem lại các dòng trả cho một hóa đơn", en: "look at the lines that pay one bill"))
    default:
      Diagnostic(
        "ledger.refused-act", Words(vi: "không ghi được vào sổ", en: "cannot be entered"))
    }
  }

  private static let listing = Words(
    vi: "xem danh sách bằng: bakhong match --list", en: "list them with: bakhong match --list")
  private static let events = Words(
    vi: "xem các sự kiện bằng: bakhong ledger log", en: "list events with: bakhong ledger log")
}

extension Provenance {
  /// The place, without the file's name, which the ledger's reader knows.
  var origin: Origin { Origin(sheet: sheet, line: line) }
}
