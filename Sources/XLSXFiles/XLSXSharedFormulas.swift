import Diagnostics
import Formulas
import Sheets
import XMLStreams

/// Formulas that cells share: the text stands once, in the first cell of the group.
///
/// - Source: ECMA-376 part 1 §18.3.1.40 f, `t="shared"`.
enum XLSXSharedFormulas {
  /// The splices that give every cell of the groups its own formula.
  ///
  /// - Parameter index: Where the cells of a sheet stand.
  /// - Returns: A splice for each cell of a group.
  /// - Throws: `EditError.cannotFollow` for a formula that cannot be read.
  static func expanded(_ index: XLSXSheetIndex) throws -> [XMLSplice] {
    var masters: [String: Formula] = [:]
    var splices: [XMLSplice] = []
    for row in index.rows {
      for cell in row.cells {
        guard let group = cell.sharedGroup, let range = cell.formulaRange else { continue }
        let place = GridCell(row: row.index, column: cell.column)
        let text = try self.text(index.bytes, range)
        if !text.isEmpty {
          let address = CellAddress(row: row.index, column: cell.column)
          masters[group] = try read(text, at: place, Origin(cell: address.a1))
        }
        guard let master = masters[group] else { continue }
        var output = XMLOutput()
        output.raw("<\(index.prefix)f>")
        output.text(master.moved(to: place).text)
        output.raw("</\(index.prefix)f>")
        splices.append(XMLSplice(range: range, bytes: output.bytes))
      }
    }
    return splices
  }

  private static func read(_ text: String, at place: GridCell, _ origin: Origin) throws -> Formula {
    do {
      return try Formula(text, .ooxml, at: place)
    } catch {
      throw EditError.cannotFollow(
        Words(vi: "công thức không đọc được", en: "a formula that cannot be read"), at: origin)
    }
  }

  /// The text of an `f` element.
  static func text(_ bytes: [UInt8], _ range: Range<Int>) throws -> String {
    var scanner = XMLScanner(Array(bytes[range]))
    var text = ""
    while let event = try scanner.next() {
      if event == .text { text += try scanner.text() }
    }
    return text
  }
}
