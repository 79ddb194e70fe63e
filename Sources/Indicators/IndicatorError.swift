public import Diagnostics
public import Records

/// What can go wrong with figures: some are left out and looked at, a sum too large stops the work.
public enum IndicatorError: Diagnosable, Hashable {
  /// A sum does not fit 64 bits.
  case sumTooLarge(at: Provenance)
  /// A figure counts more than there are, or fewer than none; it is left out.
  case impossibleFigure(criterion: Int, at: Provenance)
  /// A figure of the whole ward is the sum of its phố's figures, which stand too; it is left out.
  case totalRepeated(criterion: Int, at: Provenance)
  /// Figures of the whole ward and of phố stand under one criterion; all are added up.
  case mixedLevels(criterion: Int, at: Provenance)

  /// The line it is about.
  public var provenance: Provenance {
    switch self {
    case .sumTooLarge(let place), .impossibleFigure(_, let place), .totalRepeated(_, let place),
      .mixedLevels(_, let place):
      place
    }
  }

  /// What to tell, placed at the sheet and line; the file's name is for the caller to add.
  public var diagnostic: Diagnostic {
    let origin = Origin(sheet: provenance.sheet, line: provenance.line)
    switch self {
    case .sumTooLarge:
      return Diagnostic(
        "indicator.sum-too-large",
        Words(vi: "tổng vượt quá giới hạn", en: "the sum is beyond what can be counted"),
        at: origin,
        hint: Words(vi: "kiểm tra số ở dòng này", en: "check the number in this line"))
    case .impossibleFigure(let criterion, _):
      return Diagnostic(
        "indicator.impossible-figure",
        Words(
          vi: "chỉ tiêu \(criterion): tử số lớn hơn mẫu số hoặc số âm; dòng này không được tính",
          en: "criterion \(criterion): numerator above denominator or negative; line left out"),
        at: origin, hint: Words(vi: "sửa rồi nhập lại", en: "correct it and import it again"),
        severity: .warning)
    case .totalRepeated(let criterion, _):
      return Diagnostic(
        "indicator.total-repeated",
        Words(
          vi: "chỉ tiêu \(criterion): dòng toàn phường bằng tổng các phố nên không được cộng thêm",
          en: "criterion \(criterion): the ward's line is the sum of its phố; not added again"),
        at: origin, hint: Words(vi: "bỏ dòng này", en: "remove this line"), severity: .warning)
    case .mixedLevels(let criterion, _):
      return Diagnostic(
        "indicator.mixed-levels",
        Words(
          vi: "chỉ tiêu \(criterion): có cả dòng toàn phường và dòng theo phố; đã cộng tất cả",
          en: "criterion \(criterion): lines of the ward and of phố stand together; all are added"),
        at: origin,
        hint: Words(
          vi: "chỉ giữ một loại nếu chúng đếm cùng một đối tượng",
          en: "keep one kind if they count the same things"), severity: .warning)
    }
  }
}
