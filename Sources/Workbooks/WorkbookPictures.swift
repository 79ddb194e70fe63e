public import Sheets
import Storage
import ZipArchives

/// Finds pictures in a workbook.
public enum WorkbookPictures {
  /// The part of the container that holds the picture on a block of cells.
  ///
  /// - Parameters:
  ///   - block: The block; the picture's upper left corner lies in it.
  ///   - path: The workbook.
  /// - Returns: The part's name; nil where no picture is there, or several are.
  /// - Throws: The reader's and the container's errors.
  public static func member(on block: SheetRange, of path: String) throws -> String? {
    let draft = try Workbook.open(path).readDraft()
    let images = draft.sheets.first { $0.name == block.sheet }?.images ?? []
    let found = images.filter { block.range.contains($0.anchor.cell) }
    guard found.count == 1, let image = found.first else { return nil }
    let archive = try ZipArchive(path: path)
    return try archive.members.first { member in
      try member.size == image.bytes.count && archive.read(member.name) == image.bytes
    }?.name
  }
}
