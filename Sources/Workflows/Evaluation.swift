internal import Diagnostics
internal import Importing
internal import Indicators
internal import LedgerStore
internal import Reconciliation
internal import Records
internal import Reports

/// What the ledger's records come to: matches, rates, the figures of the form.
///
/// It touches no disk and no clock.
struct Evaluation {
  let contents: LedgerContents
  let matching: Matching
  private(set) var content: ReportContent
  private(set) var findings: [Diagnostic] = []

  init(
    _ contents: LedgerContents, workspace: Workspace, manifest: FormManifest,
    definition: RateDefinition, channels: ChannelTable
  ) throws {
    let named = ChannelWords(channels).resolve(contents)
    let contents = named.contents
    self.contents = contents
    matching = Matcher().match(bills: contents.bills, payments: contents.payments)
    content = ReportContent(definition: definition)
    content.unitName = workspace.unitName
    content.place = workspace.place
    content.day = try workspace.day()
    content.sources = contents.sources.sorted {
      ($0.name, $0.sha256) < ($1.name, $1.sha256)
    }
    content.periods = try workspace.periods(billed: contents.bills.map(\.month))
    content.year = content.periods[.after]?.last.year
    try addFigures(manifest)
    try addAccountHolders(manifest)
    try addHouseholds(manifest)
    findings += manifest.overlongEvidence(content)
    findings += named.findings
    findings += contents.rejected.map { $0.diagnostic.within(origin($0.sourceSHA256)) }
    findings += matching.findings.map { $0.diagnostic.within(origin($0.payment.sourceSHA256)) }
  }

  /// The criteria that phố and offices report by themselves.
  private mutating func addFigures(_ manifest: FormManifest) throws {
    var targets: [Int: Int] = [:]
    for criterion in manifest.criteria {
      targets[criterion.number] = Target.percent(in: criterion.target)
    }
    let rates = try CriterionRates(figures: contents.figures, targets: targets)
    for rate in rates.rates {
      content.figures[ReportContent.FigureKey(rate.criterion, rate.column)] = rate.rate
      let known = content.evidence[rate.criterion] ?? []
      content.evidence[rate.criterion] = known + rate.evidence.filter { !known.contains($0) }
    }
    findings += rates.findings.map { $0.diagnostic.within(origin($0.provenance.sourceSHA256)) }
  }

  /// Criterion 7 where residents and their accounts are known one by one.
  private mutating func addAccountHolders(_ manifest: FormManifest) throws {
    guard let criterion = manifest.criterion(computedBy: "account-holders"),
      !contents.residents.isEmpty, !contents.accounts.isEmpty
    else { return }
    for (column, period) in content.periods {
      guard let day = period.lastDay else { continue }
      let rate = AccountRate.rate(
        residents: contents.residents, accounts: contents.accounts, on: day,
        target: Target.percent(in: criterion.target))
      content.figures[ReportContent.FigureKey(criterion.number, column)] = rate
    }
  }

  /// Criterion 15 from the bills; without bills it stays what the figures say.
  private mutating func addHouseholds(_ manifest: FormManifest) throws {
    guard let criterion = manifest.criterion(computedBy: "household-cashless"),
      !contents.bills.isEmpty
    else { return }
    for (column, period) in content.periods {
      let rates = try HouseholdRates(
        households: contents.households, settlements: matching.settlements, period: period,
        target: Target.percent(in: criterion.target))
      content.households[column] = rates
      content.figures[ReportContent.FigureKey(criterion.number, column)] = rates.total
      if rates.total == nil { findings.append(noBills(in: period)) }
    }
    let evidence = manifest.evidence(of: content.definition.id)
    content.evidence[criterion.number] = [evidence]
  }

  private func noBills(in period: Period) -> Diagnostic {
    let months = contents.bills.map(\.month).sorted()
    let billed = [months.first, months.last].compactMap { $0?.iso }
    return WorkflowError.noBillsInPeriod(
      period.iso, billed: Array(Set(billed)).sorted().joined(separator: "..")
    ).diagnostic
  }

  private func origin(_ sha256: String) -> Origin {
    Origin(file: contents.sources.first { $0.sha256 == sha256 }?.name)
  }
}
