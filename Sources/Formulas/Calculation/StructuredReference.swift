/// `Table1[[#This Row],[a]:[b]]` taken apart.
///
/// - Source: ECMA-376-1 §18.17.2.3 (structured references); [MS-OE376] 2.1.1744.
struct StructuredReference {
  /// The parts of a table that it takes; none for the data.
  enum Item: String {
    case all = "#all"
    case data = "#data"
    case headers = "#headers"
    case totals = "#totals"
    case thisRow = "#this row"
  }

  let table: String
  private(set) var items: [Item] = []
  private(set) var columns: [String] = []

  /// Reads it; nil when it is none.
  init?(_ text: String) {
    guard let open = text.firstIndex(of: "["), text.last == "]" else { return nil }
    table = String(text[..<open])
    let inner = Array(text[text.index(after: open)...].dropLast())
    var place = 0
    if inner.first == "@" {
      items = [.thisRow]
      place = 1
    }
    guard inner[place...].contains("[") else {
      let name = Self.unescaped(inner[place...])
      if let item = Item(rawValue: name.lowercased()) {
        items.append(item)
      } else if !name.isEmpty {
        columns.append(name)
      }
      return
    }
    while place < inner.count {
      switch inner[place] {
      case "[":
        guard let end = Self.closing(inner, from: place) else { return nil }
        let name = Self.unescaped(inner[(place + 1)..<end])
        if let item = Item(rawValue: name.lowercased()) {
          items.append(item)
        } else {
          columns.append(name)
        }
        place = end + 1
      case ",", ":", " ": place += 1
      default: return nil
      }
    }
  }

  private static func closing(_ text: [Character], from open: Int) -> Int? {
    var place = open + 1
    while place < text.count {
      if text[place] == "'" {
        place += 1
      } else if text[place] == "]" {
        return place
      }
      place += 1
    }
    return nil
  }

  private static func unescaped(_ text: ArraySlice<Character>) -> String {
    var result = ""
    var isEscaped = false
    for sign in text {
      if sign == "'", !isEscaped {
        isEscaped = true
        continue
      }
      result.append(sign)
      isEscaped = false
    }
    return result
  }

  /// The cells that it means; nil when the table has no such columns or rows.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - row: The row of the formula, for `#This Row`.
  /// - Returns: The block in the table's sheet.
  func range(in table: FormulaTableRange, row: Int) -> GridRange? {
    var range = table.range
    if !columns.isEmpty {
      var places: [Int] = []
      for name in columns {
        guard let place = table.columns.firstIndex(where: { $0.isSheet(name) }) else { return nil }
        places.append(place)
      }
      guard let low = places.min(), let high = places.max() else { return nil }
      range.last.column = range.first.column + high
      range.first.column += low
    }
    let dataFirst = table.range.first.row + table.headerRows
    let dataLast = table.range.last.row - table.totalsRows
    var rows: ClosedRange<Int>?
    func take(_ first: Int, _ last: Int) {
      guard first <= last else { return }
      rows = rows.map { min($0.lowerBound, first)...max($0.upperBound, last) } ?? first...last
    }
    for item in items.isEmpty ? [.data] : items {
      switch item {
      case .all: take(table.range.first.row, table.range.last.row)
      case .data: take(dataFirst, dataLast)
      case .headers: take(table.range.first.row, dataFirst - 1)
      case .totals: take(dataLast + 1, table.range.last.row)
      case .thisRow: if row >= dataFirst, row <= dataLast { take(row, row) }
      }
    }
    guard let rows else { return nil }
    range.first.row = rows.lowerBound
    range.last.row = rows.upperBound
    return range
  }

  /// Whether it means the formula's own row.
  var isThisRow: Bool { items.contains(.thisRow) }
}
