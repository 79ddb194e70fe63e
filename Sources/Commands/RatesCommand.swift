internal import ArgumentParser
internal import Workflows

/// `bakhong rates`: the electricity rate and its parts.
struct RatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rates",
    abstract: Speech.words(
      vi: "Tính tỷ lệ thanh toán tiền điện không dùng tiền mặt.",
      en: "Compute the rate of cashless electricity payment."))

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case pho, channel, month, instrument
  }

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Định nghĩa khác.", en: "Another definition."), valueName: "name"))
  var definition: String?

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Kỳ khác: 2024-08, 2024-Q1 hoặc 2024-01..2024-06.",
        en: "Another period: 2024-08, 2024-Q1 or 2024-01..2024-06."), valueName: "period"))
  var period: String?

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Chia theo phố, kênh, tháng hoặc phương tiện.",
        en: "Break down by phố, channel, month or instrument."),
      valueName: "pho|channel|month|instrument"))
  var by: Part?

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "So sánh mọi định nghĩa trên cùng dữ liệu.",
        en: "Compare all definitions on the same data.")))
  var definitions = false

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Truy từ tỷ lệ đến từng hộ, hóa đơn, dòng trả tiền.",
        en: "Trace the rate to households, bills, lines of files.")))
  var explain = false

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Hiện cả mã hộ và mã khách hàng.", en: "Show household ids and customer codes too.")))
  var showValues = false

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Definitions: Encodable {
    var definitions: [DefinitionSummary]
  }

  private struct Trails: Encodable {
    var periods: [RateTrail]
  }

  func run() throws {
    let query = RatesQuery(definition: definition, period: period, isByMonth: by == .month)
    if definitions { return try compare() }
    if explain { return try trace(query) }
    let output = global.output
    let outcome = try RatesWorkflow.rates(workspace.folder, query)
    try output.json(outcome)
    for period in outcome.periods {
      output.line("\(period.period): \(period.total.text)")
      switch by {
      case .pho:
        for (name, rate) in period.byPho {
          let outside = Speech.words(vi: "(ngoài danh sách)", en: "(outside the register)")
          output.line("  \(name.isEmpty ? outside : name): \(rate.text)")
        }
      case .channel, .instrument:
        let lines =
          by == .channel
          ? period.channelTexts(in: Speech.language)
          : period.instrumentTexts(in: Speech.language)
        for line in lines { output.line("  " + line) }
      case .month:
        for (name, rate) in period.byMonth ?? [] { output.line("  \(name): \(rate.text)") }
      case nil:
        for line in period.accountTexts(in: Speech.language) { output.line("  " + line) }
      }
    }
    if let movement = outcome.movement { output.line(movement.text(in: Speech.language)) }
  }

  private func compare() throws {
    let output = global.output
    let all = try RatesWorkflow.definitions(workspace.folder)
    try output.json(Definitions(definitions: all))
    for definition in all {
      guard definition.before != nil || definition.after != nil else {
        output.line(definition.text(in: Speech.language))
        continue
      }
      let figures = [definition.before, definition.after].map { $0?.text ?? "–" }
      output.line("\(definition.name): \(figures.joined(separator: " → "))")
    }
  }

  private func trace(_ query: RatesQuery) throws {
    let trails = try ExplainWorkflow.explain(
      workspace.folder, query, showsValues: showValues)
    try global.output.json(Trails(periods: trails))
    for trail in trails {
      for line in trail.lines(in: Speech.language) { global.output.line(line) }
    }
  }
}
