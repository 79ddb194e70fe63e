internal import Sheets
internal import Workbooks

/// Writes a workbook of the sample; the only place that knows the writers.
func writeSampleWorkbook(_ draft: WorkbookDraft, _ rows: [[RowDraft]], to path: String) throws {
  try Workbook.write(draft, rows: rows, to: path)
}
