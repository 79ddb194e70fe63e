internal import GRDB
internal import ZipArchives

/// A file in pieces of at most 1 MiB, each deflated where that makes it shorter.
public struct SourceCopy: Sendable {
  struct Piece: Sendable {
    /// How many bytes it stands for.
    var count: Int
    var isDeflated: Bool
    var content: [UInt8]
  }

  static let pieceBytes = 1 << 20
  let pieces: [Piece]

  /// Takes the bytes of a file.
  public init(_ bytes: [UInt8]) {
    pieces = stride(from: 0, to: bytes.count, by: Self.pieceBytes).map { start in
      let piece = Array(bytes[start..<min(start + Self.pieceBytes, bytes.count)])
      let deflated = Deflation.deflate(piece)
      return Piece(
        count: piece.count, isDeflated: deflated != nil, content: deflated ?? piece)
    }
  }
}

/// The files that were imported, kept inside the ledger by the SHA-256 of their bytes.
struct SourceArchive {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Keeps a file; one that is kept already stays as it is.
  func keep(_ copy: SourceCopy, sha256: String) throws {
    let known = "SELECT EXISTS (SELECT 1 FROM source WHERE sha256 = ?)"
    if try Bool.fetchOne(database, sql: known, arguments: [sha256]) == true { return }
    let row = try RawStatement(
      database,
      "INSERT INTO source_chunk (sha256, number, bytes, is_deflated, content) "
        + "VALUES (?, ?, ?, ?, ?)")
    for (number, piece) in copy.pieces.enumerated() {
      row.bind(sha256, at: 1)
      row.bind(Int64(number), at: 2)
      row.bind(Int64(piece.count), at: 3)
      row.bind(piece.isDeflated ? 1 : 0, at: 4)
      row.bind(piece.content, at: 5)
      try row.run()
    }
    try database.execute(
      sql: "INSERT INTO source (sha256, bytes, chunks) VALUES (?, ?, ?)",
      arguments: [sha256, copy.pieces.reduce(0) { $0 + $1.count }, copy.pieces.count])
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
      guard (0...SourceCopy.pieceBytes).contains(size) else { return .damaged }
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
