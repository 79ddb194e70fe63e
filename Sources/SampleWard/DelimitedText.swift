/// Makes the text of a CSV file, counting its lines.
struct DelimitedText {
  private(set) var text = ""
  /// The physical line that the next record will be on, from 1.
  private(set) var nextLine = 1
  let separator: Character
  let lineBreak: String

  init(separator: Character, lineBreak: String = "\n") {
    self.separator = separator
    self.lineBreak = lineBreak
  }

  /// Adds a record; fields are quoted where they hold the separator or a quote.
  mutating func add(_ fields: [String]) {
    text += fields.map(quoted).joined(separator: String(separator)) + lineBreak
    nextLine += 1
  }

  /// The text in UTF-8.
  func utf8(byteOrderMark: Bool = false) -> [UInt8] {
    (byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
  }

  /// The text in UTF-16, low byte first, with a byte order mark.
  func utf16LittleEndian() -> [UInt8] {
    [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  private func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == separator || $0 == "\"" }) else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
