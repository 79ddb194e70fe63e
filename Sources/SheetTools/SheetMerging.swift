public import Diagnostics
internal import Sheets
internal import Workbooks

/// Merges three versions of a workbook for people and programs.
public struct SheetMerging: Encodable, Sendable {
  /// A cell that both versions changed.
  public struct Conflict: Encodable, Sendable {
    var sheet: String
    var cell: String
    var reason: String
    var base: SideDocument
    var ours: SideDocument
    var theirs: SideDocument
  }

  /// The file that was written.
  public var output: String
  /// How many cells and rows were taken over.
  public var applied: Int
  /// What both changed, each in its way.
  public var conflicts: [Conflict]
  /// What the other version changed that is not taken over: its merged blocks and pictures.
  public var left: [ChangeDocument]
  private let leftLines: [WorkbookChange]

  private enum CodingKeys: String, CodingKey {
    case output, applied, conflicts, left
  }

  /// Merges and writes.
  ///
  /// - Parameters:
  ///   - base: The version that both began with.
  ///   - ours: The version whose changes are taken over.
  ///   - theirs: The user's version, which keeps its looks and format.
  ///   - output: Where the merged file goes.
  ///   - key: The letters of a column that says which row is which; nil to go by content.
  /// - Throws: The readers' and the editor's errors; ``SheetToolsError/target(_:)`` for letters
  ///   that are none.
  public init(
    base: String, ours: String, theirs: String, output: String, key: String? = nil
  ) throws {
    let merge = try WorkbookMerge(
      base: base, ours: ours, theirs: theirs, key: key.map(SheetComparison.column))
    try merge.write(to: output)
    self.output = output
    applied = merge.applied
    leftLines = merge.left
    left = merge.left.map(ChangeDocument.init)
    conflicts = merge.conflicts.map {
      Conflict(
        sheet: $0.sheet, cell: $0.cell.a1, reason: $0.reason.rawValue,
        base: SideDocument($0.base), ours: SideDocument($0.ours),
        theirs: SideDocument($0.theirs))
    }
  }

  /// The outcome for people, a line a conflict.
  public func lines(in language: Language) -> [String] {
    func words(_ vi: String, _ en: String) -> String { Words(vi: vi, en: en)[language] }
    let nothing = words("(trống)", "(nothing)")
    let told = conflicts.map { conflict in
      let place = "\(conflict.sheet)!\(conflict.cell)"
      let (ours, theirs) = (conflict.ours.text ?? nothing, conflict.theirs.text ?? nothing)
      return words(
        "xung đột \(place): bản mới \(ours), tệp của bạn \(theirs) (giữ)",
        "conflict \(place): ours \(ours), theirs \(theirs) (kept)")
    }
    let lost = leftLines.map { change in
      words("không chuyển: ", "not taken over: ") + change.line(in: language)
    }
    let summary = words(
      "đã nhận \(applied) thay đổi, \(conflicts.count) xung đột",
      "\(applied) changes taken over, \(conflicts.count) conflicts")
    return told + lost + [summary]
  }
}
