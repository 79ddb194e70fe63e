/// One record that was read: its fields as slices of bytes.
///
/// A field is UTF-8 without its quotes; it costs no copy unless it held a doubled quote.
public struct CSVLine: Sendable {
  /// The physical line that the record begins on, from 1.
  public internal(set) var line = 1
  /// The bytes of the text that are in memory.
  var source: [UInt8]
  /// Fields whose doubled quotes were undone.
  var unescaped: [UInt8] = []
  /// Where the fields lie.
  var spans: [Span] = []

  /// Where a field lies: in the text, or among the unescaped ones.
  struct Span: Sendable {
    var start: Int
    /// The end; where the field was unescaped its complement, which is negative.
    private var codedEnd: Int

    @inline(__always)
    init(start: Int, end: Int, isUnescaped: Bool) {
      self.start = start
      codedEnd = isUnescaped ? ~end : end
    }

    @inline(__always)
    var isUnescaped: Bool { codedEnd < 0 }

    @inline(__always)
    var end: Int { codedEnd < 0 ? ~codedEnd : codedEnd }
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

  /// Whether a field holds nothing.
  public func isEmpty(_ field: Int) -> Bool { spans[field].start == spans[field].end }

  /// Calls `body` with the bytes of a field in place, without a copy.
  ///
  /// - Parameters:
  ///   - field: The field, from 0.
  ///   - body: Called once; the buffer is not valid after it.
  /// - Returns: What `body` returns.
  @inline(__always)
  public func withBytes<Result>(
    _ field: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let span = spans[field]
    return (span.isUnescaped ? unescaped : source).withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[span.start..<span.end]))
    }
  }

  /// The text of a field, from 0.
  public func text(_ field: Int) -> String {
    withBytes(field) { String(decoding: $0, as: UTF8.self) }
  }

  /// The texts of all fields.
  public var texts: [String] { (0..<count).map(text) }
}
