public import Diagnostics

/// What can be wrong when an edited form comes back.
public enum SyncError: Diagnosable {
  /// There is no form as the program wrote it to hold the edited one against.
  case noBase(file: String)
  /// The file is no form of the workspace's template.
  case notOurForm(file: String)
  /// A choice names a field that was not changed.
  case notChanged(field: String)
  /// A choice accepts a cell that is empty or holds nothing that could stand.
  case notAcceptable(field: String)
  /// A choice needs somebody's name and reason.
  case actorMissing
  /// A figure was typed over a computed one; somebody has to choose.
  case overwritten(field: String, at: Origin)
  /// A figure changed and nobody has said yet whether it stands.
  case unsettled(field: String, at: Origin)
  /// A figure was typed as text.
  case typedAsText(field: String, at: Origin)
  /// A figure is none, or not between 0 and 100 %.
  case notAShare(field: String, at: Origin)
  /// A figure's formula gives an error.
  case formulaBroken(field: String, error: String, at: Origin)
  /// A named range was deleted or doubled; its cell is where its neighbours say.
  case nameLost(field: String, at: Origin)
  /// A named range was moved away from its row or column.
  case nameMoved(field: String, to: String, at: Origin)
  /// The computed figure behind an adjustment is another one now.
  case computedAgain(criterion: Int, event: Int, at: Origin)
  /// The form in `out/` was edited, and cannot be brought together with the new one.
  case mergeConflict(at: Origin)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .noBase, .notOurForm, .notChanged, .notAcceptable, .actorMissing: requestDiagnostic
    case .overwritten, .unsettled, .computedAgain, .mergeConflict: figureDiagnostic
    case .typedAsText, .notAShare, .formulaBroken, .nameLost, .nameMoved: cellDiagnostic
    }
  }

  private var requestDiagnostic: Diagnostic {
    switch self {
    case .noBase(let file):
      make(
        "no-base", .error, Origin(file: file), vi: "chưa có biểu mẫu gốc để so",
        en: "there is no form to hold it against",
        hint: Words(vi: "chạy bakhong report trước", en: "run bakhong report first"))
    case .notOurForm(let file):
      make(
        "not-our-form", .error, Origin(file: file), vi: "không phải biểu mẫu của phường này",
        en: "not a form of this workspace",
        hint: Words(
          vi: "chọn tệp lưu từ out/bao-cao…", en: "choose a file that was saved from out/"))
    case .notChanged(let field):
      make(
        "not-changed", .error, Origin(), vi: "\(field) không có thay đổi",
        en: "\(field) was not changed",
        hint: Words(vi: "xem danh sách bằng: bakhong sync TỆP", en: "see: bakhong sync FILE"))
    case .notAcceptable(let field):
      make(
        "not-acceptable", .error, Origin(), vi: "\(field): ô trống hoặc không phải tỷ lệ",
        en: "\(field): the cell is empty or holds no share",
        hint: Words(
          vi: "gõ lại tỷ lệ trong ô, hoặc lấy lại số cũ: --reject \(field)",
          en: "type a share, or take the old one: --reject \(field)"))
    default:
      make(
        "actor-missing", .error, Origin(), vi: "cần --by và --reason", en: "--by and --reason",
        hint: Words(
          vi: "mỗi điều chỉnh ghi người và lý do", en: "an adjustment names who and why"))
    }
  }

  private var figureDiagnostic: Diagnostic {
    switch self {
    case .overwritten(let field, let origin):
      make(
        "overwritten", .warning, origin, vi: "\(field): số đã tính bị gõ đè",
        en: "\(field): a computed figure was overwritten",
        hint: Words(
          vi: "giữ số mới: --accept \(field); lấy lại số đã tính: --reject \(field)",
          en: "keep it: --accept \(field); take the computed one: --reject \(field)"))
    case .unsettled(let field, let origin):
      make(
        "unsettled", .warning, origin, vi: "\(field): số mới gõ, chưa ghi sổ",
        en: "\(field): typed, not in the ledger yet",
        hint: Words(vi: "ghi sổ: --accept \(field)", en: "put it there: --accept \(field)"))
    case .computedAgain(let criterion, let event, let origin):
      make(
        "computed-again", .warning, origin,
        vi: "chỉ tiêu \(criterion): số điều chỉnh vẫn dùng, nhưng số đã tính nay khác",
        en: "criterion \(criterion): the adjusted figure stands, the computed one is another now",
        hint: Words(
          vi: "bỏ điều chỉnh bằng: bakhong ledger undo \(event) --reason …",
          en: "take it back with: bakhong ledger undo \(event) --reason …"))
    case .mergeConflict(let origin):
      make(
        "merge-conflict", .warning, origin,
        vi: "ô này vừa được sửa tay vừa có số mới; giữ bản sửa tay",
        en: "edited by hand and computed anew; the hand's version stands",
        hint: Words(vi: "xem bằng: bakhong sync TỆP", en: "see: bakhong sync FILE"))
    default: make("unknown", .error, Origin(), vi: "", en: "", hint: nil)
    }
  }

  private var cellDiagnostic: Diagnostic {
    switch self {
    case .typedAsText(let field, let origin):
      make(
        "typed-as-text", .warning, origin, vi: "\(field): số được gõ như chữ",
        en: "\(field): a number typed as text",
        hint: Words(
          vi: "gõ lại 75% hoặc 0,75 trong ô dạng số", en: "type 75% or 0.75 as a number"))
    case .notAShare(let field, let origin):
      make(
        "not-a-share", .warning, origin, vi: "\(field): không phải tỷ lệ từ 0 đến 100%",
        en: "\(field): not a share of 0 to 100 %",
        hint: Words(vi: "gõ tỷ lệ, ví dụ 75%", en: "type a share, for example 75%"))
    case .formulaBroken(let field, let error, let origin):
      make(
        "formula-broken", .warning, origin, vi: "\(field): công thức cho \(error)",
        en: "\(field): the formula gives \(error)",
        hint: Words(vi: "sửa công thức hoặc gõ số", en: "mend it, or type the number"))
    case .nameLost(let field, let origin):
      make(
        "name-lost", .warning, origin, vi: "tên ô \"\(field)\" đã bị xoá hoặc trỏ hai nơi",
        en: "the name \"\(field)\" was deleted, or points to two places",
        hint: Words(
          vi: "trong LibreOffice: Trang tính > Vùng có tên > Quản lý, đặt lại tên cho ô này",
          en: "in LibreOffice: Sheet > Named Ranges > Manage, name this cell again"))
    case .nameMoved(let field, let place, let origin):
      make(
        "name-moved", .warning, origin,
        vi: "tên ô \"\(field)\" trỏ nhầm chỗ; số được đọc ở \(place)",
        en: "the name \"\(field)\" points elsewhere; the figure was read in \(place)",
        hint: Words(
          vi: "trong LibreOffice: Trang tính > Vùng có tên > Quản lý, đặt lại tên cho \(place)",
          en: "in LibreOffice: Sheet > Named Ranges > Manage, let it name \(place) again"))
    default: make("unknown", .error, Origin(), vi: "", en: "", hint: nil)
    }
  }

  private func make(
    _ code: String, _ severity: Diagnostic.Severity, _ origin: Origin, vi: String, en: String,
    hint: Words?
  ) -> Diagnostic {
    Diagnostic("sync." + code, Words(vi: vi, en: en), at: origin, hint: hint, severity: severity)
  }
}
