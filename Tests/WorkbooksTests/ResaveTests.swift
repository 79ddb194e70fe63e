import Foundation
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// A workbook that LibreOffice opened and saved again, unedited, is no other workbook.
@Suite(.serialized) struct ResaveTests {
  /// All of the corpus: `BAKHONG_RESAVE=all`; else the forms and a few files.
  private static let isWhole =
    ProcessInfo.processInfo.environment["BAKHONG_RESAVE"] == "all"

  private static let ways = [("ods", "ods"), ("xlsx", "xlsx"), ("ods", "xlsx")]

  @Test(.needs(.libreOffice), arguments: ways)
  func savingTheFormsIsNoDifference(way: (String, String)) throws {
    let forms = try Folder.files(PackageRoot.file("Templates")).filter { $0.hasSuffix("." + way.0) }
    #expect(forms.count >= 4)
    try expectNoDifference(forms.map { PackageRoot.file("Templates/" + $0) }, savedAs: way.1)
  }

  @Test(.needs(.libreOffice), .needs(.sharedFolder), arguments: ways)
  func savingCollectedFilesIsNoDifference(way: (String, String)) throws {
    let files = try CorpusFile.all().filter {
      $0.expected == "opens" && $0.folder == way.0 && $0.path.hasSuffix("." + way.0)
        && !ResaveExceptions.all.contains(Folder.name(of: $0.name))
    }
    let sample = Self.isWhole ? files : files.enumerated().filter { $0.offset % 24 == 3 }.map(\.1)
    try expectNoDifference(sample.map(\.path), savedAs: way.1)
  }

  /// LibreOffice takes a cell of the first format of an XLSX for one of the style Normal, which has
  /// no alignment in what we write.
  private static func isQuirk(_ change: WorkbookChange) -> Bool {
    change.kind == .style && change.before == .text("middle") && change.after == .text("bottom")
  }

  private func expectNoDifference(_ files: [String], savedAs format: String) throws {
    let folder = try TemporaryFolder()
    for file in files {
      let saved = try #require(
        LibreOffice.convert(file, to: format, into: folder.path).first)
      let changes = try WorkbookDiff(
        WorkbookContents(path: file), WorkbookContents(path: saved)
      ).changes.filter { !Self.isQuirk($0) }
      let told = changes.prefix(8).map {
        "\($0.sheet)!\($0.range?.a1 ?? "") \($0.kind.rawValue): \($0.before) -> \($0.after)"
      }
      #expect(told == [], "\(file) saved as \(format): \(changes.count) differences")
    }
  }
}
