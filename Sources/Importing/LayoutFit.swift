internal import Sheets

/// How well a layout fits a table, and where its header stands.
struct LayoutFit {
  /// The place of the layout in the catalog.
  var layout: Int
  /// The place of the table in its source.
  var table: Int
  /// The line of the header, from 1; of two header rows that are read as one the lower.
  var headerLine: Int
  /// Where the fields stand.
  var columns: ColumnMap
  /// Required fields without a header; of a group, its first field.
  var missing: [Field]
  /// Half the share of the layout's columns that were found, half the share of the header's cells
  /// that the layout knows: 0 to 1.
  var headerScore: Double
  /// The share of the cells below the header that are what their column says; 1 without any.
  var valueScore = 1.0
  /// How many fields were found.
  var found: Int

  /// Whether every column is there that the layout needs.
  var fits: Bool { missing.isEmpty }

  /// Headers and values together: values that are wrong throughout take half.
  var score: Double { headerScore * (0.5 + 0.5 * valueScore) }

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
    func consider(_ row: InputRow, isJoined: Bool) {
      for fit in fits(row, table: table) {
        if let known = best[fit.layout] {
          guard fit.isBetter(than: known), !isJoined || fit.found > known.found else { continue }
        }
        best[fit.layout] = fit
      }
    }
    for row in rows { consider(row, isJoined: false) }
    // Headers that are spread over two rows, such as "Số tiền" above "Nợ" and "Có".
    for (upper, lower) in zip(rows, rows.dropFirst()) where lower.line == upper.line + 1 {
      consider(joined(upper, lower), isJoined: true)
    }
    return best.values.map { fit in
      var fit = fit
      if fit.fits { fit.valueScore = valueScore(fit, rows) }
      return fit
    }.sorted { $0.layout < $1.layout }
  }

  private func joined(_ upper: InputRow, _ lower: InputRow) -> InputRow {
    var row = lower
    for (column, cell) in upper.cells.enumerated() {
      if column >= row.cells.count {
        row.cells.append(cell)
      } else if row.cells[column].text.isBlank {
        row.cells[column] = cell
      }
    }
    return row
  }

  /// The share of the cells of typed columns that can be read, over a few rows below the header.
  private func valueScore(_ fit: LayoutFit, _ rows: [InputRow]) -> Double {
    let layout = catalog.layouts[fit.layout]
    var (right, all, seen) = (0, 0, 0)
    for row in rows where row.line > fit.headerLine {
      let view = RowView(cells: row.cells, line: row.line, places: fit.columns.direct)
      let key = view.cell(layout.keyField)
      // Totals, second headers and signatures have no key, or no digit in it.
      guard key != .empty, hasDigit(key) else { continue }
      for field in fit.columns.fields where field.content != .text {
        let cell = view.cell(field)
        guard cell != .empty, cell.text.trimmed != layout.emptyLiteral else { continue }
        all += 1
        if isRight(cell, field) { right += 1 }
      }
      seen += 1
      if seen == 20 { break }
    }
    return all == 0 ? 1 : Double(right) / Double(all)
  }

  private func hasDigit(_ cell: CellValue) -> Bool {
    guard case .text(let text) = cell else { return true }
    return text.utf8.contains { 0x30...0x39 ~= $0 }
  }

  private func isRight(_ cell: CellValue, _ field: Field) -> Bool {
    switch field.content {
    case .amount:
      do {
        return try AmountText.amount(cell) != nil
      } catch {
        return error == .fraction
      }
    case .number: return ((try? AmountText.amount(cell)) ?? nil) != nil
    case .day:
      guard case .text(let text) = cell else { return DayText.day(cell) != nil }
      return DayText.split(text) != nil || DayText.split(text, order: .monthFirst) != nil
    case .month: return MonthText.month(cell) != nil
    case .code: return isCode(cell.text)
    case .citizenID: return cell.text.utf8.count { 0x30...0x39 ~= $0 } >= 9
    case .text: return true
    }
  }

  /// A code of EVN, or several, or what a small retailer uses for one: digits, and no sentence.
  private func isCode(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.contains { 0x30...0x39 ~= $0 } && !bytes.contains { $0 >= 0x80 }
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
      let keys = HeaderKey.all(text)
      guard !keys[0].isEmpty, !Quarantine.ownHeaders.contains(keys[0]) else { continue }
      filled += 1
      for (place, key) in keys.enumerated() {
        for entry in catalog.index[key] ?? [] {
          candidates[entry.layout, default: []].append(
            Candidate(field: entry.field, column: column, rank: entry.rank + place * 1000))
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
    columns.width = 1 + (row.cells.lastIndex { !$0.text.isBlank } ?? 0)
    var missing = layout.required.filter { columns[$0] == nil }
    for group in layout.oneOf where group.allSatisfy({ columns[$0] == nil }) {
      missing += group.prefix(1)
    }
    let found = usedColumns.count
    let headerScore =
      0.5 * Double(found) / Double(layout.columns.count) + 0.5 * Double(found) / Double(filled)
    return LayoutFit(
      layout: place, table: table, headerLine: row.line, columns: columns, missing: missing,
      headerScore: headerScore, found: found)
  }
}
