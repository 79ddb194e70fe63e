internal import ArgumentParser
internal import Diagnostics
internal import Workflows

/// `bakhong run`: the whole job.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: Speech.words(
      vi: "Nhập tệp trong inbox, đối chiếu, tính và điền biểu mẫu: toàn bộ công việc.",
      en: "Import the inbox, match, compute, fill the form: the whole job."))

  @Argument(
    help: ArgumentHelp(
      Speech.words(
        vi: "Thư mục của phường (mặc định: thư mục hiện tại).",
        en: "The workspace (default: the current folder).")))
  var folder: String?

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let folder = folder ?? workspace.folder
    let outcome = try RunWorkflow.run(folder)
    try ReportPrinter(global.output).show(outcome, folder: folder)
  }
}

/// `bakhong report`: the forms from what the ledger holds.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: Speech.words(
      vi: "Điền biểu mẫu từ sổ, không nhập thêm tệp nào.",
      en: "Fill the form from the ledger, importing nothing."))

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Biểu mẫu khác.", en: "Another template."), valueName: "file"))
  var template: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      Speech.words(
        vi: "Tệp kết quả, .ods hoặc .xlsx (mặc định: cả hai, trong out/).",
        en: "The output, .ods or .xlsx (default: both, in out/)."), valueName: "file"))
  var output: String?

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let outcome = try ReportWorkflow.report(
      workspace.folder, template: template, output: output)
    try ReportPrinter(global.output).show(outcome, folder: workspace.folder)
  }
}

/// Shows what a run or a report came to.
struct ReportPrinter {
  private let output: Output

  init(_ output: Output) {
    self.output = output
  }

  func show(_ outcome: RunWorkflow.Outcome, folder: String) throws {
    let summary = outcome.summary
    try output.json(
      RunDocument(summary: summary, findings: outcome.findings.map(DiagnosticDocument.init)))
    for file in summary.imports {
      output.line(
        Speech.words(
          vi: "\(file.file): \(file.layout), \(file.imported) dòng mới, \(file.duplicates) đã có, "
            + "\(file.rejected) để riêng",
          en: "\(file.file): \(file.layout), \(file.imported) new, \(file.duplicates) known, "
            + "\(file.rejected) set aside"))
    }
    let matches = summary.matches
    output.line(
      Speech.words(
        vi: "Đối chiếu: \(matches.auto) dòng khớp, \(matches.suggested) cần xem, "
          + "\(matches.unmatched) không khớp",
        en: "Matches: \(matches.auto) automatic, \(matches.suggested) to review, "
          + "\(matches.unmatched) unmatched"))
    show(
      summary.rates.before, title: Speech.words(vi: "Tiền điện, trước", en: "Electricity, before"))
    show(summary.rates.after, title: Speech.words(vi: "Tiền điện, sau", en: "Electricity, after"))
    for path in summary.report {
      let place = path.hasPrefix("out/") ? Workspace.path(path, in: folder) : path
      output.line(Speech.words(vi: "Báo cáo: ", en: "Report: ") + place)
    }
    for path in outcome.annexes {
      output.line(
        Speech.words(vi: "Phụ lục: ", en: "Annex: ") + Workspace.path(path, in: folder))
    }
    output.findings(outcome.findings)
    throw FindingsStatus(hasFindings: !outcome.findings.isEmpty)
  }

  private func show(_ rate: RateSummary?, title: String) {
    guard let rate else { return }
    let unknown = Speech.words(vi: "chưa rõ", en: "unknown")
    let verdict =
      switch rate.verdict {
      case "met": Speech.words(vi: "đạt", en: "met")
      case "not-met": Speech.words(vi: "chưa đạt", en: "not met")
      default: Speech.words(vi: "chưa chắc chắn", en: "met if unknowns are cashless")
      }
    output.line("\(title): \(rate.text) (\(unknown) \(rate.unknown)), \(verdict)")
  }
}

/// The document of `run` and `report`: the interface's keys, and the findings.
struct RunDocument: Encodable {
  var summary: RunSummary
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
