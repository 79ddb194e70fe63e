// The shipped form, filled or spoiled in a folder of its own.

import Records
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

@testable import Reports

/// A copy of the shipped templates.
struct FormScratch {
  static let manifest = Result {
    try FormManifest(path: PackageRoot.file("Templates/bao-cao-3-khong.yaml"))
  }

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for kind in ["ods", "xlsx"] {
      let name = "bao-cao-3-khong." + kind
      try folder.write(FileBytes.read(PackageRoot.file("Templates/" + name)), to: name)
    }
  }

  /// The template of a format.
  func template(_ kind: String) -> String { folder.file("bao-cao-3-khong." + kind) }

  /// Replaces a text of a part, which must be there.
  func replace(_ text: String, with other: String, kind: String) throws {
    let part = kind == "ods" ? "content.xml" : "xl/workbook.xml"
    let bytes = try ZipArchive(path: template(kind)).read(part)
    let old = String(decoding: bytes, as: UTF8.self)
    try #require(old.contains(text))
    let new = old.replacing(text, with: other)
    try ZipArchive.replace([part: Array(new.utf8)], in: template(kind))
  }

  /// The error that a template gives rise to when it is opened; nil for none.
  func error(_ kind: String) throws -> TemplateError? {
    do {
      _ = try FormFilling(template: template(kind), manifest: Self.manifest.get())
      return nil
    } catch let error as TemplateError {
      return error
    }
  }

  /// The cells of the form's sheet when it is filled with something.
  func fill(_ content: ReportContent, kind: String) throws -> [CellAddress: CellValue] {
    var filling = try FormFilling(template: template(kind), manifest: Self.manifest.get())
    let path = folder.file("filled." + kind)
    try Folder.remove(path)
    try filling.write(content, toNewFile: path)
    var cells: [CellAddress: CellValue] = [:]
    try Workbook.open(path).readRows(ofSheet: 0) { row in
      for cell in row.cells {
        cells[CellAddress(row: row.index, column: cell.column)] = cell.value
      }
      return true
    }
    return cells
  }

  /// The cell of a field.
  func cell(_ name: String, kind: String) throws -> CellAddress {
    let ranges = try Workbook.open(template(kind)).namedRanges
    return try #require(ranges.first { $0.name == name }?.target).range.first
  }
}
