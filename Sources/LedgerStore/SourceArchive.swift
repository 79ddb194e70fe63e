internal import GRDB
internal import Storage

/// The files that were imported, kept inside the ledger by the SHA-256 of their bytes.
///
/// They lie in pieces of at most 1 MiB, each deflated where that makes it shorter.
struct SourceArchive {
  private static let pieceBytes = 1 << 20
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Keeps a file; one that is kept already stays as it is.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - sha256: The digest it had when it was read.
  /// - Throws: ``LedgerRefusal/sourceChanged(_:)`` where it has another digest now; errors of the
  ///   disk.
  func keep(_ path: String, sha256: String) throws {
    let known = "SELECT EXISTS (SELECT 1 FROM source WHERE sha256 = ?)"
    if try Bool.fetchOne(database, sql: known, arguments: [sha256]) == true { return }
    let piece = try RawStatement(
      database,
      "INSERT INTO source_chunk (sha256, number, bytes, is_deflated, content) "
        + "VALUES (?, ?, ?, ?, ?)")
    var hasher = SHA256Hasher()
    var (bytes, pieces) = (0, 0)
    try FileBytes.readPieces(of: path, size: Self.pieceBytes) { content in
      hasher.update(content)
      let deflated = Deflation.deflate(content)
      piece.bind(sha256, at: 1)
      piece.bind(Int64(pieces), at: 2)
      piece.bind(Int64(content.count), at: 3)
      piece.bind(deflated == nil ? 0 : 1, at: 4)
      piece.bind(deflated ?? content, at: 5)
      try piece.run()
      bytes += content.count
      pieces += 1
    }
    guard hasher.finish().hex == sha256 else { throw LedgerRefusal.sourceChanged(path) }
    try database.execute(
      sql: "INSERT INTO source (sha256, bytes, chunks) VALUES (?, ?, ?)",
      arguments: [sha256, bytes, pieces])
  }

  /// What became of a file.
  enum Content {
    /// It was never kept: a ledger of version 1 knew its digest only.
    case never
    /// Its bytes were erased.
    case erased
    /// Its pieces are not what was kept.
    case damaged
    /// All its bytes.
    case bytes([UInt8])
  }

  /// The bytes of a file.
  func content(sha256: String) throws -> Content {
    var bytes: [UInt8] = []
    let outcome = try readPieces(sha256: sha256) { bytes += $0 }
    return outcome ?? .bytes(bytes)
  }

  /// Reads a file piece by piece; nil where every piece came.
  func readPieces(sha256: String, _ body: ([UInt8]) -> Void) throws -> Content? {
    let source = try Row.fetchOne(
      database, sql: "SELECT bytes, chunks FROM source WHERE sha256 = ?", arguments: [sha256])
    guard let source else { return .never }
    let pieces = try RawStatement(
      database,
      "SELECT bytes, is_deflated, content FROM source_chunk WHERE sha256 = ? ORDER BY number")
    pieces.bind(sha256, at: 1)
    defer { pieces.reset() }
    var (total, count) = (0, 0)
    while try pieces.step() {
      if pieces.isNull(2) { return .erased }
      let size = Int(pieces.integer(0))
      guard (0...Self.pieceBytes).contains(size) else { return .damaged }
      let content = pieces.bytes(2)
      let isDeflated = pieces.integer(1) == 1
      guard let piece = isDeflated ? Deflation.inflate(content, count: size) : content,
        piece.count == size
      else { return .damaged }
      body(piece)
      total += size
      count += 1
    }
    let (bytes, chunks): (Int, Int) = (source[0], source[1])
    return (total, count) == (bytes, chunks) ? nil : .damaged
  }
}
