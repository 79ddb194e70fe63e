// Words that do not belong in the repository.

/// Finds unfinished work in `Sources/`, and paths of somebody's machine anywhere.
enum WordCheck {
  // Put together from halves, so that this file does not hold them.
  private static let unfinished = ["TO" + "DO", "FIX" + "ME"]
  private static let machinePaths = ["/wo" + "rk/", "/opt/sw" + "ift", "/ro" + "ot/"]
  private static let trap = "fatal" + "Error("

  /// What is wrong in the files, placeholders apart.
  static func findings(in files: [SourceFile]) -> [Finding] {
    files.flatMap { file -> [Finding] in
      let everywhere = matches(machinePaths, in: file.text, of: file) {
        "holds the machine path \($0)"
      }
      guard file.path.hasPrefix("Sources/"), file.isSwift else { return everywhere }
      return everywhere
        + matches(unfinished, in: file.text, of: file) { "holds the note \($0)" }
        + matches([trap], in: file.code, of: file) {
          "calls \($0)…); throw, or state a precondition"
        }
    }
  }

  /// The files that only hold a place.
  static func placeholders(in files: [SourceFile]) -> [Finding] {
    files.filter { $0.name == "Placeholder.swift" }.map {
      Finding(path: $0.path, message: "only holds a place")
    }
  }

  private static func matches(
    _ words: [String], in text: String, of file: SourceFile, message: (String) -> String
  ) -> [Finding] {
    words.filter(text.contains).flatMap { word in
      text.numberedLines.filter { $0.text.contains(word) }.map {
        Finding(path: file.path, line: $0.line, message: message(word))
      }
    }
  }
}
