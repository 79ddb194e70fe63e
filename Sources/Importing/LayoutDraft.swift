internal import Diagnostics
internal import Records
internal import Sheets

/// Writes a first layout for a file that no layout knows.
///
/// The header is the row with the most words above rows of values. A column is named by words of
/// its header, else by what its cells hold; what stays open is a comment.
struct LayoutDraft {
  private let rows: [InputRow]
  private let header: InputRow
  private var fields: [Int: Field] = [:]

  /// Looks for a table; nil where nothing looks like one.
  init?(_ heads: [[InputRow]]) {
    let candidates = heads.flatMap { rows in rows.indices.map { (rows, $0) } }
    func score(_ rows: [InputRow], _ place: Int) -> Int {
      let row = rows[place]
      let words = row.cells.count { Self.isWords($0) }
      guard words >= 3, words * 2 > row.cells.count(where: { $0 != .empty }) else { return 0 }
      let values = rows[(place + 1)...].prefix(10).filter { below in
        below.cells.contains { !Self.isWords($0) && $0 != .empty }
      }
      return values.isEmpty ? 0 : words * 10 + values.count
    }
    let best = candidates.max { score($0.0, $0.1) < score($1.0, $1.1) }
    guard let (rows, place) = best, score(rows, place) > 0 else { return nil }
    self.rows = Array(rows[(place + 1)...])
    header = rows[place]
    nameColumns()
  }

  private static func isWords(_ cell: CellValue) -> Bool {
    guard case .text(let text) = cell, !text.isBlank else { return false }
    return !text.utf8.contains { 0x30...0x39 ~= $0 }
  }

  /// Words of headers, the most telling first.
  private static let words: [(Field, [String])] = [
    (.code, ["ma khach hang", "ma kh", "ma khang", "customer code"]),
    (.billID, ["so hoa don", "ma hoa don", "id hoa don", "bill"]),
    (.paidOn, ["ngay thanh toan"]),
    (.day, ["ngay", "date", "thoi gian"]),
    (.debit, ["ghi no", "no", "debit", "rut ra", "tien ra", "chi", "withdrawal"]),
    (.credit, ["ghi co", "co", "credit", "gui vao", "tien vao", "thu", "deposit"]),
    (.balance, ["so du", "balance"]),
    (.direction, ["loai", "d c", "type"]),
    (
      .narration,
      ["noi dung", "dien giai", "mo ta", "description", "remark", "details", "chi tiet"]
    ),
    (
      .reference,
      ["so tham chieu", "so but toan", "ma giao dich", "so giao dich", "chung tu", "reference"]
    ),
    (.amount, ["tong tien", "so tien", "thanh tien", "amount", "gia tri"]),
    (.month, ["ky hoa don", "ky", "thang"]),
    (.channel, ["hinh thuc", "kenh"]),
    (.account, ["so tai khoan", "account"]),
  ]

  private mutating func nameColumns() {
    var used: Set<Field> = []
    for exact in [true, false] {
      for (field, words) in Self.words where !used.contains(field) {
        let column = header.cells.indices.first { column in
          guard fields[column] == nil, isPossible(field, column) else { return false }
          let key = " " + HeaderKey.whole(header.cells[column].text) + " "
          return words.contains { exact ? key == " \($0) " : key.contains(" \($0) ") }
        }
        if let column {
          fields[column] = field
          used.insert(field)
        }
      }
    }
    nameByValues(.day, &used)
    if !used.contains(.credit), !used.contains(.amount) { nameByValues(.amount, &used) }
  }

  private mutating func nameByValues(_ field: Field, _ used: inout Set<Field>) {
    guard !used.contains(field) else { return }
    let column = header.cells.indices.first { column in
      fields[column] == nil && cells(column).count >= 2 && share(field, column) >= 0.8
    }
    if let column {
      fields[column] = field
      used.insert(field)
    }
  }

  private func cells(_ column: Int) -> [CellValue] {
    rows.prefix(20).compactMap { row in
      guard column < row.cells.count, !row.cells[column].text.isBlank else { return nil }
      return row.cells[column]
    }
  }

  /// The share of a column's cells that are what a field holds.
  private func share(_ field: Field, _ column: Int) -> Double {
    let cells = cells(column)
    guard !cells.isEmpty else { return 0 }
    let right = cells.count { cell in
      switch field.content {
      case .amount: ((try? AmountText.amount(cell)) ?? nil) != nil
      case .day: DayText.day(cell) != nil || DayText.day(cell, order: .monthFirst) != nil
      default: true
      }
    }
    return Double(right) / Double(cells.count)
  }

  private func isPossible(_ field: Field, _ column: Int) -> Bool {
    cells(column).isEmpty || share(field, column) >= 0.5
  }

  /// The layout as YAML.
  ///
  /// - Parameter id: Its id.
  /// - Returns: A file that loads once its comments are looked through.
  func yaml(id: String) -> String {
    let known = Set(fields.values)
    let isBills = known.contains(.code) && known.contains(.month) && known.contains(.amount)
    let key: Field = isBills ? .code : .day
    let required: Set<Field> =
      isBills ? [.code, .amount] : [.day, .narration, .credit, .debit, .amount]
    var lines = [
      "# Bản nháp: xem lại từng dòng, rồi đặt vào thư mục Layouts của phường.",
      "# A draft: look through every line, then put it into the workspace's Layouts folder.",
      "# Every key is explained in docs/layouts.md.",
      "id: \(id)", "kind: \(isBills ? "bills" : "payments")",
      "name: {vi: \(Self.quoted(id)), en: \(Self.quoted(id))}", "key: \(key.key)", "columns:",
    ]
    for (column, cell) in header.cells.enumerated() where !cell.text.isBlank {
      let text = Self.quoted(HeaderText.line(cell.text))
      guard let field = fields[column] else {
        lines.append("  # ?: {headers: [\(text)]}")
        continue
      }
      let mark = required.contains(field) || field == key ? "required: true, " : ""
      lines.append("  \(field.key): {\(mark)headers: [\(text)]}")
    }
    if !known.contains(key) { lines.append("  # thiếu / missing: \(key.key)") }
    if isBills, known.contains(.month) { lines.append("one-of:\n  - [month]") }
    if !isBills { lines.append("account-labels: [Số tài khoản, Tài khoản]") }
    lines.append("dates: dmy")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

/// A header as one line.
enum HeaderText {
  static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
  }
}

extension Importer {
  /// A first layout for a file.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - id: The id of the layout.
  ///   - options: The encoding, where content does not say it.
  /// - Returns: YAML with comments.
  /// - Throws: ``ImportError/empty(file:)`` where nothing looks like a table; the format's errors.
  public func draft(
    _ source: SourceBytes, id: String, options: ImportOptions = ImportOptions()
  ) throws -> String {
    try placing(Origin(file: source.name)) {
      try withTables(of: source, options) { tables in
        guard let draft = LayoutDraft(try tables.heads()) else {
          throw ImportError.empty(file: source.name)
        }
        return draft.yaml(id: id)
      }
    }
  }
}
