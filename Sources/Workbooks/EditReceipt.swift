import Diagnostics
public import Sheets
public import Storage
import ZipArchives

/// What an edit changed: every part by its SHA-256, every cell by what it held.
public struct EditReceipt: Sendable {
  /// One part of the container; of a flat file, the file.
  public struct Part: Sendable {
    /// Its name.
    public var name: String
    /// The digest of its bytes before; nil for a part that was added.
    public var before: SHA256Digest?
    /// The digest of its bytes afterwards; nil for a part that was removed.
    public var after: SHA256Digest?

    /// Whether it is another part now.
    public var isChanged: Bool { before != after }
  }

  /// The parts, in the order of the container before, then what was added.
  public var parts: [Part]
  /// The cells that changed, rows and columns that came or left.
  public var changes: [WorkbookChange]
  /// Whether a signature was taken away.
  public var droppedSignature: Bool

  /// Compares an edited file with what it was made from.
  ///
  /// - Parameters:
  ///   - old: The file before.
  ///   - new: The file after.
  ///   - matching: How cells find each other: by place where no row or column came or left.
  ///   - droppedSignature: Whether a signature was taken away.
  /// - Throws: The reader's, the container's or the disk's error.
  public init(
    from old: String, to new: String, matching: WorkbookDiff.Matching = .place,
    droppedSignature: Bool = false
  ) throws {
    parts = try Self.parts(old, new)
    changes = try WorkbookDiff(
      WorkbookContents(path: old), WorkbookContents(path: new), matching: matching
    ).changes
    self.droppedSignature = droppedSignature
  }

  private static func parts(_ old: String, _ new: String) throws -> [Part] {
    let (before, after) = try (digests(old), digests(new))
    let later = Dictionary(after.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    let known = Set(before.map(\.0))
    return before.map { Part(name: $0.0, before: $0.1, after: later[$0.0]) }
      + after.filter { !known.contains($0.0) }.map { Part(name: $0.0, after: $0.1) }
  }

  private static func digests(_ path: String) throws -> [(String, SHA256Digest)] {
    guard try FileBytes.head(of: path, count: 2) == Array("PK".utf8) else {
      return [("", SHA256Digest(of: try FileBytes.read(path)))]
    }
    let archive = try ZipArchive(path: path)
    return try archive.members.map { ($0.name, SHA256Digest(of: try archive.read($0.name))) }
  }

  /// The first change that lies outside of what was expected; nil where all lie within.
  ///
  /// Lines that come or go move all behind them: they are expected where whole lines are.
  ///
  /// - Parameter expected: The blocks that may change.
  /// - Returns: The change.
  public func firstUnexpected(_ expected: [SheetRange]) -> WorkbookChange? {
    changes.first { change in
      guard var range = change.range else { return true }
      switch change.kind {
      case .rowInserted, .rowDeleted, .rowMoved:
        (range.first.column, range.last.column) = (0, CellAddress.columnsMax - 1)
      case .columnInserted, .columnDeleted:
        (range.first.row, range.last.row) = (0, CellAddress.rowsMax - 1)
      default: break
      }
      return !expected.contains {
        $0.sheet == change.sheet && $0.range.contains(range.first)
          && $0.range.contains(range.last)
      }
    }
  }
}
