/// One record that was read: its fields as slices of bytes.
///
/// A field is UTF-8 without its quotes; it costs no copy unless it held a doubled quote.
public struct CSVLine: Sendable {
  /// The physical line that the record begins on, from 1.
  public internal(set) var line = 1
  /// The bytes of the text.
  let source: [UInt8]
  /// Fields whose doubled quotes were undone.
  var unescaped: [UInt8] = []
  /// Where the fields lie.
  var spans: [Span] = []

  /// Where a field lies: in the text, or among the unescaped ones.
  struct Span: Sendable {
    var start: Int
    var end: Int
    var isUnescaped: Bool
  }

  init(source: [UInt8]) {
    self.source = source
  }

  /// How many fields there are; an empty line has one, which is empty.
  public var count: Int { spans.count }

  /// Whether the line holds nothing at all.
  public var isBlank: Bool { spans.allSatisfy { $0.start == $0.end } }

  /// The bytes of a field, from 0.
  public subscript(field: Int) -> ArraySlice<UInt8> {
    let span = spans[field]
    return span.isUnescaped
      ? unescaped[span.start..<span.end] : source[span.start..<span.end]
  }

  /// The text of a field, from 0.
  public func text(_ field: Int) -> String {
    String(decoding: self[field], as: UTF8.self)
  }

  /// The texts of all fields.
  public var texts: [String] { (0..<count).map(text) }
}
