// Tells code from comments and string literals, as far as the checks need it.

/// Blanks what is not code, so that a brace or a word in a string or comment counts for nothing.
///
/// It knows line and nested block comments, string literals with any number of `#`, multi-line
/// strings and interpolation. It does not know regex literals: a quote in one blanks its line.
struct CodeText {
  private enum Context {
    /// Code; in an interpolation, how many parentheses are open.
    case code(parentheses: Int?)
    case string(hashes: Int, isMultiline: Bool)
  }

  private let bytes: [UInt8]
  private var output: [UInt8] = []
  private var position = 0
  private var contexts: [Context] = [.code(parentheses: nil)]

  /// The text with comments and the content of string literals replaced by spaces.
  static func blanked(_ text: String) -> String {
    var scanner = CodeText(bytes: Array(text.utf8))
    while scanner.position < scanner.bytes.count { scanner.step() }
    return String(decoding: scanner.output, as: UTF8.self)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    output.reserveCapacity(bytes.count)
  }

  private mutating func step() {
    switch contexts.last {
    case .string(let hashes, let isMultiline): stepInString(hashes, isMultiline)
    case .code(let parentheses): stepInCode(parentheses)
    case nil: contexts = [.code(parentheses: nil)]
    }
  }

  private mutating func stepInCode(_ parentheses: Int?) {
    if starts("//") {
      while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank(1) }
    } else if starts("/*") {
      blankBlockComment()
    } else if let hashes = hashesBeforeQuote() {
      let isMultiline = starts(#"""""#, at: position + hashes)
      keep(hashes + (isMultiline ? 3 : 1))
      contexts.append(.string(hashes: hashes, isMultiline: isMultiline))
    } else {
      countParentheses(parentheses)
      keep(1)
    }
  }

  private mutating func countParentheses(_ open: Int?) {
    guard let open else { return }
    let change =
      switch bytes[position] {
      case UInt8(ascii: "("): 1
      case UInt8(ascii: ")"): -1
      default: 0
      }
    contexts.removeLast()
    if open + change > 0 { contexts.append(.code(parentheses: open + change)) }
  }

  private mutating func stepInString(_ hashes: Int, _ isMultiline: Bool) {
    let fence = String(repeating: "#", count: hashes)
    let end = (isMultiline ? #"""""# : #"""#) + fence
    let escape = #"\"# + fence
    if starts(end) {
      keep(end.utf8.count)
      contexts.removeLast()
    } else if starts(escape + "(") {
      keep(escape.utf8.count + 1)
      contexts.append(.code(parentheses: 1))
    } else if starts(escape) {
      blank(escape.utf8.count + 1)
    } else {
      // A literal that is not closed on its line was none: a regex, for one.
      if !isMultiline && bytes[position] == UInt8(ascii: "\n") { contexts.removeLast() }
      blank(1)
    }
  }

  private mutating func blankBlockComment() {
    var depth = 0
    repeat {
      let change = starts("/*") ? 1 : starts("*/") ? -1 : 0
      depth += change
      blank(change == 0 ? 1 : 2)
    } while depth > 0 && position < bytes.count
  }

  /// How many `#` stand here before a quote; nil when no string literal starts here.
  private func hashesBeforeQuote() -> Int? {
    var end = position
    while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: "\"") ? end - position : nil
  }

  private func starts(_ word: String, at start: Int? = nil) -> Bool {
    bytes[min(start ?? position, bytes.count)...].starts(with: word.utf8)
  }

  private mutating func keep(_ count: Int) {
    let end = min(position + count, bytes.count)
    output += bytes[position..<end]
    position = end
  }

  private mutating func blank(_ count: Int) {
    let end = min(position + count, bytes.count)
    for byte in bytes[position..<end] {
      output.append(byte == UInt8(ascii: "\n") ? byte : UInt8(ascii: " "))
    }
    position = end
  }
}
