/// How the records of a text are written.
public struct CSVDialect: Hashable, Sendable {
  /// What stands between fields.
  public var delimiter: UInt8
  /// Whether the first line is `sep=` and a delimiter, as Excel writes and reads it.
  public var hasSeparatorLine = false

  /// Makes a dialect.
  public init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  /// Finds the dialect of a text by its content.
  ///
  /// A line `sep=;` decides; else see ``CSVDelimiter``.
  ///
  /// - Parameter text: The text in UTF-8, or the beginning of it.
  public init(detecting text: ArraySlice<UInt8>) {
    if let delimiter = Self.separatorLine(text) {
      self.delimiter = delimiter
      hasSeparatorLine = true
    } else {
      delimiter = CSVDelimiter.detect(in: text)
    }
  }

  private static func separatorLine(_ text: ArraySlice<UInt8>) -> UInt8? {
    let line = Array(text.prefix(16).prefix { $0 != 0x0A && $0 != 0x0D })
    // Saved again by a spreadsheet the line may have got quotes.
    let bare = line.filter { $0 != UInt8(ascii: "\"") }
    guard bare.count == 5, bare[0] | 0x20 == UInt8(ascii: "s"), bare[1] | 0x20 == UInt8(ascii: "e"),
      bare[2] | 0x20 == UInt8(ascii: "p"), bare[3] == UInt8(ascii: "="), bare[4] < 0x80
    else { return nil }
    return bare[4]
  }
}
