internal import LedgerStore
internal import Reconciliation
internal import Records
internal import Storage

/// A workspace's matches as they stand, for one command that looks at them or decides.
struct ReviewSession {
  let workspace: Workspace
  let evaluation: Evaluation
  let judgement: Judgement
  private let names: [String: String]

  init(_ folder: String, rules: String? = nil, definition: String? = nil) throws {
    workspace = try Workspace(folder)
    let definition = try workspace.rateDefinition(definition)
    let shipped = try ShippedFiles()
    let files = try ReportFiles(workspace, shipped)
    let (contents, decisions) = try LedgerSession.judged(workspace)
    judgement = Judgement(
      rules: try workspace.matchingRules(given: rules), decisions: decisions)
    evaluation = try Evaluation(
      contents, judgement, workspace: workspace, manifest: files.manifest,
      definition: definition, channels: workspace.channels(shipped))
    names = Dictionary(
      evaluation.contents.sources.map { ($0.sha256, $0.name) }, uniquingKeysWith: { $1 })
  }

  /// The name of the file that a line stands in.
  func name(_ provenance: Provenance) -> String { names[provenance.sourceSHA256] ?? "" }

  /// The place, among payments, of the line that somebody named `file:line` or `file:sheet:line`.
  func payment(named text: String) throws -> Int {
    let payments = evaluation.contents.payments
    let found = payments.indices.filter { place in
      let provenance = payments[place].provenance
      let line = String(provenance.line)
      let file = name(provenance)
      let withSheet = provenance.sheet.map { "\(file):\($0):\(line)" }
      return text == "\(file):\(line)" || text == withSheet
    }
    guard let first = found.first else { throw WorkflowError.unknownLine(text) }
    guard found.count == 1 else {
      let sheets = found.compactMap { payments[$0].provenance.sheet }
      throw WorkflowError.severalLines(text, sheets: sheets)
    }
    return first
  }

  /// Appends one event to the ledger; nil where there was nothing to change.
  @discardableResult
  func append(_ act: LedgerAct, reason: String) throws -> Int? {
    let ledger = try Ledger.open(workspace.ledgerPath)
    defer { ledger.close() }
    return try ledger.append(act, at: Person.now, actor: Person.name, reason: reason)
  }
}

extension LedgerSession {
  /// What the ledger of a workspace holds and what was decided; an error where there is none yet.
  static func judged(
    _ workspace: Workspace
  ) throws -> (contents: LedgerContents, decisions: [RecordedDecision]) {
    guard Folder.isFile(workspace.ledgerPath) else {
      throw WorkflowError.noLedger(workspace.ledgerPath)
    }
    let ledger = try Ledger.open(workspace.ledgerPath)
    defer { ledger.close() }
    return try (ledger.contents(), ledger.decisions())
  }
}
