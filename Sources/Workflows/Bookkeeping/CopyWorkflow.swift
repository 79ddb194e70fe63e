public import Diagnostics
internal import LedgerStore
internal import Storage
internal import ZipArchives

/// Copies of a ledger and of a whole workspace, and what other programs read of it.
public enum CopyWorkflow {
  /// What became of a copy.
  public struct Outcome: Sendable {
    /// Where it is.
    public let path: String
    /// How many events it holds.
    public let events: Int
    /// How many entries it holds.
    public let entries: Int
    /// The digest of the last event.
    public let head: String
    /// What verifying it found; there is no copy then.
    public let findings: [Diagnostic]

    init(_ path: String, _ report: LedgerReport) {
      self.path = path
      events = report.events
      entries = report.entries
      head = report.head
      findings = report.findings.map { $0.diagnostic.within(Origin(file: path)) }
    }
  }

  /// Writes a verified copy of the ledger while others may write to it.
  public static func backup(_ folder: String, to path: String) throws -> Outcome {
    guard !Folder.isFolder(path) else { throw LedgerError.cannotOpen(file: path) }
    return try LedgerWorkflow.withLedger(folder) { Outcome(path, try $0.backup(to: path)) }
  }

  /// Puts a backup in the place of the ledger, after verifying it.
  public static func restore(_ path: String, to folder: String) throws -> Outcome {
    let workspace = try Workspace(folder)
    guard Folder.isFile(path) else { throw StorageError.missing(file: path) }
    try Ledger.check(workspace.ledgerPath)
    return Outcome(
      workspace.ledgerPath, try Ledger.restore(path, to: workspace.ledgerPath))
  }

  /// Writes the entries for another program.
  ///
  /// - Parameters:
  ///   - format: `hledger`, `beancount`, `csv` or `jsonl`.
  ///   - folder: The workspace.
  ///   - path: Where to; nil for `sink`.
  ///   - isMasked: Whether customers are numbers rather than codes.
  ///   - sink: Takes the text where there is no path.
  /// - Throws: The modules' errors; a file that was there stays then.
  public static func export(
    _ format: String, of folder: String, to path: String?, isMasked: Bool,
    sink: (String) throws -> Void
  ) throws {
    guard let kind = LedgerExport.Format(rawValue: format) else {
      throw WorkflowError.unknownFormat(format, known: LedgerExport.Format.allCases.map(\.rawValue))
    }
    var export = LedgerExport(kind, isMasked: isMasked)
    try LedgerWorkflow.withLedger(folder) { ledger in
      guard let path else { return try export.write(ledger, to: sink) }
      let staged = try StagedFile(for: path)
      let output = try FileOutput(newFile: staged.temporaryPath)
      try export.write(ledger) { try output.append(Array($0.utf8)) }
      try output.close()
      try staged.commit()
    }
  }

  // MARK: Whole workspaces

  /// Packs a workspace into one file: its settings, inbox, reports, and a verified copy of the
  /// ledger.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - path: The file, a zip container, or one encrypted by age.
  ///   - recipient: A public key for age; nil to leave the file plain.
  /// - Returns: What became of it.
  /// - Throws: ``WorkflowError/program(_:)`` where age is needed and missing; the modules' errors.
  public static func archive(
    _ folder: String, to path: String, recipient: String?
  ) throws -> Outcome {
    let workspace = try Workspace(folder)
    let copy = try StagedFile(for: workspace.path("ledger.archive"))
    let outcome = try backup(folder, to: copy.temporaryPath)
    defer { try? Folder.remove(copy.temporaryPath) }
    guard outcome.findings.isEmpty else { return outcome }
    let staged = try StagedFile(for: path)
    let zip = recipient == nil ? staged : try StagedFile(for: path + ".zip")
    let writer = try ZipWriter(newFile: zip.temporaryPath)
    for name in try files(of: workspace) {
      try writer.add(name, FileBytes.read(workspace.path(name)))
    }
    try writer.add("ledger.sqlite", FileBytes.read(copy.temporaryPath))
    try writer.finish()
    if let recipient {
      try encrypt(zip.temporaryPath, to: staged.temporaryPath, recipient)
    }
    try Folder.protect(staged.temporaryPath)
    try staged.commit()
    return outcome.moved(to: path)
  }

  /// Unpacks an archive into a new folder, and verifies its ledger.
  ///
  /// - Parameters:
  ///   - path: The archive.
  ///   - folder: The folder, which is not there yet, and is only made where nothing is found.
  ///   - key: A file with the private key for age; nil for a plain archive.
  /// - Returns: What became of it.
  /// - Throws: The modules' errors.
  public static func unarchive(
    _ path: String, to folder: String, key: String?
  ) throws -> Outcome {
    guard !Folder.isFolder(folder), !Folder.isFile(folder) else {
      throw WorkflowError.exists(folder)
    }
    let staged = try StagedFolder(for: folder)
    var source = path
    let plain = try StagedFile(for: staged.file("archive.zip"))
    if let key {
      guard
        (try? ExternalProgram.run("age", ["-d", "-i", key, "-o", plain.temporaryPath, path]))
          != nil
      else { throw WorkflowError.program("age") }
      source = plain.temporaryPath
    }
    let archive = try ZipArchive(path: source)
    for member in archive.members where HandoverList.isInside(member.name) {
      let target = staged.file(member.name)
      try Folder.make(Folder.parent(of: target))
      let mode: UInt32 = member.name == "ledger.sqlite" ? 0o600 : 0o644
      try StagedFile.writeNew(archive.read(member.name), to: target, mode: mode)
    }
    let report = try LedgerWorkflow.withLedger(staged.temporaryPath) { try $0.verify(pages: true) }
    if key != nil { try Folder.remove(plain.temporaryPath) }
    if report.findings.isEmpty { try staged.commit() }
    return Outcome(folder, report)
  }

  /// What of a workspace goes into an archive, beside the ledger.
  private static func files(of workspace: Workspace) throws -> [String] {
    let settings = ["bakhong.yaml", "channels.yaml", "rules.yaml", "units.yaml"]
    let notebooks = ["so-tay.ods", "so-tay.xlsx"]
    let names = (settings + notebooks).filter { Folder.isFile(workspace.path($0)) }
    // The notebook's documents, and the forms as they were written, which edits are read against.
    return try ["Layouts", "inbox", "out", "ho-so", ".goc"].reduce(names) {
      try $0 + files(in: $1, of: workspace, depth: 0)
    }
  }

  /// The files of a folder and of those in it.
  private static func files(
    in folder: String, of workspace: Workspace, depth: Int
  ) throws -> [String] {
    let path = workspace.path(folder)
    guard Folder.isFolder(path), depth < depthMax else { return [] }
    let own = try Folder.files(path).map { folder + "/" + $0 }
    return try Folder.folders(path).reduce(own) {
      try $0 + files(in: folder + "/" + $1, of: workspace, depth: depth + 1)
    }
  }

  private static let depthMax = 8

  private static func encrypt(_ plain: String, to path: String, _ recipient: String) throws {
    guard (try? ExternalProgram.run("age", ["-r", recipient, "-o", path, plain])) != nil else {
      throw WorkflowError.program("age")
    }
  }
}

extension CopyWorkflow.Outcome {
  fileprivate func moved(to path: String) -> CopyWorkflow.Outcome {
    CopyWorkflow.Outcome(
      path: path, events: events, entries: entries, head: head, findings: findings)
  }

  private init(path: String, events: Int, entries: Int, head: String, findings: [Diagnostic]) {
    self.path = path
    self.events = events
    self.entries = entries
    self.head = head
    self.findings = findings
  }
}
