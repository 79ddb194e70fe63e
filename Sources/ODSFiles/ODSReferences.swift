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
  /// How many rows and columns the open row and cell stand for.
  private var rowCount = 1
  private var columnCount = 1
  /// The block that moves, and the cells that each validation is for.
  private let move: BlockMove?
  private let validated: [String: [GridRange]]
  /// The cells of the conditional format that is open.
  private var formatted: [GridRange] = []

  private init(_ bytes: [UInt8], _ change: StructureChange) throws {
    self.change = change
    move = change.blockMove
    validated = try move.map { try ODSValidatedCells.ranges(bytes, sheet: $0.sheet) } ?? [:]
  }

  /// The splices that let a part's references follow; the part is content.xml or a chart's.
  ///
  /// - Throws: `EditError.cannotFollow` for a reference that is lost or cannot be read.
  static func splices(_ bytes: [UInt8], _ change: StructureChange) throws -> [XMLSplice] {
    var references = try ODSReferences(bytes, change)
    var scanner = XMLScanner(bytes)
    var depths: [Int] = []
    while let event = try scanner.next() {
      switch event {
      case .start:
        try references.visit(scanner)
        if try references.followFormat(scanner) {
          let start = scanner.range.lowerBound
          try scanner.skipElement()
          let range = start..<scanner.range.upperBound
          references.splices.append(XMLSplice(range: range, bytes: []))
          continue
        }
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
    if scanner.isCell {
      columnCount = try scanner.count(.table, "number-columns-repeated")
      if scanner.isElement(.table, "table-cell") { try followFormula(scanner, .table, "formula") }
      return
    }
    if scanner.isElement(.table, "table-row") {
      rowCount = try scanner.count(.table, "number-rows-repeated")
      return
    }
    if scanner.isElement(.text, "a") { return try followTarget(scanner) }
    if let move { try check(scanner, move) }
    if scanner.isElement(.table, "data-pilot-table") || scanner.isElement(.table, "database-range")
    {
      try checkBlock(scanner)
    }
    for name in Self.addresses { try followAddresses(scanner, .table, name) }
    try followAddresses(scanner, .draw, "notify-on-update-of-ranges")
    for name: StaticString in ["base-cell-address", "data-range"] {
      try followAddresses(scanner, .calcext, name)
    }
    if !scanner.isElement(.calcext, "conditional-format") {
      try followAddresses(scanner, .calcext, "target-range-address")
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
      row += rowCount
      column = 0
    } else if scanner.isCell {
      column += columnCount
    }
  }

  /// Refuses a move that would do other things to some cells of a rule than to others.
  private mutating func check(_ scanner: XMLScanner, _ move: BlockMove) throws {
    func parse(_ text: String?) -> [SheetRange] {
      Self.items(text ?? "").compactMap { ODSAddress.parse($0, base: tables.last) }
    }
    if scanner.isElement(.calcext, "conditional-format") {
      let list = try scanner.attribute(.calcext, "target-range-address")
      formatted = parse(list).filter { $0.sheet == move.sheet }.map { GridRange($0.range) }
    }
    let isFormat = scanner.isElement(.calcext, "condition")
    let isMap = scanner.isElement(.style, "map")
    guard isFormat || isMap || scanner.isElement(.table, "content-validation") else { return }
    let address =
      try scanner.attribute(.calcext, "base-cell-address")
      ?? scanner.attribute(isMap ? .style : .table, "base-cell-address")
    let text =
      try isFormat
      ? scanner.attribute(.calcext, "value")
      : scanner.attribute(isMap ? .style : .table, "condition")
    guard let base = parse(address).first, let text else { return }
    let cell = GridCell(base.range.first)
    let name = try scanner.attribute(.table, "name") ?? ""
    // Which cells have a style with a condition in it is not known: its base tells for all.
    let ranges = isFormat ? formatted : isMap ? [] : validated[name] ?? []
    let references = Self.bracketed(text).flatMap {
      (try? Formula($0, .openFormula, at: cell))?.references ?? []
    }
    guard !move.keeps(references, base: cell, ranges: ranges, inSheet: base.sheet) else { return }
    throw EditError.cannotFollow(
      Words(
        vi: "một quy tắc kiểm tra hoặc định dạng bị cắt ngang",
        en: "a validation or a conditional format would be cut"),
      at: Origin(sheet: base.sheet, cell: base.range.first.a1))
  }

  /// Refuses lines that come or go inside a pivot table, or columns inside a sorted or filtered
  /// block, whose fields are told by number.
  private func checkBlock(_ scanner: XMLScanner) throws {
    let isPivot = scanner.isElement(.table, "data-pilot-table")
    guard let text = try scanner.attribute(.table, "target-range-address"),
      let block = ODSAddress.parse(text)
    else { return }
    if let move, move.sheet == block.sheet { try move.check.check(whole: block.range) }
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
    // Programs differ in what becomes of a reference to cells that others come to lie on.
    if move != nil, shifted.text.contains("#REF!"), !formula.text.contains("#REF!") {
      throw EditError.occupied(at: place)
    }
    replace(scanner, namespace, name, with: head + shifted.text)
  }

  /// Conditions hold formulas in words of their own: the references between brackets follow.
  private mutating func followCondition(
    _ scanner: XMLScanner, _ namespace: XMLNamespace, _ name: StaticString
  ) throws {
    guard let text = try scanner.attribute(namespace, name), text.contains("[") else { return }
    var result = ""
    var rest = text[...]
    for old in Self.bracketed(text) {
      guard let place = rest.firstRange(of: old) else { continue }
      result += rest[..<place.lowerBound] + follow(old)
      rest = rest[place.upperBound...]
    }
    result += rest
    if result != text { replace(scanner, namespace, name, with: result) }
  }

  /// The references between brackets in a text.
  private static func bracketed(_ text: String) -> [String] {
    var found: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "[") {
      rest = rest[open...]
      var isQuoted = false
      let close = rest.firstIndex { sign in
        if sign == "'" { isQuoted.toggle() }
        return sign == "]" && !isQuoted
      }
      guard let close else { break }
      found.append(String(rest[...close]))
      rest = rest[rest.index(after: close)...]
    }
    return found
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
    if let move, name.description == "end-cell-address" {
      return followCorner(scanner, text, move)
    }
    var kept: [String] = []
    for address in Self.items(text) {
      let followed = follow("[" + address + "]")
      if followed.contains("#REF!") && !address.contains("#REF!") {
        let mayLeave =
          name.description == "print-ranges" || name.description == "base-cell-address"
          || name.description == "end-cell-address"
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

  /// Where a link leads in the workbook follows too, as long as it is there.
  private mutating func followTarget(_ scanner: XMLScanner) throws {
    guard let text = try scanner.attribute(.xlink, "href"), text.hasPrefix("#"),
      text.contains(".")
    else { return }
    let old = "[" + text.dropFirst() + "]"
    let new = follow(old)
    guard new != old, !new.contains("#REF!") else { return }
    replace(scanner, .xlink, "href", with: "#" + new.dropFirst().dropLast())
  }

  /// A drawing is where its first corner is: with the cell there, both corners move.
  private mutating func followCorner(
    _ scanner: XMLScanner, _ text: String, _ move: BlockMove
  ) {
    guard tables.last == move.sheet, move.block.contains(GridCell(row: row, column: column)),
      let corner = ODSAddress.parse(text, base: tables.last)
    else { return }
    replace(
      scanner, .table, "end-cell-address",
      with: ODSAddress.print(move.moved(corner.range.first), sheet: corner.sheet))
  }

  /// Lets the cells of a conditional format follow; tells whether they are all gone.
  private mutating func followFormat(_ scanner: XMLScanner) throws -> Bool {
    let name: StaticString = "target-range-address"
    guard scanner.isElement(.calcext, "conditional-format"),
      let text = try scanner.attribute(.calcext, name)
    else { return false }
    let kept = Self.items(text).flatMap { address -> [String] in
      if let move, let block = ODSAddress.parse(address, base: tables.last),
        block.sheet == move.sheet
      {
        let range = GridRange(block.range)
        guard move.hold(of: [range]) != .outside else { return [address] }
        return move.pieces(of: [range]).map {
          ODSAddress.print(SheetRange(sheet: block.sheet, range: CellRange($0)))
        }
      }
      let followed = follow("[" + address + "]")
      let isGone = followed.contains("#REF!") && !address.contains("#REF!")
      return isGone ? [] : [String(followed.dropFirst().dropLast())]
    }
    let result = kept.joined(separator: " ")
    if result != text, !kept.isEmpty { replace(scanner, .calcext, name, with: result) }
    return kept.isEmpty
  }

  /// The addresses of a list: blanks between apostrophes are part of a sheet's name.
  static func items(_ text: String) -> [String] {
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
