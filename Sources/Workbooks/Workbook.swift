import Diagnostics
import LegacyFiles
import ODSFiles
public import Sheets
import Storage
import XLSXFiles
import ZipArchives

/// Opens, writes and edits workbooks of any format that we know.
public enum Workbook {
  /// The formats.
  public enum Format: String, Sendable, CaseIterable {
    /// OpenDocument spreadsheet.
    case ods
    /// Office Open XML workbook.
    case xlsx
  }

  /// Finds a workbook's format by its content, never by its name.
  ///
  /// - Parameter path: The file.
  /// - Returns: The format.
  /// - Throws: `StorageError`, `ZipError`, or ``WorkbookError`` where it is no workbook.
  public static func format(of path: String) throws -> Format {
    let head = try FileBytes.head(of: path, count: 8)
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      if let scheme = try CompoundFile.encryption(of: path) {
        throw WorkbookError.encrypted(path, scheme: scheme)
      }
      throw WorkbookError.compoundFile(path)
    }
    let archive: ZipArchive
    do {
      archive = try ZipArchive(path: path)
    } catch {
      // One XML document that holds all parts: only ODF has such workbooks.
      let start = head.drop { [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0].contains($0) }
      guard start.first == UInt8(ascii: "<") else { throw error }
      return .ods
    }
    let isODS = archive.member("content.xml") != nil || archive.member("mimetype") != nil
    return isODS ? .ods : .xlsx
  }

  /// Whether a file is a workbook, not text, as far as its beginning tells.
  ///
  /// - Parameter head: The first `LegacyFile.headBytes` bytes, or all.
  /// - Returns: False for text, and for whatever else is none.
  public static func recognises(_ head: some Collection<UInt8>) -> Bool {
    let start = head.prefix(LegacyFile.headBytes)
    if start.starts(with: Array("PK".utf8)), start.count > 3,
      start.dropFirst(2).first.map({ $0 < 0x20 }) == true
    {
      return true
    }
    if LegacyFile.format(of: start) != nil { return true }
    let text = String(decoding: start.filter { $0 != 0 }, as: UTF8.self)
    let bare = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" || $0 == "\u{FFFD}" }
    return bare.hasPrefix("<") && bare.contains("office:document")
  }

  /// Opens a workbook for reading, an older one too.
  ///
  /// - Parameter path: The file, of any format.
  /// - Returns: Its reader.
  /// - Throws: As ``format(of:)``, and the format's own errors, with the file in their origin.
  public static func open(_ path: String) throws -> any WorkbookReader {
    try placing(Origin(file: path)) {
      let head = try FileBytes.head(of: path, count: LegacyFile.headBytes)
      if let legacy = LegacyFile.format(of: head) { return try open(path, as: legacy) }
      return switch try format(of: path) {
      case .ods: try ODSReader(path: path)
      case .xlsx: try XLSXReader(path: path)
      }
    }
  }

  private static func open(
    _ path: String, as format: LegacyFile.Format
  ) throws -> any WorkbookReader {
    // A workbook of Excel that calls itself OpenDocument: something went wrong on its way here.
    let named = Folder.pathExtension(of: path)
    guard format != .xls || !["ods", "fods", "ots"].contains(named) else {
      throw WorkbookError.compoundFile(path)
    }
    do {
      return try LegacyFile.open(path, as: format)
    } catch LegacyError.noWorkbook {
      throw WorkbookError.compoundFile(path)
    }
  }

  /// What a workbook says of itself: its format and the program that wrote it.
  ///
  /// - Parameter path: The file, of any format.
  /// - Returns: Its identity.
  /// - Throws: As ``open(_:)``.
  public static func identity(of path: String) throws -> WorkbookIdentity {
    try placing(Origin(file: path)) {
      let head = try FileBytes.head(of: path, count: LegacyFile.headBytes)
      if let legacy = LegacyFile.format(of: head) {
        _ = try open(path, as: legacy)
        return WorkbookIdentity(format: legacy.rawValue)
      }
      return switch try format(of: path) {
      case .ods: try ODSReader.identity(path: path)
      case .xlsx: try XLSXReader.identity(path: path)
      }
    }
  }

  /// Streams a whole workbook, sheet by sheet, in one pass and in memory that does not grow; of an
  /// older one all is in memory.
  ///
  /// - Parameters:
  ///   - path: The file, of any format.
  ///   - visitor: Takes the sheets and rows.
  /// - Throws: As ``open(_:)``; what the visitor throws.
  public static func stream(_ path: String, to visitor: inout some WorkbookVisitor) throws {
    try placing(Origin(file: path)) {
      let head = try FileBytes.head(of: path, count: LegacyFile.headBytes)
      if let legacy = LegacyFile.format(of: head) {
        return try stream(open(path, as: legacy), to: &visitor)
      }
      switch try format(of: path) {
      case .ods: try ODSReader.stream(path: path, to: &visitor)
      case .xlsx: try XLSXReader.stream(path: path, to: &visitor)
      }
    }
  }

  private static func stream(
    _ reader: any WorkbookReader, to visitor: inout some WorkbookVisitor
  ) throws {
    for (place, info) in reader.sheets.enumerated() {
      guard try visitor.begin(info) else { continue }
      try reader.visitRows(ofSheet: place) { try visitor.visit($0) }
    }
    try visitor.end(namedRanges: reader.namedRanges)
  }

  /// Opens a workbook for editing.
  ///
  /// - Parameter path: The file, of any format; it is not changed.
  /// - Returns: Its editor.
  /// - Throws: As ``open(_:)``.
  public static func edit(_ path: String) throws -> any WorkbookEditor {
    try placing(Origin(file: path)) {
      switch try format(of: path) {
      case .ods: try ODSEditor(path: path)
      case .xlsx: try XLSXEditor(path: path)
      }
    }
  }

  /// Writes a workbook.
  ///
  /// - Parameters:
  ///   - draft: All but the rows.
  ///   - rows: The rows of each sheet in turn.
  ///   - path: Where to; an old file there stays until the new one is whole. Formulas
  ///     that come without values get them, as far as they can be computed here.
  ///   - format: Its format; nil for the one that the path's extension names.
  /// - Throws: ``WorkbookError/unknownExtension(_:)``, `StorageError`, or the format's errors.
  public static func write(
    _ draft: WorkbookDraft, rows: [[RowDraft]], to path: String, as format: Format? = nil
  ) throws {
    guard let format = format ?? Format(rawValue: Folder.pathExtension(of: path)) else {
      throw WorkbookError.unknownExtension(path)
    }
    let staged = try StagedFile(for: path)
    var rows = DraftedRows(sheets: rows)
    switch format {
    case .ods: try fill(ODSWriter(draft, toNewFile: staged.temporaryPath), &rows, staged)
    case .xlsx: try fill(XLSXWriter(draft, toNewFile: staged.temporaryPath), &rows, staged)
    }
  }

  /// Writes the rows, ends the workbook, and stores the values that formulas came without.
  static func fill<Writer: WorkbookWriter & ~Copyable>(
    _ writer: consuming Writer, _ rows: inout some WorkbookRows, _ staged: borrowing StagedFile
  ) throws {
    try rows.write(to: &writer)
    let needsCalculation = writer.needsCalculation
    try writer.finish()
    if needsCalculation { try MissingValues.store(in: staged.temporaryPath) }
    try staged.commit()
  }
}

/// Rows that are in memory.
private struct DraftedRows: WorkbookRows {
  let sheets: [[RowDraft]]

  func write<Writer: WorkbookWriter & ~Copyable>(to writer: inout Writer) throws {
    for sheet in sheets {
      for row in sheet { try writer.append(row) }
      try writer.endSheet()
    }
  }
}
