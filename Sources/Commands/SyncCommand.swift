internal import ArgumentParser
internal import Diagnostics
internal import Workflows

/// `bakhong sync`: an edited form comes back.
struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: Speech.words(
      vi: "Nhận lại biểu mẫu đã sửa trong LibreOffice hoặc Excel.",
      en: "Take back a form that was edited in LibreOffice or Excel."),
    discussion: Speech.words(
      vi: "Không có --accept hay --reject thì chỉ xem trước, không ghi gì.",
      en: "Without --accept or --reject it only shows what changed."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Biểu mẫu đã sửa.", en: "The edited form.")))
  var file: String

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      Speech.words(
        vi: "Ô giữ số mới gõ (ghi thành điều chỉnh trong sổ), hoặc all.",
        en: "Fields whose typed figures stand (adjustments in the ledger), or all."),
      valueName: "field"))
  var accept: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      Speech.words(
        vi: "Ô lấy lại số đã tính, hoặc all.",
        en: "Fields whose computed figures come back, or all."), valueName: "field"))
  var reject: [String] = []

  @Option(help: ArgumentHelp(Speech.words(vi: "Người quyết định.", en: "Who decides.")))
  var by: String?

  @Option(help: ArgumentHelp(Speech.words(vi: "Lý do.", en: "Why.")))
  var reason: String?

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var changes: [SyncWorkflow.Change]
    var otherChanges: Int
    var report: [String]
    var findings: [DiagnosticDocument]

    private enum CodingKeys: String, CodingKey {
      case changes, report, findings
      case otherChanges = "other_changes"
    }
  }

  func run() throws {
    var request = SyncWorkflow.Request(workspace: workspace.folder, file: file)
    request.accept = accept
    request.reject = reject
    request.actor = by ?? ""
    request.reason = reason ?? ""
    let outcome = try SyncWorkflow.sync(request)
    let output = global.output
    try output.json(
      Document(
        changes: outcome.changes, otherChanges: outcome.otherChanges, report: outcome.report,
        findings: outcome.findings.map(DiagnosticDocument.init)))
    for change in outcome.changes {
      output.line("\(change.field) (\(change.cell)): \(words(change.was)) → \(words(change.now))")
    }
    output.line(
      Speech.words(
        vi:
          "\(outcome.changes.count) số thay đổi; \(outcome.otherChanges) thay đổi khác giữ nguyên",
        en: "\(outcome.changes.count) figures changed; \(outcome.otherChanges) other changes stay"))
    for path in outcome.report { output.line(Speech.words(vi: "Báo cáo: ", en: "Report: ") + path) }
    output.findings(outcome.findings)
    throw FindingsStatus(hasFindings: !outcome.findings.isEmpty)
  }

  private func words(_ share: Double?) -> String {
    guard let share else { return "–" }
    let hundredths = Int((share * 10_000).rounded())
    let decimals = String(hundredths % 100)
    return "\(hundredths / 100),\(decimals.count == 1 ? "0" : "")\(decimals)%"
  }
}
