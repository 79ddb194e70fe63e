internal import Diagnostics
internal import Records
internal import Reports
internal import Sheets
internal import Storage
internal import Workbooks

/// The figures of an edited form, field by field, beside those that the program wrote.
struct SyncReading {
  private(set) var changes: [SyncWorkflow.Change] = []
  /// Cells that cannot be taken back as they are.
  private(set) var findings: [Diagnostic] = []
  private var places: [String: SheetCellAddress] = [:]

  init(base: String, edited: String, _ manifest: FormManifest) throws {
    let before = try FormCells(base)
    let after = try FormCells(edited)
    for field in manifest.figureFields {
      guard let cell = after.value(field.name) else {
        findings.append(
          SyncError.nameLost(field: field.name, at: Origin(file: edited)).diagnostic)
        continue
      }
      let origin = Origin(file: edited, sheet: cell.sheet, cell: cell.cell)
      let was = share(before.value(field.name)?.value)
      guard let now = read(cell.value, field.name, origin) else { continue }
      guard was != now.share else { continue }
      if let address = CellAddress(a1: cell.cell) {
        places[field.name] = SheetCellAddress(sheet: cell.sheet, cell: address)
      }
      changes.append(
        SyncWorkflow.Change(
          field: field.name, criterion: field.criterion, column: field.column.rawValue,
          cell: cell.cell, was: was, now: now.share, computed: was != nil, state: "unsettled"))
    }
  }

  private func share(_ value: CellValue?) -> Double? {
    guard let value, case .share(let share) = FormCells.share(value) else { return nil }
    return share
  }

  /// What a cell says; nil where it says nothing that could stand.
  private mutating func read(
    _ value: CellValue, _ field: String, _ origin: Origin
  ) -> (share: Double?, Void)? {
    switch FormCells.share(value) {
    case .blank: return (nil, ())
    case .share(let share): return (share, ())
    case .typedAsText(let share):
      findings.append(SyncError.typedAsText(field: field, at: origin).diagnostic)
      return (share, ())
    case .error(let error):
      findings.append(
        SyncError.formulaBroken(field: field, error: error, at: origin).diagnostic)
    case .none: findings.append(SyncError.notAShare(field: field, at: origin).diagnostic)
    }
    return nil
  }

  /// What nobody has decided about.
  func unsettled(in file: String) -> [Diagnostic] {
    changes.filter { $0.state == "unsettled" }.map { change in
      let origin = Origin(file: file, cell: change.cell)
      return change.computed
        ? SyncError.overwritten(field: change.field, at: origin).diagnostic
        : SyncError.unsettled(field: change.field, at: origin).diagnostic
    }
  }

  /// Marks what was chosen.
  ///
  /// - Throws: ``SyncError/notChanged(field:)`` for a field without a change.
  mutating func settle(accept: [String], reject: [String]) throws(SyncError) {
    for (choices, state) in [(accept, "accepted"), (reject, "rejected")] {
      for choice in choices {
        if choice == "all" {
          for place in changes.indices where changes[place].state == "unsettled" {
            changes[place].state = state
          }
          continue
        }
        guard let place = changes.firstIndex(where: { $0.field == choice }) else {
          throw .notChanged(field: choice)
        }
        changes[place].state = state
      }
    }
  }

  /// The edited form with its rejected figures taken back, beside the form in `out/`.
  func stage(_ edited: String, to output: String) throws -> StagedFile {
    let staged = try StagedFile(for: output)
    var editor = try Workbook.edit(edited)
    for change in changes where change.state == "rejected" {
      guard let place = places[change.field] else { continue }
      try editor.set(change.was.map { .number($0) } ?? .empty, at: place)
    }
    try editor.write(toNewFile: staged.temporaryPath)
    return staged
  }
}
