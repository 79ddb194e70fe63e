// Files, lines and functions that a reader can take in.

/// Finds Swift files, lines and functions over their limits.
enum SizeCheck {
  /// The most lines of a file.
  static let linesMax = 400
  /// The most characters of a line.
  static let columnsMax = 100
  /// The most lines of a function, from `func` to its closing brace; 40 is what we aim at.
  static let functionLinesMax = 60

  /// What is wrong in the files.
  static func findings(in files: [SourceFile]) -> [Finding] {
    files.filter(\.isSwift).flatMap { longFile($0) + longLines($0) + longFunctions($0) }
  }

  private static func longFile(_ file: SourceFile) -> [Finding] {
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    guard lines > linesMax else { return [] }
    return [Finding(path: file.path, message: "has \(lines) lines, more than \(linesMax)")]
  }

  private static func longLines(_ file: SourceFile) -> [Finding] {
    file.text.numberedLines.filter { $0.text.count > columnsMax }.map {
      Finding(
        path: file.path, line: $0.line,
        message: "has \($0.text.count) columns, more than \(columnsMax)")
    }
  }

  private static func longFunctions(_ file: SourceFile) -> [Finding] {
    functions(in: file.code).filter { $0.lines > functionLinesMax }.map {
      Finding(
        path: file.path, line: $0.line,
        message: "a function of \($0.lines) lines, more than \(functionLinesMax)")
    }
  }

  /// The functions, initialisers and subscripts with a body: their first line and their length.
  static func functions(in code: String) -> [(line: Int, lines: Int)] {
    var found: [(line: Int, lines: Int)] = []
    // Declarations whose body is open: their line, and the depth of braces outside of them.
    var open: [(line: Int, depth: Int)] = []
    // A declaration that waits for its body; a protocol's requirement never gets one.
    var waiting: Int?
    var depth = 0
    for (line, text) in code.numberedLines {
      if declares(text) { waiting = line }
      for character in text.utf8 {
        if character == UInt8(ascii: "{") {
          if let start = waiting { open.append((start, depth)) }
          waiting = nil
          depth += 1
        } else if character == UInt8(ascii: "}") {
          depth -= 1
          if open.last?.depth == depth, let function = open.popLast() {
            found.append((function.line, line - function.line + 1))
          }
          waiting = nil
        }
      }
    }
    return found
  }

  /// Whether a function, initialiser, deinitialiser or subscript is declared on the line.
  private static func declares(_ line: Substring) -> Bool {
    let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "@") }
    return words.contains {
      ["func", "init", "deinit", "subscript"].contains($0)
    }
  }
}
