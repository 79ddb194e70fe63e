internal import Sheets

/// How well a layout fits a table, and where its header stands.
struct LayoutFit {
  /// The place of the layout in the catalog.
  var layout: Int
  /// The place of the table in its source.
  var table: Int
  /// The line of the header, from 1.
  var headerLine: Int
  /// Where the fields stand.
  var columns: ColumnMap
  /// Required fields without a header; of a group, its first field.
  var missing: [Field]
  /// Half the share of the layout's columns that were found, half the share of the header's cells
  /// that the layout knows: 0 to 1.
  var score: Double
  /// How many fields were found.
  var found: Int

  /// Whether every column is there that the layout needs.
  var fits: Bool { missing.isEmpty }

  /// Whether this is a better reading of a table than `other`.
  func isBetter(than other: LayoutFit) -> Bool {
    if fits != other.fits { return fits }
    return score > other.score
  }
}

/// Looks for the headers of all layouts in the beginning of a table.
struct HeaderSearch {
  let catalog: LayoutCatalog

  /// The best reading of the table for each layout that has at least one header in it.
  func fits(_ rows: [InputRow], table: Int) -> [LayoutFit] {
    var best: [Int: LayoutFit] = [:]
    for row in rows {
      for fit in fits(row, table: table) {
        if let known = best[fit.layout], !fit.isBetter(than: known) { continue }
        best[fit.layout] = fit
      }
    }
    return best.values.sorted { $0.layout < $1.layout }
  }

  /// One meaning that a cell could have in a layout.
  private struct Candidate {
    var field: Field
    var column: Int
    var rank: Int
  }

  private func fits(_ row: InputRow, table: Int) -> [LayoutFit] {
    var candidates: [Int: [Candidate]] = [:]
    var filled = 0
    for (column, cell) in row.cells.enumerated() {
      guard case .text(let text) = cell, text.utf8.count <= 200 else { continue }
      let whole = HeaderKey.whole(text)
      guard !whole.isEmpty else { continue }
      filled += 1
      for (key, penalty) in [(whole, 0), (HeaderKey.beforeSign(text) ?? "", 1000)] {
        for entry in catalog.index[key] ?? [] {
          candidates[entry.layout, default: []].append(
            Candidate(field: entry.field, column: column, rank: entry.rank + penalty))
        }
      }
    }
    return candidates.map { layout, found in
      fit(layout, found, row, table: table, filled: filled)
    }
  }

  private func fit(
    _ place: Int, _ candidates: [Candidate], _ row: InputRow, table: Int, filled: Int
  ) -> LayoutFit {
    let layout = catalog.layouts[place]
    var columns = ColumnMap()
    var usedColumns: Set<Int> = []
    let ordered = candidates.sorted {
      ($0.rank, $0.column, $0.field.rawValue) < ($1.rank, $1.column, $1.field.rawValue)
    }
    for candidate in ordered
    where columns[candidate.field] == nil && !usedColumns.contains(candidate.column) {
      columns[candidate.field] = candidate.column
      usedColumns.insert(candidate.column)
    }
    columns.width = 1 + (row.cells.lastIndex { !$0.text.trimmed.isEmpty } ?? 0)
    var missing = layout.required.filter { columns[$0] == nil }
    for group in layout.oneOf where group.allSatisfy({ columns[$0] == nil }) {
      missing += group.prefix(1)
    }
    let found = usedColumns.count
    let score =
      0.5 * Double(found) / Double(layout.columns.count) + 0.5 * Double(found) / Double(filled)
    return LayoutFit(
      layout: place, table: table, headerLine: row.line, columns: columns, missing: missing,
      score: score, found: found)
  }
}
