internal import Diagnostics
internal import Sheets
internal import Workbooks

/// Marks the differences between two workbooks in a copy of the second one: cells in colour, with a
/// note on what they held, and a sheet that lists all.
struct DifferenceMarking {
  private var editing: WorkbookEditing
  private let new: WorkbookContents
  private let language: Language

  /// What colour says what.
  private enum Mark: CaseIterable {
    case added, changed, moved, looks

    var color: Color {
      switch self {
      case .added: Color(red: 0xC6, green: 0xEF, blue: 0xCE)
      case .changed: Color(red: 0xFF, green: 0xEB, blue: 0x9C)
      case .moved: Color(red: 0xBD, green: 0xD7, blue: 0xEE)
      case .looks: Color(red: 0xE4, green: 0xDF, blue: 0xEC)
      }
    }

    var words: Words {
      switch self {
      case .added: Words(vi: "thêm", en: "added")
      case .changed: Words(vi: "sửa", en: "changed")
      case .moved: Words(vi: "dời", en: "moved")
      case .looks: Words(vi: "hình thức, ghi chú", en: "looks, notes")
      }
    }
  }

  /// Cells of one change that are coloured; a row is no longer in any honest sheet.
  private static let cellsMax = 4096

  /// Opens the second workbook.
  init(path: String, _ new: WorkbookContents, language: Language) throws {
    editing = try WorkbookEditing(path: path)
    self.new = new
    self.language = language
  }

  /// Marks and writes.
  mutating func write(_ changes: [WorkbookChange], to output: String) throws {
    var marks: [SheetCellAddress: Mark] = [:]
    var notes: [SheetCellAddress: [String]] = [:]
    for change in changes {
      guard let range = change.range, let mark = Self.mark(change) else { continue }
      for cell in range.cells(atMost: Self.cellsMax) {
        let place = SheetCellAddress(sheet: change.sheet, cell: cell)
        marks[place] = Self.stronger(marks[place], mark)
      }
      guard [.value, .formula, .style].contains(change.kind), change.before != .none else {
        continue
      }
      let place = SheetCellAddress(sheet: change.sheet, cell: range.first)
      notes[place, default: []].append(change.line(in: language, withPlace: false))
    }
    for (place, mark) in marks { color(place, mark.color) }
    for (place, lines) in notes { note(place, lines) }
    try list(changes)
    _ = try editing.write(to: output, wantsReceipt: false)
  }

  private static func mark(_ change: WorkbookChange) -> Mark? {
    switch change.kind {
    case .value, .formula:
      change.before == .none ? .added : .changed
    case .rowInserted, .columnInserted: .added
    case .rowMoved: .moved
    case .style, .comment, .merge, .image, .columnWidth: .looks
    case .rowDeleted, .columnDeleted, .sheetAdded, .sheetRemoved, .sheetRenamed, .sheetMoved, .name:
      nil
    }
  }

  private static func stronger(_ one: Mark?, _ other: Mark) -> Mark {
    guard let one, one != other else { return other }
    return [one, other].min { rank($0) < rank($1) } ?? other
  }

  private static func rank(_ mark: Mark) -> Int { Mark.allCases.firstIndex(of: mark) ?? 0 }

  // MARK: - Marks

  /// Colours a cell and leaves the rest of its looks; one that takes no colour is in the list.
  private mutating func color(_ place: SheetCellAddress, _ color: Color) {
    guard let sheet = new.sheet(place.sheet) else { return }
    let known = sheet[place.cell]?.style ?? sheet.style(ofColumn: place.cell.column)
    var style = new.styles[known]
    style.fill = color
    try? editing.apply(
      .style(style, SheetRange(sheet: place.sheet, range: CellRange(place.cell))))
  }

  private mutating func note(_ place: SheetCellAddress, _ lines: [String]) {
    let known = new.sheet(place.sheet)?[place.cell]?.comment ?? ""
    let text = ((known.isEmpty ? [] : [known]) + lines).joined(separator: "\n")
    try? editing.apply(.comment(text, at: place))
  }

  // MARK: - The list

  private mutating func list(_ changes: [WorkbookChange]) throws {
    let name = freeName(Words(vi: "Khác biệt", en: "Differences")[language])
    try editing.apply(.addSheet(name, at: editing.sheets.count))
    let heads = [
      Words(vi: "Trang", en: "Sheet"), Words(vi: "Ô", en: "Cell"), Words(vi: "Khác gì", en: "What"),
      Words(vi: "Trước", en: "Before"), Words(vi: "Sau", en: "After"),
    ]
    for (column, words) in heads.enumerated() {
      try put(.text(words[language]), name, 0, column)
    }
    for (place, mark) in Mark.allCases.enumerated() {
      try put(.text(mark.words[language]), name, 0, heads.count + 1 + place)
      let cell = CellAddress(row: 0, column: heads.count + 1 + place)
      let style = CellStyle { $0.fill = mark.color }
      try? editing.apply(.style(style, SheetRange(sheet: name, range: CellRange(cell))))
    }
    for (row, change) in changes.prefix(CellAddress.rowsMax - 1).enumerated() {
      let document = ChangeDocument(change)
      let fields: [CellValue] = [
        .text(change.sheet), .text(document.cell ?? ""),
        .text(change.kind.words[language]), Self.value(change.before), Self.value(change.after),
      ]
      for (column, value) in fields.enumerated() where value != .text("") {
        try put(value, name, row + 1, column)
      }
    }
  }

  private mutating func put(
    _ value: CellValue, _ sheet: String, _ row: Int, _ column: Int
  ) throws {
    let cell = CellAddress(row: row, column: column)
    try editing.apply(.value(value, at: SheetCellAddress(sheet: sheet, cell: cell)))
  }

  private static func value(_ side: WorkbookChange.Side) -> CellValue {
    switch side {
    case .none: .text("")
    case .text(let text): .text(text)
    case .value(let value): value
    }
  }

  private func freeName(_ name: String) -> String {
    let taken = Set(editing.sheets.map { $0.name.lowercased() })
    if !taken.contains(name.lowercased()) { return name }
    var number = 2
    while taken.contains("\(name) \(number)".lowercased()) { number += 1 }
    return "\(name) \(number)"
  }
}

extension CellRange {
  /// The cells of the block, row by row.
  fileprivate func cells(atMost max: Int) -> [CellAddress] {
    var cells: [CellAddress] = []
    for row in rows {
      for column in columns {
        guard cells.count < max else { return cells }
        cells.append(CellAddress(row: row, column: column))
      }
    }
    return cells
  }
}

extension WorkbookContents.Sheet {
  /// The style of a column's cells that have none of their own; 0 for the usual one.
  fileprivate func style(ofColumn column: Int) -> Int {
    draft.columns.first { $0.columns.contains(column) }?.style ?? 0
  }
}
