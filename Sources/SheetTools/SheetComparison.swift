public import Diagnostics
internal import Sheets
internal import Workbooks

/// Compares two workbooks for people and programs.
public struct SheetComparison: Encodable, Sendable {
  /// What differs.
  public var changes: [ChangeDocument]
  private let listed: [WorkbookChange]
  private let new: (path: String, contents: WorkbookContents)

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
    self.new = (new, try WorkbookContents(path: new))
    listed = try WorkbookDiff(
      WorkbookContents(path: old), self.new.contents, matching: matching
    ).changes
    changes = listed.map(ChangeDocument.init)
  }

  /// Writes a copy of the second workbook with the differences marked in colour, and a sheet that
  /// lists them.
  ///
  /// - Parameters:
  ///   - output: Where to; a file there stays as it is until the new one is whole.
  ///   - language: The language of notes and list.
  /// - Throws: The editor's errors: a signed workbook is not marked.
  public func writeMarked(to output: String, in language: Language) throws {
    var marking = try DifferenceMarking(path: new.path, new.contents, language: language)
    try marking.write(listed, to: output)
  }

  /// The column that letters name, from 0.
  static func column(_ letters: String) throws(SheetToolsError) -> Int {
    guard let column = CellAddress(a1: letters + "1")?.column else { throw .target(letters) }
    return column
  }

  /// The differences for people, a line each.
  public func lines(in language: Language) -> [String] { listed.map { $0.line(in: language) } }
}
