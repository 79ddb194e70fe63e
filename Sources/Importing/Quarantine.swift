internal import CSVFiles
internal import Diagnostics

/// Rows that were set aside, as a file that can be corrected and imported again.
///
/// Its columns are those of the layout that were read, under their usual headers; the last two say
/// what is wrong and where the row came from, and are passed over when the file comes back.
public struct Quarantine: Sendable {
  /// One row.
  struct Row: Sendable {
    var texts: [Field: String]
    var account: String
    var cause: Diagnostic
  }

  private(set) var rows: [Row] = []

  static let causeHeader = "Lý do để riêng"
  static let originHeader = "Dòng gốc"
  /// Keys of the two headers.
  static let ownHeaders: Set<String> = [
    HeaderKey.whole(causeHeader), HeaderKey.whole(originHeader),
  ]
  /// The label above each table that has an account.
  static let accountLabel = "Số tài khoản"

  /// Whether there is none.
  public var isEmpty: Bool { rows.isEmpty }

  init() {}

  mutating func add(_ row: RowView, _ fields: [Field], account: String, cause: Diagnostic) {
    var texts: [Field: String] = [:]
    for field in fields { texts[field] = row.raw(field) }
    rows.append(Row(texts: texts, account: account, cause: cause))
  }

  /// The rows as CSV with a byte order mark, so that spreadsheets take it for UTF-8.
  ///
  /// - Parameters:
  ///   - layout: The layout that they were read with.
  ///   - isRaw: Whether text that a spreadsheet would run stays as it is.
  /// - Returns: The bytes of the file.
  func csv(_ layout: Layout, isRaw: Bool = false) -> [UInt8] {
    let fields = Field.allCases.filter { field in rows.contains { $0.texts[field] != nil } }
    let header = fields.map(layout.header) + [Self.causeHeader, Self.originHeader]
    var writer = CSVWriter(delimiter: UInt8(ascii: ";"), neutralisesFormulas: !isRaw)
    var account: String?
    for row in rows.sorted(by: { $0.account < $1.account }) {
      if row.account != account {
        account = row.account
        if !row.account.isEmpty { writer.append(["\(Self.accountLabel): \(row.account)"]) }
        writer.append(header)
      }
      let origin = row.cause.origin
      let place = [origin.file, origin.sheet, origin.line.map(String.init)].compactMap { $0 }
      writer.append(
        fields.map { row.texts[$0] ?? "" } + [row.cause.message.vi, place.joined(separator: " · ")])
    }
    return [0xEF, 0xBB, 0xBF] + writer.bytes
  }

  /// The text as it was before it was made harmless on the way out.
  static func restored(_ text: String) -> String {
    let bytes = text.utf8
    guard bytes.first == UInt8(ascii: "'"), let second = bytes.dropFirst().first,
      "=+-@\t\r".utf8.contains(second)
    else { return text }
    return String(text.dropFirst())
  }
}
