public import Diagnostics
internal import LedgerStore
internal import Records
internal import Reports
internal import Sheets
internal import Storage
internal import Workbooks

/// Takes back a form that somebody edited in LibreOffice or Excel.
public enum SyncWorkflow {
  /// What is asked.
  public struct Request: Sendable {
    /// The workspace.
    public var workspace: String
    /// The edited form.
    public var file: String
    /// Fields whose typed figures stand, or `all`.
    public var accept: [String] = []
    /// Fields whose computed figures come back, or `all`.
    public var reject: [String] = []
    /// Who decides.
    public var actor = ""
    /// Why.
    public var reason = ""

    /// Asks what is different in a form.
    public init(workspace: String, file: String) {
      self.workspace = workspace
      self.file = file
    }
  }

  /// One figure that was changed.
  public struct Change: Encodable, Sendable {
    /// The named range.
    public let field: String
    /// The criterion.
    public let criterion: Int
    /// `before` or `after`.
    public let column: String
    /// The cell in A1 notation.
    public let cell: String
    /// What stood there.
    public let was: Double?
    /// What was typed; nil where the cell was cleared.
    public let now: Double?
    /// Whether what stood there was computed.
    public let computed: Bool
    /// `unsettled`, `accepted` or `rejected`.
    public internal(set) var state: String
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// The figures that were changed.
    public var changes: [Change]
    /// How many other cells, styles, comments and rows were changed; they stay as they are.
    public var otherChanges: Int
    /// What is to be settled or mended.
    public var findings: [Diagnostic]
    /// The forms that were written anew; empty for a preview.
    public var report: [String]
  }

  /// Holds an edited form against the one that the program wrote; settles what is named.
  ///
  /// Without `accept` or `reject` nothing is written. Accepted figures become adjustments in the
  /// ledger; then the report is made again, with all other edits kept.
  ///
  /// - Parameter request: What is asked.
  /// - Returns: What is different, and what became of it.
  /// - Throws: ``SyncError``, or the modules' errors.
  public static func sync(_ request: Request) throws -> Outcome {
    let workspace = try Workspace(request.workspace)
    let files = try ReportFiles(workspace, try ShippedFiles())
    let kind = try Workbook.format(of: request.file).rawValue
    guard let form = files.forms.first(where: { $0.kind == kind }) else {
      throw SyncError.notOurForm(file: request.file)
    }
    guard let base = form.base, Folder.isFile(base) else {
      throw SyncError.noBase(file: request.file)
    }
    let (before, after) = try (
      WorkbookContents(path: base), WorkbookContents(path: request.file)
    )
    var reading = SyncReading(
      base: FormCells(before), edited: FormCells(after), file: request.file, files.manifest)
    let difference = WorkbookDiff(before, after)
    let others = difference.changes.filter { change in
      !reading.changes.contains { $0.cell == change.range?.first.a1 }
    }
    let settles = !request.accept.isEmpty || !request.reject.isEmpty
    guard settles else {
      return Outcome(
        changes: reading.changes, otherChanges: others.count,
        findings: reading.findings + reading.unsettled, report: [])
    }
    guard !request.actor.isEmpty, !request.reason.isEmpty else { throw SyncError.actorMissing }
    try reading.settle(accept: request.accept, reject: request.reject)
    let names = try apply(reading, request, workspace, form)
    return Outcome(
      changes: reading.changes, otherChanges: others.count,
      findings: reading.findings + reading.unsettled, report: names)
  }

  /// Puts accepted figures into the ledger, takes the edited form over, makes the report again.
  private static func apply(
    _ reading: SyncReading, _ request: Request, _ workspace: Workspace, _ form: ReportFiles.Form
  ) throws -> [String] {
    let digest = SHA256Digest(of: try FileBytes.read(request.file)).hex
    let staged = try reading.stage(request.file, to: form.output)
    try LedgerSession.with(workspace) { session in
      let ledger = try session.ledger()
      for change in reading.changes where change.state == "accepted" {
        guard let share = change.now, let column = ReportColumn(rawValue: change.column) else {
          continue
        }
        let adjustment = FigureAdjustment(
          criterion: change.criterion, column: column, share: share, replaced: change.was,
          file: Folder.name(of: request.file), sha256: digest, cell: change.cell)
        try ledger.append(
          .adjustment(adjustment), at: Person.now, actor: request.actor, reason: request.reason)
      }
    }
    try staged.commit()
    return try ReportWorkflow.report(request.workspace).summary.report
  }
}
