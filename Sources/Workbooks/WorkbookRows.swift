import Diagnostics
import ODSFiles
public import Sheets
import Storage
import XLSXFiles

/// The rows of a workbook that is written, wherever they come from.
public protocol WorkbookRows {
  /// Writes the rows of every sheet in turn and ends each; the caller ends the workbook.
  mutating func write<Writer: WorkbookWriter & ~Copyable>(to writer: inout Writer) throws
}

extension Workbook {
  /// The endings of files that we write.
  public static let writtenExtensions = ["ods", "fods", "xlsx"]

  /// Writes a workbook in the format that the path's extension names: ODS, flat ODF or XLSX.
  ///
  /// - Parameters:
  ///   - draft: All but the rows.
  ///   - rows: The rows.
  ///   - path: Where to; an old file there stays until the new one is whole. Formulas
  ///     that come without values get them, as far as they can be computed here.
  /// - Throws: ``WorkbookError/unknownExtension(_:)``, `StorageError`, the format's errors, and
  ///   what `rows` throws.
  public static func write(
    _ draft: WorkbookDraft, _ rows: inout some WorkbookRows, to path: String
  ) throws {
    let ending = Folder.pathExtension(of: path)
    guard writtenExtensions.contains(ending) else { throw WorkbookError.unknownExtension(path) }
    let staged = try StagedFile(for: path)
    if ending == "xlsx" {
      try fill(XLSXWriter(draft, toNewFile: staged.temporaryPath), &rows, staged)
    } else {
      let isFlat = ending == "fods"
      let writer = try ODSWriter(draft, toNewFile: staged.temporaryPath, isFlat: isFlat)
      try fill(writer, &rows, staged)
    }
  }
}
