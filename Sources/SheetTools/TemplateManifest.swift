internal import Sheets

/// What a template's manifest says: which named ranges are filled with what.
///
/// ```yaml
/// fields:
///   - {name: don_vi, type: text}
///   - {name: ty_le, type: percent, optional: true, format: "0.0%", at: "Báo cáo!C3"}
/// lists:
///   - name: bang              # a named range of the row, or the block of rows, to repeat
///     columns: {ten: A, dia_chi: B2, so_ho: {cell: C, type: number}}
/// conditions:
///   - {sheet: "Phụ lục", when: co_phu_luc}
///   - {rows: ghi_chu, unless: an_ghi_chu}
/// images:
///   - {name: dau, at: o_dau}  # the picture that stands on a named range, or `member:`
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
    /// The code of a number format that the cell gets; its own one unless told.
    var format: String?
    /// Where the named range has to be: a sheet and a cell or block; anywhere unless told.
    var at: String?
  }

  /// A block of rows that is there once for each item; what stands below moves down.
  struct List: Decodable {
    var name: String
    /// The key of the data that holds the items; the name unless told.
    var items: String?
    /// The cell of each of an item's keys.
    var columns: [String: Column]
    /// Where the named range has to be; anywhere unless told.
    var at: String?
  }

  /// A cell of a list's block: its column, and its row in the block from 1.
  struct Column: Decodable {
    var cell: String
    var type: Kind?
    var optional: Bool?
    var format: String?

    private enum CodingKeys: String, CodingKey {
      case cell, type, optional, format
    }

    init(from decoder: any Decoder) throws {
      if let cell = try? decoder.singleValueContainer().decode(String.self) {
        self.cell = cell
        // A bare column may be left empty by an item.
        optional = true
        return
      }
      let container = try decoder.container(keyedBy: CodingKeys.self)
      cell = try container.decode(String.self, forKey: .cell)
      type = try container.decodeIfPresent(Kind.self, forKey: .type)
      optional = try container.decodeIfPresent(Bool.self, forKey: .optional)
      format = try container.decodeIfPresent(String.self, forKey: .format)
    }

    /// The column, and the row in the block; both from 0.
    var place: CellAddress? {
      CellAddress(a1: cell.last?.isNumber == true ? cell : cell + "1")
    }
  }

  /// A sheet, or the rows of a named range, that stay only while a key of the data is true, or
  /// while it is not.
  struct Condition: Decodable {
    var sheet: String?
    var rows: String?
    var when: String?
    var unless: String?
  }

  /// A picture that a file takes the place of.
  struct Image: Decodable {
    /// The key of the data that names the file.
    var name: String
    /// The named range that it stands on.
    var at: String?
    /// The part of the container, where no named range says which.
    var member: String?
    var optional: Bool?
  }

  var fields: [Field]?
  var lists: [List]?
  var conditions: [Condition]?
  var images: [Image]?

  /// All named ranges that it speaks of.
  var names: [String] {
    (fields ?? []).map(\.name) + (lists ?? []).map(\.name)
      + (conditions ?? []).compactMap(\.rows) + (images ?? []).compactMap(\.at)
  }

  /// Where named ranges have to be.
  var places: [(name: String, at: String)] {
    (fields ?? []).compactMap { field in field.at.map { (field.name, $0) } }
      + (lists ?? []).compactMap { list in list.at.map { (list.name, $0) } }
  }
}

extension TemplateManifest {
  private static let keys: [String: Set<String>] = [
    "fields": ["name", "type", "optional", "format", "at"],
    "lists": ["name", "items", "columns", "at"],
    "conditions": ["sheet", "rows", "when", "unless"],
    "images": ["name", "at", "member", "optional"],
  ]
  private static let columnKeys: Set<String> = ["cell", "type", "optional", "format"]

  /// A key that a manifest does not have, with where it stands; nil where all are known.
  static func unknownKey(in manifest: [String: TemplateValue]) -> String? {
    for (key, value) in manifest.sorted(by: { $0.key < $1.key }) {
      guard let known = keys[key] else { return key }
      guard case .list(let items) = value else { continue }
      for (place, item) in items.enumerated() {
        guard case .table(let table) = item else { continue }
        let path = "\(key)[\(place + 1)]"
        if let odd = table.keys.sorted().first(where: { !known.contains($0) }) {
          return "\(path).\(odd)"
        }
        guard case .table(let columns)? = table["columns"] else { continue }
        for (name, column) in columns.sorted(by: { $0.key < $1.key }) {
          guard case .table(let said) = column else { continue }
          if let odd = said.keys.sorted().first(where: { !columnKeys.contains($0) }) {
            return "\(path).columns.\(name).\(odd)"
          }
        }
      }
    }
    return nil
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
    case .number: return DecimalText.parse(text).map { .number($0) }
    case .percent:
      guard text.hasSuffix("%") else { return DecimalText.parse(text).map { .number($0) } }
      return DecimalText.parse(text.dropLast()).map { .number($0 / 100) }
    case .date: return DateTime(iso: text).map { .date($0) }
    case .boolean:
      return ["true", "false"].contains(text.lowercased())
        ? .boolean(text.lowercased() == "true") : nil
    case nil: return CellAssignment.value(text)
    }
  }
}
