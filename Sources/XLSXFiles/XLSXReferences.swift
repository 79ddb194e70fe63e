import Diagnostics
import Formulas
import Sheets
import XMLStreams

/// Lets the references of a part follow a change of the workbook.
///
/// - Source: ECMA-376 part 1 §18.3.1 (worksheets), §18.2.5 definedName, §18.17 (formulas),
///   §20.5 (anchors of drawings), §21.2 (charts).
struct XLSXReferences {
  private let change: StructureChange
  /// The sheet whose cells the part speaks of; empty where formulas name it.
  private let sheet: String
  let bytes: [UInt8]
  var splices: [XMLSplice] = []

  init(_ bytes: [UInt8], _ change: StructureChange, sheet: String) {
    self.bytes = bytes
    self.change = change
    self.sheet = sheet
  }

  // MARK: - Blocks and formulas

  /// Where a block of the sheet is afterwards; nil when all of it is gone.
  func follow(_ range: CellRange) -> CellRange? {
    change.follow(SheetRange(sheet: sheet, range: range))?.range
  }

  /// Proves that a block which holds together is not cut by one that moves.
  func check(whole block: CellRange) throws {
    try change.blockMove?.check.check(whole: block)
  }

  /// Where a cell of the sheet is afterwards; nil when it is gone.
  func follow(_ cell: CellAddress) -> CellAddress? { follow(CellRange(cell))?.first }

  /// A formula afterwards; nil where it stays.
  ///
  /// - Throws: `EditError.cannotFollow` for one that cannot be read.
  func follow(formula text: String, at origin: @autoclosure () -> Origin) throws -> String? {
    let formula: Formula
    do {
      formula = try Formula(text, .ooxml)
    } catch {
      // What has no references has none to follow.
      guard text.contains(where: { "!$:[".contains($0) || $0.isNumber }) else { return nil }
      throw EditError.cannotFollow(
        Words(vi: "công thức không đọc được", en: "a formula that cannot be read"), at: origin())
    }
    let shifted = formula.shifted(by: change, inSheet: sheet).text
    return shifted == text ? nil : shifted
  }

  /// A list of blocks afterwards, blanks between them; nil when all are gone.
  func follow(list text: String) -> String? {
    let items = text.split(separator: " ")
    if let move = change.blockMove { return move.sheet == sheet ? move.follow(items) : text }
    let kept = items.compactMap { item -> String? in
      if let range = CellRange(a1: item) {
        return follow(range).map { $0 == range ? String(item) : Self.text($0, like: item) }
      }
      // Whole rows and columns: as a formula has them.
      guard let formula = try? Formula(String(item), .ooxml) else { return String(item) }
      let shifted = formula.shifted(by: change, inSheet: sheet).text
      return shifted.contains("#REF!") ? nil : shifted
    }
    return kept.isEmpty ? nil : kept.joined(separator: " ")
  }

  /// A block as text; a block of one cell keeps its colon where it had one.
  fileprivate static func text(_ range: CellRange, like old: Substring) -> String {
    guard range.first == range.last, old.contains(":") else { return range.a1 }
    return range.first.a1 + ":" + range.first.a1
  }

  // MARK: - Splices

  mutating func replace(_ scanner: XMLScanner, _ name: StaticString, with text: String) {
    guard let range = scanner.attributeRange(nil, name) else { return }
    splices.append(XMLSplice(range: range, bytes: scanner.valueBytes(text, at: range)))
  }

  mutating func insert(_ bytes: [UInt8], at place: Int) {
    guard !bytes.isEmpty else { return }
    splices.append(XMLSplice(range: place..<place, bytes: bytes))
  }

  mutating func remove(_ range: Range<Int>) {
    splices.append(XMLSplice(range: range, bytes: []))
  }

  /// Takes back the splices inside an element that leaves whole.
  mutating func removeWhole(_ range: Range<Int>) {
    splices.removeAll { range.contains($0.range.lowerBound) }
    remove(range)
  }

  /// Reads the text of the element whose start event was the last and lets `body` say it anew.
  mutating func followText(
    _ scanner: inout XMLScanner, _ body: (String) throws -> String?
  ) throws {
    let start = scanner.range.upperBound
    let isEmpty = scanner.isEmptyElement
    let depth = scanner.depth
    var text = ""
    while let event = try scanner.next() {
      if event == .text { text += try scanner.text() }
      if event == .end && scanner.depth == depth { break }
    }
    guard !isEmpty, let new = try body(text) else { return }
    var output = XMLOutput()
    output.text(new)
    splices.append(XMLSplice(range: start..<scanner.range.lowerBound, bytes: output.bytes))
  }

  // MARK: - Parts

  /// Formulas in elements of some names follow, wherever they stand: in charts, for example.
  mutating func followFormulas(in names: Set<String>) throws {
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, names.contains(scanner.localName) else { continue }
      let copy = self
      try followText(&scanner) { text in
        let new = try copy.follow(formula: text, at: Origin())
        if let new, new.contains("#REF!"), !text.contains("#REF!") {
          throw EditError.cannotFollow(
            Words(
              vi: "\(text) đang được dùng và sẽ mất", en: "\(text) is in use and would be lost"),
            at: Origin())
        }
        return new
      }
    }
  }

  /// References in attributes `ref` of elements of some names follow: notes, for example.
  mutating func followBlocks(in names: Set<String>) throws {
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, names.contains(scanner.localName),
        let text = try scanner.attribute("ref")
      else { continue }
      if let new = follow(list: text) {
        if new != text { replace(scanner, "ref", with: new) }
      } else {
        let start = scanner.range.lowerBound
        try scanner.skipElement()
        removeWhole(start..<scanner.range.upperBound)
      }
    }
  }

  /// The anchors of a drawing follow: cells counted from 0 in `from` and `to`.
  ///
  /// A drawing is where its first corner is: with the cell there, both corners move.
  mutating func followAnchors() throws {
    var scanner = XMLScanner(bytes)
    let move = change.blockMove
    var movesCorners = false
    while let event = try scanner.next() {
      guard event == .start, ["from", "to"].contains(scanner.localName) else { continue }
      let isFirst = scanner.localName == "from"
      var (cell, ranges) = (CellAddress(row: 0, column: 0), [SheetLines.Axis: Range<Int>]())
      try scanner.eachChild { scanner in
        let axis: SheetLines.Axis? =
          switch scanner.localName {
          case "row": .rows
          case "col": .columns
          default: nil
          }
        let start = scanner.range.upperBound
        let depth = scanner.depth
        var text = ""
        while let event = try scanner.next() {
          if event == .text { text += try scanner.text() }
          if event == .end && scanner.depth == depth { break }
        }
        if let axis, let number = Int(text.filter { !$0.isWhitespace }) {
          cell[axis] = min(max(number, 0), axis.linesMax - 1)
          ranges[axis] = start..<scanner.range.lowerBound
        }
      }
      if isFirst, let move {
        movesCorners = move.block.contains(GridCell(cell))
        guard !move.landing.contains(GridCell(cell)) else {
          throw EditError.occupied(at: Origin(cell: cell.a1))
        }
      }
      // What stood in a deleted line goes on in the one that came to its place.
      let after =
        if let move { movesCorners ? move.moved(cell) : cell } else {
          follow(cell) ?? followedPast(cell)
        }
      for (axis, range) in ranges where after[axis] != cell[axis] {
        splices.append(XMLSplice(range: range, bytes: Array(String(after[axis]).utf8)))
      }
    }
  }

  private func followedPast(_ cell: CellAddress) -> CellAddress {
    switch change {
    case .deleteRows(let at, _, _): CellAddress(row: at, column: cell.column)
    case .deleteColumns(let at, _, _): CellAddress(row: cell.row, column: at)
    default: cell
    }
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

extension BlockMove {
  /// A list of blocks after the move; those that it cuts become several, nil when all are covered.
  fileprivate func follow(_ items: [Substring]) -> String? {
    var texts: [String] = []
    for item in items {
      guard let range = CellRange(a1: item) else {
        texts.append(String(item))
        continue
      }
      guard hold(of: [GridRange(range)]) != .outside else {
        texts.append(String(item))
        continue
      }
      texts += pieces(of: [GridRange(range)]).map {
        XLSXReferences.text(CellRange($0), like: item)
      }
    }
    return texts.isEmpty ? nil : texts.joined(separator: " ")
  }
}
