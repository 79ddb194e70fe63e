public import Diagnostics
internal import Importing
internal import LedgerStore
internal import Storage

/// Imports files that need not lie in the inbox.
public enum ImportWorkflow {
  /// What came of it.
  public struct Outcome: Sendable {
    /// One a file.
    public var imports: [ImportSummary]
    /// Rows that were set aside, and words that nobody knows.
    public var findings: [Diagnostic]
  }

  /// Imports files into a workspace's ledger, all or none.
  ///
  /// - Parameters:
  ///   - files: The files.
  ///   - folder: The workspace.
  ///   - layout: A layout for all of them; nil to recognise each by content.
  ///   - isDryRun: Whether the ledger stays as it is.
  /// - Returns: What came, or would come, of each file.
  /// - Throws: ``SeveralErrors`` for files that cannot be read; the modules' errors for all else.
  public static func add(
    _ files: [String], to folder: String, layout: String? = nil, isDryRun: Bool = false
  ) throws -> Outcome {
    let workspace = try Workspace(folder)
    let inbox = try Inbox(workspace, ShippedFiles())
    return try LedgerSession.with(workspace) { session in
      let items = try inbox.read(files, layout: layout, isKnown: session.isKnown)
      let findings = items.flatMap {
        ($0.content?.rejected ?? []) + ($0.content?.findings ?? [])
      }
      do {
        let imports = try session.ledger().write { writer in
          let imports = try RunWorkflow.add(items, to: writer)
          if isDryRun { throw DryRun(imports: imports) }
          return imports
        }
        return Outcome(imports: imports, findings: findings)
      } catch let dryRun as DryRun {
        session.leaveAsFound()
        return Outcome(imports: dryRun.imports, findings: findings)
      }
    }
  }

  /// Rolls a transaction back and carries out what it would have done.
  private struct DryRun: Error {
    var imports: [ImportSummary]
  }
}
