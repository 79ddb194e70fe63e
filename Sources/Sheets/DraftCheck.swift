internal import Diagnostics

extension WorkbookDraft {
  /// Proves that the draft makes a workbook, before a byte of it is written.
  ///
  /// - Throws: ``DraftError``.
  public func check() throws(DraftError) {
    guard !sheets.isEmpty else { throw .noSheet }
    guard !styles.isEmpty else { throw .noStyle }
    var names: Set<String> = []
    for sheet in sheets {
      let isFit =
        (1...31).contains(sheet.name.utf16.count)
        && !sheet.name.contains { "[]:*?/\\".contains($0) }
        && !sheet.name.hasPrefix("'") && !sheet.name.hasSuffix("'")
      guard isFit else { throw .sheetName(sheet.name) }
      guard names.insert(sheet.name.lowercased()).inserted else {
        throw .sheetTwice(sheet.name)
      }
      try sheet.check(styleCount: styles.count)
    }
    try checkNames(sheets: names)
  }

  private func checkNames(sheets: Set<String>) throws(DraftError) {
    var seen: Set<[String]> = []
    for range in namedRanges {
      if let target = range.target {
        guard sheets.contains(target.sheet.lowercased()) else { throw .namedRange(range.name) }
      } else if range.formula == nil {
        throw .namedRange(range.name)
      }
      if let scope = range.scope, !sheets.contains(scope.lowercased()) {
        throw .namedRange(range.name)
      }
      guard range.isName,
        seen.insert([range.name.lowercased(), range.scope?.lowercased() ?? ""]).inserted
      else { throw .name(range.name) }
    }
  }
}

extension NamedRange {
  /// Whether the name and what it stands for can be written beside sheets of these names, in small
  /// letters.
  public func canStand(besides sheets: Set<String>) -> Bool {
    guard isName, scope.map({ sheets.contains($0.lowercased()) }) ?? true else { return false }
    return target.map { sheets.contains($0.sheet.lowercased()) } ?? (formula != nil)
  }

  /// Whether formulas can use the name: letters, digits, `_`, `.`, `\`, no address of a cell.
  ///
  /// - Source: ECMA-376 part 1 §18.2.5 definedName, §18.17.2.5 names.
  var isName: Bool {
    guard let first = name.unicodeScalars.first,
      first.properties.isAlphabetic || first == "_" || first == "\\",
      name.utf16.count <= 255, CellAddress(a1: name) == nil,
      !["R", "C"].contains(name.uppercased())
    else { return false }
    return name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
        || $0.properties.generalCategory == .nonspacingMark || "_.\\?".unicodeScalars.contains($0)
    }
  }
}

extension SheetDraft {
  /// Proves that what hangs on the sheet can stand beside one another.
  fileprivate func check(styleCount: Int) throws(DraftError) {
    try checkColumns(styleCount)
    var sweep = RangeSweep(merges.map { ($0, ()) })
    for merge in merges.sorted(by: { $0.first < $1.first }) {
      try check(merge)
      sweep.enter(merge.first.row)
      let meeting = sweep.active.filter {
        $0.range.columns.overlaps(merge.columns) && $0.range.rows.overlaps(merge.rows)
      }
      guard meeting.count == 1 else {
        throw .overlap(at: Origin(sheet: name, cell: merge.first.a1))
      }
    }
    var noted: Set<CellAddress> = []
    for comment in comments {
      try check(CellRange(comment.cell))
      guard noted.insert(comment.cell).inserted else {
        throw .overlap(at: Origin(sheet: name, cell: comment.cell.a1))
      }
    }
    for link in hyperlinks { try check(link.range) }
    for format in conditionalFormats { for range in format.ranges { try check(range) } }
    for validation in validations {
      for range in validation.ranges { try check(range) }
      for message in [validation.prompt, validation.error] {
        try check(message, at: validation.base)
      }
    }
  }

  private func checkColumns(_ styleCount: Int) throws(DraftError) {
    var next = 0
    for column in columns {
      guard column.columns.lowerBound >= next else { throw .overlap(at: Origin(sheet: name)) }
      next = column.columns.upperBound + 1
      if let style = column.style, !(0..<styleCount).contains(style) {
        throw .style(style, at: Origin(sheet: name))
      }
    }
    guard next <= CellAddress.columnsMax else {
      throw .limit("columnsMax", max: CellAddress.columnsMax, at: Origin(sheet: name))
    }
  }

  private func check(_ range: CellRange) throws(DraftError) {
    guard range.first.row >= 0, range.first.column >= 0,
      range.last.row < CellAddress.rowsMax, range.last.column < CellAddress.columnsMax
    else {
      throw .limit("rowsMax", max: CellAddress.rowsMax, at: Origin(sheet: name))
    }
  }

  /// Excel repairs longer messages (§18.3.1.32: 32 and 255 characters).
  private func check(
    _ message: DataValidation.Message?, at cell: CellAddress?
  ) throws(DraftError) {
    guard let message else { return }
    for (text, max) in [(message.title, 32), (message.text, 255)] where text.utf16.count > max {
      throw .limit("charactersMax", max: max, at: Origin(sheet: name, cell: cell?.a1))
    }
  }
}
