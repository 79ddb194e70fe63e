internal import Sheets

/// What a template's manifest says: which named ranges are filled with what.
///
/// ```yaml
/// fields:
///   - {name: don_vi, type: text}
///   - {name: ty_le, type: percent, optional: true}
/// lists:
///   - name: bang              # a named range of the row, or the block of rows, to repeat
///     columns: {ten: A, so_ho: B}
/// conditions:
///   - {sheet: "Phụ lục", when: co_phu_luc}
///   - {rows: ghi_chu, when: co_ghi_chu}
/// images:
///   - {name: dau, member: Pictures/dau.png}
/// ```
struct TemplateManifest: Decodable {
  /// What a field may hold.
  enum Kind: String, Decodable {
    case text, number, percent, date, boolean
  }

  /// One cell: a named range.
  struct Field: Decodable {
    var name: String
    var type: Kind?
    var optional: Bool?
  }

  /// A block of rows that is there once for each item; what stands below moves down.
  struct List: Decodable {
    var name: String
    /// The column of each of an item's keys.
    var columns: [String: String]
  }

  /// A sheet, or the rows of a named range, that stay only while a key of the data is true.
  struct Condition: Decodable {
    var sheet: String?
    var rows: String?
    var when: String
  }

  /// A picture: a part of the container that a file takes the place of.
  struct Image: Decodable {
    /// The key of the data that names the file.
    var name: String
    var member: String
  }

  var fields: [Field]?
  var lists: [List]?
  var conditions: [Condition]?
  var images: [Image]?

  /// All named ranges that it speaks of.
  var names: [String] {
    (fields ?? []).map(\.name) + (lists ?? []).map(\.name)
      + (conditions ?? []).compactMap(\.rows)
  }
}

/// A value of the data: JSON and YAML have the same kinds.
enum TemplateValue: Decodable {
  case null
  /// A scalar as it is written; only the manifest tells a number from the digits of a code.
  case text(String)
  case list([TemplateValue])
  case table([String: TemplateValue])

  init(from decoder: any Decoder) throws {
    if let table = try? [String: TemplateValue](from: decoder) {
      self = .table(table)
    } else if let list = try? [TemplateValue](from: decoder) {
      self = .list(list)
    } else {
      let container = try decoder.singleValueContainer()
      self = container.decodeNil() ? .null : .text(try container.decode(String.self))
    }
  }

  /// Whether a condition on it holds: neither missing nor false, zero or empty.
  var isTrue: Bool {
    switch self {
    case .null: false
    case .text(let text): !["", "0", "false", "no"].contains(text.lowercased())
    case .list(let items): !items.isEmpty
    case .table: true
    }
  }

  /// The cell value of a kind that it makes; nil where it is none.
  func cell(_ kind: TemplateManifest.Kind?) -> CellValue? {
    guard case .text(let text) = self else {
      if case .null = self { return .empty }
      return nil
    }
    switch kind {
    case .text: return .text(text)
    case .number, .percent: return DecimalText.parse(text).map { .number($0) }
    case .date: return DateTime(iso: text).map { .date($0) }
    case .boolean:
      return ["true", "false"].contains(text.lowercased())
        ? .boolean(text.lowercased() == "true") : nil
    case nil: return CellAssignment.value(text)
    }
  }
}
