import Formulas
import Sheets

/// Which sheets of one workbook are which of another: by name, then by what they hold.
struct SheetPairs {
  /// Sheets that both have, by their places.
  private(set) var both: [(old: Int, new: Int)] = []
  /// Sheets that only the first has.
  private(set) var removed: [Int] = []
  /// Sheets that only the second has.
  private(set) var added: [Int] = []
  /// Sheets whose tabs stand in another order.
  private(set) var moved: [(old: Int, new: Int)] = []
  /// The names that changed.
  private(set) var renamed: [StructureChange] = []

  /// Sheets at least so alike are the same, renamed.
  private static let likenessMin = 0.5

  init(_ old: WorkbookContents, _ new: WorkbookContents) {
    for (place, sheet) in old.sheets.enumerated() {
      if let twin = new.sheets.firstIndex(where: { $0.name == sheet.name }) {
        both.append((place, twin))
      } else {
        removed.append(place)
      }
    }
    let named = Set(both.map(\.new))
    added = new.sheets.indices.filter { !named.contains($0) }
    for place in removed {
      let best = added.map { ($0, Self.likeness(old.sheets[place], new.sheets[$0])) }
        .max { $0.1 < $1.1 }
      guard let best, best.1 >= Self.likenessMin else { continue }
      both.append((place, best.0))
      added.removeAll { $0 == best.0 }
      renamed.append(.renameSheet(old.sheets[place].name, to: new.sheets[best.0].name))
    }
    let found = Set(both.map(\.old))
    removed.removeAll { found.contains($0) }
    both.sort { $0.new < $1.new }
    var last = -1
    for pair in both {
      if pair.old < last { moved.append(pair) } else { last = pair.old }
    }
  }

  /// Where a block of the first workbook is in the second.
  func follow(_ block: SheetRange, _ structures: [String: [StructureChange]]) -> SheetRange? {
    var block: SheetRange? = block
    for change in structures[block?.sheet ?? ""] ?? [] { block = block.flatMap(change.follow) }
    for change in renamed { block = block.flatMap(change.follow) }
    return block
  }

  /// The part of the rows that stand in both.
  private static func likeness(
    _ one: WorkbookContents.Sheet, _ other: WorkbookContents.Sheet
  ) -> Double {
    let (rows, others) = (Set(one.lines.map { $0.key(nil) }), Set(other.lines.map { $0.key(nil) }))
    let all = rows.union(others).count
    return all == 0 ? 1 : Double(rows.intersection(others).count) / Double(all)
  }
}
