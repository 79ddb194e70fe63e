public import Diagnostics
public import Records

/// What can be wrong with a workspace or with what is asked of it.
public enum WorkflowError: Diagnosable {
  /// The folder is not there.
  case noWorkspace(String)
  /// There is nothing in the inbox.
  case emptyInbox(String)
  /// The settings have a key that we do not know.
  case unknownKey(file: String, key: String, known: [String])
  /// A period of the settings is none.
  case period(file: String?, text: String)
  /// A day of the settings is none.
  case day(file: String, text: String)
  /// There is no definition of this name.
  case unknownDefinition(file: String?, name: String)
  /// The template is not there; `isGiven` on the command line rather than in the settings.
  case templateMissing(String, isGiven: Bool)
  /// A report is to have a format that is no form's.
  case reportFormat(String)
  /// No household has a bill in a column's period, although there are bills of other months.
  case noBillsInPeriod(String, billed: String)
  /// Residential bills of a period whose customer codes no household of the register has.
  case billsOutsideRegister(String, bills: Int)
  /// Nobody knows whether a word for a channel means cash.
  case unknownChannel(file: String?, word: String, rows: Int)
  /// There is no ledger yet.
  case noLedger(String)
  /// The rules file that was named is not there.
  case rulesMissing(String)
  /// No payment was read from this line.
  case unknownLine(String)
  /// Lines of several sheets could be meant.
  case severalLines(String, sheets: [String])
  /// No bill is proposed for the line.
  case nothingProposed(String)
  /// Nobody decided about the line.
  case notDecided(String)
  /// What stands in place of a period is none.
  case notAPeriod(String)
  /// A meter of `units.yaml` has no customer code; entries count from 1.
  case noCustomerCode(file: String, entry: Int)
  /// Units cannot be as `units.yaml` says.
  case units(file: String, UnitHistory.Fault)
  /// The reporting unit had ended on the report's day.
  case unitEnded(file: String, id: String, day: String, successors: [String])
  /// Only rates of households are traced to their lines.
  case explainsHouseholds(String)
  /// What is to be made is there already.
  case exists(String)
  /// The program does not find what ships with it.
  case shippedFilesMissing
  /// Rules match payments otherwise than the ledger holds.
  case matchesDiffer(String, payments: Int)
  /// A published figure comes out otherwise; texts that it was counted from may have been erased
  /// since, by an event.
  case figuresDiffer(event: Int, period: String, erasedAt: Int?)
  /// A figure was published by a definition that this program does not have.
  case definitionGone(String, period: String)
  /// Entries are not exported like this.
  case unknownFormat(String, known: [String])
  /// There is no such entry.
  case unknownEntry(String)
  /// A program that is needed is missing or failed.
  case program(String)
  /// A name of a layout or a side in the settings is none.
  case unknownLayout(file: String?, name: String, known: [String])

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .noWorkspace(let folder):
      Diagnostic(
        "workspace.missing", Words(vi: "không có thư mục này", en: "there is no such folder"),
        at: Origin(file: folder),
        hint: Words(
          vi: "tạo thư mục mới bằng: bakhong init THƯ_MỤC",
          en: "make one with: bakhong init FOLDER"))
    case .emptyInbox(let folder):
      Diagnostic(
        "workspace.empty-inbox",
        Words(
          vi: "thư mục inbox trống, chưa có tệp nào để nhập",
          en: "the inbox is empty: there is nothing to import"),
        at: Origin(file: folder),
        hint: Words(
          vi: "chép tệp của điện lực, ngân hàng, danh sách hộ vào đó rồi chạy lại",
          en: "drop EVN, bank and register files there and run again"))
    case .unknownKey(let file, let key, let known):
      Diagnostic(
        "workspace.unknown-key",
        Words(vi: "không hiểu mục \"\(key)\"", en: "unknown key \"\(key)\""),
        at: Origin(file: file), hint: Self.oneOf(known))
    case .period(let file, let text):
      Diagnostic(
        "workspace.period",
        Words(vi: "kỳ không hợp lệ: \(text)", en: "not a period: \(text)"),
        at: Origin(file: file),
        hint: Words(
          vi: "viết tháng dạng 2024-03, hoặc {from: 2024-01, to: 2024-03}",
          en: "write a month as 2024-03, or {from: 2024-01, to: 2024-03}"))
    case .day(let file, let text):
      Diagnostic(
        "workspace.day", Words(vi: "ngày không hợp lệ: \(text)", en: "not a day: \(text)"),
        at: Origin(file: file),
        hint: Words(vi: "viết ngày dạng 2024-09-12", en: "write a day as 2024-09-12"))
    case .unknownDefinition(let file, let name):
      Diagnostic(
        "rates.unknown-definition",
        Words(vi: "không có định nghĩa \"\(name)\"", en: "there is no definition \"\(name)\""),
        at: Origin(file: file),
        hint: Words(
          vi: "xem các định nghĩa bằng: bakhong rates --definitions",
          en: "see them with: bakhong rates --definitions"))
    default: otherDiagnostic
    }
  }

  private var otherDiagnostic: Diagnostic {
    switch self {
    case .rulesMissing, .unknownLine, .severalLines, .nothingProposed, .notDecided, .notAPeriod,
      .explainsHouseholds:
      reviewDiagnostic
    case .noCustomerCode, .units, .unitEnded: unitsDiagnostic
    case .templateMissing(let file, let isGiven):
      Diagnostic(
        "report.template-missing",
        Words(vi: "không có tệp biểu mẫu này", en: "there is no such template"),
        at: Origin(file: file),
        hint: isGiven
          ? Words(vi: "kiểm tra lại đường dẫn", en: "check the path")
          : Words(
            vi: "sửa mục template trong bakhong.yaml", en: "mend the template key of bakhong.yaml"))
    case .reportFormat(let file):
      Diagnostic(
        "report.format",
        Words(
          vi: "báo cáo chỉ có dạng .ods và .xlsx", en: "a report is an .ods or an .xlsx file"),
        at: Origin(file: file),
        hint: Words(vi: "đặt tên tệp có đuôi .ods hoặc .xlsx", en: "end the name in .ods or .xlsx"))
    case .noLedger(let file):
      Diagnostic(
        "workspace.no-ledger", Words(vi: "chưa có sổ", en: "there is no ledger yet"),
        at: Origin(file: file),
        hint: Words(
          vi: "chép tệp vào inbox rồi chạy: bakhong run",
          en: "drop files into the inbox and run: bakhong run"))
    case .exists(let file):
      Diagnostic(
        "workspace.exists", Words(vi: "đã có sẵn", en: "is there already"),
        at: Origin(file: file),
        hint: Words(vi: "chọn thư mục khác", en: "choose another folder"))
    case .unknownLayout(let file, let name, let known):
      Diagnostic(
        "workspace.unknown-layout",
        Words(vi: "không có bố cục \"\(name)\"", en: "there is no layout \"\(name)\""),
        at: Origin(file: file), hint: Self.oneOf(known))
    case .unknownFormat(let name, let known):
      Diagnostic(
        "ledger.unknown-format",
        Words(vi: "không có dạng \"\(name)\"", en: "there is no format \"\(name)\""),
        hint: Self.oneOf(known))
    case .unknownEntry(let name):
      Diagnostic(
        "ledger.unknown-entry",
        Words(vi: "không có bút toán \"\(name)\"", en: "there is no entry \"\(name)\""),
        hint: Words(
          vi: "viết số mục và thứ tự, ví dụ 12.1, hoặc mã hóa đơn",
          en: "write item and place, such as 12.1, or a bill's id"))
    case .program(let name):
      Diagnostic(
        "workspace.program",
        Words(
          vi: "chương trình \(name) chưa được cài hoặc gặp lỗi",
          en: "the program \(name) is not installed, or failed"),
        hint: Words(vi: "cài bằng: apt install \(name)", en: "install it: apt install \(name)"))
    default: finding
    }
  }

  /// Those that stop nothing, and what is the program's own trouble.
  private var finding: Diagnostic {
    switch self {
    case .noBillsInPeriod(let period, let billed):
      Diagnostic(
        "rates.no-bills",
        Words(
          vi: "không có hộ nào có hóa đơn trong kỳ \(period)",
          en: "no household has a bill in the period \(period)"),
        hint: Words(
          vi:
            "sửa mục periods trong bakhong.yaml (đã có hóa đơn \(billed)), hoặc nhập hóa đơn của kỳ"
            + " này và danh sách hộ",
          en: "mend the periods of bakhong.yaml (there are bills of \(billed)), or import the bills"
            + " of this period and the register"), severity: .warning)
    case .billsOutsideRegister(let period, let bills):
      Diagnostic(
        "rates.bills-outside-register",
        Words(
          vi: "kỳ \(period): \(bills) hóa đơn sinh hoạt có mã khách hàng không thuộc hộ nào trong "
            + "danh sách, nên không được tính",
          en: "period \(period): \(bills) residential bills have customer codes of no household in "
            + "the register, and do not count"),
        hint: Words(
          vi: "bổ sung mã khách hàng vào danh sách hộ rồi chạy lại",
          en: "add the customer codes to the register and run again"), severity: .warning)
    case .unknownChannel(let file, let word, let rows):
      Diagnostic(
        "import.channel-unknown",
        Words(
          vi: "chưa biết kênh thanh toán \"\(word)\" có dùng tiền mặt hay không (\(rows) dòng)",
          en: "nobody knows whether the channel \"\(word)\" means cash (\(rows) rows)"),
        at: Origin(file: file),
        hint: Words(
          vi: "thêm từ này vào channels.yaml trong thư mục của phường rồi chạy lại; mẫu: "
            + "Layouts/channels.yaml",
          en: "add the word to a channels.yaml in the workspace and run again; see "
            + "Layouts/channels.yaml"), severity: .warning)
    case .matchesDiffer(let file, let payments):
      Diagnostic(
        "verify.matches",
        Words(
          vi: "\(payments) lần trả tiền được đối chiếu lại ra kết quả khác với sổ",
          en: "\(payments) payments match otherwise than the ledger holds"),
        at: Origin(file: file),
        hint: Words(vi: "chạy lại: bakhong run", en: "run again: bakhong run"),
        severity: .warning)
    case .figuresDiffer(let event, let period, let erasedAt?):
      Diagnostic(
        "verify.figures-erased",
        Words(
          vi: "số liệu kỳ \(period) đã công bố ở sự kiện số \(event) không tính lại được: "
            + "thông tin đã bị xóa ở sự kiện số \(erasedAt)",
          en: "the figures of \(period) published at event \(event) cannot be computed again: "
            + "event \(erasedAt) erased texts"),
        hint: Words(
          vi: "số liệu đã công bố vẫn nằm trong chuỗi sự kiện: bakhong ledger log --json",
          en: "what was published still stands in the chain: bakhong ledger log --json"),
        severity: .warning)
    case .figuresDiffer(let event, let period, nil):
      Diagnostic(
        "verify.figures",
        Words(
          vi: "số liệu kỳ \(period) đã công bố ở sự kiện số \(event) tính lại ra khác",
          en: "the figures of \(period) published at event \(event) come out otherwise"),
        hint: Words(
          vi: "so với bản báo cáo đã nộp", en: "compare them with the report handed in"),
        severity: .warning)
    case .definitionGone(let name, let period):
      Diagnostic(
        "verify.definition",
        Words(
          vi: "kỳ \(period) được công bố theo định nghĩa \"\(name)\" mà bản này không có",
          en: "\(period) was published by the definition \"\(name)\", which this release lacks"),
        hint: Words(
          vi: "kiểm tra bằng bản BaKhong đã công bố", en: "verify with the release that did"),
        severity: .warning)
    default:
      Diagnostic(
        "program.shipped-files",
        Words(
          vi: "không tìm thấy Templates/ và Layouts/ đi kèm chương trình",
          en: "the program does not find its Templates/ and Layouts/"),
        hint: Words(
          vi: "đặt biến BAKHONG_SHARE trỏ tới thư mục chứa chúng",
          en: "set BAKHONG_SHARE to the folder that holds them"))
    }
  }

  private static func oneOf(_ names: [String]) -> Words {
    let list = names.joined(separator: ", ")
    return Words(vi: "dùng một trong: \(list)", en: "use one of: \(list)")
  }
}
