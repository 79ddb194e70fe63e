// Planted faults for SizeCheck: one line, column or statement over the limit, and none.

import Testing

@Suite struct SizeCheckTests {
  private func findings(_ text: String) -> [Finding] {
    SizeCheck.findings(in: [SourceFile("Sources/Sheets/A.swift", text)])
  }

  @Test func findsALongFile() {
    #expect(findings(String(repeating: "\n", count: SizeCheck.linesMax)).isEmpty)
    #expect(findings(String(repeating: "\n", count: SizeCheck.linesMax + 1)).count == 1)
  }

  @Test func findsALongLine() {
    // Counted as people see them: a letter with its marks is one column.
    #expect(findings(String(repeating: "ộ", count: SizeCheck.columnsMax)).isEmpty)
    let long = findings("\n" + String(repeating: "ộ", count: SizeCheck.columnsMax + 1))
    #expect(long.map(\.line) == [2])
  }

  @Test(arguments: [
    "func long() {", "init(value: Int) {", "subscript(index: Int) -> Int {", "deinit {",
    "func long(\n) {",
  ])
  func findsALongFunction(head: String) {
    func body(_ lines: Int) -> String {
      let headLines = head.split(separator: "\n").count
      let statements = String(
        repeating: "  if true { print(\"}\") }\n", count: lines - headLines - 1)
      return "struct A {\n" + head + "\n" + statements + "}\n}\n"
    }
    #expect(findings(body(SizeCheck.functionLinesMax)).isEmpty)
    #expect(findings(body(SizeCheck.functionLinesMax + 1)).map(\.line) == [2])
  }

  @Test func aProtocolAndATypeAreNoFunctions() {
    let lines = String(repeating: "  let a = 1\n", count: 70)
    #expect(findings("protocol P {\n  func f()\n}\nstruct A {\n" + lines + "}\n").isEmpty)
    #expect(findings("let a = [\n" + lines + "].map(Int.init)\nenum E {\n}\n").isEmpty)
  }

  @Test func measuresNestedFunctions() {
    let code = "func a() {\n  func b() {\n    c()\n  }\n}\n"
    let found = SizeCheck.functions(in: code).map { [$0.line, $0.lines] }
    #expect(found == [[2, 3], [1, 5]])
  }
}
