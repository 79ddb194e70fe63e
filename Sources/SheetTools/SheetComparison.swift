public import Diagnostics
internal import Sheets
internal import Workbooks

/// Compares two workbooks for people and programs.
public struct SheetComparison: Encodable, Sendable {
  /// What differs.
  public var changes: [ChangeDocument]
  private var listed: [WorkbookChange]

  private enum CodingKeys: String, CodingKey {
    case changes
  }

  /// Compares two workbooks of any formats.
  ///
  /// - Parameters:
  ///   - old: The first file.
  ///   - new: The second file.
  ///   - key: The letters of a column that says which row is which; nil to go by content.
  /// - Throws: The readers' errors; ``SheetToolsError/target(_:)`` for letters that are none.
  public init(_ old: String, _ new: String, key: String? = nil) throws {
    var matching = WorkbookDiff.Matching.content
    if let key { matching = .key(try Self.column(key)) }
    listed = try WorkbookDiff(
      WorkbookContents(path: old), WorkbookContents(path: new), matching: matching
    ).changes
    changes = listed.map(ChangeDocument.init)
  }

  /// The column that letters name, from 0.
  static func column(_ letters: String) throws(SheetToolsError) -> Int {
    guard let column = CellAddress(a1: letters + "1")?.column else { throw .target(letters) }
    return column
  }

  /// The differences for people, a line each.
  public func lines(in language: Language) -> [String] { listed.map { $0.line(in: language) } }
}
