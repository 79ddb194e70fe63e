internal import ArgumentParser
internal import Workflows

/// `bakhong ledger export`: entries for other programs.
struct LedgerExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: Speech.words(
      vi: "Kết xuất bút toán cho chương trình khác.", en: "Write entries for other programs."))

  @Option(help: ArgumentHelp("hledger | beancount | csv | jsonl"))
  var format = "csv"

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      Speech.words(vi: "Tệp kết quả (mặc định: stdout).", en: "The file (default: stdout)."),
      valueName: "file"))
  var output: String?

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Thay mã khách hàng bằng số thứ tự.", en: "Numbers in place of customers' codes.")))
  var masked = false

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var file: String
  }

  func run() throws {
    let path = output == "-" ? nil : output
    let sink = global.output
    try CopyWorkflow.export(format, of: workspace.folder, to: path, isMasked: masked) { text in
      sink.text(text)
    }
    guard let path else { return }
    try sink.json(Document(file: path))
    sink.line(path)
  }
}

/// The document of a command that made a copy.
private struct CopyDocument: Encodable {
  var file: String
  var events: Int
  var entries: Int
  var digest: String
  var findings: [DiagnosticDocument]

  init(_ outcome: CopyWorkflow.Outcome) {
    file = outcome.path
    events = outcome.events
    entries = outcome.entries
    digest = outcome.head
    findings = outcome.findings.map(DiagnosticDocument.init)
  }

  static func show(_ outcome: CopyWorkflow.Outcome, _ output: Output) throws {
    try output.json(CopyDocument(outcome))
    if outcome.findings.isEmpty {
      output.line(
        Speech.words(
          vi:
            "\(outcome.path): \(outcome.events) sự kiện, \(outcome.entries) bút toán, đã kiểm tra",
          en: "\(outcome.path): \(outcome.events) events, \(outcome.entries) entries, verified"))
    }
    output.findings(outcome.findings)
    throw FindingsStatus(hasFindings: !outcome.findings.isEmpty)
  }
}

/// `bakhong ledger backup`: a verified copy of the ledger.
struct LedgerBackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: Speech.words(
      vi: "Sao lưu sổ ra một tệp, có kiểm tra.", en: "Copy the ledger to a file, verified."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp sao lưu.", en: "The backup.")))
  var file: String

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    try CopyDocument.show(CopyWorkflow.backup(workspace.folder, to: file), global.output)
  }
}

/// `bakhong ledger restore`: a backup in the place of the ledger.
struct LedgerRestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: Speech.words(
      vi: "Lấy lại sổ từ bản sao lưu.", en: "Put a backup in the place of the ledger."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp sao lưu.", en: "The backup.")))
  var file: String

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    try CopyDocument.show(CopyWorkflow.restore(file, to: workspace.folder), global.output)
  }
}

/// `bakhong ledger archive`: a workspace in one file.
struct LedgerArchiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: Speech.words(
      vi: "Gói cả thư mục của phường vào một tệp.", en: "Pack a workspace into one file."))

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(Speech.words(vi: "Tệp kết quả.", en: "The file."), valueName: "file"))
  var output: String

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Khóa công khai của age để mã hóa.", en: "A public key of age, to encrypt."),
      valueName: "age1…"))
  var recipient: String?

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let outcome = try CopyWorkflow.archive(
      workspace.folder, to: output, recipient: recipient)
    try CopyDocument.show(outcome, global.output)
  }
}

/// `bakhong ledger unarchive`: a workspace out of its archive.
struct LedgerUnarchiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unarchive",
    abstract: Speech.words(
      vi: "Mở gói ra một thư mục mới, có kiểm tra.",
      en: "Unpack an archive into a new folder, verified."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp gói.", en: "The archive.")))
  var file: String

  @Argument(help: ArgumentHelp(Speech.words(vi: "Thư mục mới.", en: "The new folder.")))
  var folder: String

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Tệp khóa riêng của age.", en: "A file with age's private key."),
      valueName: "file"))
  var key: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    try CopyDocument.show(CopyWorkflow.unarchive(file, to: folder, key: key), global.output)
  }
}
