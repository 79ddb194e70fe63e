public import Diagnostics
internal import Sheets
public import Workbooks

/// A difference between two workbooks, as programs read it.
public struct ChangeDocument: Encodable, Sendable {
  /// The sheet's name; for a name, the name.
  public var sheet: String
  /// The cell or block in A1 notation; nil for a whole sheet or a name.
  public var cell: String?
  /// What differs: `value`, `formula`, `style`, `comment`, `row-inserted` and so on.
  public var kind: String
  private var before: SideDocument
  private var after: SideDocument

  private enum CodingKeys: String, CodingKey {
    case sheet, cell, kind, before, after
  }

  /// Tells a difference.
  public init(_ change: WorkbookChange) {
    sheet = change.sheet
    cell = change.range?.a1
    kind = change.kind.rawValue
    before = SideDocument(change.before)
    after = SideDocument(change.after)
  }

  /// Writes nothing as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sheet, forKey: .sheet)
    try container.encode(cell, forKey: .cell)
    try container.encode(kind, forKey: .kind)
    try container.encode(before, forKey: .before)
    try container.encode(after, forKey: .after)
  }
}

/// One side of a difference: a number and a truth value as such, days in ISO 8601, else text.
struct SideDocument: Encodable, Sendable {
  private let side: WorkbookChange.Side

  init(_ side: WorkbookChange.Side) {
    self.side = side
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch side {
    case .none: try container.encodeNil()
    case .text(let text): try container.encode(text)
    case .value(.number(let number)): try container.encode(number)
    case .value(.boolean(let flag)): try container.encode(flag)
    case .value(let value): try container.encode(ListedValue(value).text)
    }
  }

  /// The side for people; nil for nothing.
  var text: String? {
    switch side {
    case .none: nil
    case .text(let text): text
    case .value(let value): ListedValue(value).text
    }
  }
}

extension WorkbookChange {
  /// The difference in a line for people, for example `Sheet1!B3 value: 1 → 2`.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - withPlace: Whether the line begins with where it is.
  /// - Returns: The line.
  public func line(in language: Language, withPlace: Bool = true) -> String {
    let place = range.map { sheet + "!" + $0.a1 } ?? sheet
    let nothing = Words(vi: "(trống)", en: "(nothing)")[language]
    let (old, new) = (SideDocument(before).text, SideDocument(after).text)
    let what = (withPlace ? place + " " : "") + kind.words[language]
    guard old != nil || new != nil else { return what }
    return "\(what): \(old ?? nothing) → \(new ?? nothing)"
  }
}

extension WorkbookChange.Kind {
  /// The kind for people.
  var words: Words { Words(vi: vietnamese, en: rawValue) }

  private var vietnamese: String {
    switch self {
    case .value: "giá trị"
    case .formula: "công thức"
    case .style: "kiểu dáng"
    case .comment: "ghi chú"
    case .rowInserted: "thêm dòng"
    case .rowDeleted: "bớt dòng"
    case .rowMoved: "dời dòng"
    case .columnInserted: "thêm cột"
    case .columnDeleted: "bớt cột"
    case .columnWidth: "bề rộng cột"
    case .merge: "ô gộp"
    case .image: "hình"
    case .sheetAdded: "thêm trang"
    case .sheetRemoved: "bớt trang"
    case .sheetRenamed: "đổi tên trang"
    case .sheetMoved: "dời trang"
    case .name: "tên vùng"
    }
  }
}
