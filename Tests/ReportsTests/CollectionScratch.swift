// Collection forms, filled in or spoiled in a folder of their own.

import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import Reports

/// The shipped collection form and copies of it.
struct CollectionScratch {
  static let manifest = Result {
    try CollectionManifest(path: PackageRoot.file("Templates/phieu-thu-thap.yaml"))
  }
  static let upward = Result {
    try CollectionManifest(path: PackageRoot.file("Templates/phieu-tong-hop.yaml"))
  }

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  static func template(_ kind: String, _ name: String = "phieu-thu-thap") -> String {
    PackageRoot.file("Templates/\(name).\(kind)")
  }

  /// What a complete form of a unit says: numerators 40 before and 60 after, denominators 100.
  static func complete(_ unit: String, period: String = "2024-08") throws -> [String: CellValue] {
    var values: [String: CellValue] = [
      "ma_don_vi": .text(unit), "ten_don_vi": .text("Phố " + unit),
      "ky_bao_cao": .text(period), "ngay_lap": .text("12/09/2024"), "lan_bao_cao": .number(1),
    ]
    for item in try manifest.get().items {
      values[item.key + "_tu_truoc"] = .number(40)
      values[item.key + "_mau_truoc"] = .number(100)
      values[item.key + "_tu_sau"] = .number(60)
      values[item.key + "_mau_sau"] = .number(100)
      values[item.key + "_minh_chung"] = .text("Báo cáo số 12")
    }
    return values
  }

  /// Fills a copy of the form.
  func fill(_ values: [String: CellValue], _ name: String) throws -> String {
    var editor = try Workbook.edit(Self.template(Folder.pathExtension(of: name)))
    for range in editor.namedRanges {
      guard let target = range.target, let value = values[range.name] else { continue }
      try editor.set(value, at: SheetCellAddress(sheet: target.sheet, cell: target.range.first))
    }
    let path = folder.file(name)
    try editor.write(toNewFile: path)
    return path
  }

  /// Fills a copy of the form and reads it back.
  func read(
    _ kind: String, _ change: (inout [String: CellValue]) -> Void = { _ in }
  ) throws -> CollectedForm {
    var values = try Self.complete("dong-le")
    change(&values)
    let path = try fill(values, "phieu." + kind)
    defer { try? Folder.remove(path) }
    return CollectionReader([try Self.manifest.get()]).read(path, name: "phieu." + kind)
  }
}
