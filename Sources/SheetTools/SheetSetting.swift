internal import Sheets
internal import Storage
internal import Workbooks

/// Puts values and formulas into cells of a workbook, the rest of which keeps its bytes.
public struct SheetSetting {
  private var editing: WorkbookEditing
  private let path: String

  /// Opens a workbook.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - dropsSignature: Whether a signature may be taken away.
  /// - Throws: The format's errors.
  public init(path: String, dropsSignature: Bool = false) throws {
    self.path = path
    editing = try WorkbookEditing(path: path, dropsSignature: dropsSignature)
  }

  /// Makes assignments in their order.
  ///
  /// - Parameter assignments: Each as ``CellAssignment`` takes it.
  /// - Throws: ``SheetToolsError`` for what means no cell, or the editor's errors.
  public mutating func set(_ assignments: [String]) throws {
    for text in assignments {
      try editing.apply(CellAssignment(text).edit(in: editing))
    }
  }

  /// Writes the edited workbook.
  ///
  /// - Parameters:
  ///   - output: Where to.
  ///   - expected: The blocks that may change, as `Sheet1!A1:B3` or names; empty to let all change.
  ///   - wantsReceipt: Whether what changed is to be told.
  ///   - receipt: Where the receipt goes; nil for nowhere.
  ///   - encode: Makes the bytes of a receipt's file.
  /// - Returns: What changed, where wanted or expected.
  /// - Throws: `WorkbookError.unexpectedChange` and the editor's errors; then nothing is written.
  public func write(
    to output: String, expecting expected: [String] = [], wantsReceipt: Bool = true,
    receipt: String? = nil, encode: (ReceiptDocument) throws -> [UInt8]
  ) throws -> ReceiptDocument? {
    let blocks = try expected.map { try block($0) }
    let told = try editing.write(
      to: output, expecting: expected.isEmpty ? nil : blocks,
      wantsReceipt: wantsReceipt || receipt != nil
    ) { found in
      guard let receipt else { return }
      let staged = try StagedFile(for: receipt)
      try staged.write(encode(ReceiptDocument(found, file: path, output: output)))
      try staged.commit()
    }
    return told.map { ReceiptDocument($0, file: path, output: output) }
  }

  private func block(_ text: String) throws(SheetToolsError) -> SheetRange {
    if let target = editing.namedRanges.first(where: { $0.name == text })?.target { return target }
    guard let bang = text.lastIndex(of: "!") else {
      guard let range = CellRange(a1: text), let sheet = editing.sheets.first,
        editing.sheets.count == 1
      else { throw .target(text) }
      return SheetRange(sheet: sheet.name, range: range)
    }
    guard let range = CellRange(a1: text[text.index(after: bang)...]) else { throw .target(text) }
    var sheet = String(text[..<bang])
    if sheet.count > 1, sheet.hasPrefix("'"), sheet.hasSuffix("'") {
      sheet = String(sheet.dropFirst().dropLast()).replacing("''", with: "'")
    }
    return SheetRange(sheet: sheet, range: range)
  }
}
