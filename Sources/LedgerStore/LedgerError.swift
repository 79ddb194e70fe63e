public import Diagnostics

/// What can go wrong between us and the ledger's file.
public enum LedgerError: Diagnosable, Hashable {
  /// The file is no SQLite database.
  case notSQLite(file: String)
  /// A SQLite database, but not a ledger of ours.
  case notOurs(file: String)
  /// A ledger that a later release of ours has migrated.
  case newerSchema(file: String)
  /// A page or a value cannot be what we wrote.
  case damaged(file: String)
  /// The file, its folder or its disk cannot be written.
  case readOnly(file: String)
  /// Another process holds the ledger and did not let go in time; `holder` is its name and number
  /// where the system tells.
  case locked(file: String, holder: String? = nil)
  /// No space is left.
  case diskFull(file: String)
  /// The path cannot be opened at all.
  case cannotOpen(file: String)
  /// SQLite refused for another reason; `code` is its extended result code.
  case refused(file: String, code: Int)

  /// What to tell.
  public var diagnostic: Diagnostic {
    Diagnostic(code, message, at: Origin(file: file), hint: hint)
  }
}

extension LedgerError {
  /// The error that a result code of SQLite stands for.
  ///
  /// - Source: sqlite.org/rescode.html: the low byte is the primary code.
  init(resultCode: Int, file: String) {
    self =
      switch resultCode & 0xFF {
      case 5, 6: .locked(file: file, holder: LockHolder.describe(ledger: file))
      case 3, 8, 23: .readOnly(file: file)
      case 11: .damaged(file: file)
      case 13: .diskFull(file: file)
      case 14: .cannotOpen(file: file)
      case 26: .notSQLite(file: file)
      default: .refused(file: file, code: resultCode)
      }
  }

  private var file: String {
    switch self {
    case .notSQLite(let file), .notOurs(let file), .newerSchema(let file), .damaged(let file),
      .readOnly(let file), .locked(let file, _), .diskFull(let file), .cannotOpen(let file),
      .refused(let file, _):
      file
    }
  }

  private var code: String {
    switch self {
    case .notSQLite: "ledger.not-sqlite"
    case .notOurs: "ledger.not-ours"
    case .newerSchema: "ledger.newer-schema"
    case .damaged: "ledger.damaged"
    case .readOnly: "ledger.read-only"
    case .locked: "ledger.locked"
    case .diskFull: "ledger.disk-full"
    case .cannotOpen: "ledger.cannot-open"
    case .refused: "ledger.refused"
    }
  }

  private var message: Words {
    switch self {
    case .notSQLite: Words(vi: "không phải sổ SQLite", en: "is not a SQLite database")
    case .notOurs:
      Words(
        vi: "là cơ sở dữ liệu SQLite nhưng không phải sổ của BaKhong",
        en: "is a SQLite database, but not a ledger of BaKhong")
    case .newerSchema:
      Words(
        vi: "sổ do một bản BaKhong mới hơn ghi", en: "was written by a later release of BaKhong")
    case .damaged: Words(vi: "sổ bị hỏng", en: "the ledger is damaged")
    case .readOnly: Words(vi: "không ghi được vào sổ", en: "the ledger cannot be written")
    case .locked(_, let holder):
      Words(
        vi: "một chương trình khác đang giữ sổ" + (holder.map { ": tiến trình \($0)" } ?? ""),
        en: "another program holds the ledger" + (holder.map { ": process \($0)" } ?? ""))
    case .diskFull: Words(vi: "đĩa đã đầy", en: "the disk is full")
    case .cannotOpen: Words(vi: "không mở được sổ", en: "the ledger cannot be opened")
    case .refused(_, let code):
      Words(vi: "SQLite từ chối (mã \(code))", en: "SQLite refused (code \(code))")
    }
  }

  private var hint: Words {
    switch self {
    case .notSQLite, .notOurs:
      Words(
        vi: "chuyển tệp này đi nơi khác rồi chạy lại: sổ mới sẽ được lập",
        en: "move this file elsewhere and run again: a new ledger will be made")
    case .newerSchema: Words(vi: "cài bản BaKhong mới nhất", en: "install the latest BaKhong")
    case .damaged:
      Words(
        vi: "lấy lại bản sao lưu, hoặc chuyển sổ đi nơi khác rồi nhập lại các tệp",
        en: "restore a backup, or move the ledger elsewhere and import the files again")
    case .readOnly:
      Words(
        vi: "cho phép ghi vào tệp này và thư mục chứa nó",
        en: "allow writing to this file and to its folder")
    case .locked:
      Words(vi: "đợi chương trình kia xong rồi chạy lại", en: "wait for it to end and run again")
    case .diskFull: Words(vi: "giải phóng chỗ trên đĩa", en: "free some space")
    case .cannotOpen: Words(vi: "kiểm tra lại đường dẫn", en: "check the path")
    case .refused:
      Words(
        vi: "chạy lại; nếu vẫn lỗi, báo cho chúng tôi mã này",
        en: "run again; if it stays, report this code to us")
    }
  }
}
