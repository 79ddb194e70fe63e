public import Sheets
internal import Storage

/// Workbooks of older and borrowed formats, for reading only.
public enum LegacyFile {
  /// The formats.
  public enum Format: String, Sendable, CaseIterable {
    /// Excel 95 to 2003, in an OLE compound file.
    case xls
    /// A page of HTML with tables, which banks like to name .xls.
    case html
    /// XML Spreadsheet 2003.
    case xml2003
  }

  /// How many bytes of a file tell its format.
  public static let headBytes = 4096

  /// Finds the format of a file by its content.
  ///
  /// - Parameter head: The first ``headBytes`` bytes.
  /// - Returns: Nil for any other file.
  public static func format(of head: some Collection<UInt8>) -> Format? {
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) { return .xls }
    // Zeros go for UTF-16; what is looked for is ASCII.
    let signs = head.prefix(headBytes).filter { $0 != 0 && $0 < 0x80 }
    let text = String(decoding: signs, as: UTF8.self).lowercased()
    let start = text.drop { $0.isWhitespace }
    guard start.hasPrefix("<") else { return nil }
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet"), text.contains("<?xml") {
      return .xml2003
    }
    if text.contains("office:document") { return nil }
    let tags = ["<!doctype html", "<html", "<table", "<head", "<meta", "<style", "<body", "<div"]
    if tags.contains(where: { start.hasPrefix($0) }) { return .html }
    let isXML = start.hasPrefix("<?xml") || start.hasPrefix("<!--")
    return isXML && (text.contains("<html") || text.contains("<table")) ? .html : nil
  }

  /// Opens a workbook for reading.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - format: Its format.
  /// - Returns: Its reader.
  /// - Throws: ``LegacyError``, `StorageError`, or `XMLError`.
  public static func open(_ path: String, as format: Format) throws -> any WorkbookReader {
    switch format {
    case .xls: try XLSReader(path: path)
    case .html: try HTMLTableReader(path: path)
    case .xml2003: try XML2003Reader(path: path)
    }
  }
}
