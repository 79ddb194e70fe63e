// What every check looks at, and what it says.

/// One file of the repository.
struct SourceFile: Sendable {
  /// The path from the package's root.
  let path: String
  /// The content.
  let text: String
  /// The content with comments and string literals blanked; lines and columns stay.
  let code: String

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
    code = path.hasSuffix(".swift") ? CodeText.blanked(text) : text
  }

  /// The last component of the path.
  var name: Substring { path.split(separator: "/").last ?? "" }

  /// The module, for a file of `Sources/`.
  var module: String? {
    let parts = path.split(separator: "/")
    return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
  }

  /// Whether it holds Swift.
  var isSwift: Bool { path.hasSuffix(".swift") }
}

/// One thing a check has to say.
struct Finding: Hashable, Sendable, CustomStringConvertible {
  /// Where, from the package's root.
  let path: String
  /// The line, from 1; nil when it is about the whole file.
  var line: Int?
  /// What is wrong.
  let message: String

  var description: String { path + (line.map { ":\($0)" } ?? "") + ": " + message }
}

extension StringProtocol {
  /// The lines with their numbers, from 1.
  var numberedLines: [(line: Int, text: SubSequence)] {
    split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { ($0 + 1, $1) }
  }
}
