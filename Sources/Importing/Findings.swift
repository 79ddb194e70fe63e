internal import Diagnostics

extension ImportedFile {
  /// Adds a finding for a sheet that another layout would read.
  mutating func noteLeftOut(_ sheet: String?, _ layout: String) {
    let diagnostic = Diagnostic(
      "import.sheet-left-out",
      Words(
        vi: "trang này khớp mẫu \"\(layout)\", khác với mẫu của tệp, nên chưa được nhập",
        en: "this sheet fits layout \"\(layout)\", not that of the file, and was left out"),
      at: Origin(file: name, sheet: sheet),
      hint: Words(
        vi: "tách trang này thành tệp riêng", en: "put this sheet into a file of its own"),
      severity: .warning)
    if !findings.contains(where: { $0.origin == diagnostic.origin }) { findings.append(diagnostic) }
  }

  /// Adds a finding for each word without a meaning, with how often it occurs.
  mutating func note(_ unknown: UnknownWords, _ layout: Layout) {
    for (field, words) in unknown.counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for (word, count) in words.sorted(by: { $0.key < $1.key }) {
        findings.append(finding(String(word.prefix(40)), count, field, layout.header(field)))
      }
    }
  }

  private func finding(_ word: String, _ count: Int, _ field: Field, _ header: String) -> Diagnostic
  {
    let isChannel = field == .channel
    return Diagnostic(
      isChannel ? "import.channel-unknown" : "import.status-unknown",
      Words(
        vi: "cột \"\(header)\": chưa biết \"\(word)\" nghĩa là gì (\(count) dòng)",
        en: "column \"\(header)\": the meaning of \"\(word)\" is not known (\(count) rows)"),
      at: Origin(file: name),
      hint: isChannel
        ? Words(
          vi: "thêm từ này vào bảng kênh thanh toán của mình",
          en: "add the word to your table of channels")
        : Words(
          vi: "dùng DATT hoặc CHUATT", en: "use DATT or CHUATT"),
      severity: .warning)
  }
}
