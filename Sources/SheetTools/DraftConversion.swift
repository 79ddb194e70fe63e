internal import Formulas
internal import Sheets

/// Brings what stands beside the rows into the other format's terms.
struct DraftConversion {
  let dialect: FormulaDialect
  private(set) var draft: WorkbookDraft
  private(set) var notes = ConversionNotes()
  private var parser = FormulaConversion()

  /// - Parameters:
  ///   - draft: What was read.
  ///   - dialect: The dialect of the format that is written.
  init(_ draft: WorkbookDraft, to dialect: FormulaDialect) {
    self.draft = draft
    self.dialect = dialect
    if self.draft.styles.isEmpty { self.draft.styles = [CellStyle()] }
    renameSheets()
    keepNames()
    for place in self.draft.sheets.indices {
      keepValidations(place)
      keepConditions(place)
      keepRest(place)
    }
  }

  // MARK: - Names

  /// Names that XLSX cannot hold are cut, and told apart by a number.
  private mutating func renameSheets() {
    var taken: Set<String> = []
    for place in draft.sheets.indices {
      let old = draft.sheets[place].name
      let bare = old.filter { !"[]:*?/\\".contains($0) }
      var trimmed = bare[...]
      while trimmed.hasPrefix("'") { trimmed.removeFirst() }
      while trimmed.hasSuffix("'") { trimmed.removeLast() }
      while trimmed.utf16.count > 31 { trimmed.removeLast() }
      var name = trimmed.isEmpty ? "Sheet" : String(trimmed)
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        var stem = trimmed
        while stem.utf16.count + String(number).utf16.count + 1 > 31 { stem.removeLast() }
        name = "\(stem) \(number)"
        number += 1
      }
      guard name != old else { continue }
      notes.note(.sheetName)
      rename(place, from: old, to: name)
    }
  }

  private mutating func rename(_ place: Int, from old: String, to new: String) {
    draft.sheets[place].name = new
    for index in draft.namedRanges.indices {
      if draft.namedRanges[index].target?.sheet == old {
        draft.namedRanges[index].target?.sheet = new
      }
      if draft.namedRanges[index].scope == old { draft.namedRanges[index].scope = new }
    }
    for sheet in draft.sheets.indices {
      for link in draft.sheets[sheet].hyperlinks.indices {
        guard case .cells(var range) = draft.sheets[sheet].hyperlinks[link].target,
          range.sheet == old
        else { continue }
        range.sheet = new
        draft.sheets[sheet].hyperlinks[link].target = .cells(range)
      }
    }
  }

  private mutating func keepNames() {
    let names = draft.namedRanges
    draft.namedRanges = []
    for name in names {
      var kept = name
      if name.target == nil {
        guard let formula = name.formula else {
          notes.note(.name)
          continue
        }
        guard let translated = parser.translate(formula, to: dialect, at: nil) else {
          notes.note(.name)
          continue
        }
        kept.formula = translated
      }
      draft.namedRanges.append(kept)
      do throws(DraftError) {
        try draft.check()
      } catch {
        draft.namedRanges.removeLast()
        notes.note(.name)
      }
    }
  }

  // MARK: - Rules

  private mutating func keepValidations(_ place: Int) {
    let all = draft.sheets[place].validations
    draft.sheets[place].validations = []
    for validation in all {
      var kept = validation
      guard let rule = translated(validation.rule, at: validation.base) else {
        notes.note(.validation)
        continue
      }
      kept.rule = rule
      if dialect == .ooxml, case .list(let words) = rule,
        words.contains(where: { $0.contains(",") })
          || words.joined(separator: ",").utf16.count > 255
      {
        notes.note(.validation)
        continue
      }
      kept.prompt = validation.prompt.map(Self.shortened)
      kept.error = validation.error.map(Self.shortened)
      draft.sheets[place].validations.append(kept)
    }
  }

  private static func shortened(_ message: DataValidation.Message) -> DataValidation.Message {
    func cut(_ text: String, _ max: Int) -> String {
      var text = text
      while text.utf16.count > max { text.removeLast() }
      return text
    }
    return DataValidation.Message(title: cut(message.title, 32), text: cut(message.text, 255))
  }

  private mutating func translated(
    _ rule: DataValidation.Rule, at base: CellAddress?
  ) -> DataValidation.Rule? {
    switch rule {
    case .any, .list: return rule
    case .listFrom(let formula):
      return parser.translate(formula, to: dialect, at: base).map { .listFrom($0) }
    case .custom(let formula):
      return parser.translate(formula, to: dialect, at: base).map { .custom($0) }
    case .whole(let comparison): return translated(comparison, at: base).map { .whole($0) }
    case .decimal(let comparison): return translated(comparison, at: base).map { .decimal($0) }
    case .date(let comparison): return translated(comparison, at: base).map { .date($0) }
    case .time(let comparison): return translated(comparison, at: base).map { .time($0) }
    case .textLength(let comparison):
      return translated(comparison, at: base).map { .textLength($0) }
    }
  }

  private mutating func translated(
    _ comparison: Comparison, at base: CellAddress?
  ) -> Comparison? {
    guard let first = parser.translate(comparison.first, to: dialect, at: base) else {
      return nil
    }
    guard let second = comparison.second else { return Comparison(comparison.kind, first) }
    return parser.translate(second, to: dialect, at: base).map {
      Comparison(comparison.kind, first, $0)
    }
  }

  private mutating func keepConditions(_ place: Int) {
    for index in draft.sheets[place].conditionalFormats.indices {
      let format = draft.sheets[place].conditionalFormats[index]
      var kept: [ConditionalRule] = []
      for var rule in format.rules {
        switch rule.condition {
        case .compare(let comparison):
          guard let comparison = translated(comparison, at: format.base) else {
            notes.note(.condition)
            continue
          }
          rule.condition = .compare(comparison)
        case .formula(let formula):
          guard let formula = parser.translate(formula, to: dialect, at: format.base) else {
            notes.note(.condition)
            continue
          }
          rule.condition = .formula(formula)
        default: break
        }
        kept.append(rule)
      }
      draft.sheets[place].conditionalFormats[index].rules = kept
    }
  }

  /// One note a cell; links of a length that Excel takes.
  private mutating func keepRest(_ place: Int) {
    var noted: Set<CellAddress> = []
    draft.sheets[place].comments.removeAll { !noted.insert($0.cell).inserted }
    draft.sheets[place].hyperlinks.removeAll {
      if case .uri(let uri) = $0.target { uri.utf16.count > 2079 } else { false }
    }
  }
}

/// Translates formulas from the dialect they were read in.
struct FormulaConversion {
  /// The expression in another dialect; nil where that cannot say it.
  ///
  /// - Parameters:
  ///   - formula: The expression.
  ///   - dialect: The dialect.
  ///   - cell: The cell it stands in.
  ///   - context: What is known of other books and of tables.
  /// - Returns: The same meaning in the other dialect.
  mutating func translate(
    _ formula: FormulaText, to dialect: FormulaDialect, at cell: CellAddress?,
    context: TranslationContext = TranslationContext()
  ) -> FormulaText? {
    guard formula.dialect != dialect else { return formula }
    let base = GridCell(row: cell?.row ?? 0, column: cell?.column ?? 0)
    guard let parsed = try? Formula(formula.text, Self.notation(formula.dialect), at: base) else {
      return nil
    }
    let translation = parsed.translated(to: Self.notation(dialect), context: context)
    return translation.problems.isEmpty ? FormulaText(translation.text, dialect) : nil
  }

  private static func notation(_ dialect: FormulaDialect) -> Notation {
    dialect == .ooxml ? .ooxml : .openFormula
  }
}
