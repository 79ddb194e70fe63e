public import Diagnostics

/// Why figures cannot be approved or reopened.
public enum ApprovalError: Diagnosable {
  /// Nobody is named who approves.
  case actorMissing
  /// No reason is given for reopening.
  case reasonMissing
  /// There is no form of the unit that counts, or no approval to take back.
  case noSuchForm(unit: String)
  /// A line of the list of approvals is none.
  case damaged(file: String, line: Int)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .actorMissing:
      Diagnostic(
        "collect.actor-missing",
        Words(vi: "chưa ghi người duyệt", en: "nobody is named who approves"),
        hint: Words(vi: "thêm --by \"Họ tên\"", en: "add --by \"NAME\""))
    case .reasonMissing:
      Diagnostic(
        "collect.reason-missing",
        Words(vi: "mở lại số liệu cần có lý do", en: "reopening needs a reason"),
        hint: Words(vi: "thêm --reason \"…\"", en: "add --reason \"…\""))
    case .noSuchForm(let unit):
      Diagnostic(
        "collect.no-such-form",
        Words(
          vi: "không có phiếu được tính của \(unit), hoặc chưa duyệt để mở lại",
          en: "no form of \(unit) counts, or nothing of it is approved"),
        hint: Words(
          vi: "xem mã đơn vị và lỗi của phiếu bằng: bakhong collect THƯ_MỤC",
          en: "see the ids and what is wrong with: bakhong collect FOLDER"))
    case .damaged(let file, let line):
      Diagnostic(
        "collect.approvals-damaged",
        Words(vi: "dòng phê duyệt không đọc được", en: "not a line of approvals"),
        at: Origin(file: file, line: line),
        hint: Words(
          vi: "lấy lại tệp từ bản sao lưu; đừng sửa tay", en: "restore the file from a backup"))
    }
  }
}
