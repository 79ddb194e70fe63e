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

  /// Adds a finding for each column with ids that a spreadsheet has spoilt.
  mutating func noteSpoilt(_ unknown: UnknownWords, _ layout: Layout) {
    for (field, count) in unknown.spoilt.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let header = layout.header(field)
      findings.append(
        Diagnostic(
          "import.id-spoilt",
          Words(
            vi: "cột \"\(header)\": bảng tính đã làm hỏng \(count) mã",
            en: "column \"\(header)\": a spreadsheet has spoilt \(count) ids"),
          at: Origin(file: name),
          hint: Words(
            vi: "xuất lại tệp, không mở bằng bảng tính trước khi nhập",
            en: "export the file again, and import it without opening it in a spreadsheet"),
          severity: .warning))
    }
  }

  /// Adds a finding about the dates of a table; `proven` is the order that they alone have shown.
  mutating func noteDates(_ evidence: DateEvidence, _ proven: DateOrder?, sheet: String?) {
    if proven == .monthFirst {
      findings.append(
        Diagnostic(
          "import.dates-month-first",
          Words(
            vi: "ngày trong tệp được viết tháng trước, ngày sau",
            en: "the dates are written month first"),
          at: Origin(file: name, sheet: sheet),
          hint: Words(
            vi: "nếu không phải vậy, nhập lại với --dates dmy",
            en: "if that is wrong, import it with --dates dmy"), severity: .warning))
    }
    if evidence.looksExchanged {
      findings.append(
        Diagnostic(
          "import.dates-exchanged",
          Words(
            vi: "có vẻ bảng tính đã đổi chỗ ngày và tháng: ô nào đổi được đã thành ngày, "
              + "các ô khác còn là văn bản",
            en: "a spreadsheet seems to have exchanged day and month: cells where it could are "
              + "dates, the others are still text"),
          at: Origin(file: name, sheet: sheet),
          hint: Words(
            vi: "nhập tệp gốc, chưa mở bằng bảng tính",
            en: "import the original, never opened in a spreadsheet"), severity: .warning))
    }
  }

  /// Adds a finding for balances that do not add up, where that was accepted.
  mutating func noteUnbalanced(_ gap: BalanceCheck.Break, sheet: String?) {
    let error = ImportError.unbalanced(file: name, sheet: sheet, line: gap.line, breaks: gap.count)
    var diagnostic = error.diagnostic
    diagnostic.severity = .warning
    findings.append(diagnostic)
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
