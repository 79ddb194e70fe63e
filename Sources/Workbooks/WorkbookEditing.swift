import Diagnostics
import Formulas
public import Sheets
import Storage
import XLSXFiles

/// Edits one workbook and tells what that changed.
///
/// - Shape: edits are made in their order. The file that is edited is not touched; the edited one
///   is written beside its place and moved there when it is whole and as expected.
public struct WorkbookEditing {
  /// The file that is edited.
  public let path: String
  private var editor: any WorkbookEditor
  private let dialect: FormulaDialect
  private var movesCells = false
  private var isEdited = false
  private var addsFormulas = false
  private var dropsSignature = false

  /// Opens a workbook.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - dropsSignature: Whether a signature may be taken away.
  /// - Throws: As ``Workbook/edit(_:)``.
  public init(path: String, dropsSignature: Bool = false) throws {
    self.path = path
    editor = try Workbook.edit(path)
    dialect = editor is XLSXEditor ? .ooxml : .openFormula
    if dropsSignature && editor.isSigned {
      editor.dropSignature()
      self.dropsSignature = true
    }
  }

  /// The sheets in the order of their tabs, as they are now.
  public var sheets: [SheetInfo] { editor.sheets }
  /// The names for blocks of cells, as they are now.
  public var namedRanges: [NamedRange] { editor.namedRanges }

  /// Makes one edit; nothing is kept of one that throws.
  ///
  /// - Parameter edit: The edit.
  /// - Throws: The format's error with the cell and the reason.
  public mutating func apply(_ edit: WorkbookEdit) throws {
    let said = try placing(edit.origin.within(Origin(file: path))) { try edit.said(in: dialect) }
    try editor.apply(said)
    isEdited = true
    if case .formula = edit { addsFormulas = true }
    if edit.movesCells { movesCells = true }
  }

  /// The formulas of the workbook as it is now.
  ///
  /// - Parameter output: A file that the workbook is to become; what is read is written beside it
  ///   for a moment.
  /// - Returns: The formulas.
  /// - Throws: The editor's, the reader's or the disk's error.
  public func formulas(beside output: String) throws -> WorkbookFormulas {
    let staged = try StagedFile(for: output)
    try editor.write(toNewFile: staged.temporaryPath)
    return try Workbook.formulas(of: staged.temporaryPath)
  }

  /// Writes the edited workbook.
  ///
  /// - Parameters:
  ///   - path: Where to; a file there stays as it is until the new one is whole.
  ///   - expected: The blocks that may change; nil to let all change.
  ///   - wantsReceipt: Whether what changed is to be found out and told.
  ///   - confirm: Sees what changed before the file is moved to its place; nothing is written when
  ///     it throws.
  /// - Returns: What changed; nil unless wanted or expected.
  /// - Throws: ``WorkbookError/unexpectedChange(at:)``, or the editor's or the disk's error; then
  ///   nothing was written.
  public func write(
    to path: String, expecting expected: [SheetRange]? = nil, wantsReceipt: Bool = true,
    confirm: (EditReceipt) throws -> Void = { _ in }
  ) throws -> EditReceipt? {
    let staged = try StagedFile(for: path)
    try editor.write(toNewFile: staged.temporaryPath)
    if isEdited, addsFormulas || !editor.isFreeOfFormulas {
      try recalculate(staged.temporaryPath)
    }
    var receipt: EditReceipt?
    if wantsReceipt || expected != nil {
      let found = try EditReceipt(
        from: self.path, to: staged.temporaryPath, matching: movesCells ? .content : .place,
        droppedSignature: dropsSignature)
      if let expected, let change = found.firstUnexpected(expected) {
        throw WorkbookError.unexpectedChange(
          at: Origin(file: self.path, sheet: change.sheet, cell: change.range?.a1))
      }
      try confirm(found)
      receipt = found
    }
    try staged.commit()
    return receipt
  }
}

extension WorkbookEditing {
  /// Makes the values stored beside formulas true in a file that was just written.
  private func recalculate(_ path: String) throws {
    let edits: [WorkbookEdit]
    do {
      edits = try Recalculation.edits(from: self.path, to: path, movesCells: movesCells)
    } catch let error as any Diagnosable where !error.isOfDisk {
      // Formulas that our reader of formulas refuses are left to the program that opens the file.
      return
    }
    guard !edits.isEmpty else { return }
    var editor = editor
    for edit in edits { try editor.apply(edit) }
    try Folder.remove(path)
    try editor.write(toNewFile: path)
  }
}

extension WorkbookEdit {
  /// The edit with its formula in the words of a dialect.
  ///
  /// - Throws: `FormulasError` where the formula cannot be read or said.
  func said(in dialect: FormulaDialect) throws -> WorkbookEdit {
    guard case .formula(let formula, let value, let cell) = self else { return self }
    let own: Notation = formula.dialect == .ooxml ? .ooxml : .openFormula
    let read = try Formula(formula.text, own)
    let said = read.translated(to: dialect == .ooxml ? .ooxml : .openFormula)
    if let problem = said.problems.first { throw problem }
    return .formula(FormulaText(said.text, dialect), cached: value, at: cell)
  }

  /// Whether cells stand elsewhere afterwards.
  var movesCells: Bool {
    switch self {
    case .insert, .delete, .copyRows, .move, .addSheet, .renameSheet, .copySheet, .deleteSheet,
      .moveSheet:
      true
    default: false
    }
  }
}
