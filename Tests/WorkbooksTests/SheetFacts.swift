import Formulas
import Sheets
import Storage
import XMLStreams
import Workbooks
import ZipArchives

/// What hangs on the cells of one sheet and what speaks of them, in the same words for each format.
struct SheetFacts {
  /// By what it is: blocks in A1 notation, cells of validations and conditional formats one by one.
  private(set) var facts: [String: [String]] = [:]
  private let sheet: String

  subscript(name: String) -> [String] { facts[name] ?? [] }

  init(_ path: String, sheet: String) throws {
    self.sheet = sheet
    let reader = try Workbook.open(path)
    let draft = try reader.readDraft()
    for name in draft.namedRanges {
      if let target = name.target, target.sheet == sheet { add("name", target.range.a1) }
    }
    if let own = draft.sheets.first(where: { $0.name == sheet }) {
      for merge in own.merges { add("merge", merge.a1) }
      if let area = own.printArea { add("print", area.a1) }
      if let rows = own.repeatedRows { add("repeated", "\(rows)") }
      if let columns = own.repeatedColumns { add("repeated columns", "\(columns)") }
      for comment in own.comments { add("comment", comment.cell.a1 + " " + comment.text) }
      for link in own.hyperlinks {
        for cell in link.range.cells { add("link", cell.a1) }
      }
    }
    for (place, info) in reader.sheets.enumerated() {
      try reader.readStyledRows(ofSheet: place) { row in
        for cell in row.cells {
          guard let formula = cell.formula?.expression else { continue }
          let address = CellAddress(row: row.index, column: cell.column).a1
          let own: Notation = formula.dialect == .ooxml ? .ooxml : .openFormula
          let text = try Formula(formula.text, own).translated(to: .ooxml).text
          add("formula in " + (info.name == sheet ? "itself" : info.name), address + "=" + text)
        }
        return true
      }
    }
    let archive = try ZipArchive(path: path)
    if archive.member("content.xml") != nil {
      try readODS(archive)
    } else {
      try readXLSX(archive)
    }
    facts = facts.mapValues { $0.sorted() }
  }

  private mutating func add(_ name: String, _ fact: String) {
    facts[name, default: []].append(fact)
  }

  private mutating func add(_ name: String, cells range: CellRange) {
    for cell in range.cells { add(name, cell.a1) }
  }

  // MARK: - XLSX

  private mutating func readXLSX(_ archive: ZipArchive) throws {
    func tree(_ part: String) throws -> XMLElement { try XMLPart.parse(archive.read(part)) }
    func relations(_ part: String) throws -> [(id: String, type: String, target: String)] {
      let pieces = part.split(separator: "/")
      let name = pieces.dropLast().joined(separator: "/") + "/_rels/\(pieces.last ?? "").rels"
      guard archive.member(name) != nil else { return [] }
      return try tree(name).all("Relationship").map { relation in
        let type = relation.attribute("Type")?.split(separator: "/").last.map(String.init) ?? ""
        let target = relation.attribute("Target") ?? ""
        let whole =
          target.hasPrefix("/")
          ? String(target.dropFirst())
          : target.hasPrefix("../")
            ? pieces.dropLast(2).joined(separator: "/") + target.dropFirst(2)
            : pieces.dropLast().joined(separator: "/") + "/" + target
        return (relation.attribute("Id") ?? "", type, whole)
      }
    }
    let workbook = try tree("xl/workbook.xml")
    let element = workbook.child("sheets")?.all("sheet").first { $0.attribute("name") == sheet }
    let id = element?.attributes.first { $0.name == "id" }?.value
    guard let part = try relations("xl/workbook.xml").first(where: { $0.id == id })?.target else {
      return
    }
    let worksheet = try tree(part)
    for element in worksheet.children {
      if element.name == "autoFilter" { add("filter", element.attribute("ref") ?? "") }
      let rules = element.name == "dataValidations" ? element.all("dataValidation") : [element]
      guard let list = rules.first?.attribute("sqref") else { continue }
      for item in list.split(separator: " ") {
        guard let range = CellRange(a1: item) else { continue }
        add(element.name == "dataValidations" ? "validation" : "condition", cells: range)
      }
    }
    for drawing in try relations(part) where drawing.type == "drawing" {
      for anchor in try tree(drawing.target).children {
        let from = anchor.child("from")
        let cell = CellAddress(
          row: from?.child("row").flatMap { Int($0.text) } ?? 0,
          column: from?.child("col").flatMap { Int($0.text) } ?? 0)
        add(anchor.child("pic") == nil ? "chart at" : "image at", cell.a1)
      }
      for chart in try relations(drawing.target) where chart.type == "chart" {
        addRanges(try tree(chart.target))
      }
    }
  }

  private mutating func addRanges(_ element: XMLElement) {
    if element.name == "f" {
      add("chart", Self.plain(element.text))
    }
    element.children.forEach { addRanges($0) }
  }

  // MARK: - ODS

  private mutating func readODS(_ archive: ZipArchive) throws {
    let content = try XMLPart.parse(archive.read("content.xml"))
    guard let book = content.child("body")?.child("spreadsheet"),
      let table = book.all("table").first(where: { $0.attribute("name") == sheet })
    else { return }
    var row = 0
    func visit(_ element: XMLElement, _ facts: inout SheetFacts) throws {
      for child in element.children {
        if child.name == "table-row" {
          try facts.readRow(child, row, archive)
          row += child.attribute("number-rows-repeated").flatMap { Int($0) } ?? 1
        } else if child.name.hasPrefix("table-") {
          try visit(child, &facts)
        }
      }
    }
    try visit(table, &self)
    for format in table.child("conditional-formats")?.all("conditional-format") ?? [] {
      for block in Self.blocks(format.attribute("target-range-address") ?? "") {
        add("condition", cells: block)
      }
    }
    for filter in book.child("database-ranges")?.all("database-range") ?? [] {
      let target = filter.attribute("target-range-address") ?? ""
      guard isOwn(target) else { continue }
      for block in Self.blocks(target) { add("filter", block.a1) }
    }
  }

  private mutating func readRow(_ row: XMLElement, _ index: Int, _ archive: ZipArchive) throws {
    let rows = row.attribute("number-rows-repeated").flatMap { Int($0) } ?? 1
    var column = 0
    for cell in row.children {
      let columns = cell.attribute("number-columns-repeated").flatMap { Int($0) } ?? 1
      let first = CellAddress(row: index, column: column)
      if cell.attribute("content-validation-name") != nil {
        let last = CellAddress(row: index + rows - 1, column: column + columns - 1)
        add("validation", cells: CellRange(first, last))
      }
      for frame in cell.all("frame") {
        guard let object = frame.child("object") else {
          add("image at", first.a1)
          continue
        }
        add("chart at", first.a1)
        let name = (object.attribute("href") ?? "").replacing("./", with: "")
        addAddresses(try XMLPart.parse(archive.read(name + "/content.xml")))
      }
      column += columns
    }
  }

  private mutating func addAddresses(_ element: XMLElement) {
    let names =
      element.name == "series"
      ? ["values-cell-range-address", "label-cell-address"]
      : element.name == "categories" ? ["cell-range-address"] : []
    for name in names {
      if let text = element.attribute(name) { add("chart", Self.plain(text)) }
    }
    element.children.forEach { addAddresses($0) }
  }

  /// The blocks of a list of addresses, whatever their sheets.
  private static func blocks(_ list: String) -> [CellRange] {
    plain(list).split(separator: " ").compactMap { CellRange(a1: $0) }
  }

  /// Whether an address is of this sheet.
  private func isOwn(_ address: String) -> Bool {
    let quoted = "'" + sheet.replacing("'", with: "''") + "'"
    return [sheet, "$" + sheet, quoted, "$" + quoted].contains { address.hasPrefix($0 + ".") }
  }

  /// Addresses without their sheets and dollars.
  private static func plain(_ text: String) -> String {
    text.replacing(#/'(?:[^']|'')*'/#, with: "").split(separator: " ").map { address in
      address.split(separator: ":").map { corner in
        let start = corner.lastIndex { ".!".contains($0) }.map(corner.index(after:))
        return corner[(start ?? corner.startIndex)...].filter { $0 != "$" }
      }.joined(separator: ":")
    }.joined(separator: " ")
  }
}

extension CellRange {
  /// Its cells, row by row; of a long block the first.
  var cells: [CellAddress] {
    rows.prefix(64).flatMap { row in
      columns.prefix(64).map { CellAddress(row: row, column: $0) }
    }
  }
}
