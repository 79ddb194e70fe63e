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
}
