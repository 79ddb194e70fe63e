import Sheets
import Storage
import XMLStreams

/// All that LibreOffice tells of a workbook that it saved as a flat ODS file, but for one cell.
///
/// Names of styles and typefaces make no difference: what they say does. Equal neighbours are one
/// run, however they were written. What LibreOffice makes of the cells anew is passed over: heights
/// that it fits, a chart's own copy of its cells, the order of pivot tables, empty cells at the
/// end.
struct LibreOfficeFacts {
  /// A run of equal rows or cells.
  private struct Run: Equatable {
    var count: Int
    var fact: String
  }

  /// What there is, sheet by sheet; what hangs on the workbook under an empty name.
  private(set) var facts: [String: [String]] = [:]
  private var styles: [String: XMLElement] = [:]
  private var typefaces: [String: String] = [:]
  private var told: [String: String] = [:]

  /// Reads a flat ODS file.
  ///
  /// - Parameters:
  ///   - path: What LibreOffice wrote.
  ///   - cell: The cell to leave out.
  /// - Throws: What reading the file throws.
  init(_ path: String, without cell: SheetCellAddress) throws {
    let document = try XMLPart.parse(FileBytes.read(path))
    for list in [document.child("styles"), document.child("automatic-styles")] {
      for style in list?.children ?? [] {
        if let name = style.attribute("name") { styles[name] = style }
      }
    }
    for face in document.child("font-face-decls")?.children ?? [] {
      if let name = face.attribute("name") { typefaces[name] = face.attribute("font-family") }
    }
    let book = document.child("body")?.child("spreadsheet")
    var tables = 0
    for element in book?.children ?? [] {
      guard element.name == "table" else {
        let isLost = ["calculation-settings", "dde-links"].contains(element.name)
        if !isLost { facts["", default: []].append(text(element)) }
        continue
      }
      tables += 1
      let name = element.attribute("name") ?? ""
      var place = 0
      // A name that LibreOffice cannot have gets a number.
      let isSheet = name == cell.sheet || name.hasPrefix(cell.sheet + " -")
      facts["\(tables) \(name)"] =
        [style(element.attribute("style-name"))]
        + lines(element, without: isSheet ? cell.cell : nil, &place)
    }
  }

  /// What differs between two; the first few differences, each shortened.
  func differences(to other: LibreOfficeFacts) -> [String] {
    var found: [String] = []
    for sheet in Set(facts.keys).union(other.facts.keys).sorted() {
      let (one, two) = (facts[sheet] ?? [], other.facts[sheet] ?? [])
      guard one != two else { continue }
      let place = zip(one, two).prefix { $0 == $1 }.count
      let (was, now) = (place < one.count ? one[place] : "", place < two.count ? two[place] : "")
      let start = max(0, zip(was, now).prefix { $0 == $1 }.count - 60)
      found.append(
        "\(sheet): \(was.dropFirst(start).prefix(240))\n   → \(now.dropFirst(start).prefix(240))")
    }
    return found
  }

  // MARK: - Rows

  private mutating func lines(
    _ table: XMLElement, without cell: CellAddress?, _ row: inout Int
  ) -> [String] {
    var runs: [Run] = []
    for element in table.children {
      switch element.name {
      case "table-row":
        let count = element.attribute("number-rows-repeated").flatMap { Int($0) } ?? 1
        let look = style(element.attribute("style-name"))
        let plain = look + cells(element, without: nil)
        if let cell, (row..<row + count).contains(cell.row) {
          append(cell.row - row, plain, to: &runs)
          append(1, look + cells(element, without: cell.column), to: &runs)
          append(row + count - cell.row - 1, plain, to: &runs)
        } else {
          append(count, plain, to: &runs)
        }
        row += count
      case "table-header-rows", "table-rows", "table-row-group":
        for line in lines(element, without: cell, &row) {
          append(1, element.name + " " + line, to: &runs)
        }
      case "table-column":
        let count = element.attribute("number-columns-repeated").flatMap { Int($0) } ?? 1
        append(count, "column " + style(element.attribute("style-name")), to: &runs)
      default: append(1, text(element), to: &runs)
      }
    }
    return runs.map { "\($0.count) × \($0.fact)" }
  }

  private mutating func cells(_ row: XMLElement, without column: Int?) -> String {
    var runs: [Run] = []
    var next = 0
    for cell in row.children {
      let count = cell.attribute("number-columns-repeated").flatMap { Int($0) } ?? 1
      let fact = text(cell)
      if let column, (next..<next + count).contains(column) {
        append(column - next, fact, to: &runs)
        append(1, "left out", to: &runs)
        append(next + count - column - 1, fact, to: &runs)
      } else {
        append(count, fact, to: &runs)
      }
      next += count
    }
    // Empty cells behind the last one are written or not.
    if runs.last?.fact == "table-cell()" { runs.removeLast() }
    return runs.map { " \($0.count):\($0.fact)" }.joined()
  }

  private func append(_ count: Int, _ fact: String, to runs: inout [Run]) {
    guard count > 0 else { return }
    if let last = runs.last, last.fact == fact {
      runs[runs.count - 1].count += count
    } else {
      runs.append(Run(count: count, fact: fact))
    }
  }

  // MARK: - Words

  /// What an element says, its styles told by what they say; counts of repeats are left out.
  private mutating func text(_ element: XMLElement) -> String {
    let ignored: Set<String> = [
      "number-columns-repeated", "number-rows-repeated", "z-index", "id", "name",
    ]
    if element.name == "table", element.attribute("name") == "local-table" { return "" }
    let isFitted = element.attribute("use-optimal-row-height") == "true"
    var words = element.name
    for attribute in element.attributes.sorted(by: { $0.name < $1.name })
    where attribute.name != "name" || element.name.hasPrefix("named-") {
      if attribute.name.hasSuffix("style-name") {
        words += " " + attribute.name + "{" + style(attribute.value) + "}"
      } else if attribute.name.hasPrefix("font-name") {
        words += " \(attribute.name)=\(typefaces[attribute.value] ?? attribute.value)"
      } else if isFitted, attribute.name == "row-height" {
        continue
      } else if attribute.name == "name" || !ignored.contains(attribute.name) {
        words += " \(attribute.name)=\(attribute.value)"
      }
    }
    // A formula's value may well be another one now.
    let isFormula = element.attribute("formula") != nil
    if isFormula { words = "formula " + (element.attribute("formula") ?? "") }
    let children = element.children.filter { !isFormula || $0.name != "p" }
    var inside = children.map { text($0) }
    // LibreOffice lists pivot tables, and the fields of one, in the order of its own hashes.
    if ["data-pilot-tables", "data-pilot-table"].contains(element.name) { inside.sort() }
    return words + "(" + element.text.filter { !$0.isNewline }
      + inside.joined(separator: ",") + ")"
  }

  private mutating func style(_ name: String?) -> String {
    guard let name else { return "" }
    if let known = told[name] { return known }
    told[name] = "…"
    guard let style = styles[name] else { return name }
    let words = text(style)
    told[name] = words
    return words
  }
}
