internal import Sheets
internal import Storage
internal import Workbooks

/// Edits a workbook, all of which keeps its bytes but for what the edits touch.
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

  /// Makes edits in their order: each speaks of the workbook as those before it left it.
  ///
  /// - Parameter edits: Each as ``TypedEdit`` takes it.
  /// - Throws: ``SheetToolsError`` for what means no edit or no cell, or the editor's errors.
  public mutating func set(_ edits: [String]) throws {
    for text in edits { try editing.apply(TypedEdit(text).edit(in: editing)) }
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
    let blocks = try expected.map { try SheetTarget($0, in: editing).block() }
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
}
