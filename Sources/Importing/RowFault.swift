internal import Diagnostics

/// Why one row was set aside.
enum RowFault: Error, Hashable {
  case amount(Field, AmountFault)
  case amountNotPositive(Field)
  case amountMissing
  case bothSides
  case day(Field)
  case month(Field)
  case monthMissing
  case number(Field)
  case missing(Field)
  case code(Field)
  case citizenID
  case spoilt(Field)
  case word(Field)
  case tooShort(found: Int, needed: Int)
  case tooLong(found: Int, needed: Int)

  /// The field it is about.
  var field: Field? {
    switch self {
    case .amount(let field, _), .amountNotPositive(let field), .day(let field), .month(let field),
      .number(let field), .missing(let field), .code(let field), .word(let field),
      .spoilt(let field):
      field
    case .citizenID: .citizenID
    case .bothSides: .debit
    case .amountMissing, .monthMissing, .tooShort, .tooLong: nil
    }
  }

  /// What to tell; `header` is the column as its layout calls it.
  func diagnostic(_ header: String, at origin: Origin) -> Diagnostic {
    let (code, words, hint) = parts(header)
    return Diagnostic(code, words, at: origin, hint: hint, severity: .warning)
  }

  private func parts(_ header: String) -> (String, Words, Words) {
    let correct = Words(vi: "sửa ô này rồi nhập lại tệp", en: "correct the cell and import again")
    func column(_ vi: String, _ en: String) -> Words {
      Words(vi: "cột \"\(header)\": \(vi)", en: "column \"\(header)\": \(en)")
    }
    switch self {
    case .amount(_, .unreadable):
      return ("import.amount-unreadable", column("không phải số tiền", "not an amount"), correct)
    case .amount(_, .fraction):
      let words = column("số tiền có phần lẻ của đồng", "the amount has a fraction of a đồng")
      return ("import.amount-fraction", words, correct)
    case .amount(_, .tooLarge):
      return (
        "import.amount-too-large", column("số tiền quá lớn", "the amount is too large"), correct
      )
    case .amountNotPositive:
      let words = column("số tiền phải lớn hơn 0", "the amount must be above 0")
      return ("import.amount-not-positive", words, correct)
    case .day:
      return ("import.day-unreadable", column("không phải ngày", "not a date"), correct)
    case .month:
      return ("import.month-unreadable", column("không phải tháng", "not a month"), correct)
    case .number:
      return (
        "import.number-unreadable", column("không phải số nguyên", "not a whole number"), correct
      )
    case .missing:
      return ("import.cell-missing", column("ô để trống", "the cell is empty"), correct)
    case .code:
      return ("import.code-unreadable", column("không phải mã", "not a code"), correct)
    case .word:
      return ("import.word-unknown", column("không hiểu nội dung", "unknown word"), correct)
    case .spoilt:
      let hint = Words(
        vi: "mở tệp gốc, đặt cột này là văn bản rồi xuất lại",
        en: "open the original, make the column text, and export it again")
      let words = column("bảng tính đã làm hỏng mã", "a spreadsheet has spoilt the id")
      return ("import.id-spoilt", words, hint)
    case .citizenID:
      let hint = Words(
        vi: "số định danh có 12 chữ số; bảng tính có thể làm mất số 0 ở đầu",
        en: "it has 12 digits; a spreadsheet may have lost the leading zero")
      return ("import.citizen-id-unreadable", column("không đủ 12 chữ số", "not 12 digits"), hint)
    default: return partsOfRow(correct)
    }
  }

  /// The words of faults that are about a row rather than a cell.
  private func partsOfRow(_ correct: Words) -> (String, Words, Words) {
    switch self {
    case .bothSides:
      return (
        "import.both-sides",
        Words(vi: "dòng có cả ghi nợ và ghi có", en: "the row has both a debit and a credit"),
        correct
      )
    case .monthMissing:
      return (
        "import.month-missing",
        Words(
          vi: "dòng không có kỳ hóa đơn và không có ngày phát hành",
          en: "the row has neither a billing month nor an issue date"), correct
      )
    case .tooShort(let found, let needed):
      return (
        "import.row-too-short",
        Words(
          vi: "dòng có \(found) ô, cần \(needed)",
          en: "the row has \(found) fields, needs \(needed)"),
        Words(vi: "thêm các ô còn thiếu", en: "add the missing fields")
      )
    case .tooLong(let found, let needed):
      return (
        "import.row-too-long",
        Words(
          vi: "dòng có \(found) ô, dòng tiêu đề chỉ có \(needed)",
          en: "the row has \(found) fields, the header only \(needed)"),
        Words(
          vi: "đặt nội dung có dấu phân cách trong dấu nháy",
          en: "put text that holds the delimiter in quotes")
      )
    default:
      return (
        "import.amount-missing",
        Words(vi: "dòng không có số tiền", en: "the row has no amount"), correct
      )
    }
  }
}
