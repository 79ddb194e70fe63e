internal import Sheets

/// Brings what stands beside the rows into the other format's terms.
struct DraftConversion {
  let dialect: FormulaDialect
  private(set) var draft: WorkbookDraft
  private(set) var notes = ConversionNotes()
  /// What formulas of cells go through.
  private(set) var parser = FormulaConversion()

  /// - Parameters:
  ///   - draft: What was read.
  ///   - dialect: The dialect of the format that is written.
  init(_ draft: WorkbookDraft, to dialect: FormulaDialect) {
    self.draft = draft
    self.dialect = dialect
    if self.draft.styles.isEmpty { self.draft.styles = [CellStyle()] }
    notes.note(draft.leftOut)
    renameSheets()
    keepNames()
    for place in self.draft.sheets.indices {
      keepValidations(place)
      keepConditions(place)
      keepRest(place)
    }
  }

  // MARK: - Names

  /// Names that XLSX cannot hold are cut, and told apart by a number; the others stay, so that no
  /// new name was the old one of another sheet.
  private mutating func renameSheets() {
    var taken: Set<String> = []
    let unfit = draft.sheets.indices.filter { place in
      let name = draft.sheets[place].name
      return Self.fitting(name) != name || !taken.insert(name.lowercased()).inserted
    }
    for place in unfit {
      let old = draft.sheets[place].name
      let stem = Self.fitting(old)
      var name = stem
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        name = Self.cut(stem, 31 - String(number).utf16.count - 1) + " \(number)"
        number += 1
      }
      notes.note(.sheetName)
      rename(place, from: old, to: name)
    }
  }

  /// A name without what no name may have, at most 31 units long.
  private static func fitting(_ name: String) -> String {
    var trimmed = name.filter { !"[]:*?/\\".contains($0) }[...]
    while trimmed.hasPrefix("'") { trimmed.removeFirst() }
    trimmed = cut(String(trimmed), 31)[...]
    while trimmed.hasSuffix("'") { trimmed.removeLast() }
    return trimmed.isEmpty ? "Sheet" : String(trimmed)
  }

  private static func cut(_ text: String, _ max: Int) -> String {
    var text = text
    while text.utf16.count > max { text.removeLast() }
    return text
  }

  private mutating func rename(_ place: Int, from old: String, to new: String) {
    draft.sheets[place].name = new
    parser.rename(old, to: new)
    for index in draft.namedRanges.indices {
      if draft.namedRanges[index].target?.sheet == old {
        draft.namedRanges[index].target?.sheet = new
      }
      if draft.namedRanges[index].scope == old { draft.namedRanges[index].scope = new }
    }
    for sheet in draft.sheets.indices { draft.sheets[sheet].follow(old, to: new) }
  }

  private mutating func keepNames() {
    let names = draft.namedRanges
    draft.namedRanges = []
    let sheets = Set(draft.sheets.map { $0.name.lowercased() })
    var seen: Set<[String]> = []
    for name in names {
      var kept = name
      if name.target == nil {
        kept.formula = name.formula.flatMap { parser.translate($0, to: dialect, at: nil) }
      }
      let key = [name.name.lowercased(), name.scope?.lowercased() ?? ""]
      guard kept.canStand(besides: sheets), seen.insert(key).inserted else {
        notes.note(.name)
        continue
      }
      draft.namedRanges.append(kept)
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

  /// One note a cell; links of a length that Excel takes; blocks that do not overlap.
  private mutating func keepRest(_ place: Int) {
    var noted: Set<CellAddress> = []
    draft.sheets[place].comments.removeAll { !noted.insert($0.cell).inserted }
    let links = draft.sheets[place].hyperlinks
    draft.sheets[place].hyperlinks = links.filter {
      if case .uri(let uri) = $0.target { uri.utf16.count <= 2079 } else { true }
    }
    notes.note(.link, links.count - draft.sheets[place].hyperlinks.count)
    let merges = draft.sheets[place].merges
    draft.sheets[place].merges = merges.apart
    notes.note(.merge, merges.count - draft.sheets[place].merges.count)
  }
}

extension SheetDraft {
  /// Has what points to a sheet follow its new name.
  fileprivate mutating func follow(_ old: String, to new: String) {
    for link in hyperlinks.indices {
      guard case .cells(var range) = hyperlinks[link].target, range.sheet == old else { continue }
      range.sheet = new
      hyperlinks[link].target = .cells(range)
    }
    for chart in charts.indices {
      if charts[chart].categories?.sheet == old { charts[chart].categories?.sheet = new }
      for series in charts[chart].series.indices {
        if charts[chart].series[series].values.sheet == old {
          charts[chart].series[series].values.sheet = new
        }
        if charts[chart].series[series].name?.sheet == old {
          charts[chart].series[series].name?.sheet = new
        }
      }
    }
  }
}

extension [CellRange] {
  /// The blocks that overlap none before them, from the top.
  fileprivate var apart: [CellRange] {
    var sweep = RangeSweep<Int>([])
    var kept: [CellRange] = []
    for block in sorted(by: { $0.first < $1.first }) {
      sweep.enter(block.first.row)
      guard block.first != block.last, !sweep.active.contains(where: { $0.range.overlaps(block) })
      else { continue }
      sweep.add(block, kept.count)
      kept.append(block)
    }
    return kept
  }
}
