public import Diagnostics
internal import Storage
internal import Workbooks

/// The format that an edited workbook keeps, whatever it is named.
public enum EditedFormat {
  private static let extensions: [Workbook.Format: Set<String>] = [
    .ods: ["ods", "ots", "fods"], .xlsx: ["xlsx", "xlsm", "xltx", "xltm"],
  ]

  /// A remark where a workbook gets a name of the other format: programs that go by the name do
  /// not open it.
  ///
  /// - Parameters:
  ///   - file: The file that is written.
  ///   - source: The file that it was made from.
  /// - Returns: The remark; nil where the name fits, or says nothing.
  /// - Throws: What telling the format of `source` throws.
  public static func remark(onNaming file: String, madeFrom source: String) throws -> Words? {
    let named = Folder.pathExtension(of: file).lowercased()
    guard extensions.values.contains(where: { $0.contains(named) }) else { return nil }
    let format = try Workbook.format(of: source)
    let isOther = extensions.contains { $0.key != format && $0.value.contains(named) }
    guard isOther else { return nil }
    let kept = format.rawValue
    return Words(
      vi: "\(file) vẫn là tệp \(kept) như \(source); muốn đổi định dạng: bakhong sheet convert",
      en: "\(file) is \(kept) still, as \(source) is; bakhong sheet convert changes the format")
  }
}
