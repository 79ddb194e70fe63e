internal import Diagnostics
internal import Indicators
internal import Reconciliation
internal import Records
internal import Reports

/// What should be settled before a report goes to the city.
struct HandoverChecks {
  private(set) var findings: [Diagnostic] = []

  init(_ evaluation: Evaluation, _ notebook: Notebook, _ form: FormManifest) {
    let content = evaluation.content
    for criterion in form.criteria {
      let number = criterion.number
      for column in ReportColumn.allCases {
        guard content.figures[ReportContent.FigureKey(number, column)] == nil else { continue }
        let words = column == .before ? ("trước", "before") : ("sau", "after")
        add(
          "figure-missing", vi: "chỉ tiêu \(number) chưa có số liệu \(words.0) triển khai",
          en: "criterion \(number) has no figure \(words.1)",
          hint: Words(
            vi: "nhập số liệu, hoặc thu phiếu của các phố", en: "import it, or collect the forms"))
      }
      let hasFigure = ReportColumn.allCases.contains {
        content.figures[ReportContent.FigureKey(number, $0)] != nil
      }
      let isProved =
        content.evidence[number]?.isEmpty == false
        || notebook.documents.contains { $0.criterion == number }
      if hasFigure && !isProved {
        add(
          "evidence-missing", vi: "chỉ tiêu \(number) chưa có hồ sơ minh chứng",
          en: "criterion \(number) has no evidence",
          hint: Words(vi: "ghi văn bản vào so-tay", en: "name a document in so-tay"))
      }
      addUncertain(number, content)
    }
    addUnreviewed(evaluation)
  }

  /// A verdict that the unknown could turn.
  private mutating func addUncertain(_ number: Int, _ content: ReportContent) {
    let rate = content.figures[ReportContent.FigureKey(number, .after)]
    guard rate?.verdict == .metIfUnknownCashless else { return }
    add(
      "verdict-uncertain",
      vi: "chỉ tiêu \(number): đạt hay không còn tuỳ những gì chưa rõ",
      en: "criterion \(number): whether it is met depends on what is unknown",
      hint: Words(
        vi: "bổ sung số liệu (sao kê, danh sách thu, sổ tay) rồi chạy lại",
        en: "add what is missing (statements, lists, notebook) and run again"))
  }

  private mutating func addUnreviewed(_ evaluation: Evaluation) {
    let open = evaluation.matching.count(.suggested)
    let rates = ReportColumn.allCases.compactMap { evaluation.content.households[$0]?.total }
    guard open > 0, rates.contains(where: { $0.verdict == .metIfUnknownCashless }) else { return }
    add(
      "payments-unreviewed",
      vi: "còn \(open) lần trả tiền chưa xem, có thể làm đổi kết quả",
      en: "\(open) payments are not reviewed and could turn the verdict",
      hint: Words(vi: "xem bằng: bakhong review list", en: "see them with: bakhong review list"))
  }

  private mutating func add(_ code: String, vi: String, en: String, hint: Words) {
    findings.append(
      Diagnostic("handover." + code, Words(vi: vi, en: en), hint: hint, severity: .warning))
  }
}
