internal import Diagnostics
internal import XMLStreams

/// Parts that nobody checked.
enum XMLFuzz {
  static func run(_ bytes: [UInt8]) {
    // The first byte is the size of chunks, so that a fuzzer chooses it.
    let part = Array(bytes.dropFirst())
    // How a part is encoded is told by its first chunk, which in files is never so small.
    let size = XMLPart.isPlain(part) ? Int(bytes.first ?? 1) + 1 : 1 << 16
    let streamed = tree { try XMLTree.streamed(part, chunkBytes: size) }
    let whole = tree { try XMLTree.streamed(part, chunkBytes: 1 << 16) }
    precondition(streamed == whole, "chunks of \(size) bytes tell something else")
    // A NUL, which no part may hold (XML 1.0 §2.2), is where libxml2 takes a plain part to end.
    if XMLPart.isPlain(part), part.contains(0) { return }
    guard let parsed = tree({ try XMLTree.parsed(part) }) else { return }
    // libxml2 writes names of namespaces without escaping them, so that a part which it converts
    // for us is refused where one holds `<` or `&`.
    if streamed == nil, !XMLPart.isPlain(part), part.contains(UInt8(ascii: "&")) { return }
    if streamed != parsed, bindsToNothing(part) { return }
    precondition(streamed == parsed, "libxml2 tells something else")
    guard XMLPart.isPlain(part) else { return }
    precondition(tree { try XMLTree.built(part) } == parsed, "the tree is another")
    let scanned = tree { try XMLTree.scanned(part) }
    precondition(scanned == parsed, "the scanner of parts that are edited tells something else")
  }

  /// Whether a prefix is bound to no namespace, which Namespaces in XML 1.0 §5 forbids.
  ///
  /// libxml2 passes over such a declaration, also where it is the second of its name.
  private static func bindsToNothing(_ part: [UInt8]) -> Bool {
    String(decoding: part, as: UTF8.self).contains(/xmlns:[^=\s]*\s*=\s*(""|'')/)
  }

  private static func tree(_ work: () throws -> String) -> String? {
    var found: String?
    refusing { found = try work() }
    return found
  }
}
