import Diagnostics
import LedgerStore
import Records

/// What one invented file holds.
struct FileImport {
  var name: String
  var sha256: String
  var layout: String
  var rows: Int
  var rejections: [Diagnostic] = []
  var records: [IdentifiedRecord]
  /// The file itself, for the ledger to keep; nil to keep nothing.
  var copy: SourceCopy?
}

extension LedgerWriter {
  /// Adds what a file holds; one whose bytes are known changes nothing.
  func add(
    _ file: FileImport, importedAt: String, actor: String = "", reason: String = ""
  ) throws -> SourceFile {
    if var known = try source(sha256: file.sha256) {
      known.name = file.name
      known.duplicates = known.rows - known.rejected
      known.imported = 0
      return known
    }
    let session = try begin(
      file.name, sha256: file.sha256, at: importedAt, actor: actor, reason: reason)
    if let copy = file.copy { try session.keep(copy) }
    try session.add(file.records)
    for rejection in file.rejections { try session.reject(rejection) }
    return try session.finish(layout: file.layout, rows: file.rows)
  }
}
