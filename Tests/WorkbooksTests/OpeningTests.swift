import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// What is opened, and how files that are no workbook are told apart.
@Suite struct OpeningTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: Workbook.Format.allCases)
  func tellsTheFormatByTheContent(format: Workbook.Format) throws {
    let path = try WorkbookModel.report().write(format, in: folder)
    let renamed = try folder.write(FileBytes.read(path), to: "sổ.doc")
    #expect(try Workbook.format(of: renamed) == format)
    #expect(try LoadedWorkbook(path: renamed).sheets.count == 2)
  }

  @Test func saysWhatElseAFileIs() throws {
    func code(_ bytes: [UInt8]) throws -> String {
      let path = try folder.write(bytes, to: "x")
      for work in [
        { _ = try LoadedWorkbook(path: path) }, { _ = try Workbook.edit(path) },
      ] as [() throws -> Void] {
        do {
          try work()
        } catch let error as any Diagnosable {
          #expect(error.diagnostic.origin.file == path)
        }
      }
      return WorkbooksTests.code { _ = try LoadedWorkbook(path: path) }
    }
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]
    #expect(try code(compound) == "workbook.compound-file")
    #expect(try code([]) == "zip.not-readable")
    #expect(try code(Array("a;b\n1;2\n".utf8)) == "zip.not-readable")
    #expect(try code(Array("<html></html>".utf8)) == "legacy.no-table")
    #expect(WorkbooksTests.code { _ = try Workbook.open(folder.file("none")) } == "storage.missing")
    #expect(WorkbooksTests.code { _ = try Workbook.open(folder.path) } == "storage.refused")
  }

  /// Wherever a file is cut, it is refused: never a crash, never a workbook with less in it.
  @Test(arguments: Workbook.Format.allCases)
  func refusesEveryCut(format: Workbook.Format) throws {
    let bytes = try FileBytes.read(WorkbookModel.report().write(format, in: folder))
    for count in stride(from: 0, to: bytes.count, by: 97) {
      let path = try folder.write(bytes.prefix(count), to: "cut")
      let refusal = code { _ = try LoadedWorkbook(path: path) }
      #expect(refusal == "zip.not-readable", "\(count) of \(bytes.count) bytes")
    }
  }

  /// A flipped bit gives the same values or an error, never other values.
  @Test(arguments: Workbook.Format.allCases)
  func noticesFlippedBits(format: Workbook.Format) throws {
    var chance = SeededGenerator.announced()
    let path = try WorkbookModel.report().write(format, in: folder)
    let bytes = try FileBytes.read(path)
    let wanted = try LoadedWorkbook(path: path).cells
    var refusals = 0
    for _ in 0..<300 {
      var damaged = bytes
      let place = Int.random(in: 0..<bytes.count, using: &chance)
      damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
      let copy = try folder.write(damaged, to: "damaged")
      do {
        let cells = try LoadedWorkbook(path: copy).cells
        #expect(cells == wanted, "byte \(place)")
      } catch is any Diagnosable {
        refusals += 1
      }
    }
    #expect(refusals > 100)
  }
}
