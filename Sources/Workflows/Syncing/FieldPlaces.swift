internal import Reports
internal import Sheets

/// Where the fields of an edited form should be, told by their neighbours.
///
/// Fields that shared a row or a column still share one when rows are put in or a whole row is
/// moved. A name that most of its neighbours leave behind was moved by itself; one that is gone
/// belongs where their row and column meet.
struct FieldPlaces {
  private let before: [String: CellAddress]
  private var rows: [Int: Int] = [:]
  private var columns: [Int: Int] = [:]
  private var sheet: String?

  init(_ names: [String], base: FormCells, edited: FormCells) {
    var before: [String: CellAddress] = [:]
    var after: [(base: CellAddress, now: SheetCellAddress)] = []
    for name in names {
      guard let old = base.value(name)?.address.cell else { continue }
      before[name] = old
      if let now = edited.value(name)?.address { after.append((old, now)) }
    }
    self.before = before
    for (row, group) in Dictionary(grouping: after, by: \.base.row) {
      rows[row] = Self.most(group.map(\.now.cell.row))
    }
    for (column, group) in Dictionary(grouping: after, by: \.base.column) {
      columns[column] = Self.most(group.map(\.now.cell.column))
    }
    sheet = Self.most(after.map(\.now.sheet))
  }

  /// Where a field belongs; nil where its neighbours are gone too.
  func place(of name: String) -> SheetCellAddress? {
    guard let old = before[name], let sheet, let row = rows[old.row],
      let column = columns[old.column]
    else { return nil }
    return SheetCellAddress(sheet: sheet, cell: CellAddress(row: row, column: column))
  }

  /// What most of them are; of two as many, the smaller.
  private static func most<Value: Hashable & Comparable>(_ values: [Value]) -> Value? {
    Dictionary(grouping: values, by: \.self)
      .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
  }
}
