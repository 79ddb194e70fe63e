public import Diagnostics

/// What keeps a hand-over from being made, or from being trusted.
public enum HandoverError: Diagnosable {
  /// A check found something, and the hand-over was to be made without findings only.
  case notReady(findings: Int)
  /// Figures were typed into a form, and nobody has said whether they stand.
  case unsettled(figures: Int, at: Origin)
  /// The two forms say different things, because one of them was edited by hand.
  case formsDiffer(field: String, other: String, at: Origin)
  /// A program that is needed is not installed, or failed.
  case program(String, reason: String)
  /// The key or certificate is not there.
  case keyMissing(String)
  /// What is to be verified is no hand-over.
  case notAHandover(String)
  /// A listed file is not there.
  case fileMissing(String)
  /// A file's content is not what the list says.
  case fileChanged(String)
  /// A file is there that the list does not name.
  case fileUnlisted(String)
  /// The list cannot be read.
  case listDamaged(String, line: Int)
  /// The signature does not belong to the list, or to nobody who is trusted.
  case signatureWrong(String)
  /// A certificate is given, and there is no signature.
  case signatureMissing(String)
  /// A form shows another figure than the summary.
  case formDiffers(criterion: Int, at: Origin)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .notReady(let findings):
      diagnostic(
        "not-ready", vi: "còn \(findings) điều cần xem, chưa bàn giao",
        en: "\(findings) findings, nothing was handed over",
        hint: Words(
          vi: "xử lý các lưu ý, hoặc bỏ --strict", en: "settle them, or leave --strict out"))
    case .program(let name, let reason):
      diagnostic(
        "program", vi: "không chạy được \(name): \(reason)", en: "\(name) failed: \(reason)",
        hint: Words(vi: "cài \(name), hoặc bỏ tuỳ chọn này", en: "install \(name), or do without"))
    case .keyMissing(let path):
      diagnostic(
        "key-missing", Origin(file: path), vi: "không có tệp khoá này", en: "there is no such key",
        hint: Words(vi: "kiểm tra đường dẫn", en: "check the path"))
    case .notAHandover(let path):
      diagnostic(
        "not-a-handover", Origin(file: path), vi: "không phải hồ sơ bàn giao",
        en: "not a hand-over",
        hint: Words(
          vi: "cần thư mục hoặc tệp zip có SHA256SUMS",
          en: "a folder or zip with SHA256SUMS is wanted"))
    case .fileMissing(let name):
      diagnostic(
        "file-missing", Origin(file: name), vi: "thiếu tệp này", en: "this file is missing",
        hint: Words(vi: "yêu cầu đơn vị gửi lại", en: "ask the unit to send it again"))
    case .fileChanged(let name):
      diagnostic(
        "file-changed", Origin(file: name), vi: "nội dung tệp khác lúc bàn giao",
        en: "the file is not what was handed over",
        hint: Words(vi: "yêu cầu đơn vị gửi lại", en: "ask the unit to send it again"))
    case .fileUnlisted(let name):
      diagnostic(
        "file-unlisted", Origin(file: name), vi: "tệp này không có trong danh sách",
        en: "the list does not name this file",
        hint: Words(vi: "bỏ tệp này ra ngoài", en: "take the file out"))
    case .unsettled, .formsDiffer, .formDiffers: formDiagnostic
    default: otherDiagnostic
    }
  }

  private var otherDiagnostic: Diagnostic {
    switch self {
    case .listDamaged(let name, let line):
      diagnostic(
        "list-damaged", Origin(file: name, line: line), vi: "danh sách tệp không đọc được",
        en: "the list of files cannot be read",
        hint: Words(vi: "yêu cầu đơn vị gửi lại", en: "ask the unit to send it again"))
    case .signatureWrong(let name):
      diagnostic(
        "signature-wrong", Origin(file: name), vi: "chữ ký không đúng hoặc không đáng tin",
        en: "the signature is wrong or not trusted",
        hint: Words(vi: "kiểm tra chứng thư của đơn vị", en: "check the unit's certificate"))
    case .signatureMissing(let name):
      diagnostic(
        "signature-missing", Origin(file: name), vi: "không có chữ ký", en: "there is no signature",
        hint: Words(vi: "yêu cầu đơn vị ký khi bàn giao", en: "ask the unit to sign"))
    default: diagnostic("unknown", vi: "", en: "", hint: nil)
    }
  }

  private var formDiagnostic: Diagnostic {
    switch self {
    case .unsettled(let figures, let origin):
      diagnostic(
        "unsettled", origin, vi: "biểu mẫu có \(figures) số gõ tay chưa quyết định",
        en: "the form has \(figures) typed figures that nobody settled",
        hint: Words(
          vi: "xem và quyết định bằng: bakhong sync TỆP", en: "settle them with: bakhong sync FILE")
      )
    case .formsDiffer(let field, let other, let origin):
      Diagnostic(
        "handover.forms-differ",
        Words(vi: "\(field): khác với \(other)", en: "\(field): not as in \(other)"), at: origin,
        hint: Words(
          vi: "sửa cả hai biểu mẫu như nhau, hoặc xoá bản cũ trong out/ rồi lập lại",
          en: "edit both forms alike, or remove the old one from out/ and make it again"),
        severity: .warning)
    case .formDiffers(let criterion, let origin):
      diagnostic(
        "form-differs", origin, vi: "chỉ tiêu \(criterion): biểu mẫu khác tom-tat.json",
        en: "criterion \(criterion): the form differs from tom-tat.json",
        hint: Words(
          vi: "biểu mẫu đã bị sửa sau khi lập; hỏi lại đơn vị",
          en: "the form was changed after it was made; ask the unit"))
    default: diagnostic("unknown", vi: "", en: "", hint: nil)
    }
  }

  private func diagnostic(
    _ code: String, _ origin: Origin = Origin(), vi: String, en: String, hint: Words?
  ) -> Diagnostic {
    Diagnostic("handover." + code, Words(vi: vi, en: en), at: origin, hint: hint)
  }
}
