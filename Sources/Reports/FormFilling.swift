internal import Diagnostics
internal import Indicators
internal import Records
internal import Sheets
internal import Storage
internal import Workbooks

/// Fills a form: puts a report's values into the cells that the template's named ranges mark.
///
/// The template is edited in place: no other cell, part or byte changes.
public struct FormFilling {
  private let manifest: FormManifest
  private var editor: any WorkbookEditor
  private let targets: [String: SheetRange]

  /// Opens a template and checks that each field of its manifest is there.
  ///
  /// - Parameters:
  ///   - template: The ODS or XLSX file; it is not changed.
  ///   - manifest: The form's manifest.
  /// - Throws: `TemplateError` for a field, or the workbook's errors.
  public init(template: String, manifest: FormManifest) throws {
    self.manifest = manifest
    editor = try Workbook.edit(template)
    targets = try Self.targets(editor.namedRanges, manifest, template: template)
  }

  /// Writes the filled form.
  ///
  /// - Parameters:
  ///   - content: What it says.
  ///   - path: Where to stage it: a file that does not exist yet.
  /// - Throws: The editor's errors.
  public mutating func write(_ content: ReportContent, toNewFile path: String) throws {
    let fields = manifest.fields
    if let name = content.unitName, let field = fields.unit {
      try set(field.name, .text(field.filled(["unit": name])))
    }
    if let field = fields.placeAndDate, let text = placeAndDate(content, field) {
      try set(field.name, .text(text))
    }
    for criterion in manifest.criteria { try fill(criterion, content) }
    if let annex = manifest.annex, let block = targets[annex.block] {
      let rows = AnnexRows(manifest: manifest, annex: annex, content: content).make()
      try editor.replaceRows(block.range.rows, ofSheet: block.sheet, with: rows)
    }
    try editor.write(toNewFile: path)
  }

  private mutating func fill(
    _ criterion: FormManifest.Criterion, _ content: ReportContent
  ) throws {
    let columns = [(ReportColumn.before, manifest.fields.before), (.after, manifest.fields.after)]
    for (column, field) in columns {
      let share = content.share(ReportContent.FigureKey(criterion.number, column))
      if let share { try set(field.name(of: criterion), .number(share)) }
    }
    let evidence = content.evidence[criterion.number] ?? []
    if !evidence.isEmpty, let field = manifest.fields.evidence {
      try set(field.name(of: criterion), .text(evidence.joined(separator: "; ")))
    }
  }

  private mutating func set(_ name: String, _ value: CellValue) throws {
    guard let target = targets[name] else { return }
    try editor.set(value, at: SheetCellAddress(sheet: target.sheet, cell: target.range.first))
  }

  /// Days under 10 and months 1-2 are written with a leading zero (Nghị định 30/2020/NĐ-CP,
  /// annex I); what is not known leaves room for the pen.
  private func placeAndDate(
    _ content: ReportContent, _ field: FormManifest.Field
  ) -> String? {
    guard let place = content.place else { return nil }
    let room = "    "
    let day = content.day?.day
    let month = content.day?.month.month
    let year = content.day?.month.year ?? content.year
    return field.filled([
      "place": place,
      "day": day.map { ($0 < 10 ? "0" : "") + String($0) } ?? room,
      "month": month.map { ($0 < 3 ? "0" : "") + String($0) } ?? room,
      "year": year.map { String($0) } ?? room,
    ])
  }

  // MARK: - Checking the template

  private static func targets(
    _ ranges: [NamedRange], _ manifest: FormManifest, template: String
  ) throws(TemplateError) -> [String: SheetRange] {
    let fields = manifest.fields
    var cells = manifest.textFields
    for criterion in manifest.criteria {
      cells += [fields.before, fields.after].map { $0.name(of: criterion) }
    }
    if let annex = manifest.annex { cells.append(annex.block) }
    let targets = try TemplateFields.targets(of: ranges, named: cells, template: template)
    if let annex = manifest.annex, let block = targets[annex.block]?.range,
      block.rows.count != AnnexRow.allCases.count
    {
      throw .fieldShape(
        template: template, name: annex.block,
        expected: Words(
          vi: "\(AnnexRow.allCases.count) dòng mẫu",
          en: "\(AnnexRow.allCases.count) prototype rows"))
    }
    return targets
  }
}

extension FormManifest.Field {
  /// The field's text with its places taken by values.
  func filled(_ values: [String: String]) -> String {
    (text ?? "").filled(values)
  }
}

extension String {
  /// This text with each `{name}` replaced by its value.
  func filled(_ values: [String: String]) -> String {
    var result = ""
    var rest = self[...]
    while let brace = rest.firstIndex(of: "{"), let end = rest[brace...].firstIndex(of: "}") {
      result += rest[..<brace]
      let name = rest[rest.index(after: brace)..<end]
      result += values[String(name)] ?? String(rest[brace...end])
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}
