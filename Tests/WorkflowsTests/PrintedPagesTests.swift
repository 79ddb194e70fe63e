import Foundation
import SampleWard
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import Workflows

/// Filled form and annexes on paper, held against pages that somebody looked at.
///
/// `GOLDEN_UPDATE=1` writes `Tests/Goldens/*.png` anew, and still fails: look at them first.
@Suite struct PrintedPagesTests {
  private static let dpi = 50
  /// Squares of a page that may differ: fonts are drawn a little otherwise by other versions.
  private static let shareMax = 0.02
  private static let goldens = PackageRoot.file("Tests/Goldens")

  /// The sample ward with a clerk's notebook.
  private static let ward = Result { () throws -> TemporaryFolder in
    let folder = try TemporaryFolder()
    try SampleWard().write(to: folder.path)
    try SampleNotebook.write(to: folder.path)
    _ = try RunWorkflow.run(folder.path)
    return folder
  }

  @Test(
    .needs(.libreOffice), .needs(.poppler), arguments: ["bao-cao-3-khong", "phu-luc"],
    ["ods", "xlsx"])
  func pagesLookAsTheyDid(_ name: String, _ kind: String) throws {
    let pages = try pictures(name, kind)
    let name = "\(name)-\(kind)"
    if ProcessInfo.processInfo.environment["GOLDEN_UPDATE"] == "1" {
      try update(name, pages)
      Issue.record("goldens were written: look at them, then run again without GOLDEN_UPDATE")
      return
    }
    let golden = try goldens(of: name)
    #expect(pages.count == golden.count)
    for (number, (page, golden)) in zip(pages, golden).enumerated() {
      let difference = try GrayPicture(path: page).difference(golden)
      #expect(difference <= Self.shareMax, "\(name), page \(number + 1)")
    }
  }

  /// Lines may break elsewhere, since widths are stored in other units; pages may not.
  ///
  /// Of the annexes only letters are compared: the slanting numbers at a chart's axis are text of
  /// the one file and outlines of the other.
  @Test(
    .needs(.libreOffice), .needs(.poppler), arguments: ["bao-cao-3-khong", "phu-luc"])
  func bothFormatsSayTheSameOnEachPage(name: String) throws {
    let pages = try ["ods", "xlsx"].map { kind in
      try PDFPages.texts(of: printed(name, kind)).map { page in
        String(page.filter { name == "phu-luc" ? $0.isLetter : !$0.isWhitespace }.sorted())
      }
    }
    #expect(pages[0] == pages[1])
  }

  /// Another page is told apart.
  @Test func anotherPageIsSeen() throws {
    let pages = try goldens(of: "bao-cao-3-khong-ods")
    let first = try #require(pages.first)
    for page in pages.dropFirst() { #expect(first.difference(page) > Self.shareMax) }
  }

  private func goldens(of name: String) throws -> [GrayPicture] {
    try Folder.files(Self.goldens).filter { $0.hasPrefix(name + "-") }
      .map { try GrayPicture(path: Self.goldens + "/" + $0) }
  }

  private func update(_ name: String, _ pages: [String]) throws {
    try Folder.make(Self.goldens)
    for old in try Folder.files(Self.goldens) where old.hasPrefix(name + "-") {
      try Folder.remove(Self.goldens + "/" + old)
    }
    for (number, page) in pages.enumerated() {
      let digits = (number < 9 ? "0" : "") + String(number + 1)
      try StagedFile.writeNew(
        FileBytes.read(page), to: "\(Self.goldens)/\(name)-\(digits).png")
    }
  }

  private func pictures(_ name: String, _ kind: String) throws -> [String] {
    let target = try Self.ward.get().file("pages/\(name)-\(kind)-png")
    return try PDFPages.pictures(
      of: printed(name, kind), into: target, dpi: Self.dpi, isGray: true)
  }

  private func printed(_ name: String, _ kind: String) throws -> String {
    let folder = try Self.ward.get()
    let workbook = folder.file("out/\(name).\(kind)")
    let target = folder.file("pages/\(name)-\(kind)-\(UUID().uuidString)")
    return try #require(try LibreOffice.convert(workbook, to: "pdf", into: target).first)
  }
}
