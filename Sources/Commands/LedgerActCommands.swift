internal import ArgumentParser
internal import Workflows

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

  @OptionGroup var reason: ReasonOption
  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let event = try LedgerWorkflow.undo(what, in: workspace.folder, reason: reason.reason)
    try EventDocument(event: event).show(global.output)
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

  @OptionGroup var reason: ReasonOption
  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let event = try LedgerWorkflow.redo(what, in: workspace.folder, reason: reason.reason)
    try EventDocument(event: event).show(global.output)
  }
}

/// `bakhong ledger lock`: closes months.
struct LedgerLockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    abstract: Speech.words(
      vi: "Khóa sổ một kỳ cùng số liệu của kỳ đó.", en: "Close months with their figures."))

  @Argument(
    help: ArgumentHelp(
      Speech.words(
        vi: "Tháng 2024-08, hoặc 2024-01..2024-03.", en: "A month 2024-08, or 2024-01..2024-03.")))
  var period: String

  @OptionGroup var reason: ReasonOption
  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let event = try LedgerWorkflow.lock(period, in: workspace.folder, reason: reason.reason)
    try EventDocument(event: event).show(global.output)
  }
}

/// `bakhong ledger unlock`: opens months again.
struct LedgerUnlockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unlock",
    abstract: Speech.words(vi: "Mở lại kỳ đã khóa.", en: "Open closed months again."))

  @Argument(
    help: ArgumentHelp(
      Speech.words(
        vi: "Tháng 2024-08, hoặc 2024-01..2024-03.", en: "A month 2024-08, or 2024-01..2024-03.")))
  var period: String

  @OptionGroup var reason: ReasonOption
  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let event = try LedgerWorkflow.unlock(period, in: workspace.folder, reason: reason.reason)
    try EventDocument(event: event).show(global.output)
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

  @OptionGroup var reason: ReasonOption
  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let event = try LedgerWorkflow.post(
      kind: kind, bill: bill, customer: customer, amountVND: amount, day: day,
      in: workspace.folder, reason: reason.reason)
    try EventDocument(event: event).show(global.output)
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

  @OptionGroup var reason: ReasonOption
  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

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
    let event = try LedgerWorkflow.erase(
      household: household, citizen: citizen, withSources: sources, in: workspace.folder,
      reason: reason.reason)
    try EventDocument(event: event).show(global.output)
    if !sources {
      global.output.line(
        Speech.words(
          vi: "Bản lưu các tệp gốc trong sổ vẫn còn; thêm --sources để xóa.",
          en: "The kept copies of files still tell of them; --sources erases those too."))
    }
  }
}
