import Formulas
import Sheets

/// The cells whose values change by themselves: those of volatile formulas, and all that lean on
/// them.
struct VolatileCells {
  private var cells: [String: Set<CellAddress>] = [:]

  /// Finds them; a workbook without volatile formulas is not looked into any further.
  init(_ contents: WorkbookContents) {
    var waiting: [(sheet: String, cell: CellAddress, formula: CellFormula)] = []
    for sheet in contents.sheets {
      for line in sheet.lines {
        for cell in line.cells {
          guard let formula = cell.formula else { continue }
          let place = CellAddress(row: line.index, column: cell.column)
          if CellLikeness.isVolatile(formula) {
            cells[sheet.name.lowercased(), default: []].insert(place)
          } else {
            waiting.append((sheet.name, place, formula))
          }
        }
      }
    }
    guard !cells.isEmpty else { return }
    spread(
      waiting.compactMap { formula in
        Formula(formula.formula).map { Leaning(formula.sheet, formula.cell, $0.references) }
      })
  }

  /// Whether a cell's value changes by itself.
  func contains(_ cell: CellAddress, inSheet sheet: String) -> Bool {
    !cells.isEmpty && cells[sheet.lowercased()]?.contains(cell) ?? false
  }

  private struct Leaning {
    let sheet: String
    let cell: CellAddress
    let blocks: [(sheet: String, range: GridRange)]

    init(_ sheet: String, _ cell: CellAddress, _ references: [Reference]) {
      self.sheet = sheet.lowercased()
      self.cell = cell
      blocks = references.compactMap { reference in
        guard reference.scope?.book == nil, let range = reference.range else { return nil }
        return ((reference.scope?.sheet ?? sheet).lowercased(), range)
      }
    }
  }

  /// How often it is looked who leans on what was found last: how long a chain may be.
  private static let roundsMax = 64

  private mutating func spread(_ formulas: [Leaning]) {
    var rest = formulas
    var news = cells
    for _ in 0..<Self.roundsMax where !news.isEmpty && !rest.isEmpty {
      var found: [String: Set<CellAddress>] = [:]
      rest.removeAll { formula in
        let leans = formula.blocks.contains { block in
          news[block.sheet]?.contains { block.range.contains(GridCell($0)) } ?? false
        }
        if leans { found[formula.sheet, default: []].insert(formula.cell) }
        return leans
      }
      for (sheet, added) in found { cells[sheet, default: []].formUnion(added) }
      news = found
    }
  }
}
