/// Writes records as text.
///
/// - Shape: UTF-8; fields with a delimiter, a quote or a line break are quoted by RFC 4180; every
///   record ends with a line break.
public struct CSVWriter: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []
  private let delimiter: UInt8
  private let lineBreak: [UInt8]
  private let neutralisesFormulas: Bool

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - delimiter: What stands between fields.
  ///   - lineBreak: What ends a record.
  ///   - neutralisesFormulas: Whether text that a spreadsheet would run (it begins with `= + - @`,
  ///     a tab or a carriage return) gets an apostrophe before it. Plain numbers keep their sign.
  ///     False keeps every field raw.
  public init(
    delimiter: UInt8 = UInt8(ascii: ","), lineBreak: String = "\n",
    neutralisesFormulas: Bool = true
  ) {
    self.delimiter = delimiter
    self.lineBreak = Array(lineBreak.utf8)
    self.neutralisesFormulas = neutralisesFormulas
  }

  /// Adds one record.
  ///
  /// - Parameter fields: Its fields. A record of one empty field is written with quotes, so that it
  ///   is no blank line.
  public mutating func append(_ fields: [String]) {
    for (place, field) in fields.enumerated() {
      if place > 0 { bytes.append(delimiter) }
      append(field, isAlone: fields.count == 1)
    }
    bytes.append(contentsOf: lineBreak)
  }

  private mutating func append(_ field: String, isAlone: Bool) {
    var content = Array(field.utf8)
    if neutralisesFormulas, Self.wouldRun(content) { content.insert(UInt8(ascii: "'"), at: 0) }
    let quote = UInt8(ascii: "\"")
    let needsQuotes =
      content.contains { $0 == delimiter || $0 == quote || $0 == 0x0A || $0 == 0x0D }
      || (isAlone && content.isEmpty)
    guard needsQuotes else {
      bytes.append(contentsOf: content)
      return
    }
    bytes.append(quote)
    for byte in content {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  /// Whether a spreadsheet that reads a field from text would take it for a formula.
  ///
  /// - Parameter content: The field in UTF-8.
  /// - Returns: Whether it begins like one; plain numbers do not.
  public static func wouldRun(_ content: some Collection<UInt8>) -> Bool {
    switch content.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 0x09, 0x0D: true
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      !content.dropFirst().allSatisfy { 0x30...0x39 ~= $0 || $0 == 0x2E || $0 == 0x2C }
        || content.count == 1
    default: false
    }
  }
}
