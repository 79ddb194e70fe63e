/// Builds the bytes of an XML part.
public struct XMLOutput: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// Starts with nothing.
  public init() {}

  /// Starts with the XML declaration.
  public static func document() -> XMLOutput {
    var output = XMLOutput()
    output.raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
    return output
  }

  /// Writes markup as it is.
  public mutating func raw(_ markup: String) {
    bytes.append(contentsOf: markup.utf8)
  }

  /// Writes bytes as they are.
  public mutating func raw(_ markup: some Collection<UInt8>) {
    bytes.append(contentsOf: markup)
  }

  /// Writes text so that it reads back the same, in an element or between double quotes.
  ///
  /// Characters that XML 1.0 cannot hold (§2.2) become U+FFFD.
  public mutating func text(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      case "\t": raw("&#9;")
      case "\n": raw("&#10;")
      case "\r": raw("&#13;")
      default:
        let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        bytes.append(contentsOf: String(isAllowed ? Character(scalar) : "\u{FFFD}").utf8)
      }
    }
  }

  /// Writes ` name="value"`.
  public mutating func attribute(_ name: String, _ value: String) {
    raw(" " + name + "=\"")
    text(value)
    raw("\"")
  }

  /// Writes `<name …/>`.
  public mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:]
  ) {
    element(name, attributes) { _ in }
  }

  /// Writes `<name …>content</name>`, or `<name …/>` where `content` writes nothing.
  public mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout XMLOutput) throws -> Void
  ) rethrows {
    raw("<" + name)
    for (name, value) in attributes { attribute(name, value) }
    let mark = bytes.count
    raw(">")
    try content(&self)
    if bytes.count == mark + 1 {
      bytes.removeLast()
      raw("/>")
    } else {
      raw("</" + name + ">")
    }
  }
}
