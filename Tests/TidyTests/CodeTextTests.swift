// What is code and what is not.

import Testing

@Suite struct CodeTextTests {
  @Test(arguments: [
    (#"a // {"#, #"a     "#),
    (#"a /* { /* } */ { */ b"#, #"a                   b"#),
    (#"a("{")"#, #"a(" ")"#),
    (#"a("\"{")"#, #"a("   ")"#),
    (##"a(#"\"{"#)"##, ##"a(#"   "#)"##),
    (#"a("x\(b("{"))y{") {"#, #"a(" \(b(" "))  ") {"#),
    (#"a("\\") {"#, #"a("  ") {"#),
  ])
  func blanks(text: String, expected: String) {
    #expect(CodeText.blanked(text) == expected)
  }

  @Test func blanksMultilineStrings() {
    let text = "a(\"\"\"\n  {\"{\n  \\(b)\n  \"\"\") {"
    #expect(CodeText.blanked(text) == "a(\"\"\"\n     \n  \\(b)\n  \"\"\") {")
  }

  @Test func aQuoteInARegexSpoilsItsLineOnly() {
    #expect(CodeText.blanked("let a = /\"/ {\n}").hasSuffix("\n}"))
  }
}
