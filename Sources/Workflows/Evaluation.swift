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
  /// The register and the bills joined, to count rates from.
  let basis: RateBasis
  /// What the names of channels stand for.
  let kinds: ChannelKinds
  /// The target of the electricity rate in percent; nil where the form has none.
  let electricityTarget: Int?
  /// The target of the rate of people with an account.
  let accountTarget: Int?
  private(set) var content: ReportContent
  private(set) var findings: [Diagnostic] = []

  init(
    _ contents: LedgerContents, _ judgement: Judgement, workspace: Workspace,
    manifest: FormManifest,
    definition: RateDefinition, channels: ChannelTable, notebook: Notebook = Notebook()
  ) throws {
    let named = ChannelWords(channels).resolve(contents)
    let contents = named.contents
    self.contents = contents
    matching = Matcher(rules: judgement.rules).match(
      bills: contents.bills, payments: contents.payments, households: contents.households,
      decisions: judgement.verdicts(erased: contents.erased))
    basis = RateBasis(
      households: contents.households, bills: matching.settledBills,
      kinds: channels.kinds, history: try workspace.registerHistory())
    kinds = channels.kinds
    electricityTarget = manifest.criterion(computedBy: "household-cashless")
      .flatMap { Target.percent(in: $0.target) }
    accountTarget = manifest.criterion(computedBy: "account-holders")
      .flatMap { Target.percent(in: $0.target) }
    content = ReportContent(definition: definition)
    content.place = workspace.place
    content.day = try workspace.day()
    content.sources = contents.sources.sorted {
      ($0.name, $0.sha256) < ($1.name, $1.sha256)
    }
    content.periods = try workspace.periods(billed: contents.bills.map(\.month))
    content.year = content.periods[.after]?.last.year
    try addUnit(workspace)
    try addFigures(manifest)
    try addAccountHolders(manifest)
    addPlaces(manifest, notebook)
    try addHouseholds(manifest)
    addDocuments(notebook)
    addAdjustments()
    findings += manifest.overlongEvidence(content)
    findings += named.findings
    findings += rowsSetAside()
    findings += matching.findings.map { finding in
      finding.diagnostic(billFile: origin(finding.bill.sourceSHA256).file)
        .within(origin(finding.payment.sourceSHA256))
    }
  }

  /// The unit as it was on the report's day, or else on the last day of the later period.
  private mutating func addUnit(_ workspace: Workspace) throws {
    content.unitName = workspace.unitName
    let units = try workspace.unitHistory()
    guard let id = workspace.unitID, let unit = units.unit(id),
      let day = content.day ?? content.periods[.after]?.lastDay
    else { return }
    content.unitName = unit.name(on: day) ?? workspace.unitName
    let successors = units.successors(of: id, on: day)
    if !successors.contains(id) {
      findings.append(
        WorkflowError.unitEnded(
          file: "units.yaml", id: id, day: day.iso, successors: successors
        ).diagnostic)
    }
  }

  /// Figures that people typed into the form stand; one whose computed figure has moved since is
  /// told of.
  private mutating func addAdjustments() {
    for recorded in contents.adjustments {
      let adjustment = recorded.adjustment
      let key = ReportContent.FigureKey(adjustment.criterion, adjustment.column)
      content.adjustments[key] = adjustment
      let computed = content.figures[key]?.low
      if computed != adjustment.replaced {
        findings.append(
          SyncError.computedAgain(
            criterion: adjustment.criterion, event: recorded.event,
            at: Origin(file: adjustment.file, cell: adjustment.cell)
          ).diagnostic)
      }
    }
  }

  /// The criteria that phố and offices report by themselves.
  private mutating func addFigures(_ manifest: FormManifest) throws {
    var targets: [Int: Int] = [:]
    for criterion in manifest.criteria {
      targets[criterion.number] = Target.percent(in: criterion.target)
    }
    let rates = try CriterionRates(figures: contents.figures, targets: targets)
    for rate in rates.rates {
      let key = ReportContent.FigureKey(rate.criterion, rate.column)
      content.figures[key] = rate.rate
      if rate.bySubject.count > 1 { content.parts[key] = rate.bySubject }
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
    for column in ReportColumn.allCases {
      guard let period = content.periods[column] else { continue }
      content.figures[ReportContent.FigureKey(criterion.number, column)] =
        accountHolders(in: period, .sixteenCompleted)
    }
  }

  /// Criterion 16 where the notebook names the places one by one.
  private mutating func addPlaces(_ manifest: FormManifest, _ notebook: Notebook) {
    let name = "places-covered"
    guard let criterion = manifest.criterion(computedBy: name), !notebook.places.isEmpty else {
      return
    }
    for column in ReportColumn.allCases {
      content.figures[ReportContent.FigureKey(criterion.number, column)] =
        notebook.placesCovered(column, target: Target.percent(in: criterion.target))
    }
    content.evidence[criterion.number] = manifest.evidence(ofComputed: name).map { [$0] } ?? []
  }

  /// The notebook's documents stand in the evidence column by their numbers; one that a figure
  /// names already is not named again.
  private mutating func addDocuments(_ notebook: Notebook) {
    for document in notebook.documents {
      let name = document.number.isEmpty ? document.title : document.number
      let known = content.evidence[document.criterion] ?? []
      guard !known.contains(where: { $0.names(name) }) else { continue }
      content.evidence[document.criterion] = known + [name]
    }
  }

  /// People over 15 with an account at the end of a period, in one reading of "trên 15".
  func accountHolders(in period: Period, _ reading: AgeReading) -> Rate? {
    guard let day = period.lastDay, !contents.residents.isEmpty, !contents.accounts.isEmpty else {
      return nil
    }
    return AccountRate.rate(
      residents: contents.residents, accounts: contents.accounts, on: day, over15: reading,
      target: accountTarget)
  }

  /// Criterion 15 from the bills; without bills it stays what the figures say.
  private mutating func addHouseholds(_ manifest: FormManifest) throws {
    guard let criterion = manifest.criterion(computedBy: "household-cashless"),
      !contents.bills.isEmpty
    else { return }
    var computed = 0
    for column in ReportColumn.allCases {
      guard let period = content.periods[column] else { continue }
      let rates = try basis.rates(
        content.definition, period: period, target: electricityTarget)
      content.households[column] = rates
      if let total = rates.total {
        content.figures[ReportContent.FigureKey(criterion.number, column)] = total
        computed += 1
      }
      for finding in notices(rates, in: period) where !findings.contains(finding) {
        findings.append(finding)
      }
    }
    // A column without bills keeps what somebody wrote, and so its evidence.
    let written = computed == ReportColumn.allCases.count ? [] : content.evidence[criterion.number]
    let annex = computed == 0 ? nil : manifest.evidence(of: content.definition.id)
    content.evidence[criterion.number] = (written ?? []) + [annex].compactMap(\.self)
  }

  private func notices(_ rates: HouseholdRates, in period: Period) -> [Diagnostic] {
    if rates.total == nil { return [noBills(in: period)] }
    let outside = rates.billsOutsideRegister
    guard outside > 0 else { return [] }
    return [WorkflowError.billsOutsideRegister(period.iso, bills: outside).diagnostic]
  }

  /// The rows that were set aside, without those of files whose corrected version came later.
  private func rowsSetAside() -> [Diagnostic] {
    var lastVersions: [String: String] = [:]
    for source in contents.sources { lastVersions[source.name] = source.sha256 }
    let current = Set(lastVersions.values)
    return contents.rejected.filter { current.contains($0.sourceSHA256) }
      .map { $0.diagnostic.within(origin($0.sourceSHA256)) }
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

extension String {
  /// Whether a document's number stands in this text, not as a part of a longer one.
  fileprivate func names(_ number: String) -> Bool {
    func isPart(_ sign: Character?) -> Bool {
      sign.map { $0.isLetter || $0.isNumber || "/-".contains($0) } ?? false
    }
    return ranges(of: number).contains { range in
      !isPart(self[..<range.lowerBound].last) && !isPart(self[range.upperBound...].first)
    }
  }
}
