internal import LedgerStore
internal import Storage

/// A workspace's ledger for the time of one command.
///
/// A ledger that is there is checked first; one that is not is made only when something is written,
/// and goes again when the command fails.
final class LedgerSession {
  private let path: String
  private let existed: Bool
  private var opened: Ledger?

  private init(_ workspace: Workspace) throws {
    path = workspace.ledgerPath
    existed = Folder.isFile(path)
    try Ledger.check(path)
  }

  /// Runs a command; the ledger is closed after it.
  static func with<Result>(
    _ workspace: Workspace, _ body: (LedgerSession) throws -> Result
  ) throws -> Result {
    let session = try LedgerSession(workspace)
    do {
      let result = try body(session)
      session.opened?.close()
      return result
    } catch {
      session.abandon()
      throw error
    }
  }

  /// The ledger, made if it is not there.
  func ledger() throws -> Ledger {
    if let opened { return opened }
    let ledger = try Ledger.open(path)
    opened = ledger
    return ledger
  }

  /// Closes the ledger, and takes one away that was made for this session.
  func leaveAsFound() {
    abandon()
    opened = nil
  }

  private func abandon() {
    opened?.close()
    guard !existed else { return }
    for suffix in ["", "-wal", "-shm", "-journal"] { try? Folder.remove(path + suffix) }
  }
}
