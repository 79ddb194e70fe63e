// The forms of the sample that ships, filled once for all tests.

import SampleWard
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import Workflows
import ZipArchives

/// A filled form and the template that it was made from.
struct FilledForm: CustomTestStringConvertible {
  static let ward = SampleWard()
  static let all = ["ods", "xlsx"].map(FilledForm.init)

  private static let workspace = Result { () throws -> TemporaryFolder in
    let folder = try TemporaryFolder()
    try ward.write(to: folder.path)
    _ = try RunWorkflow.run(folder.path)
    return folder
  }
  private static let shown = all.map { form in
    Result { try LibreOffice.cellTexts(of: form.path) }
  }
  private static let printed = all.map { form in
    Result { () throws -> [String] in
      try TemporaryFolder.with { folder in
        let files = try LibreOffice.convert(form.path, to: "pdf", into: folder.path)
        return try PDFPages.texts(of: #require(files.first))
      }
    }
  }

  let kind: String
  var testDescription: String { kind }

  /// The template.
  var template: String { PackageRoot.file("Templates/bao-cao-3-khong." + kind) }

  /// The filled form.
  var path: String {
    get throws { try Self.workspace.get().file("out/bao-cao-3-khong." + kind) }
  }

  /// What LibreOffice shows of it: the rows of each sheet.
  var shownTexts: [String: [[String]]] {
    get throws { try Self.shown[place].get() }
  }

  /// What LibreOffice prints of it: the text of each page.
  var pages: [String] {
    get throws { try Self.printed[place].get() }
  }

  private var place: Int { kind == "ods" ? 0 : 1 }

  /// The bytes of each part of a workbook.
  static func parts(of path: String) throws -> [String: [UInt8]] {
    let archive = try ZipArchive(path: path)
    var parts: [String: [UInt8]] = [:]
    for member in archive.members { parts[member.name] = try archive.read(member.name) }
    return parts
  }

  /// Every cell of a workbook that holds something, by sheet and address.
  static func cells(of path: String) throws -> [String: [CellAddress: CellValue]] {
    let reader = try Workbook.open(path)
    var sheets: [String: [CellAddress: CellValue]] = [:]
    for (index, sheet) in reader.sheets.enumerated() {
      var cells: [CellAddress: CellValue] = [:]
      try reader.readRows(ofSheet: index) { row in
        for cell in row.cells {
          for column in cell.column..<cell.column + cell.repeated {
            cells[CellAddress(row: row.index, column: column)] = cell.value
          }
        }
        return true
      }
      sheets[sheet.name] = cells
    }
    return sheets
  }

  /// The fields of the form's sheet: the cell of each named range.
  var fields: [String: CellAddress] {
    get throws {
      var fields: [String: CellAddress] = [:]
      for range in try Workbook.open(template).namedRanges {
        if let target = range.target, target.sheet == "Báo cáo" {
          fields[range.name] = target.range.first
        }
      }
      return fields
    }
  }
}
