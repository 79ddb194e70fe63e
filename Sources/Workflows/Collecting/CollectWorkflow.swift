public import Diagnostics
internal import FoundationEssentials
internal import Records
internal import Reports
internal import Storage

/// Reads the forms that units handed in, sums them, and fills the next level's form.
public enum CollectWorkflow {
  /// What is asked.
  public struct Request: Sendable {
    /// The folders with the forms; only files directly in them are read.
    public var folders: [String]
    /// Where the sums go; nil for `tong-hop` in the first folder.
    public var output: String?
    /// The period to sum, for example `2024-08`; nil for the one that most forms are about.
    public var period: String?
    /// Units whose figures are approved as they stand.
    public var approve: [String] = []
    /// Units whose approval is taken back.
    public var reopen: [String] = []
    /// Who approves or reopens.
    public var actor = ""
    /// Why an approval is taken back.
    public var reason = ""
    /// A workspace whose inbox gets the figures; nil for none.
    public var inboxOf: String?

    /// Asks for the forms of these folders.
    public init(folders: [String]) {
      self.folders = folders
    }
  }

  /// What came of it.
  public struct Outcome: Sendable {
    /// What programs read.
    public var summary: CollectSummary
    /// Things to look at.
    public var findings: [Diagnostic]
  }

  /// Collects the forms.
  ///
  /// Nothing is written before all forms are read; the forms themselves are never changed.
  ///
  /// - Parameter request: What is asked.
  /// - Returns: What came of it; a form that cannot be read is a finding.
  /// - Throws: ``WorkflowError``, `CollectionError`, or the disk's errors.
  public static func collect(_ request: Request) throws -> Outcome {
    let shipped = try ShippedFiles()
    let paper = try CollectionPapers(shipped)
    let first = request.folders.first ?? "."
    let forms = try read(request.folders, CollectionReader(paper.manifests))
    guard !forms.isEmpty else { throw CollectionError.noForms(folder: first) }
    let list = try UnitList(folder: first)
    var approvals = try Approvals(folder: first)
    let period = try period(request.period)
    try approvals.change(request, forms: forms, period: period)
    let collection = try FormCollection(
      forms, items: paper.upward.items, units: list?.units, period: period,
      approved: approvals.standing)
    let output = request.output ?? Workspace.path("tong-hop", in: first)
    var staged = try paper.stage(collection, unit: list?.unit, in: output)
    let figures = FigureList.csv(collection, items: paper.upward.items)
    staged.append(try stage(figures, at: Workspace.path("so-lieu.csv", in: output)))
    if let workspace = request.inboxOf {
      let name = "so-lieu-thu-thap-\(collection.period?.iso ?? "").csv"
      let inbox = try Workspace(workspace).inbox
      staged.append(try stage(figures, at: Workspace.path(name, in: inbox)))
    }
    if let file = try approvals.stage() { staged.append(file) }
    for file in staged { try file.commit() }
    let summary = CollectSummary(
      collection, forms: forms.count, outputs: staged.map(\.path), hasUnitList: list != nil)
    return Outcome(summary: summary, findings: collection.findings)
  }

  private static func read(
    _ folders: [String], _ reader: CollectionReader
  ) throws -> [CollectedForm] {
    var forms: [CollectedForm] = []
    for folder in folders {
      guard Folder.isFolder(folder) else { throw WorkflowError.noWorkspace(folder) }
      for name in try Folder.files(folder) {
        // Excel's lock files begin so; LibreOffice's are hidden.
        guard ["ods", "fods", "xlsx", "xlsm"].contains(Folder.pathExtension(of: name)),
          !name.hasPrefix("~$")
        else { continue }
        let path = Workspace.path(name, in: folder)
        forms.append(reader.read(path, name: folders.count > 1 ? path : name))
      }
    }
    return forms
  }

  private static func period(_ text: String?) throws -> Period? {
    guard let text else { return nil }
    let ends = text.components(separatedBy: "..")
    guard let first = CalendarMonth(iso: ends[0]), ends.count < 3,
      let last = CalendarMonth(iso: ends[ends.count - 1]),
      let period = Period(from: first, to: last)
    else { throw WorkflowError.period(file: "--period", text: text) }
    return period
  }

  private static func stage(_ bytes: [UInt8], at path: String) throws -> StagedFile {
    let staged = try StagedFile(for: path)
    try staged.write(bytes)
    return staged
  }
}
