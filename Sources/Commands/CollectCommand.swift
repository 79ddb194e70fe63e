internal import ArgumentParser
internal import Diagnostics
internal import Workflows

/// `bakhong collect`: the forms of many units, brought together.
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: Speech.words(
      vi: "Đọc các phiếu thu thập đã điền, kiểm tra, cộng và lập phiếu tổng hợp.",
      en: "Read filled collection forms, check them, sum them, fill the next level's form."))

  @Argument(
    help: ArgumentHelp(
      Speech.words(vi: "Các thư mục chứa phiếu.", en: "The folders with the forms.")))
  var folders: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      Speech.words(
        vi: "Thư mục kết quả (mặc định: tong-hop trong thư mục đầu).",
        en: "Where the sums go (default: tong-hop in the first folder)."), valueName: "dir"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Kỳ báo cáo, ví dụ 2024-08.", en: "The period, for example 2024-08.")))
  var period: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      Speech.words(vi: "Duyệt số liệu của các đơn vị này.", en: "Approve these units' figures."),
      valueName: "unit"))
  var approve: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      Speech.words(vi: "Mở lại số liệu đã duyệt.", en: "Reopen approved figures."),
      valueName: "unit"))
  var reopen: [String] = []

  @Option(help: ArgumentHelp(Speech.words(vi: "Người duyệt.", en: "Who approves or reopens.")))
  var by: String?

  @Option(help: ArgumentHelp(Speech.words(vi: "Lý do mở lại.", en: "Why it is reopened.")))
  var reason: String?

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Chép số liệu vào inbox của phường (-C).",
        en: "Put the figures into the workspace's inbox (-C).")))
  var toInbox = false

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var summary: CollectSummary
    var findings: [DiagnosticDocument]

    private enum CodingKeys: String, CodingKey {
      case findings
    }

    func encode(to encoder: any Encoder) throws {
      try summary.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(findings, forKey: .findings)
    }
  }

  func run() throws {
    var request = CollectWorkflow.Request(folders: folders)
    request.output = output
    request.period = period
    request.approve = approve
    request.reopen = reopen
    request.actor = by ?? ""
    request.reason = reason ?? ""
    request.inboxOf = toInbox ? workspace.folder : nil
    let outcome = try CollectWorkflow.collect(request)
    let summary = outcome.summary
    let output = global.output
    try output.json(
      Document(summary: summary, findings: outcome.findings.map(DiagnosticDocument.init)))
    let expected = summary.expected.map { "/\($0)" } ?? ""
    output.line(
      Speech.words(
        vi: "Kỳ \(summary.period ?? "?"): \(summary.forms) phiếu, "
          + "\(summary.counted)\(expected) đơn vị được tổng hợp",
        en: "Period \(summary.period ?? "?"): \(summary.forms) forms, "
          + "\(summary.counted)\(expected) units count"))
    for path in summary.outputs { output.line(Speech.words(vi: "Đã ghi: ", en: "Wrote: ") + path) }
    output.findings(outcome.findings)
    throw FindingsStatus(hasFindings: !outcome.findings.isEmpty)
  }
}
