import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import Reports

/// The form as its manifest describes it, and as it is drawn.
@Suite struct FormTemplateTests {
  private let manifest: FormManifest

  init() throws {
    manifest = try FormScratch.manifest.get()
  }

  @Test func theManifestHasSixteenCriteria() {
    #expect(manifest.criteria.map(\.number) == Array(1...16))
    #expect(manifest.sections.map(\.criteria.count) == [5, 11])
    #expect(manifest.criterion(computedBy: "household-cashless")?.number == 15)
    #expect(manifest.criterion(computedBy: "account-holders")?.number == 7)
    #expect(manifest.criterion(computedBy: "weather") == nil)
  }

  @Test func fieldsAreNamedByTwoDigits() throws {
    let first = try #require(manifest.criteria.first)
    let last = try #require(manifest.criteria.last)
    #expect(manifest.fields.before.name(of: first) == "ct01_truoc")
    #expect(manifest.fields.evidence?.name(of: last) == "ct16_minh_chung")
  }

  /// A decree's paper: A4 on its side, 20-25 mm above and below, 30-35 left, 15-20 right.
  @Test func thePageIsAsTheDecreeWants() throws {
    let margins = manifest.page.marginsMM
    #expect((20...25).contains(margins.top) && (20...25).contains(margins.bottom))
    #expect((30...35).contains(margins.left) && (15...20).contains(margins.right))
    #expect(manifest.font.name == "Times New Roman" && (13...14).contains(manifest.font.sizePoints))
    // What is left of 297 mm: it fits without being made smaller.
    let room = 297 - margins.left - margins.right
    #expect(manifest.page.columnsMM.reduce(0, +) <= room)
    let annex = try #require(manifest.annex)
    #expect(annex.columnsMM.reduce(0, +) <= room)
    #expect(annex.columnsMM.count == AnnexTemplate.columns)
  }

  @Test(arguments: ["ods", "xlsx"]) func twoDrawingsHaveTheSameBytes(_ kind: String) throws {
    try TemporaryFolder.with { folder in
      let paths = ["a.", "b."].map { folder.file($0 + kind) }
      for path in paths { try FormTemplate.write(manifest, to: path) }
      #expect(try FileBytes.read(paths[0]) == FileBytes.read(paths[1]))
      let shipped = PackageRoot.file("Templates/bao-cao-3-khong." + kind)
      #expect(try FileBytes.read(paths[0]) == FileBytes.read(shipped), "run make templates")
      let reader = try Workbook.open(paths[0])
      #expect(reader.sheets.map(\.name) == ["Báo cáo", "Phụ lục 15"])
      #expect(reader.namedRanges.count { $0.target != nil } >= 2 + 16 * 3 + 1)
    }
  }

  @Test func aManifestWithAMissingKeyIsRefused() throws {
    try TemporaryFolder.with { folder in
      let shipped = try FileBytes.read(PackageRoot.file("Templates/bao-cao-3-khong.yaml"))
      let text = String(decoding: shipped, as: UTF8.self)
      let path = try folder.write(
        text: text.replacing("    noFigure:", with: "    noFigures:"), to: "a.yaml")
      #expect(throws: (any Error).self) { try FormManifest(path: path) }
      #expect(throws: Never.self) {
        try FormManifest(path: folder.write(text: text, to: "b.yaml"))
      }
    }
  }
}

/// How many lines a text takes in its cell.
@Suite struct TextHeightTests {
  @Test func aLineHoldsWhatFits() {
    // 100 mm at 13 points hold 98 / 25.4 * 72 / 13 * 1000 / 1.05 = 20 351 thousandths of an em.
    let word = String(repeating: "a", count: 44)  // 44 * 444 = 19 536
    #expect(TextHeight.lines(word, widthMM: 100, sizePoints: 13) == 1)
    #expect(TextHeight.lines(word + " a", widthMM: 100, sizePoints: 13) == 1)
    #expect(TextHeight.lines(word + " aa", widthMM: 100, sizePoints: 13) == 2)
    #expect(TextHeight.lines("", widthMM: 100, sizePoints: 13) == 1)
    #expect(TextHeight.lines(word + word, widthMM: 100, sizePoints: 13) == 2)
  }

  @Test func marksDoNotWidenALetter() {
    for (marked, plain) in [("ệ", "e"), ("Đ", "D"), ("ữ", "u"), ("đ", "d")] {
      let texts = [marked, plain].map { String(repeating: $0, count: 200) }
      let lines = texts.map { TextHeight.lines($0, widthMM: 50, sizePoints: 13) }
      #expect(lines[0] == lines[1], "\(marked)")
    }
    let capitals = TextHeight.lines(String(repeating: "M", count: 200), widthMM: 50, sizePoints: 13)
    let small = TextHeight.lines(String(repeating: "i", count: 200), widthMM: 50, sizePoints: 13)
    #expect(capitals > 2 * small)
  }

  @Test func heightGrowsWithLines() {
    #expect(TextHeight.points(lines: 1, sizePoints: 13) == 18)
    #expect(TextHeight.points(lines: 0, sizePoints: 13) == 18)
    #expect(TextHeight.points(lines: 3, sizePoints: 13) == 48)
  }
}
