public import Diagnostics
internal import Sheets
internal import Storage
internal import Workbooks
internal import YAMLDocuments

/// Fills a template: what its manifest lists gets what the data say; the rest keeps its bytes.
public struct SheetFilling: Encodable, Sendable {
  /// The file that was written.
  public var output: String
  /// How many cells were filled.
  public var cells = 0
  /// How many rows came.
  public var rows = 0

  /// Fills and writes.
  ///
  /// - Parameters:
  ///   - template: The workbook.
  ///   - manifest: The manifest, YAML.
  ///   - data: The data, JSON or YAML.
  ///   - output: Where the filled workbook goes.
  /// - Throws: ``SheetToolsError`` where manifest, template and data do not fit each other, or the
  ///   editor's errors; then nothing is written.
  public init(template: String, manifest: String, data: String, output: String) throws {
    self.output = output
    let plan = try YAMLDocument.load(TemplateManifest.self, path: manifest)
    let values = try YAMLDocument.load([String: TemplateValue].self, path: data)
    var filler = try TemplateFiller(template: template, manifest: plan)
    try filler.fill(values, data: data)
    _ = try filler.editing.write(to: output, wantsReceipt: false)
    cells = filler.cells
    rows = filler.rows
  }

  /// The outcome in a line for people.
  public func line(in language: Language) -> String {
    Words(
      vi: "\(output): đã điền \(cells) ô, thêm \(rows) dòng",
      en: "\(output): \(cells) cells filled, \(rows) rows added")[language]
  }
}

/// Fills one template.
private struct TemplateFiller {
  var editing: WorkbookEditing
  private(set) var cells = 0
  private(set) var rows = 0
  private let manifest: TemplateManifest

  /// Opens a template and checks that it has what its manifest speaks of.
  init(template: String, manifest: TemplateManifest) throws {
    self.manifest = manifest
    editing = try WorkbookEditing(path: template)
    for name in manifest.names {
      let found = editing.namedRanges.filter { $0.name == name }
      guard found.count == 1, found[0].target != nil,
        manifest.names.count(where: { $0 == name }) == 1
      else {
        throw SheetToolsError.field(
          name: name, count: found.count, at: Origin(file: template))
      }
    }
    for sheet in (manifest.conditions ?? []).compactMap(\.sheet)
    where !editing.sheets.contains(where: { $0.name == sheet }) {
      throw SheetToolsError.noSheet(file: template, name: sheet)
    }
  }

  mutating func fill(_ values: [String: TemplateValue], data: String) throws {
    for field in manifest.fields ?? [] {
      guard let value = values[field.name] else {
        guard field.optional == true else { throw missing(field.name, data) }
        continue
      }
      try set(value, field, data)
    }
    for list in manifest.lists ?? [] {
      guard case .list(let items)? = values[list.name] else { throw missing(list.name, data) }
      try fill(list, items, data)
    }
    for image in manifest.images ?? [] {
      guard case .text(let path)? = values[image.name] else { throw missing(image.name, data) }
      let folder = Folder.parent(of: data)
      let file = path.hasPrefix("/") ? path : folder + "/" + path
      try editing.apply(.image(member: image.member, bytes: FileBytes.read(file)))
    }
    for condition in manifest.conditions ?? []
    where !(values[condition.when] ?? .null).isTrue {
      if let sheet = condition.sheet { try editing.apply(.deleteSheet(sheet)) }
      if let name = condition.rows { try deleteRows(of: name, data) }
    }
  }

  private func missing(_ name: String, _ data: String) -> SheetToolsError {
    .value(name: name, at: Origin(file: data))
  }

  private func block(_ name: String, _ data: String) throws -> SheetRange {
    guard let target = editing.namedRanges.first(where: { $0.name == name })?.target else {
      throw missing(name, data)
    }
    return target
  }

  private mutating func set(
    _ value: TemplateValue, _ field: TemplateManifest.Field, _ data: String
  ) throws {
    guard let made = value.cell(field.type) else { throw missing(field.name, data) }
    let target = try block(field.name, data)
    let cell = SheetCellAddress(sheet: target.sheet, cell: target.range.first)
    try editing.apply(.value(made, at: cell))
    cells += 1
  }

  /// Repeats the rows of a list for its items; names inside them leave with them where none is.
  private mutating func fill(
    _ list: TemplateManifest.List, _ items: [TemplateValue], _ data: String
  ) throws {
    let target = try block(list.name, data)
    let (first, height) = (target.range.first.row, target.range.rows.count)
    guard height == 1 else { throw missing(list.name, data) }
    guard !items.isEmpty else { return try deleteRows(of: list.name, data) }
    if items.count > 1 {
      try editing.apply(.copyRow(first, times: items.count - 1, sheet: target.sheet))
      rows += items.count - 1
    }
    for (offset, item) in items.enumerated() {
      guard case .table(let values) = item else { throw missing(list.name, data) }
      for (key, letters) in list.columns.sorted(by: { $0.key < $1.key }) {
        let column = try SheetComparison.column(letters)
        guard let made = (values[key] ?? .null).cell(nil) else { throw missing(key, data) }
        let cell = CellAddress(row: first + offset, column: column)
        try editing.apply(
          .value(made, at: SheetCellAddress(sheet: target.sheet, cell: cell)))
        cells += 1
      }
    }
  }

  private mutating func deleteRows(of name: String, _ data: String) throws {
    let target = try block(name, data)
    try editing.apply(.removeName(name))
    try editing.apply(
      .delete(
        SheetLines(
          sheet: target.sheet, axis: .rows, first: target.range.first.row,
          count: target.range.rows.count)))
  }
}
