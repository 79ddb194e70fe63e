internal import ArgumentParser
internal import Diagnostics
internal import Workflows

/// `bakhong review`: the lines that wait for somebody's decision.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: Speech.words(
      vi: "Xem và quyết định các dòng chưa chắc chắn.",
      en: "Look at uncertain lines and decide about them."),
    subcommands: [
      List.self, Accept.self, Reject.self, Split.self, Choose.self, Undo.self,
    ])

  /// The line that a decision is about, why, and where.
  struct Subject: ParsableArguments {
    @Argument(
      help: ArgumentHelp(
        Speech.words(
          vi: "Dòng, như trong review list: tệp:dòng.",
          en: "The line, as in review list: file:line."), valueName: "line"))
    var line: String

    @Option(
      help: ArgumentHelp(
        Speech.words(vi: "Lý do, được ghi vào sổ.", en: "Why; the ledger keeps it."),
        valueName: "text"))
    var reason = ""

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var global: GlobalOptions

    /// Decides, and says what it came to.
    func decide(_ action: ReviewWorkflow.Action) throws {
      try show(
        ReviewWorkflow.decide(workspace.folder, line: line, action, reason: reason))
    }

    /// Says what a decision came to.
    func show(_ outcome: ReviewWorkflow.Outcome) throws {
      try global.output.json(outcome)
      let bills = outcome.bills.joined(separator: ";")
      let event = outcome.event.map { " (#\($0))" } ?? ""
      global.output.line("\(outcome.line): \(outcome.words[Speech.language])\(event) \(bills)")
    }
  }

  /// `bakhong review list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: Speech.words(
        vi: "Các dòng cần xem, ảnh hưởng lớn nhất trước.",
        en: "The lines to look at, those of most impact first."))

    @Flag(
      help: ArgumentHelp(
        Speech.words(vi: "Cả những dòng đã quyết định.", en: "Decided lines too.")))
    var all = false

    @Flag(
      help: ArgumentHelp(Speech.words(vi: "Hiện cả số tiền.", en: "Show amounts too.")))
    var showValues = false

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var global: GlobalOptions

    private struct Document: Encodable {
      var items: [ReviewItem]
    }

    func run() throws {
      let items = try ReviewWorkflow.list(workspace.folder, includesDecided: all)
      try global.output.json(Document(items: items))
      for item in items {
        global.output.line(item.text(in: Speech.language, showsValues: showValues))
      }
    }
  }

  /// `bakhong review accept`.
  struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept",
      abstract: Speech.words(vi: "Nhận hóa đơn được đề xuất.", en: "Take the proposed bills."))

    @OptionGroup var subject: Subject

    func run() throws { try subject.decide(.accept) }
  }

  /// `bakhong review reject`.
  struct Reject: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reject",
      abstract: Speech.words(vi: "Dòng này không trả hóa đơn nào.", en: "The line pays no bill."))

    @OptionGroup var subject: Subject

    func run() throws { try subject.decide(.reject) }
  }

  /// `bakhong review choose`.
  struct Choose: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "choose",
      abstract: Speech.words(vi: "Chọn hóa đơn khác.", en: "Choose other bills."))

    @OptionGroup var subject: Subject

    @Argument(help: ArgumentHelp(Speech.words(vi: "Mã các hóa đơn.", en: "The bills' ids.")))
    var bills: [String]

    func run() throws { try subject.decide(.choose(bills)) }
  }

  /// `bakhong review split`.
  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "split",
      abstract: Speech.words(
        vi: "Chia số tiền cho nhiều hóa đơn.", en: "Divide the amount among bills."))

    /// `id=amount`.
    struct Part: ExpressibleByArgument {
      var billID: String
      var amountVND: Int64

      init?(argument: String) {
        let parts = argument.split(separator: "=")
        guard parts.count == 2, let amount = Int64(parts[1]), amount > 0 else { return nil }
        (billID, amountVND) = (String(parts[0]), amount)
      }
    }

    @OptionGroup var subject: Subject

    @Argument(
      help: ArgumentHelp(
        Speech.words(
          vi: "Mỗi hóa đơn bao nhiêu đồng: mã=số.", en: "How many đồng to each bill: id=amount."),
        valueName: "id=vnd"))
    var parts: [Part]

    func run() throws { try subject.decide(.split(parts.map { ($0.billID, $0.amountVND) })) }
  }

  /// `bakhong review undo`.
  struct Undo: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo",
      abstract: Speech.words(
        vi: "Bỏ quyết định về một dòng.", en: "Take back the decision about a line."))

    @OptionGroup var subject: Subject

    func run() throws {
      let reason =
        subject.reason.isEmpty
        ? Speech.words(vi: "bỏ quyết định", en: "decision taken back") : subject.reason
      try subject.show(
        ReviewWorkflow.undo(subject.workspace.folder, line: subject.line, reason: reason))
    }
  }
}
