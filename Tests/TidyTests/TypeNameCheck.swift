// Names that would clash with those of libraries that we, or the tests, import.

/// Finds public types at the top level of `Sources/` with a name that is taken.
enum TypeNameCheck {
  /// The names and who has them.
  static let taken = [
    "Row": "GRDB", "Column": "GRDB", "Table": "GRDB", "Statement": "GRDB", "Record": "GRDB",
    "Database": "GRDB", "SourceLocation": "Swift Testing",
  ]

  private static let kinds: Set<Substring> = [
    "struct", "class", "enum", "actor", "protocol", "typealias",
  ]

  /// What is wrong in the files.
  ///
  /// A nested type clashes with nobody: only lines without indentation are read.
  static func findings(in files: [SourceFile]) -> [Finding] {
    files.filter { $0.isSwift && $0.path.hasPrefix("Sources/") }.flatMap { file in
      file.code.numberedLines.compactMap { line, text -> Finding? in
        let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        guard text.first?.isWhitespace == false, words.contains("public") || words.contains("open"),
          let kind = words.firstIndex(where: kinds.contains), kind + 1 < words.count,
          let owner = taken[String(words[kind + 1])]
        else { return nil }
        return Finding(
          path: file.path, line: line, message: "\(owner) has a public \(words[kind + 1]) too")
      }
    }
  }
}
