// Planted faults for WordCheck, put together from halves: this file is checked too.

import Testing

@Suite struct WordCheckTests {
  @Test(arguments: [
    ("Sources/Sheets/A.swift", "// TO" + "DO: later"),
    ("Sources/Sheets/A.swift", "/// FIX" + "ME"),
    ("Sources/Sheets/A.swift", "  fatal" + "Error(\"never\")"),
    ("README.md", "see /wo" + "rk/main"),
    ("Makefile", "SWIFT = /opt/sw" + "ift/bin/swift"),
    ("Tests/SheetsTests/A.swift", "let home = \"/ro" + "ot/.cache\""),
  ])
  func finds(path: String, text: String) {
    let findings = WordCheck.findings(in: [SourceFile(path, "first line\n" + text + "\n")])
    #expect(findings.map(\.line) == [2])
  }

  @Test func allowsTheRest() {
    let text = "// fatal" + "Error(…) is not called here\nlet homework = \"work/root\"\n"
    #expect(WordCheck.findings(in: [SourceFile("Sources/Sheets/A.swift", text)]).isEmpty)
  }

  @Test func findsAPlaceholder() {
    let files = ["Sources/Sheets/Placeholder.swift", "Sources/Sheets/A.swift"]
    let findings = WordCheck.placeholders(in: files.map { SourceFile($0, "") })
    #expect(findings.map(\.path) == ["Sources/Sheets/Placeholder.swift"])
  }
}
