import Diagnostics
import Foundation
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// One cell of other programs' workbooks is edited; LibreOffice sees that cell alone changed.
///
/// A few files by default, all with `BAKHONG_CORPUS=whole`.
@Suite struct CorpusLibreOfficeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private struct Pair {
    var name: String
    var before: String
    var after: String
    var cell: SheetCellAddress
  }

  private static let isWhole =
    ProcessInfo.processInfo.environment["BAKHONG_CORPUS"] == "whole"

  @Test(.needs(.sharedFolder), .needs(.libreOffice), arguments: Workbook.Format.allCases)
  func libreOfficeSeesOneCellChanged(format: Workbook.Format) throws {
    let all = try CorpusFile.all().filter {
      $0.expected == "opens" && $0.folder == format.rawValue
    }
    let files = Self.isWhole ? all : all.enumerated().filter { $0.offset % 40 == 7 }.map(\.element)
    var (pairs, refused): ([Pair], Int) = ([], 0)
    for (number, file) in files.enumerated() {
      do {
        if let pair = try edited(file, number) { pairs.append(pair) }
      } catch is any Diagnosable {
        refused += 1
      }
    }
    var (compared, left): (Int, [String]) = (0, [])
    for start in stride(from: 0, to: pairs.count, by: 25) {
      let batch = pairs[start..<min(start + 25, pairs.count)]
      let target = folder.file("saved-\(start)")
      _ = try? LibreOffice.convert(
        all: batch.flatMap { [$0.before, $0.after] }, to: "fods", into: target)
      for pair in batch {
        guard let one = try saved(pair.before, target), let two = try saved(pair.after, target)
        else {
          left.append(pair.name)
          continue
        }
        compared += 1
        let before = try LibreOfficeFacts(one, without: pair.cell)
        let differences = try before.differences(to: LibreOfficeFacts(two, without: pair.cell))
        #expect(differences.isEmpty, "\(pair.name) \(pair.cell.sheet)!\(pair.cell.cell.a1)")
      }
      try FileManager.default.removeItem(atPath: target)
    }
    print("corpus \(format): \(compared) of \(files.count) compared, \(refused) edits refused,")
    print("  LibreOffice did not save: \(left)")
    #expect(compared > files.count / 2)
  }

  /// The file that LibreOffice saved from another; converted alone where the batch ended early.
  private func saved(_ path: String, _ target: String) throws -> String? {
    let name = Folder.name(of: path).split(separator: ".").dropLast().joined(separator: ".")
    let file = target + "/" + name + ".fods"
    if Folder.isFile(file) { return file }
    return try? LibreOffice.convert(path, to: "fods", into: target, timeout: 60).first {
      $0.hasSuffix(name + ".fods")
    }
  }

  /// Puts a text into the first cell of text of a workbook; nil where there is none.
  private func edited(_ file: CorpusFile, _ number: Int) throws -> Pair? {
    let read = try LoadedWorkbook(path: file.path)
    let found = read.sheets.lazy.compactMap { sheet -> SheetCellAddress? in
      let texts = (read.cells[sheet.name] ?? [:]).compactMap { a1, value -> CellAddress? in
        guard case .text(let text) = value, !text.isEmpty else { return nil }
        return CellAddress(a1: a1)
      }
      return texts.min().map { SheetCellAddress(sheet: sheet.name, cell: $0) }
    }
    guard let cell = found.first else { return nil }
    let ending = Folder.pathExtension(of: file.path)
    let before = folder.file("\(number)-before.\(ending)")
    let after = folder.file("\(number)-after.\(ending)")
    try FileManager.default.copyItem(atPath: file.path, toPath: before)
    var editor = try Workbook.edit(file.path)
    try editor.set(.text("x  y"), at: cell)
    try editor.write(toNewFile: after)
    return Pair(name: file.name, before: before, after: after, cell: cell)
  }
}
