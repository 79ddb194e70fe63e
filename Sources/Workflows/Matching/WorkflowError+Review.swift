internal import Diagnostics

extension WorkflowError {
  /// What can be wrong with what is asked of matches and rates.
  var reviewDiagnostic: Diagnostic {
    switch self {
    case .rulesMissing(let file):
      Diagnostic(
        "match.rules-missing",
        Words(vi: "không có tệp quy tắc này", en: "there is no such rules file"),
        at: Origin(file: file),
        hint: Words(vi: "kiểm tra lại đường dẫn", en: "check the path"))
    case .unknownLine(let line):
      Diagnostic(
        "review.unknown-line",
        Words(
          vi: "không có lần trả tiền nào ở \(line)", en: "no payment was read from \(line)"),
        hint: Self.listing)
    case .severalLines(let line, let sheets):
      Diagnostic(
        "review.several-lines",
        Words(
          vi: "\(line) có ở nhiều trang: \(sheets.joined(separator: ", "))",
          en: "\(line) is in several sheets: \(sheets.joined(separator: ", "))"),
        hint: Words(vi: "viết tệp:trang:dòng", en: "write file:sheet:line"))
    case .nothingProposed(let line):
      Diagnostic(
        "review.nothing-proposed",
        Words(
          vi: "không có hóa đơn nào được đề xuất cho \(line)",
          en: "no bill is proposed for \(line)"),
        hint: Words(
          vi: "chọn hóa đơn: bakhong review choose \(line) MÃ_HÓA_ĐƠN",
          en: "name the bill: bakhong review choose \(line) BILL"))
    case .notDecided(let line):
      Diagnostic(
        "review.not-decided",
        Words(vi: "chưa ai quyết định về \(line)", en: "nobody decided about \(line)"),
        hint: Self.listing)
    case .explainsHouseholds(let definition):
      Diagnostic(
        "rates.explains-households",
        Words(
          vi: "chỉ truy được các tỷ lệ tính theo hộ, không phải \(definition)",
          en: "only rates of households are traced, not \(definition)"),
        hint: Words(
          vi: "dùng một định nghĩa household-…", en: "use a definition of household-…"))
    default:
      Diagnostic(
        "rates.not-a-period", Words(vi: "kỳ không hợp lệ", en: "not a period"),
        hint: Words(
          vi: "viết 2024-08, 2024-Q1 hoặc 2024-01..2024-06",
          en: "write 2024-08, 2024-Q1 or 2024-01..2024-06"))
    }
  }

  private static let listing = Words(
    vi: "xem các dòng bằng: bakhong review list --all, bakhong match --list",
    en: "see lines with: bakhong review list --all, bakhong match --list")
}
