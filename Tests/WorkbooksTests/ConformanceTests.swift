import Foundation
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// The formats that hold all that a draft can say, and how one is made of a draft.
enum ConformanceFormat: String, CaseIterable, CustomTestStringConvertible {
  case ods, fods, xlsx
  /// XLSX with the namespaces of ISO/IEC 29500 strict.
  case strict
  /// XLSX with a byte order mark, UTF-16 parts and lower-case names.
  case utf16

  var testDescription: String { rawValue }

  /// The format whose rules it follows.
  var kind: Workbook.Format { self == .ods || self == .fods ? .ods : .xlsx }

  /// Writes a workbook.
  ///
  /// - Returns: The path.
  func write(_ draft: WorkbookDraft, _ rows: [[RowDraft]], in folder: TemporaryFolder) throws
    -> String
  {
    let ending = self == .fods ? "fods" : kind.rawValue
    let path = folder.file(UUID().uuidString + "." + ending)
    var listed = ListedRows(rows: rows)
    try Workbook.write(draft, &listed, to: path)
    switch self {
    case .ods, .fods, .xlsx: return path
    case .strict: return try Repacked.copy(path, in: folder) { Repacked.strict($1) }
    case .utf16:
      return try Repacked.copy(path, in: folder, rename: { $0.lowercased() }) {
        Repacked.utf16($0, $1)
      }
    }
  }
}

/// Rows that lie in memory.
struct ListedRows: WorkbookRows {
  let rows: [[RowDraft]]

  mutating func write<Writer: WorkbookWriter & ~Copyable>(to writer: inout Writer) throws {
    for sheet in rows {
      for row in sheet { try writer.append(row) }
      try writer.endSheet()
    }
  }
}

/// Packages with their parts changed.
enum Repacked {
  static func copy(
    _ path: String, in folder: TemporaryFolder, rename: (String) -> String = { $0 },
    _ change: (String, [UInt8]) -> [UInt8]
  ) throws -> String {
    let archive = try ZipArchive(path: path)
    let copy = folder.file(UUID().uuidString + ".xlsx")
    let writer = try ZipWriter(newFile: copy)
    for member in archive.members {
      try writer.add(rename(member.name), change(member.name, archive.read(member.name)))
    }
    try writer.finish()
    return copy
  }

  /// The namespaces of a part as strict documents have them.
  static func strict(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.first == UInt8(ascii: "<") else { return bytes }
    let old = "http://schemas.openxmlformats.org/"
    let new = "http://purl.oclc.org/ooxml/"
    return Array(
      String(decoding: bytes, as: UTF8.self)
        .replacing(old + "spreadsheetml/2006/main", with: new + "spreadsheetml/main")
        .replacing(
          old + "officeDocument/2006/relationships", with: new + "officeDocument/relationships"
        )
        .replacing(old + "drawingml/2006/", with: new + "drawingml/").utf8)
  }

  /// A part in UTF-16 with a mark; relationships and pictures stay.
  static func utf16(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    guard bytes.first == UInt8(ascii: "<"), name.hasSuffix(".xml") else { return bytes }
    let text = String(decoding: bytes, as: UTF8.self).replacing("UTF-8", with: "UTF-16")
    return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }
}

/// The same cases for every format: what is written is what is read, all of it.
@Suite struct ConformanceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// read(write(x)) = x, for workbooks with everything that a writer can write.
  @Test(arguments: ConformanceFormat.allCases)
  func readsBackAllThatWasWritten(format: ConformanceFormat) throws {
    var chance = SeededGenerator.announced()
    for _ in 0..<2 {
      let full = FullWorkbook(for: format.kind, SeededGenerator(seed: chance.next()))
      let path = try format.write(full.draft, full.rows, in: folder)
      let wanted = WorkbookFacts(full.draft, rows: full.rows, as: format.kind)
      let found = try WorkbookFacts(path: path, as: format.kind, cellsOf: full.rows)
      let report = found.differences(from: wanted)
      #expect(report.isEmpty, "\(report.count): \(report.prefix(5).joined(separator: "\n"))")
    }
  }

  /// The values alone, byte by byte where cells are plain.
  @Test(arguments: ConformanceFormat.allCases)
  func streamsTheValues(format: ConformanceFormat) throws {
    var chance = SeededGenerator.announced()
    for _ in 0..<5 {
      let model = WorkbookModel.random(&chance)
      let path = try format.write(model.draft, model.rows, in: folder)
      let read = try LoadedWorkbook(path: path)
      #expect(read.sheets == model.draft.sheets.map { SheetInfo(name: $0.name) })
      expectSame(read.cellsToMilliseconds, model.cells)
    }
  }

  /// A loaded sheet gives what streams by.
  @Test(arguments: ConformanceFormat.allCases)
  func loadsTheValues(format: ConformanceFormat) throws {
    var chance = SeededGenerator.announced()
    for _ in 0..<5 {
      let model = WorkbookModel.random(&chance)
      let path = try format.write(model.draft, model.rows, in: folder)
      let read = try LoadedWorkbook(path: path)
      let book = try Workbook.load(path)
      for sheet in book.sheets {
        var cells: [String: CellValue] = [:]
        for row in 0..<sheet.rowCount {
          for (column, value) in sheet.row(row).enumerated() where value != .empty {
            cells[CellAddress(row: row, column: column).a1] = value
          }
        }
        expectSame([sheet.info.name: cells], [sheet.info.name: read.cells[sheet.info.name] ?? [:]])
      }
    }
  }

  /// The comparison can fail: a fact that is changed is found out.
  @Test func findsAPlantedFault() throws {
    let full = FullWorkbook(for: .ods, SeededGenerator(seed: 1))
    var other = full
    other.draft.sheets[0].validations[1].allowsBlank.toggle()
    let one = WorkbookFacts(full.draft, rows: full.rows, as: .ods)
    let two = WorkbookFacts(other.draft, rows: other.rows, as: .ods)
    #expect(two.differences(from: one).count == 1)
  }
}
