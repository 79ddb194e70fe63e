internal import ArgumentParser
internal import Workflows

/// `bakhong ledger`: the books behind the report; one type a verb.
struct LedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: Speech.words(
      vi: "Sổ cái đằng sau báo cáo: tra cứu, hủy, khóa, sao lưu, kết xuất.",
      en: "The books behind the report: look up, undo, lock, copy, export."),
    subcommands: [
      LedgerLogCommand.self, LedgerShowCommand.self, LedgerBalanceCommand.self,
      LedgerUndoCommand.self, LedgerRedoCommand.self, LedgerLockCommand.self,
      LedgerUnlockCommand.self, LedgerPostCommand.self, LedgerEraseCommand.self,
      LedgerExportCommand.self, LedgerBackupCommand.self, LedgerRestoreCommand.self,
      LedgerArchiveCommand.self, LedgerUnarchiveCommand.self,
    ])
}

/// `bakhong ledger log`: what was done, by whom, why.
struct LedgerLogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: Speech.words(vi: "Các sự kiện của sổ.", en: "The events of the ledger."))

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var events: [LedgerWorkflow.EventSummary]
  }

  func run() throws {
    let events = try LedgerWorkflow.log(workspace.folder)
    try global.output.json(Document(events: events))
    for event in events {
      let undone = event.undone ? Speech.words(vi: " (đã hủy)", en: " (taken back)") : ""
      let parts = [
        "\(event.event)", event.at, event.kind + undone, event.file,
        event.target.map { "→ \($0)" }, event.actor, event.reason,
      ]
      global.output.line(parts.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "  "))
    }
  }
}

/// `bakhong ledger show`: from the report's cell to the line of a file.
struct LedgerShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: Speech.words(
      vi: "Một bút toán, từ ô báo cáo đến dòng của tệp.",
      en: "An entry, from the report's cell to the line of a file."))

  @Argument(
    help: ArgumentHelp(
      Speech.words(vi: "Bút toán (12.1) hoặc mã hóa đơn.", en: "An entry (12.1) or a bill's id.")))
  var entry: String

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Hiện nguyên dòng của tệp, cả họ tên.",
        en: "Show the lines of files as they are, names too.")))
  var showValues = false

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var entries: [EntryStory]
  }

  func run() throws {
    let stories = try EntryStory.follow(entry, in: workspace.folder, showsValues: showValues)
    try global.output.json(Document(entries: stories))
    for story in stories { global.output.line(story.text(in: Speech.language)) }
  }
}

/// `bakhong ledger balance`: what went in and out of accounts.
struct LedgerBalanceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "balance",
    abstract: Speech.words(vi: "Số dư các tài khoản.", en: "The balances of accounts."))

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Chỉ một khách hàng.", en: "One customer only."), valueName: "code"))
  var customer: String?

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var balances: [LedgerWorkflow.BalanceSummary]
  }

  func run() throws {
    let balances = try LedgerWorkflow.balances(workspace.folder, customer: customer)
    try global.output.json(Document(balances: balances))
    for balance in balances {
      let name = balance.name.isEmpty ? balance.account : "\(balance.account) \(balance.name)"
      global.output.line(
        "\(name): \(balance.debitVND) - \(balance.creditVND) = \(balance.balanceVND)")
    }
  }
}
