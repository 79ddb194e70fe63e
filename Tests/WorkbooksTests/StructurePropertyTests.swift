import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// Random sequences of operations on random workbooks, against a plain model in memory.
@Suite struct StructurePropertyTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: Workbook.Format.allCases)
  func agreesWithAPlainModel(format: Workbook.Format) throws {
    var chance = SeededGenerator.announced()
    for _ in 0..<40 {
      let model = WorkbookModel.random(&chance)
      let path = try model.write(format, in: folder)
      var sheets = model.cells.mapValues { cells in
        Dictionary(
          uniqueKeysWithValues: cells.compactMap { cell in
            CellAddress(a1: cell.key).map { ($0, cell.value) }
          })
      }
      var editor = try Workbook.edit(path)
      for _ in 0..<Int.random(in: 1...9, using: &chance) {
        let sheet = model.draft.sheets.randomElement(using: &chance)?.name ?? ""
        let edit = Self.randomEdit(sheet, &chance)
        try editor.apply(edit)
        PlainModel.apply(edit, to: &sheets)
      }
      let copy = path + ".edited"
      try editor.write(toNewFile: copy)
      let wanted = sheets.mapValues { cells in
        Dictionary(uniqueKeysWithValues: cells.map { ($0.key.a1, $0.value.toMilliseconds) })
      }
      expectSame(try LoadedWorkbook(path: copy).cellsToMilliseconds, wanted)
    }
  }

  private static func randomEdit(
    _ sheet: String, _ chance: inout SeededGenerator
  ) -> WorkbookEdit {
    let (row, column) = (
      Int.random(in: 0...14, using: &chance), Int.random(in: 0...9, using: &chance)
    )
    let count = Int.random(in: 1...3, using: &chance)
    let cell = CellAddress(row: row, column: column)
    switch Int.random(in: 0...7, using: &chance) {
    case 0: return .insert(SheetLines(sheet: sheet, axis: .rows, first: row, count: count))
    case 1: return .insert(SheetLines(sheet: sheet, axis: .columns, first: column, count: count))
    case 2: return .delete(SheetLines(sheet: sheet, axis: .rows, first: row, count: count))
    case 3: return .delete(SheetLines(sheet: sheet, axis: .columns, first: column, count: count))
    case 4: return .copyRow(0, times: count, sheet: sheet)
    case 5:
      let end = CellAddress(row: row + count, column: column + count)
      return .clear(SheetRange(sheet: sheet, range: CellRange(cell, end)))
    default:
      return .value(CellValue.random(&chance), at: SheetCellAddress(sheet: sheet, cell: cell))
    }
  }
}

/// What edits do to cells, in the plainest way.
enum PlainModel {
  typealias Cells = [CellAddress: CellValue]

  static func apply(_ edit: WorkbookEdit, to sheets: inout [String: Cells]) {
    switch edit {
    case .value(let value, let cell):
      sheets[cell.sheet, default: [:]][cell.cell] = value == .empty ? nil : value
    case .clear(let block):
      sheets[block.sheet] = sheets[block.sheet]?.filter { !block.range.contains($0.key) }
    case .insert(let lines):
      sheets[lines.sheet] = moved(sheets[lines.sheet] ?? [:]) { cell in
        var cell = cell
        if cell[lines.axis] >= lines.first { cell[lines.axis] += lines.count }
        return cell
      }
    case .delete(let lines):
      sheets[lines.sheet] = moved(sheets[lines.sheet] ?? [:]) { cell in
        var cell = cell
        if lines.range.contains(cell[lines.axis]) { return nil }
        if cell[lines.axis] >= lines.first { cell[lines.axis] -= lines.count }
        return cell
      }
    case .copyRow(let row, let times, let sheet):
      let lines = SheetLines(sheet: sheet, axis: .rows, first: row + 1, count: times)
      apply(.insert(lines), to: &sheets)
      let source = (sheets[sheet] ?? [:]).filter { $0.key.row == row }
      for target in lines.range {
        for (cell, value) in source {
          sheets[sheet]?[CellAddress(row: target, column: cell.column)] = value
        }
      }
    default: break
    }
  }

  private static func moved(
    _ cells: Cells, _ place: (CellAddress) -> CellAddress?
  ) -> Cells {
    Dictionary(
      uniqueKeysWithValues: cells.compactMap { cell, value in place(cell).map { ($0, value) } })
  }
}
