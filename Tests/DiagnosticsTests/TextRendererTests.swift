import Diagnostics
import Testing

/// Diagnostics as people see them: golden texts in both languages.
@Suite struct TextRendererTests {
  private let diagnostic = Diagnostic(
    "import.amount-unreadable", Words(vi: "số tiền không đọc được", en: "the amount is unreadable"),
    at: Origin(file: "sao-ke.xlsx", sheet: "Sao kê", cell: "D17", line: 17),
    hint: Words(vi: "sửa ô này", en: "correct the cell"))

  @Test func speaksVietnamese() {
    let golden = """
      lỗi: sao-ke.xlsx: trang "Sao kê", ô D17 [import.amount-unreadable]
        số tiền không đọc được
        gợi ý: sửa ô này
      """
    #expect(TextRenderer(language: .vietnamese).render(diagnostic) == golden)
  }

  @Test func speaksEnglish() {
    let golden = """
      error: sao-ke.xlsx: sheet "Sao kê", cell D17 [import.amount-unreadable]
        the amount is unreadable
        hint: correct the cell
      """
    #expect(TextRenderer(language: .english).render(diagnostic) == golden)
  }

  @Test func warnsWithoutAHintOrAPlace() {
    let warning = Diagnostic("x.y", Words(vi: "lạ", en: "odd"), severity: .warning)
    #expect(TextRenderer(language: .vietnamese).render(warning) == "lưu ý: [x.y]\n  lạ")
    #expect(TextRenderer(language: .english).render(warning) == "warning: [x.y]\n  odd")
  }

  @Test(arguments: [
    (Origin(), "", ""),
    (Origin(file: "a.csv"), "a.csv:", "a.csv:"),
    (Origin(file: "a.csv", line: 3), "a.csv: dòng 3", "a.csv: line 3"),
    (Origin(part: "p.xml", byteOffset: 7), "phần p.xml, byte 7", "part p.xml, byte 7"),
    (Origin(line: 3, byteOffset: 7), "dòng 3", "line 3"),
    (Origin(sheet: "S", cell: "B2", line: 2), "trang \"S\", ô B2", "sheet \"S\", cell B2"),
  ])
  func namesThePlace(origin: Origin, vietnamese: String, english: String) {
    #expect(TextRenderer(language: .vietnamese).describe(origin) == vietnamese)
    #expect(TextRenderer(language: .english).describe(origin) == english)
  }

  /// A file's name must not move the cursor, change colours or turn the line around.
  @Test(arguments: [
    "\u{1B}[31m", "\u{7}", "\u{9B}", "\u{7F}", "\r", "\r\n", "\t", "\u{202E}", "\u{2066}",
  ])
  func takesOutWhatATerminalObeys(bad: String) {
    var hostile = diagnostic
    hostile.origin = Origin(file: "a\(bad)b")
    let text = TextRenderer(language: .english).render(hostile)
    #expect(text.hasPrefix("error: a\u{FFFD}"))
    let hasBad = text.unicodeScalars.contains { bad.unicodeScalars.contains($0) && $0 != "\n" }
    #expect(hasBad == (bad == "\u{1B}[31m"), "only the letters of a sequence are left")
  }
}
