public import Sheets

extension Workbook {
  /// Writes a workbook; the extension of `path` chooses the format.
  public static func write(
    _ draft: WorkbookDraft, rows: [[RowDraft]], to path: String
  ) throws {
    throw CancellationError()
  }
}
