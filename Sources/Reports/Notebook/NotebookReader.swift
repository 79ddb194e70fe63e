public import Diagnostics
internal import Records
internal import Sheets
internal import VietnameseText
internal import Workbooks

/// Reads a clerk's notebook.
public struct NotebookReader {
  /// What was read.
  public private(set) var notebook = Notebook()
  /// Cells that could not be read and rows that were left out, each with its place.
  public private(set) var findings: [Diagnostic] = []

  /// Reads a workbook; a sheet that is not there is an empty table.
  ///
  /// - Parameters:
  ///   - path: The workbook.
  ///   - manifest: What its tables are called.
  ///   - criteria: The criteria of the form.
  ///   - name: What to call the file.
  /// - Throws: ``NotebookError`` for a sheet without its header, or the workbook's errors.
  public init(
    path: String, manifest: NotebookManifest, criteria: Set<Int>, name: String? = nil
  ) throws {
    let outer = Origin(file: name ?? path)
    try placing(outer) {
      let reader = try Workbook.open(path)
      try readDocuments(manifest.tables.documents, reader, criteria)
      try readPlan(manifest.tables.plan, reader)
      try readTraining(manifest.tables.training, reader)
      try readModels(manifest.tables.models, reader)
      try readPlaces(manifest.tables.places, reader)
    }
    findings = findings.map { $0.within(outer) }
  }

  private mutating func readDocuments(
    _ table: NotebookManifest.Table, _ reader: any WorkbookReader, _ criteria: Set<Int>
  ) throws {
    for line in try SheetTable(table, in: reader)?.lines ?? [] {
      guard isComplete(line, table), let criterion = count("criterion", line, table) else {
        continue
      }
      guard criteria.contains(criterion) else {
        findings.append(NotebookError.unknownCriterion(at: line.origin("criterion")).diagnostic)
        continue
      }
      notebook.documents.append(
        Notebook.Document(
          criterion: criterion, number: line.text("number"), date: day("date", line, table),
          title: line.text("title"), file: line.text("file")))
    }
  }

  private mutating func readPlan(
    _ table: NotebookManifest.Table, _ reader: any WorkbookReader
  ) throws {
    for line in try SheetTable(table, in: reader)?.lines ?? [] {
      guard isComplete(line, table), let due = day("due", line, table) else { continue }
      notebook.plan.append(
        Notebook.Task(
          task: line.text("task"), due: due, done: day("done", line, table),
          note: line.text("note")))
    }
  }

  private mutating func readTraining(
    _ table: NotebookManifest.Table, _ reader: any WorkbookReader
  ) throws {
    for line in try SheetTable(table, in: reader)?.lines ?? [] {
      guard isComplete(line, table), let date = day("date", line, table) else { continue }
      notebook.training.append(
        Notebook.Training(
          date: date, topic: line.text("topic"), audience: line.text("audience"),
          people: count("people", line, table), place: line.text("place")))
    }
  }

  private mutating func readModels(
    _ table: NotebookManifest.Table, _ reader: any WorkbookReader
  ) throws {
    for line in try SheetTable(table, in: reader)?.lines ?? [] {
      guard isComplete(line, table) else { continue }
      notebook.models.append(
        Notebook.Model(
          pho: line.text("pho"), model: line.text("model"), since: day("since", line, table),
          state: line.text("state"), note: line.text("note")))
    }
  }

  private mutating func readPlaces(
    _ table: NotebookManifest.Table, _ reader: any WorkbookReader
  ) throws {
    for line in try SheetTable(table, in: reader)?.lines ?? [] {
      guard isComplete(line, table) else { continue }
      var covered: [ReportColumn: Bool] = [:]
      for column in ReportColumn.allCases {
        covered[column] = read(column.rawValue, line, table, table.isYes)
      }
      notebook.places.append(
        Notebook.Place(place: line.text("place"), covered: covered, note: line.text("note")))
    }
  }

  // MARK: - Cells

  private mutating func isComplete(
    _ line: SheetTable.Line, _ table: NotebookManifest.Table
  ) -> Bool {
    let missing = table.columns.first { $0.required == true && line.value($0.key) == nil }
    guard let missing else { return true }
    let error = NotebookError.cellEmpty(column: missing.title, at: line.origin(missing.key))
    findings.append(error.diagnostic)
    return false
  }

  private mutating func day(
    _ key: String, _ line: SheetTable.Line, _ table: NotebookManifest.Table
  ) -> CalendarDay? {
    read(key, line, table, FormText.day)
  }

  private mutating func count(
    _ key: String, _ line: SheetTable.Line, _ table: NotebookManifest.Table
  ) -> Int? {
    read(key, line, table) { value in
      switch FormText.whole(value) {
      case .number(let number), .textNumber(let number): number
      default: nil
      }
    }
  }

  private mutating func read<Value>(
    _ key: String, _ line: SheetTable.Line, _ table: NotebookManifest.Table,
    _ parse: (CellValue) -> Value?
  ) -> Value? {
    guard let cell = line.value(key) else { return nil }
    if let value = parse(cell) { return value }
    let title = table.columns.first { $0.key == key }?.title ?? key
    findings.append(
      NotebookError.cellUnreadable(column: title, at: line.origin(key)).diagnostic)
    return nil
  }
}

extension NotebookManifest.Table {
  /// What a cell answers; nil where it is no answer.
  fileprivate func isYes(_ value: CellValue) -> Bool? {
    if case .boolean(let answer) = value { return answer }
    guard let word = FormText.plain(value).map(Fold.plain) else { return nil }
    if (yesWords ?? []).contains(where: { Fold.plain($0) == word }) { return true }
    return (noWords ?? []).contains { Fold.plain($0) == word } ? false : nil
  }
}
