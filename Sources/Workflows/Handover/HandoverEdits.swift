internal import Diagnostics
internal import Reports
internal import Sheets
internal import Storage

/// What people changed by hand in the forms that are about to be handed over.
///
/// A figure that was typed and not settled would differ from the summary: nothing is handed over
/// before `bakhong sync` settled it.
struct HandoverEdits {
  /// Cells to look at, and fields that one form says otherwise than the other.
  private(set) var findings: [Diagnostic] = []

  init(_ files: ReportFiles) throws {
    let papers = files.forms.filter { form in
      form.base.map { Folder.isFile($0) && Folder.isFile(form.output) } ?? false
    }
    var edited: [FormCells] = []
    for form in papers {
      let base = try FormCells(form.base ?? form.output)
      let cells = try FormCells(form.output)
      edited.append(cells)
      let reading = SyncReading(base: base, edited: cells, file: form.name, files.manifest)
      if let change = reading.changes.first {
        throw HandoverError.unsettled(
          figures: reading.changes.count, at: Origin(file: form.name, cell: change.cell))
      }
      findings += reading.findings
    }
    guard papers.count == 2 else { return }
    for name in files.manifest.textFields {
      let cell = edited[1].value(name)
      guard cell?.value ?? .empty != edited[0].value(name)?.value ?? .empty else { continue }
      let origin = Origin(file: papers[1].name, sheet: cell?.sheet, cell: cell?.cell)
      findings.append(
        HandoverError.formsDiffer(field: name, other: papers[0].name, at: origin).diagnostic)
    }
  }
}
