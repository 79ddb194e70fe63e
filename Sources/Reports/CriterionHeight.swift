public import Diagnostics

/// How high a criterion's row is, and what does not fit into it.
extension FormManifest {
  /// The places of the wording, the target and the evidence among the form's columns.
  private static let textColumn = 1
  private static let targetColumn = 2
  private static let evidenceColumn = 5

  /// The height of a criterion's row: its wording, its target, and room for its evidence.
  func heightPoints(of criterion: Criterion) -> Double {
    TextHeight.points(lines: lines(of: criterion), sizePoints: font.sizePoints)
  }

  /// Criteria whose evidence takes more lines than their rows hold: it would be cut off on paper.
  ///
  /// - Parameter content: What the form will say.
  /// - Returns: A warning for each.
  public func overlongEvidence(_ content: ReportContent) -> [Diagnostic] {
    guard fields.evidence != nil else { return [] }
    return criteria.compactMap { criterion in
      let text = (content.evidence[criterion.number] ?? []).joined(separator: "; ")
      guard lines(text, in: Self.evidenceColumn) > lines(of: criterion) else { return nil }
      return Diagnostic(
        "report.evidence-overlong",
        Words(
          vi: "minh chứng của chỉ tiêu \(criterion.number) dài hơn ô, khi in sẽ bị khuất",
          en: "the evidence of criterion \(criterion.number) is longer than its cell"),
        hint: Words(
          vi: "rút gọn minh chứng, hoặc kéo cao dòng này trong LibreOffice trước khi in",
          en: "shorten it, or make the row higher in LibreOffice before printing"),
        severity: .warning)
    }
  }

  private func lines(of criterion: Criterion) -> Int {
    max(
      lines(criterion.text, in: Self.textColumn), lines(criterion.target, in: Self.targetColumn),
      criterion.evidenceLines ?? 2)
  }

  private func lines(_ text: String, in column: Int) -> Int {
    guard page.columnsMM.indices.contains(column) else { return 1 }
    return TextHeight.lines(text, widthMM: page.columnsMM[column], sizePoints: font.sizePoints)
  }
}
