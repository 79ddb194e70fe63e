import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// Edits of other programs' workbooks, where the shared folder is there.
@Suite struct CorpusEditingTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(.needs(.sharedFolder), arguments: Workbook.Format.allCases)
  func anEditOfNothingKeepsTheBytes(format: Workbook.Format) throws {
    for file in try opening(format) {
      let copy = folder.file("copy")
      try Folder.remove(copy)
      try Workbook.edit(file.path).write(toNewFile: copy)
      #expect(try FileBytes.read(copy) == FileBytes.read(file.path), "\(file.name)")
    }
  }

  @Test(.needs(.sharedFolder), arguments: Workbook.Format.allCases)
  func anEditOfOneCellChangesThatCellOnly(format: Workbook.Format) throws {
    let files = try opening(format)
    var refused: [String: Int] = [:]
    for file in files {
      let before = try LoadedWorkbook(path: file.path)
      guard let sheet = before.sheets.first?.name else { continue }
      let copy = folder.file("copy")
      try Folder.remove(copy)
      do {
        var editor = try Workbook.edit(file.path)
        try editor.set(.text("x  y"), at: at(sheet, "B2"))
        try editor.write(toNewFile: copy)
      } catch let error as any Diagnosable {
        let code = error.diagnostic.code
        refused[code, default: 0] += 1
        #expect(Self.refusals.contains(code), "\(file.name)")
        continue
      }
      var wanted = before.cells
      wanted[sheet]?["B2"] = .text("x  y")
      let after = try LoadedWorkbook(path: copy)
      let isSame = after.cells == wanted && after.sheets == before.sheets
      #expect(isSame, "\(file.name)")
      let isFlat = file.name.hasSuffix(".fods")
      if !isFlat { #expect(try changedParts(file.path, copy) == 1, "\(file.name)") }
    }
    print("corpus \(format): of \(files.count) files, edits refused: \(refused)")
    #expect(refused.values.reduce(0, +) < files.count / 4)
  }

  /// How many parts changed, beside the calculation chain with what speaks of it.
  private func changedParts(_ old: String, _ new: String) throws -> Int {
    let receipt = try EditReceipt(from: old, to: new)
    let chain = receipt.parts.contains { $0.after == nil && $0.name.hasSuffix("calcChain.xml") }
    let allowed = chain ? ["calcChain.xml", "[Content_Types].xml", "workbook.xml.rels"] : []
    return receipt.parts.count { part in
      part.isChanged && !allowed.contains { part.name.hasSuffix($0) }
    }
  }

  /// Why a cell may not be edited.
  private static let refusals: Set<String> = [
    "edit.not-plain", "edit.covered-cell", "edit.signed", "edit.array-formula",
    "edit.unsupported", "edit.no-such-cell",
  ]

  private func opening(_ format: Workbook.Format) throws -> [CorpusFile] {
    let files = try CorpusFile.all().filter {
      $0.expected == "opens" && $0.folder == format.rawValue
    }
    try #require(!files.isEmpty)
    return files
  }
}
