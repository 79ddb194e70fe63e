internal import GRDB
internal import Glibc
internal import Storage

// Copies of a ledger: made while others write, and proved before they count.
extension Ledger {
  /// Writes a copy of the ledger as it is at one moment, and verifies it.
  ///
  /// - Parameter target: Where the copy goes, in the place of what is there; mode 0600.
  /// - Returns: What verifying the copy found; the copy is only put in its place without findings.
  /// - Throws: ``LedgerError``; `StorageError` where the copy cannot be written.
  /// - Source: sqlite.org/lang_vacuum.html, VACUUM INTO: an existing file must be empty.
  public func backup(to target: String) throws -> LedgerReport {
    let staged = try StagedFile(for: target)
    try staged.write([], mode: 0o600)
    try copy(into: staged.temporaryPath)
    let report = try Self.verifyCopy(staged.temporaryPath)
    if report.findings.isEmpty { try staged.commit() }
    return report
  }

  /// Puts a backup in the place of a ledger.
  ///
  /// The ledger that was there stays beside it under the name with `.before-restore`.
  ///
  /// - Parameters:
  ///   - backup: The backup; it is only read.
  ///   - path: The ledger.
  /// - Returns: What verifying the backup found; nothing changes where there are findings.
  /// - Throws: ``LedgerError``; `StorageError` where a file cannot be written.
  public static func restore(_ backup: String, to path: String) throws -> LedgerReport {
    let staged = try StagedFile(for: path)
    try staged.write([], mode: 0o600)
    let output = try FileHandleOutput(staged.temporaryPath)
    try FileBytes.readPieces(of: backup, size: 1 << 20) { try output.append($0) }
    let report = try verifyCopy(staged.temporaryPath)
    guard report.findings.isEmpty else { return report }
    if Folder.isFile(path) {
      // What the log still holds goes into the file, so that nothing of it meets the new one.
      try? Ledger.open(path).close()
      let kept = path + ".before-restore"
      try Folder.remove(kept)
      guard unsafe link(path, kept) == 0 else {
        throw StorageError.refused(
          file: kept, action: .write, reason: unsafe String(cString: strerror(errno)))
      }
      for suffix in ["-wal", "-shm", "-journal"] { try Folder.remove(path + suffix) }
    }
    try staged.commit()
    return report
  }

  /// Verifies a file that nobody else uses, and leaves nothing but the file.
  private static func verifyCopy(_ path: String) throws -> LedgerReport {
    let copy = try Ledger.open(path)
    defer { copy.close() }
    return try copy.verify(pages: true)
  }
}

/// Adds bytes to the end of a file that is there.
private final class FileHandleOutput {
  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.refusal(path) }
  }

  deinit {
    Glibc.close(descriptor)
  }

  func append(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.refusal(path) }
      written += count
    }
  }

  private static func refusal(_ path: String) -> StorageError {
    .refused(file: path, action: .write, reason: unsafe String(cString: strerror(errno)))
  }
}
