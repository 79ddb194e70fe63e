internal import ArgumentParser
internal import Workflows

/// What every command understands that adds an event to the ledger.
struct ActOptions: ParsableArguments {
  @Option(help: ArgumentHelp(Speech.words(vi: "Lý do.", en: "Why.")))
  var reason: String

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard !reason.allSatisfy(\.isWhitespace) else {
      throw ValidationError(Speech.words(vi: "phải ghi lý do", en: "a reason is needed"))
    }
  }

  private struct Document: Encodable {
    var event: Int?
  }

  /// Does what `body` does with the workspace and the reason, and tells which event was appended.
  func perform(_ body: (_ folder: String, _ reason: String) throws -> Int?) throws {
    let event = try body(workspace.folder, reason)
    try global.output.json(Document(event: event))
    guard let event else { return }
    global.output.line(
      Speech.words(vi: "Đã ghi sự kiện số \(event).", en: "Event \(event) was written."))
  }
}

/// The period of a command.
struct PeriodArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      Speech.words(
        vi: "Tháng 2024-08, hoặc 2024-01..2024-03.", en: "A month 2024-08, or 2024-01..2024-03.")))
  var period: String
}

/// `bakhong ledger undo`: takes back one import or one decision, and nothing else.
struct LedgerUndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: Speech.words(
      vi: "Hủy đúng một lần nhập hoặc một lần đối chiếu.",
      en: "Take back one import or one decision, and nothing else."))

  @Argument(
    help: ArgumentHelp(
      Speech.words(
        vi: "Số sự kiện, tên tệp đã nhập, hoặc TỆP:DÒNG của lần trả tiền.",
        en: "An event's number, an imported file's name, or FILE:LINE of a payment.")))
  var what: String

  @OptionGroup var act: ActOptions

  func run() throws {
    try act.perform { try LedgerWorkflow.undo(what, in: $0, reason: $1) }
  }
}

/// `bakhong ledger redo`: does again what was taken back.
struct LedgerRedoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redo",
    abstract: Speech.words(vi: "Làm lại việc đã hủy.", en: "Do again what was taken back."))

  @Argument(
    help: ArgumentHelp(
      Speech.words(
        vi: "Số sự kiện, tên tệp, hoặc TỆP:DÒNG.", en: "An event, a file, or FILE:LINE.")))
  var what: String

  @OptionGroup var act: ActOptions

  func run() throws {
    try act.perform { try LedgerWorkflow.redo(what, in: $0, reason: $1) }
  }
}

/// `bakhong ledger lock`: closes months.
struct LedgerLockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    abstract: Speech.words(
      vi: "Khóa sổ một kỳ cùng số liệu của kỳ đó.", en: "Close months with their figures."))

  @OptionGroup var months: PeriodArgument
  @OptionGroup var act: ActOptions

  func run() throws {
    try act.perform { try LedgerWorkflow.lock(months.period, in: $0, reason: $1) }
  }
}

/// `bakhong ledger unlock`: opens months again.
struct LedgerUnlockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock",
    abstract: Speech.words(vi: "Mở lại kỳ đã khóa.", en: "Open closed months again."))

  @OptionGroup var months: PeriodArgument
  @OptionGroup var act: ActOptions

  func run() throws {
    try act.perform { try LedgerWorkflow.unlock(months.period, in: $0, reason: $1) }
  }
}

/// `bakhong ledger post`: an entry by hand.
struct LedgerPostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "post",
    abstract: Speech.words(
      vi: "Ghi một bút toán tay: điều chỉnh, hoàn tiền, xóa nợ, trả trước.",
      en: "Make an entry by hand: an adjustment, a refund, a write-off, a prepayment."))

  @Argument(help: ArgumentHelp("adjusted | refunded | written-off | prepaid"))
  var kind: String

  @Argument(help: ArgumentHelp(Speech.words(vi: "Số tiền, đồng.", en: "The amount in đồng.")))
  var amount: Int64

  @Option(help: ArgumentHelp(Speech.words(vi: "Mã hóa đơn.", en: "The bill's id.")))
  var bill: String?

  @Option(help: ArgumentHelp(Speech.words(vi: "Mã khách hàng.", en: "The customer's code.")))
  var customer: String?

  @Option(help: ArgumentHelp(Speech.words(vi: "Ngày, 2024-08-03.", en: "The day, 2024-08-03.")))
  var day: String

  @OptionGroup var act: ActOptions

  func run() throws {
    try act.perform {
      try LedgerWorkflow.post(
        kind: kind, bill: bill, customer: customer, amountVND: amount, day: day, in: $0,
        reason: $1)
    }
  }
}

/// `bakhong ledger erase`: what says who somebody is.
struct LedgerEraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: Speech.words(
      vi: "Xóa họ tên, địa chỉ, số định danh; số liệu và chuỗi sự kiện vẫn còn.",
      en: "Erase names, addresses, numbers; figures and the chain of events stay."))

  @Option(help: ArgumentHelp(Speech.words(vi: "Mã hộ.", en: "A household's id.")))
  var household: String?

  @Option(help: ArgumentHelp(Speech.words(vi: "Số định danh.", en: "A citizen's number.")))
  var citizen: String?

  @Flag(help: ArgumentHelp(Speech.words(vi: "Tất cả mọi người.", en: "Everybody.")))
  var everybody = false

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Xóa cả bản lưu các tệp có nhắc đến họ.",
        en: "Erase the kept copies of the files that tell of them too.")))
  var sources = false

  @OptionGroup var act: ActOptions

  func validate() throws {
    let named = [household != nil, citizen != nil, everybody].count { $0 }
    guard named == 1 else {
      throw ValidationError(
        Speech.words(
          vi: "chọn một: --household, --citizen hoặc --everybody",
          en: "choose one: --household, --citizen or --everybody"))
    }
  }

  func run() throws {
    try act.perform {
      try LedgerWorkflow.erase(
        household: household, citizen: citizen, withSources: sources, in: $0, reason: $1)
    }
    if !sources {
      act.global.output.line(
        Speech.words(
          vi: "Bản lưu các tệp gốc trong sổ vẫn còn; thêm --sources để xóa.",
          en: "The kept copies of files still tell of them; --sources erases those too."))
    }
  }
}
