internal import Diagnostics
internal import Sheets
internal import Storage
internal import Workbooks

/// One edit as people type it: a cell and what it is to hold, as ``CellAssignment`` takes it, or
/// `word:target=value`, for example `insert:Sheet1!5:7` or `note:Sheet1!B3=xem lại`.
public struct TypedEdit: Sendable {
  /// What is done.
  enum Verb: String, CaseIterable {
    case clear, style, format, note, link, insert, delete, move, width, height, name, property
    case image
    case copyRow = "copy-row"
    case removeName = "remove-name"
    case addSheet = "add-sheet"
    case renameSheet = "rename-sheet"
    case copySheet = "copy-sheet"
    case deleteSheet = "delete-sheet"
    case moveSheet = "move-sheet"
  }

  private enum Content {
    case assignment(CellAssignment)
    case edit(Verb, target: String, value: String?)
  }

  private let text: String
  private let content: Content

  /// An example of each word, for help.
  public static let examples: [String] = Verb.allCases.map(\.example)

  /// Takes the text apart.
  ///
  /// - Parameter text: What was typed.
  /// - Throws: ``SheetToolsError/assignment(_:)`` where it is no edit.
  public init(_ text: String) throws(SheetToolsError) {
    self.text = text
    let word = text.prefix { $0.isLetter || $0 == "-" }
    guard text.dropFirst(word.count).first == ":", let verb = Verb(rawValue: String(word)) else {
      content = .assignment(try CellAssignment(text))
      return
    }
    let rest = text.dropFirst(word.count + 1)
    let (target, value) = CellAssignment.split(rest)
    guard !target.isEmpty else { throw .edit(text, example: verb.example) }
    content = .edit(verb, target: String(target), value: value.map(String.init))
  }

  /// The edit that is meant in a workbook.
  func edit(in workbook: WorkbookEditing) throws -> WorkbookEdit {
    switch content {
    case .assignment(let assignment): return try assignment.edit(in: workbook)
    case .edit(let verb, let target, let value):
      let place = SheetTarget(target, in: workbook)
      guard let edit = try Self.edit(verb, target, place, value ?? "", workbook) else {
        throw SheetToolsError.edit(text, example: verb.example)
      }
      return edit
    }
  }

  private static func edit(
    _ verb: Verb, _ target: String, _ place: SheetTarget, _ value: String,
    _ workbook: WorkbookEditing
  ) throws -> WorkbookEdit? {
    switch verb {
    case .clear: return try .clear(place.block())
    case .style: return try TypedStyle.style(value).map { try .style($0, place.block()) }
    case .format:
      return try value.isEmpty ? nil : .numberFormat(NumberFormat(typed: value), place.block())
    case .note: return try .comment(value, at: place.cell())
    case .link: return try .link(link(value, in: workbook), at: place.cell())
    case .insert: return try .insert(place.lines())
    case .delete: return try .delete(place.lines())
    case .copyRow:
      let lines = try place.lines()
      guard let times = value.isEmpty ? 1 : Int(value), times >= 1, lines.axis == .rows
      else { return nil }
      return .copyRows(lines, times: times)
    case .move:
      return try CellAddress(a1: value).map { try .move(place.block(), to: $0) }
    case .width:
      return try length(value, ["mm": 1, "cm": 10, "": 1]).flatMap {
        let lines = try place.lines()
        return lines.axis == .columns ? .columnWidth(mm: $0, lines) : nil
      }
    case .height:
      return try length(value, ["pt": 1, "mm": 72 / 25.4, "": 1]).flatMap {
        let lines = try place.lines()
        return lines.axis == .rows ? .rowHeight(points: $0, lines) : nil
      }
    case .name: return try .defineName(target, SheetTarget(value, in: workbook).block())
    case .removeName: return .removeName(target)
    case .property: return .property(DocumentProperty(target), value)
    case .image:
      let bytes = try FileBytes.read(value, bytesMax: imageBytesMax)
      return .image(member: target, bytes: bytes)
    case .addSheet, .renameSheet, .copySheet, .deleteSheet, .moveSheet:
      return sheetEdit(verb, SheetTarget.sheetName(target), value, workbook)
    }
  }

  private static func sheetEdit(
    _ verb: Verb, _ sheet: String, _ value: String, _ workbook: WorkbookEditing
  ) -> WorkbookEdit? {
    // Tabs count from 1 for people.
    let place = Int(value).flatMap { $0 >= 1 && $0 < 1 << 20 ? $0 - 1 : nil }
    switch verb {
    case .addSheet:
      return value.isEmpty
        ? .addSheet(sheet, at: workbook.sheets.count) : place.map { .addSheet(sheet, at: $0) }
    case .moveSheet: return place.map { .moveSheet(sheet, to: $0) }
    case .deleteSheet: return value.isEmpty ? .deleteSheet(sheet) : nil
    case .renameSheet: return .renameSheet(sheet, to: SheetTarget.sheetName(value))
    case .copySheet: return .copySheet(sheet, to: SheetTarget.sheetName(value))
    default: return nil
    }
  }

  /// The most bytes of a picture.
  private static let imageBytesMax = 64 << 20

  private static func length(_ text: String, _ units: [String: Double]) -> Double? {
    let unit = String(text.reversed().prefix(while: \.isLetter).reversed())
    guard let factor = units[unit], let number = DecimalText.parse(text.dropLast(unit.count)),
      number >= 0
    else { return nil }
    return number * factor
  }

  /// `#Sheet1!B2` and `#name` lead into the workbook, nothing takes the link away.
  private static func link(
    _ text: String, in workbook: WorkbookEditing
  ) throws(SheetToolsError) -> CellLink? {
    guard !text.isEmpty else { return nil }
    guard text.hasPrefix("#") else { return CellLink(.uri(text)) }
    let inside = String(text.dropFirst())
    if workbook.namedRanges.contains(where: { $0.name == inside }) {
      return CellLink(.name(inside))
    }
    return CellLink(.cells(try SheetTarget(inside, in: workbook).block()))
  }
}

extension TypedEdit.Verb {
  /// How it is written.
  var example: String {
    switch self {
    case .clear: "clear:Sheet1!A1:B3"
    case .style: "style:Sheet1!A1:F1=bold,center,fill=#FFF2CC,border"
    case .format: "format:Sheet1!B2:B9=#,##0.00"
    case .note: "note:Sheet1!B3=xem lại"
    case .link: "link:Sheet1!B3=https://example.vn/"
    case .insert: "insert:Sheet1!5:7"
    case .delete: "delete:Sheet1!B:C"
    case .copyRow: "copy-row:Sheet1!5=3"
    case .move: "move:Sheet1!A1:B3=D5"
    case .width: "width:Sheet1!B:C=40mm"
    case .height: "height:Sheet1!3:5=20pt"
    case .name: "name:don_vi=Sheet1!B2"
    case .removeName: "remove-name:don_vi"
    case .property: "property:title=Báo cáo"
    case .image: "image:Pictures/logo.png=logo.png"
    case .addSheet: "add-sheet:Phụ lục=2"
    case .renameSheet: "rename-sheet:Sheet1=Tháng 8"
    case .copySheet: "copy-sheet:Sheet1=Tháng 9"
    case .deleteSheet: "delete-sheet:Nháp"
    case .moveSheet: "move-sheet:Sheet1=2"
    }
  }
}

extension NumberFormat {
  /// A format code as people type it.
  fileprivate init(typed text: String) {
    switch text.lowercased() {
    case "general": self = .general
    case "@", "text": self = .text
    default: self = .custom(text)
    }
  }
}
