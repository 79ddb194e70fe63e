internal import Diagnostics

/// The words of what is found in collected forms; an error keeps a form from being counted.
///
/// No message holds a figure or a name.
enum CollectionFindings {
  // MARK: - The form and its fields

  static func notAForm(_ origin: Origin) -> Diagnostic {
    finding(
      .error, "not-a-form", origin, vi: "không phải phiếu thu thập", en: "not a collection form",
      hint: Words(
        vi: "cần ô mang tên phien_ban; hãy điền vào mẫu Templates/phieu-thu-thap",
        en: "the cell named phien_ban is missing; fill in Templates/phieu-thu-thap"))
  }

  static func unknownVersion(_ origin: Origin) -> Diagnostic {
    finding(
      .warning, "version-unknown", origin,
      vi: "phiếu thuộc phiên bản khác; chỉ đọc các ô đã biết",
      en: "the form is of another version; only the known cells were read",
      hint: Words(vi: "gửi lại mẫu phiếu mới cho đơn vị", en: "send the unit the current form"))
  }

  static func nameLost(_ name: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "name-lost", origin, vi: "không còn ô \"\(name)\"",
      en: "the cell \"\(name)\" is gone",
      hint: Words(
        vi: "chép số liệu sang mẫu gốc, đừng xoá dòng của mẫu",
        en: "copy the figures into the original form; its rows must stay"))
  }

  static func nameFoundByKey(_ name: String, _ origin: Origin) -> Diagnostic {
    finding(
      .warning, "name-found-by-key", origin,
      vi: "tên ô \"\(name)\" đã mất; đọc theo mã dòng ở cột ẩn",
      en: "the name \"\(name)\" is gone; read by the key in the hidden column",
      hint: Words(vi: "kiểm tra lại ô này", en: "check this cell"))
  }

  static func nameTwice(_ name: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "name-twice", origin, vi: "hai vùng cùng tên \"\(name)\"",
      en: "two ranges are named \"\(name)\"",
      hint: Words(vi: "xoá một vùng, hoặc chép lại sang mẫu gốc", en: "delete one of them"))
  }

  static func fieldEmpty(_ label: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "field-empty", origin, vi: "chưa điền \"\(label)\"", en: "\"\(label)\" is empty",
      hint: Words(vi: "điền ô này", en: "fill in this cell"))
  }

  static func fieldUnreadable(_ label: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "field-unreadable", origin, vi: "\"\(label)\" không đọc được",
      en: "\"\(label)\" cannot be read",
      hint: Words(
        vi: "kỳ viết như 2024-08, ngày như 12/09/2024, lần là số từ 1",
        en: "a period is written 2024-08, a day 12/09/2024, a revision as a number from 1"))
  }

  // MARK: - Figures

  static func notWhole(_ origin: Origin) -> Diagnostic {
    finding(
      .error, "not-whole", origin, vi: "không phải số nguyên từ 0 trở lên",
      en: "not a whole number of 0 or more",
      hint: Words(
        vi: "gõ số nguyên, không phải tỷ lệ hay chữ", en: "type a whole number, no rate, no words"))
  }

  static func typedAsText(_ origin: Origin) -> Diagnostic {
    finding(
      .warning, "typed-as-text", origin, vi: "số được gõ như chữ", en: "a number typed as text",
      hint: Words(vi: "gõ lại chỉ chữ số, không đơn vị", en: "type digits alone"))
  }

  static func formulaError(_ error: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "formula-error", origin, vi: "công thức cho \(error)",
      en: "the formula gives \(error)",
      hint: Words(vi: "sửa công thức hoặc gõ số", en: "mend the formula, or type the number"))
  }

  static func halfFigure(_ key: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "half-figure", origin, vi: "\(key): chỉ có tử số hoặc chỉ có mẫu số",
      en: "\(key): a numerator or a denominator alone",
      hint: Words(vi: "điền cả hai, hoặc bỏ trống cả hai", en: "fill in both or none"))
  }

  static func aboveDenominator(_ key: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "above-denominator", origin, vi: "\(key): tử số lớn hơn mẫu số",
      en: "\(key): the numerator is above the denominator",
      hint: Words(vi: "kiểm tra hai ô", en: "check both cells"))
  }

  static func denominatorsDiffer(
    _ key: String, percentMax: Int, _ origin: Origin
  ) -> Diagnostic {
    finding(
      .warning, "denominators-differ", origin,
      vi: "\(key): mẫu số trước và sau lệch quá \(percentMax)%",
      en: "\(key): the denominators before and after differ by over \(percentMax)%",
      hint: Words(vi: "kiểm tra hai kỳ có cùng phạm vi", en: "check that both count the same"))
  }

  static func jump(_ key: String, pointsMax: Int, _ origin: Origin) -> Diagnostic {
    finding(
      .warning, "jump", origin, vi: "\(key): tỷ lệ thay đổi quá \(pointsMax) điểm phần trăm",
      en: "\(key): the rate moves by over \(pointsMax) points",
      hint: Words(vi: "kiểm tra lại số liệu hai kỳ", en: "check both columns"))
  }

  static func evidenceMissing(_ key: String, _ origin: Origin) -> Diagnostic {
    finding(
      .warning, "evidence-missing", origin, vi: "\(key): thiếu hồ sơ minh chứng",
      en: "\(key): no evidence is named",
      hint: Words(vi: "ghi số, ngày, tên văn bản", en: "name the document"))
  }

  /// Names the first cells of those that are empty.
  static func incomplete(_ cells: [String], _ origin: Origin) -> Diagnostic {
    let named = cells.prefix(12).joined(separator: ", ") + (cells.count > 12 ? ", …" : "")
    return finding(
      .warning, "incomplete", origin,
      vi: "còn \(cells.count) ô bắt buộc bỏ trống: \(named)",
      en: "\(cells.count) required cells are empty: \(named)",
      hint: Words(
        vi: "bổ sung rồi gửi lại với lần báo cáo mới", en: "complete it and send it again"))
  }

  // MARK: - Units

  static func unitMissing(_ id: String) -> Diagnostic {
    finding(
      .warning, "unit-missing", Origin(), vi: "chưa có phiếu của \(id)", en: "no form of \(id)",
      hint: Words(vi: "nhắc đơn vị nộp phiếu", en: "ask the unit for it"))
  }

  static func unitUnknown(_ id: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "unit-unknown", origin,
      vi: "đơn vị \"\(id)\" không có trong danh sách vào thời điểm này",
      en: "the unit \"\(id)\" is not on the list at that time",
      hint: Words(vi: "sửa mã đơn vị, hoặc bổ sung don-vi.yaml", en: "mend the id, or don-vi.yaml"))
  }

  static func contradicting(_ id: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "contradicting", origin,
      vi: "\(id): hai phiếu khác nhau, cùng ngày lập và cùng lần báo cáo",
      en: "\(id): two forms differ, of one day and one revision",
      hint: Words(
        vi: "bỏ phiếu sai, hoặc ghi lần báo cáo", en: "remove one, or number the revisions"))
  }

  static func approved(_ id: String, _ origin: Origin) -> Diagnostic {
    finding(
      .error, "approved", origin, vi: "\(id): số liệu đã duyệt, phiếu khác không được tính",
      en: "\(id): the figures are approved, another form does not count",
      hint: Words(
        vi: "mở lại bằng bakhong collect … --reopen \(id) --reason …",
        en: "reopen with bakhong collect … --reopen \(id) --reason …"))
  }

  static func periodsDiffer(_ origin: Origin) -> Diagnostic {
    finding(
      .error, "periods-differ", origin, vi: "kỳ báo cáo khác kỳ đang tổng hợp",
      en: "another period than the one that is summed",
      hint: Words(vi: "chọn kỳ bằng --period, hoặc sửa phiếu", en: "choose one with --period"))
  }

  private static func finding(
    _ severity: Diagnostic.Severity, _ code: String, _ origin: Origin, vi: String, en: String,
    hint: Words
  ) -> Diagnostic {
    Diagnostic(
      "collect." + code, Words(vi: vi, en: en), at: origin, hint: hint, severity: severity)
  }
}
