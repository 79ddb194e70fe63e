public import Sheets

/// Opens and writes workbooks of any format that we know.
public enum Workbook {
  /// Opens a workbook for reading; the format is found by content, never by name.
  public static func open(_ path: String) throws -> any WorkbookReader {
    throw CancellationError()
  }
}
