internal import GRDB
internal import ZipArchives

/// A file, or a part of one, in pieces of at most 1 MiB, each deflated where that makes it shorter.
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
    pieces = Self.parts(of: bytes).flatMap(\.pieces)
  }

  private init(piece bytes: [UInt8]) {
    // A copy without the room that was left for a piece that deflates badly.
    let deflated = Deflation.deflate(bytes).map { Array($0[...]) }
    pieces = [
      Piece(count: bytes.count, isDeflated: deflated != nil, content: deflated ?? bytes)
    ]
  }

  /// The bytes of a file in parts of one piece, each deflated when it is asked for.
  public static func parts(of bytes: [UInt8]) -> some Sequence<SourceCopy> {
    stride(from: 0, to: bytes.count, by: pieceBytes).lazy.map { start in
      SourceCopy(piece: Array(bytes[start..<min(start + pieceBytes, bytes.count)]))
    }
  }
}

/// A file on its way into the archive, part by part.
struct KeptParts {
  private let sha256: String
  private let draft: EventDraft
  /// Adds a piece; nil until the first part.
  private var row: RawStatement?
  /// Whether the file was in the ledger before.
  private var wasKept = false
  private var chunks = 0
  private var bytes = 0

  init(sha256: String, _ draft: EventDraft) {
    self.sha256 = sha256
    self.draft = draft
  }

  /// Keeps the next part, unless the file was kept before.
  mutating func add(_ copy: SourceCopy) throws {
    let row = try row ?? begin()
    guard !wasKept else { return }
    let (sha256, chunks) = (sha256, chunks)
    try draft.write {
      for (number, piece) in copy.pieces.enumerated() {
        row.bind(sha256, at: 1)
        row.bind(Int64(chunks + number), at: 2)
        row.bind(Int64(piece.count), at: 3)
        row.bind(piece.isDeflated ? 1 : 0, at: 4)
        row.bind(piece.content, at: 5)
        try row.run()
      }
    }
    self.chunks += copy.pieces.count
    bytes += copy.pieces.reduce(0) { $0 + $1.count }
  }

  private mutating func begin() throws -> RawStatement {
    let database = try draft.database()
    wasKept = try SourceArchive(database).isKept(sha256: sha256)
    let row = try RawStatement(
      database,
      "INSERT INTO source_chunk (sha256, number, bytes, is_deflated, content) "
        + "VALUES (?, ?, ?, ?, ?)")
    self.row = row
    return row
  }

  /// Ends the file, if there is one.
  func finish() throws {
    guard row != nil, !wasKept else { return }
    try draft.database().execute(
      sql: "INSERT INTO source (sha256, bytes, chunks) VALUES (?, ?, ?)",
      arguments: [sha256, bytes, chunks])
  }
}

/// The files that were imported, kept inside the ledger by the SHA-256 of their bytes.
struct SourceArchive {
  private let database: Database

  init(_ database: Database) {
    self.database = database
  }

  /// Whether a file was ever kept; it stays as it is then.
  func isKept(sha256: String) throws -> Bool {
    let known = "SELECT EXISTS (SELECT 1 FROM source WHERE sha256 = ?)"
    return try Bool.fetchOne(database, sql: known, arguments: [sha256]) == true
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
    let outcome = try readPieces(sha256: sha256) { piece in
      bytes += piece
      return true
    }
    return outcome ?? .bytes(bytes)
  }

  /// Reads a file piece by piece until `body` returns false; nil where every piece came that was
  /// asked for.
  func readPieces(sha256: String, _ body: ([UInt8]) throws -> Bool) throws -> Content? {
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
      guard try body(piece) else { return nil }
      total += size
      count += 1
    }
    let (bytes, chunks): (Int, Int) = (source[0], source[1])
    return (total, count) == (bytes, chunks) ? nil : .damaged
  }
}
