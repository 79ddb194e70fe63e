import Foundation
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks
import ZipArchives

/// Workbooks with everything that a writer can write.
@Suite struct FeatureTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func write(_ format: Workbook.Format, seed: UInt64) throws -> String {
    let full = FullWorkbook(for: format, SeededGenerator(seed: seed))
    let path = folder.file("full-\(seed).\(format.rawValue)")
    try Workbook.write(full.draft, rows: full.rows, to: path)
    if let kept = ProcessInfo.processInfo.environment["BAKHONG_KEEP"] {
      _ = try FileBytes.read(path).withUnsafeBytes { bytes in
        try Data(bytes).write(to: URL(fileURLWithPath: kept + "/full.\(format.rawValue)"))
      }
    }
    return path
  }

  @Test(.needs(.schemas), arguments: Workbook.Format.allCases)
  func isValidByTheSchema(format: Workbook.Format) throws {
    var chance = SeededGenerator.announced()
    for _ in 0..<3 {
      let path = try write(format, seed: chance.next())
      #expect(try SchemaCheck.violations(inWorkbook: path) == [:])
    }
  }

  @Test func bothFormatsReadBackAlike() throws {
    var chance = SeededGenerator.announced()
    for _ in 0..<10 {
      let seed = chance.next()
      let ods = try LoadedWorkbook(path: write(.ods, seed: seed))
      let xlsx = try LoadedWorkbook(path: write(.xlsx, seed: seed))
      #expect(ods.sheets == xlsx.sheets)
      expectSame(ods.cellsToMilliseconds, xlsx.cellsToMilliseconds)
    }
  }

  /// LibreOffice opens both without loss, and shows the same values in both.
  @Test(.needs(.libreOffice))
  func libreOfficeReadsTheSameFromBoth() throws {
    var chance = SeededGenerator.announced()
    let seed = chance.next()
    let saved = try Workbook.Format.allCases.map { format in
      let path = try write(format, seed: seed)
      let other = format == .ods ? "xlsx" : "ods"
      let made = try LibreOffice.convert(path, to: other, into: folder.file("saved-\(other)"))
      return try LoadedWorkbook(path: #require(made.first))
    }
    let full = FullWorkbook(for: .ods, SeededGenerator(seed: seed))
    for book in saved {
      #expect(book.sheets.map(\.name) == full.draft.sheets.map(\.name))
      #expect(book.namedRanges.contains { $0.name == "so_tien" && $0.target != nil })
      let cells = try #require(book.cells[full.draft.sheets[0].name])
      #expect(cells["A2"] == .text("Hộ 1"))
      for row in 1...20 {
        let value = full.rows[0][row].cells[2].value
        #expect(cells["C\(row + 1)"] == value)
      }
      #expect(cells["E22"] == .error("#DIV/0!"))
      #expect(cells["B22"] == .text("QR-1"))
    }
  }
}
