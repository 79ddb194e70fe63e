internal import Diagnostics
internal import Sheets
internal import Storage
internal import Workbooks

/// Fills one template.
struct TemplateFiller {
  private(set) var editing: WorkbookEditing
  /// How many cells were filled, and how many rows came.
  private(set) var cells = 0
  private(set) var rows = 0
  private let manifest: TemplateManifest
  private let template: String
  private var pictures: [String: String] = [:]
  /// How many items each list was repeated for, where more than one.
  private var repeats: [(list: String, count: Int)] = []

  /// Opens a template and checks that it has what its manifest speaks of.
  ///
  /// - Parameters:
  ///   - template: The workbook.
  ///   - manifest: The manifest.
  ///   - path: The manifest's file.
  /// - Throws: `TemplateError` and ``SheetToolsError`` for what does not fit, the editor's errors.
  init(template: String, manifest: TemplateManifest, path: String) throws {
    self.manifest = manifest
    self.template = template
    editing = try WorkbookEditing(path: template)
    let names = manifest.names
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw SheetToolsError.manifest(twice, at: Origin(file: path))
    }
    let targets = try TemplateFields.targets(
      of: editing.namedRanges, named: names, template: template)
    for (name, place) in manifest.places {
      guard let target = targets[name] else { continue }
      guard Self.block(at: place) == target else {
        throw TemplateError.fieldMoved(
          template: template, name: name, found: target.sheet + "!" + target.range.a1,
          expected: place)
      }
    }
    for sheet in (manifest.conditions ?? []).compactMap(\.sheet)
    where !editing.sheets.contains(where: { $0.name == sheet }) {
      throw SheetToolsError.noSheet(file: template, name: sheet)
    }
    for list in manifest.lists ?? [] { try check(list, targets[list.name], path) }
    try findPictures(targets)
  }

  private func check(
    _ list: TemplateManifest.List, _ target: SheetRange?, _ path: String
  ) throws {
    let height = target?.range.rows.count ?? 0
    for (key, column) in list.columns {
      guard let place = column.place else {
        throw SheetToolsError.manifest(
          "\(list.name).\(key): \(column.cell)", at: Origin(file: path))
      }
      guard place.row < height else {
        throw TemplateError.fieldShape(
          template: template, name: list.name,
          expected: Words(vi: "ít nhất \(place.row + 1) dòng", en: "\(place.row + 1) rows or more"))
      }
    }
  }

  private mutating func findPictures(_ targets: [String: SheetRange]) throws {
    for image in manifest.images ?? [] {
      if let member = image.member {
        pictures[image.name] = member
      } else if let target = image.at.flatMap({ targets[$0] }) {
        guard let member = try WorkbookPictures.member(on: target, of: template) else {
          throw TemplateError.fieldShape(
            template: template, name: image.at ?? image.name,
            expected: Words(vi: "ô có một hình", en: "a cell with a picture on it"))
        }
        pictures[image.name] = member
      }
    }
  }

  // MARK: - Filling

  /// Fills in the data.
  ///
  /// - Parameters:
  ///   - values: The data.
  ///   - data: Their file; pictures are found beside it.
  /// - Throws: ``SheetToolsError`` for data that lack something, the editor's errors.
  mutating func fill(_ values: [String: TemplateValue], data: String) throws {
    for field in manifest.fields ?? [] {
      guard let value = values[field.name] else {
        guard field.optional == true else { throw missing(field.name, data) }
        continue
      }
      guard let made = value.cell(field.type) else { throw missing(field.name, data) }
      let target = try block(field.name)
      try set(
        made, field.format, SheetCellAddress(sheet: target.sheet, cell: target.range.first))
    }
    for image in manifest.images ?? [] {
      guard let value = values[image.name] else {
        guard image.optional == true else { throw missing(image.name, data) }
        continue
      }
      guard case .text(let path) = value, let member = pictures[image.name] else {
        throw missing(image.name, data)
      }
      let file = path.hasPrefix("/") ? path : Folder.parent(of: data) + "/" + path
      try editing.apply(.image(member: member, bytes: FileBytes.read(file)))
    }
    for list in manifest.lists ?? [] {
      guard case .list(let items)? = values[list.items ?? list.name] else {
        throw missing(list.items ?? list.name, data)
      }
      try fill(list, items, data)
    }
    for condition in manifest.conditions ?? [] where !condition.holds(values) {
      if let sheet = condition.sheet { try editing.apply(.deleteSheet(sheet)) }
      if let name = condition.rows { try deleteRows(of: name) }
    }
  }

  private func missing(_ name: String, _ data: String) -> SheetToolsError {
    .value(name: name, at: Origin(file: data))
  }

  /// Where a named range is by now.
  private func block(_ name: String) throws -> SheetRange {
    guard let target = editing.namedRanges.first(where: { $0.name == name })?.target else {
      throw TemplateError.fieldMissing(template: template, name: name)
    }
    return target
  }

  private mutating func set(
    _ value: CellValue, _ format: String?, _ cell: SheetCellAddress
  ) throws {
    try editing.apply(.value(value, at: cell))
    cells += 1
    guard let format else { return }
    let range = SheetRange(sheet: cell.sheet, range: CellRange(cell.cell))
    try editing.apply(.numberFormat(NumberFormat(code: format), range))
  }

  /// Repeats the rows of a list for its items; with no items they leave.
  private mutating func fill(
    _ list: TemplateManifest.List, _ items: [TemplateValue], _ data: String
  ) throws {
    let target = try block(list.name)
    let (first, height) = (target.range.first.row, target.range.rows.count)
    guard !items.isEmpty else { return try deleteRows(of: list.name) }
    if items.count > 1 {
      let block = SheetLines(sheet: target.sheet, axis: .rows, first: first, count: height)
      try editing.apply(.copyRows(block, times: items.count - 1))
      rows += (items.count - 1) * height
      repeats.append((list.name, items.count))
    }
    let columns = list.columns.sorted { $0.key < $1.key }
    for (place, item) in items.enumerated() {
      guard case .table(let values) = item else {
        throw missing("\(list.name)[\(place + 1)]", data)
      }
      for (key, column) in columns {
        let name = "\(list.name)[\(place + 1)].\(key)"
        let value = values[key] ?? .null
        guard values[key] != nil || column.optional == true,
          let made = value.cell(column.type), let offset = column.place
        else { throw missing(name, data) }
        let cell = CellAddress(row: first + place * height + offset.row, column: offset.column)
        try set(made, column.format, SheetCellAddress(sheet: target.sheet, cell: cell))
      }
    }
  }

  /// Lets what speaks of all the rows of a list's block, such as the sum below it, speak of all
  /// items.
  ///
  /// - Parameter output: The file that is to come.
  /// - Throws: The editor's and the reader's errors.
  mutating func widenSums(beside output: String) throws {
    guard !repeats.isEmpty else { return }
    let lists = try repeats.map { ListBlock(try block($0.list), count: $0.count) }
    for sheet in try editing.formulas(beside: output).sheets {
      for stored in sheet.formulas where stored.arrayRange == nil {
        let isInList = lists.contains {
          $0.sheet == sheet.name && $0.all.contains(stored.cell.row)
        }
        guard !isInList, let text = ListBlock.widened(stored, sheet: sheet.name, lists) else {
          continue
        }
        let cell = SheetCellAddress(sheet: sheet.name, cell: stored.cell)
        try editing.apply(.formula(text, cached: .empty, at: cell))
      }
    }
  }

  /// The block that a text such as `Sheet1!A1:B3` or `'Báo cáo'!A1` means; nil for any other.
  private static func block(at text: String) -> SheetRange? {
    guard let bang = text.lastIndex(of: "!"),
      let range = CellRange(a1: text[text.index(after: bang)...])
    else { return nil }
    var sheet = String(text[..<bang])
    if sheet.count > 1, sheet.hasPrefix("'"), sheet.hasSuffix("'") {
      sheet = String(sheet.dropFirst().dropLast()).replacing("''", with: "'")
    }
    return SheetRange(sheet: sheet, range: range)
  }

  private mutating func deleteRows(of name: String) throws {
    let target = try block(name)
    try editing.apply(.removeName(name))
    let lines = SheetLines(
      sheet: target.sheet, axis: .rows, first: target.range.first.row,
      count: target.range.rows.count)
    try editing.apply(.delete(lines))
  }
}

extension TemplateManifest.Condition {
  /// Whether its sheet or rows stay.
  fileprivate func holds(_ values: [String: TemplateValue]) -> Bool {
    if let when, !(values[when] ?? .null).isTrue { return false }
    if let unless, (values[unless] ?? .null).isTrue { return false }
    return true
  }
}
