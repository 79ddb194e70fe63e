internal import ArgumentParser
internal import Workflows

/// `bakhong match`: payments and the bills they pay.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: Speech.words(
      vi: "Đối chiếu các lần trả tiền với hóa đơn.", en: "Match payments to bills."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv, json
  }

  @Flag(help: ArgumentHelp(Speech.words(vi: "Liệt kê từng dòng.", en: "List every line.")))
  var list = false

  @Option(help: ArgumentHelp(Speech.words(vi: "Dạng danh sách.", en: "The list's format.")))
  var format = Format.csv

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Chỉ cho xem những gì sẽ đổi, không ghi sổ.",
        en: "Only show what would change, write nothing.")))
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Quy tắc đối chiếu khác (mặc định: rules.yaml của phường).",
        en: "Other rules (default: the workspace's rules.yaml)."), valueName: "file"))
  var rules: String?

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Changes: Encodable {
    var auto: Int
    var suggested: Int
    var unmatched: Int
    var changes: [MatchChange]
  }

  private struct Lines: Encodable {
    var lines: [MatchLine]
  }

  func run() throws {
    let outcome = try MatchWorkflow.match(workspace.folder, rules: rules, isDryRun: dryRun)
    let output = global.output
    let counts = outcome.counts
    if list && (global.json || format == .json) {
      try Output(isJSON: true, isQuiet: global.quiet).json(Lines(lines: outcome.lines))
    } else if list {
      output.data(outcome.csv)
    } else if dryRun {
      try output.json(
        Changes(
          auto: counts.auto, suggested: counts.suggested, unmatched: counts.unmatched,
          changes: outcome.changes))
      show(outcome.changes, output)
    } else {
      try output.json(counts)
    }
    guard !list, !global.json else { return }
    output.line(
      Speech.words(
        vi: "\(counts.auto) dòng khớp, \(counts.suggested) cần xem, "
          + "\(counts.unmatched) không khớp",
        en: "\(counts.auto) automatic, \(counts.suggested) to review, "
          + "\(counts.unmatched) unmatched"))
  }

  private func show(_ changes: [MatchChange], _ output: Output) {
    let nothing = Speech.words(vi: "không hóa đơn nào", en: "no bill")
    for change in changes {
      let before = change.before.isEmpty ? nothing : change.before.joined(separator: ";")
      let after = change.after.isEmpty ? nothing : change.after.joined(separator: ";")
      output.line("\(change.file):\(change.line): \(before) → \(after)")
    }
  }
}
