internal import Diagnostics
internal import Formulas
internal import Sheets
internal import XMLStreams

/// Lets the references of a part follow a change of the workbook.
///
/// - Source: ODF 1.3 part 3 §9 (tables), §19 (attributes of the table namespace): cellAddress,
///   cellRangeAddress, cellRangeAddressList; part 4 for formulas.
struct ODSReferences {
  private let change: StructureChange
  private var splices: [XMLSplice] = []
  /// The tables that are open, the innermost last.
  private var tables: [String] = []
  private var row = 0
  private var column = 0

  private init(_ change: StructureChange) {
    self.change = change
  }

  /// The splices that let a part's references follow; the part is content.xml or a chart's.
  ///
  /// - Throws: `EditError.cannotFollow` for a reference that is lost or cannot be read.
  static func splices(_ bytes: [UInt8], _ change: StructureChange) throws -> [XMLSplice] {
    var references = ODSReferences(change)
    var scanner = XMLScanner(bytes)
    var depths: [Int] = []
    while let event = try scanner.next() {
      switch event {
      case .start:
        try references.visit(scanner)
        if scanner.isElement(.table, "table") {
          references.tables.append(try scanner.attribute(.table, "name") ?? "")
          (references.row, references.column) = (0, 0)
          depths.append(scanner.depth)
        }
      case .end:
        if scanner.depth == depths.last, scanner.isElement(.table, "table") {
          references.tables.removeLast()
          depths.removeLast()
        }
        try references.leave(scanner)
      case .text: break
      }
    }
    return references.splices
  }

  private var place: Origin {
    let cell = CellAddress(
      row: min(row, CellAddress.rowsMax - 1), column: min(column, CellAddress.columnsMax - 1))
    return Origin(sheet: tables.last, cell: tables.isEmpty ? nil : cell.a1)
  }

  // MARK: - Elements

  private static let addresses: [StaticString] = [
    "cell-range-address", "base-cell-address", "print-ranges", "target-range-address",
    "end-cell-address", "source-cell-range-addresses", "target-cell-address", "cell-address",
    "scenario-ranges", "criteria-range-address", "label-cell-range-address",
    "data-cell-range-address", "linked-cell", "source-cell-range",
  ]

  private mutating func visit(_ scanner: XMLScanner) throws {
    if scanner.isElement(.table, "table-cell") {
      try followFormula(scanner, .table, "formula")
      return
    }
    if scanner.isElement(.table, "table-row") || scanner.isElement(.table, "covered-table-cell") {
      return
    }
    if scanner.isElement(.table, "data-pilot-table") || scanner.isElement(.table, "database-range")
    {
      try checkBlock(scanner)
    }
    for name in Self.addresses { try followAddresses(scanner, .table, name) }
    for name: StaticString in ["target-range-address", "base-cell-address", "data-range"] {
      try followAddresses(scanner, .calcext, name)
    }
    for name: StaticString in ["values-cell-range-address", "label-cell-address"] {
      try followAddresses(scanner, .chart, name)
    }
    try followAddresses(scanner, .style, "base-cell-address")
    if scanner.isElement(.table, "named-expression") {
      try followFormula(scanner, .table, "expression")
    }
    try followCondition(scanner, .table, "condition")
    try followCondition(scanner, .calcext, "value")
    try followCondition(scanner, .style, "condition")
  }

  /// Counts rows and cells, so that a refusal can name its cell.
  private mutating func leave(_ scanner: XMLScanner) throws {
    if scanner.isElement(.table, "table-row") {
      row += 1
      column = 0
    } else if scanner.isElement(.table, "table-cell")
      || scanner.isElement(.table, "covered-table-cell")
    {
      column += 1
    }
  }

  /// Refuses lines that come or go inside a pivot table, or columns inside a sorted or filtered
  /// block, whose fields are told by number.
  private func checkBlock(_ scanner: XMLScanner) throws {
    let isPivot = scanner.isElement(.table, "data-pilot-table")
    guard let text = try scanner.attribute(.table, "target-range-address"),
      let block = ODSAddress.parse(text)
    else { return }
    guard let after = change.follow(block) else {
      throw EditError.cannotFollow(
        Words(vi: "một vùng dữ liệu sẽ mất", en: "a data range would be lost"),
        at: Origin(sheet: block.sheet, cell: block.range.a1))
    }
    let rows = after.range.rows.count != block.range.rows.count
    let columns = after.range.columns.count != block.range.columns.count
    guard columns || isPivot && rows else { return }
    throw EditError.cannotFollow(
      isPivot
        ? Words(vi: "bảng tổng hợp nằm ở đó", en: "a pivot table stands there")
        : Words(vi: "vùng lọc hoặc sắp xếp nằm ở đó", en: "a filtered or sorted range is there"),
      at: Origin(sheet: block.sheet, cell: block.range.a1))
  }

  // MARK: - Attributes

  private mutating func replace(
    _ scanner: XMLScanner, _ namespace: XMLNamespace, _ name: StaticString, with text: String?
  ) {
    if let text {
      guard let range = scanner.attributeRange(namespace, name) else { return }
      splices.append(XMLSplice(range: range, bytes: scanner.valueBytes(text, at: range)))
    } else if let span = scanner.attributeSpan(namespace, name) {
      splices.append(XMLSplice(range: scanner.withSpaceBefore(span), bytes: []))
    }
  }

  private mutating func followFormula(
    _ scanner: XMLScanner, _ namespace: XMLNamespace, _ name: StaticString
  ) throws {
    guard let text = try scanner.attribute(namespace, name) else { return }
    let (head, expression, notation): (String, Substring, Notation)
    if let split = Notation.split(attribute: text) {
      (notation, expression) = (split.notation, split.expression)
      head = String(text[..<split.expression.startIndex])
    } else {
      (head, expression, notation) = ("", text[...], .openFormula)
    }
    let formula: Formula
    do {
      formula = try Formula(String(expression), notation)
    } catch {
      // What has no references has none to follow.
      guard expression.contains(where: { "[$!".contains($0) }) else { return }
      throw EditError.cannotFollow(
        Words(vi: "công thức không đọc được", en: "a formula that cannot be read"), at: place)
    }
    let shifted = formula.shifted(by: change, inSheet: tables.last ?? "")
    guard shifted.text != formula.text else { return }
    replace(scanner, namespace, name, with: head + shifted.text)
  }

  /// Conditions hold formulas in words of their own: the references between brackets follow.
  private mutating func followCondition(
    _ scanner: XMLScanner, _ namespace: XMLNamespace, _ name: StaticString
  ) throws {
    guard let text = try scanner.attribute(namespace, name), text.contains("[") else { return }
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "[") {
      result += rest[..<open]
      rest = rest[open...]
      var isQuoted = false
      guard
        let close = rest.firstIndex(where: { sign in
          if sign == "'" { isQuoted.toggle() }
          return sign == "]" && !isQuoted
        })
      else { break }
      result += follow(String(rest[...close]))
      rest = rest[rest.index(after: close)...]
    }
    result += rest
    if result != text { replace(scanner, namespace, name, with: result) }
  }

  /// A reference between brackets after the change.
  private func follow(_ bracketed: String) -> String {
    guard let formula = try? Formula(bracketed, .openFormula) else { return bracketed }
    return formula.shifted(by: change, inSheet: tables.last ?? "").text
  }

  /// A list of addresses; one that is gone leaves a list of printed or formatted blocks, and is a
  /// loss anywhere else.
  private mutating func followAddresses(
    _ scanner: XMLScanner, _ namespace: XMLNamespace, _ name: StaticString
  ) throws {
    guard let text = try scanner.attribute(namespace, name), text.contains(".") else { return }
    var kept: [String] = []
    for address in Self.items(text) {
      let followed = follow("[" + address + "]")
      if followed.contains("#REF!") && !address.contains("#REF!") {
        let mayLeave =
          name.description == "print-ranges" || name.description == "base-cell-address"
          || name.description == "end-cell-address"
          || scanner.isElement(.calcext, "conditional-format")
        guard mayLeave else {
          throw EditError.cannotFollow(
            Words(
              vi: "\(address) đang được dùng và sẽ mất",
              en: "\(address) is in use and would be lost"
            ), at: Origin(sheet: tables.last))
        }
        if name.description != "print-ranges" { kept.append(address) }
      } else {
        kept.append(String(followed.dropFirst().dropLast()))
      }
    }
    let result = kept.joined(separator: " ")
    if result != text { replace(scanner, namespace, name, with: kept.isEmpty ? nil : result) }
  }

  /// The addresses of a list: blanks between apostrophes are part of a sheet's name.
  private static func items(_ text: String) -> [String] {
    var items: [String] = []
    var item = ""
    var isQuoted = false
    for sign in text {
      if sign == "'" { isQuoted.toggle() }
      if sign == " " && !isQuoted {
        if !item.isEmpty { items.append(item) }
        item = ""
      } else {
        item.append(sign)
      }
    }
    return item.isEmpty ? items : items + [item]
  }
}

extension XMLScanner {
  /// A value as it stands between the quotes of an attribute.
  func valueBytes(_ text: String, at range: Range<Int>) -> [UInt8] {
    var output = XMLOutput()
    output.text(text)
    guard bytes[range.lowerBound - 1] == UInt8(ascii: "'") else { return output.bytes }
    return output.bytes.flatMap { $0 == UInt8(ascii: "'") ? Array("&apos;".utf8) : [$0] }
  }
}

extension StructureChange {
  /// Where a block is after the change; nil when all of it is gone.
  func follow(_ block: SheetRange) -> SheetRange? {
    let (first, last) = (block.range.first, block.range.last)
    let range = GridRange(
      GridCell(row: first.row, column: first.column), GridCell(row: last.row, column: last.column))
    return applied(to: range, onSheet: block.sheet).map { found in
      SheetRange(
        sheet: block.sheet,
        range: CellRange(
          CellAddress(row: found.first.row, column: found.first.column),
          CellAddress(row: found.last.row, column: found.last.column)))
    }
  }
}
