internal import FoundationEssentials
internal import Indicators
internal import Records
internal import Reports
internal import Storage

/// `tom-tat.json`: what a report says, for programs; no household, no person, no time of day.
struct HandoverSummary: Codable {
  struct Figure: Codable {
    var numerator: Int
    var denominator: Int
    var unknown: Int
    var low: Double
    var high: Double
    var verdict: String?
  }

  /// A figure that a person typed into the form.
  struct Adjustment: Codable {
    var column: String
    var share: Double
    var file: String
    var cell: String
  }

  /// The named ranges in which the forms show a criterion's figures.
  struct Fields: Codable {
    var before: String
    var after: String
  }

  struct Criterion: Codable {
    var number: Int
    var fields: Fields
    var target: String
    var before: Figure?
    var after: Figure?
    var adjustments: [Adjustment]
    var evidence: [String]
  }

  struct Source: Codable {
    var file: String
    var layout: String
    var rows: Int
    var sha256: String
  }

  struct Document: Codable {
    var criterion: Int
    var number: String
    var date: String?
    var title: String
    var file: String
    var sha256: String?
  }

  var unit: String
  var unitID: String
  var before: String?
  var after: String?
  var definition: String
  /// The filled forms, by name.
  var forms: [String]
  var criteria: [Criterion]
  var sources: [Source]
  var documents: [Document]

  init(
    _ content: ReportContent, manifest: FormManifest, notebook: Notebook, unitID: String,
    forms: [String]
  ) {
    unit = content.unitName ?? ""
    self.unitID = unitID
    before = content.periods[.before]?.iso
    after = content.periods[.after]?.iso
    definition = content.definition.id
    self.forms = forms.map(Folder.name)
    criteria = manifest.criteria.map { criterion in
      func figure(_ column: ReportColumn) -> Figure? {
        content.figures[ReportContent.FigureKey(criterion.number, column)].map(Figure.init)
      }
      func adjustments(_ criterion: FormManifest.Criterion) -> [Adjustment] {
        ReportColumn.allCases.compactMap { column in
          content.adjustments[ReportContent.FigureKey(criterion.number, column)].map {
            Adjustment(
              column: column.rawValue, share: $0.share, file: $0.file, cell: $0.cell)
          }
        }
      }
      return Criterion(
        number: criterion.number,
        fields: Fields(
          before: manifest.resultFields(of: criterion)[.before] ?? "",
          after: manifest.resultFields(of: criterion)[.after] ?? ""), target: criterion.target,
        before: figure(.before),
        after: figure(.after), adjustments: adjustments(criterion),
        evidence: content.evidence[criterion.number] ?? [])
    }
    sources = content.sources.map {
      Source(file: $0.name, layout: $0.layout, rows: $0.rows, sha256: $0.sha256)
    }
    documents = notebook.documents.map {
      Document(
        criterion: $0.criterion, number: $0.number, date: $0.date?.iso, title: $0.title,
        file: $0.file, sha256: $0.sha256)
    }
  }

  /// The file's bytes: the same for the same figures.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(self)) + [0x0A]
  }

  /// The figures as a table.
  var table: [[String]] {
    let header = [
      "criterion", "target", "before_numerator", "before_denominator", "before_unknown",
      "after_numerator", "after_denominator", "after_unknown", "verdict",
    ]
    func cells(_ figure: Figure?) -> [String] {
      guard let figure else { return ["", "", ""] }
      return [figure.numerator, figure.denominator, figure.unknown].map { String($0) }
    }
    return [header]
      + criteria.map {
        [String($0.number), $0.target] + cells($0.before) + cells($0.after)
          + [($0.after ?? $0.before)?.verdict ?? ""]
      }
  }
}

extension HandoverSummary.Figure {
  init(_ rate: Rate) {
    self.init(
      numerator: rate.numerator, denominator: rate.denominator, unknown: rate.unknown,
      low: rate.low, high: rate.high, verdict: rate.verdict?.rawValue)
  }
}
