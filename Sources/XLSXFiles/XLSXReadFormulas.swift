internal import Formulas
internal import Sheets
internal import XMLStreams

/// Formulas as cells hold them: their own, or that of another cell moved along.
///
/// - Source: ECMA-376 part 1 §18.3.1.40 f.
struct XLSXReadFormulas {
  /// What an `f` element says.
  struct Entry {
    var text: [UInt8] = []
    private(set) var type = ""
    private(set) var range: CellRange?
    private(set) var group: String?

    /// Takes the attributes of the element whose start event was the last.
    mutating func start(_ stream: borrowing XMLStream) throws {
      type = try stream.attribute(nil, "t") ?? ""
      range = try stream.attribute(nil, "ref").flatMap { CellRange(a1: $0) }
      group = try stream.attribute(nil, "si")
    }
  }

  /// The most groups that are kept.
  private static let groupsMax = 1 << 16

  private var groups: [String: (text: String, cell: CellAddress)] = [:]

  /// The formula of a cell; nil where it cannot be told.
  mutating func formula(_ entry: Entry, at cell: CellAddress) -> CellFormula? {
    let text = String(decoding: entry.text, as: UTF8.self)
    if entry.type == "shared", let group = entry.group {
      if !text.isEmpty {
        if groups.count < Self.groupsMax { groups[group] = (text, cell) }
      } else if let first = groups[group] {
        return moved(first.text, from: first.cell, to: cell).map { CellFormula($0, .ooxml) }
      }
    }
    guard !text.isEmpty else { return nil }
    return CellFormula(
      FormulaText(text, .ooxml), arrayRange: entry.type == "array" ? entry.range : nil)
  }

  private func moved(_ text: String, from: CellAddress, to: CellAddress) -> String? {
    let base = GridCell(row: from.row, column: from.column)
    let formula = try? Formula(text, .ooxml, at: base)
    return formula?.moved(to: GridCell(row: to.row, column: to.column)).text
  }
}
