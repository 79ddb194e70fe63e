internal import ArgumentParser
internal import Workflows

/// `bakhong match`: payments and the bills they pay.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match",
    abstract: Speech.words(
      vi: "Đối chiếu các lần trả tiền với hóa đơn.", en: "Match payments to bills."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv
  }

  @Flag(help: ArgumentHelp(Speech.words(vi: "Liệt kê từng dòng.", en: "List every line.")))
  var list = false

  @Option(help: ArgumentHelp(Speech.words(vi: "Dạng danh sách.", en: "The list's format.")))
  var format = Format.csv

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  func run() throws {
    let outcome = try ReportWorkflow.match(workspace.folder)
    let output = global.output
    try output.json(outcome.counts)
    guard !global.json else { return }
    guard list else {
      let counts = outcome.counts
      output.line(
        Speech.words(
          vi: "\(counts.auto) dòng khớp, \(counts.suggested) cần xem, "
            + "\(counts.unmatched) không khớp",
          en: "\(counts.auto) automatic, \(counts.suggested) to review, "
            + "\(counts.unmatched) unmatched"))
      return
    }
    output.data(outcome.csv)
  }
}

/// `bakhong rates`: the electricity rate and its parts.
struct RatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract: Speech.words(
      vi: "Tính tỷ lệ thanh toán tiền điện không dùng tiền mặt.",
      en: "Compute the rate of cashless electricity payment."))

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case pho, channel
  }

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Định nghĩa khác.", en: "Another definition."), valueName: "name"))
  var definition: String?

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Chia theo phố hoặc kênh.", en: "Break down by phố or channel."),
      valueName: "pho|channel"))
  var by: Part?

  @Flag(help: ArgumentHelp(Speech.words(vi: "Liệt kê các định nghĩa.", en: "List definitions.")))
  var definitions = false

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var periods: [PeriodRates]
  }

  private struct Definitions: Encodable {
    var definitions: [DefinitionSummary]
  }

  func run() throws {
    let output = global.output
    if definitions {
      let all = DefinitionSummary.all
      try output.json(Definitions(definitions: all))
      for definition in all { output.line(definition.text(in: Speech.language)) }
      return
    }
    let periods = try ReportWorkflow.rates(workspace.folder, definition: definition)
    try output.json(Document(periods: periods))
    for period in periods {
      output.line("\(period.period): \(period.total.text)")
      switch by {
      case .pho: for (name, rate) in period.byPho { output.line("  \(name): \(rate.text)") }
      case .channel:
        for line in period.channelTexts(in: Speech.language) { output.line("  " + line) }
      case nil: break
      }
    }
  }
}
