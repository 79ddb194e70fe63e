public import Diagnostics

/// What can be wrong with an XLSX workbook, or with an edit of one.
public enum XLSXError: Diagnosable {
  /// The container holds no workbook.
  case notASpreadsheet
  /// A part that another one names is missing.
  case partMissing(part: String)
  /// A cell's or row's reference is none, or goes backwards, or passes the largest sheet.
  case reference(String, part: String)
  /// A cell names a shared string that is not there.
  case sharedString(index: String, cell: String)
  /// There is no sheet of this name.
  case noSheet(String)
  /// An edit would overwrite a formula that others depend on.
  case formulaCell(sheet: String, cell: String)
  /// An edit would put a value inside a merged block.
  case mergedCell(sheet: String, cell: String)
  /// Something stands below the rows that are to be replaced.
  case rowsBelow(sheet: String, row: Int)
  /// A part is not UTF-8 or has a document type, so that its bytes cannot be edited.
  case notPlain(part: String)
  /// The workbook is signed; an edit would break the signature.
  case signed

  /// What to tell the user: a stable code, the words, the place and the hint.
  public var diagnostic: Diagnostic {
    switch self {
    case .notASpreadsheet:
      Diagnostic(
        "xlsx.not-a-spreadsheet",
        Words(vi: "trong tệp không có bảng tính", en: "the file holds no workbook"),
        hint: Words(vi: "cần tệp .xlsx hoặc .ods", en: "give an .xlsx or .ods file"))
    case .partMissing(let part):
      Diagnostic(
        "xlsx.part-missing", Words(vi: "thiếu phần này", en: "this part is missing"),
        at: Origin(part: part),
        hint: Words(
          vi: "mở và lưu lại tệp bằng LibreOffice", en: "open and save the file in LibreOffice"))
    case .reference(let text, let part):
      Diagnostic(
        "xlsx.reference",
        Words(
          vi: "địa chỉ ô hoặc dòng không hợp lệ: \(text)",
          en: "not a valid reference: \(text)"),
        at: Origin(part: part))
    case .sharedString(let index, let cell):
      Diagnostic(
        "xlsx.shared-string",
        Words(
          vi: "không có chuỗi dùng chung số \(index)", en: "there is no shared string \(index)"),
        at: Origin(cell: cell))
    case .noSheet(let name):
      Diagnostic(
        "xlsx.no-sheet", Words(vi: "không có trang này", en: "there is no such sheet"),
        at: Origin(sheet: name))
    default: editDiagnostic
    }
  }

  private var editDiagnostic: Diagnostic {
    switch self {
    case .formulaCell(let sheet, let cell):
      Diagnostic(
        "xlsx.formula-cell",
        Words(vi: "ô này có công thức dùng chung", en: "the cell holds a shared formula"),
        at: Origin(sheet: sheet, cell: cell),
        hint: Words(vi: "xoá công thức trong ô rồi thử lại", en: "clear the formula first"))
    case .mergedCell(let sheet, let cell):
      Diagnostic(
        "xlsx.merged-cell",
        Words(
          vi: "ô này nằm trong khối đã gộp, không phải ô đầu",
          en: "the cell lies inside a merged block and is not its first"),
        at: Origin(sheet: sheet, cell: cell),
        hint: Words(vi: "dùng ô đầu của khối gộp", en: "use the block's first cell"))
    case .rowsBelow(let sheet, let row):
      Diagnostic(
        "xlsx.rows-below",
        Words(
          vi: "bên dưới các dòng mẫu còn nội dung, không thể chèn thêm dòng",
          en: "something stands below the rows to be replaced"),
        at: Origin(sheet: sheet, line: row + 1),
        hint: Words(
          vi: "chuyển nội dung đó lên trên các dòng mẫu",
          en: "move it above the prototype rows"))
    case .notPlain(let part):
      Diagnostic(
        "xlsx.not-plain",
        Words(
          vi: "phần này không ở dạng UTF-8 đơn giản, không sửa tại chỗ được",
          en: "this part is not plain UTF-8 and cannot be edited in place"),
        at: Origin(part: part),
        hint: Words(
          vi: "mở và lưu lại tệp bằng LibreOffice", en: "open and save the file in LibreOffice"))
    default:
      Diagnostic(
        "xlsx.signed",
        Words(
          vi: "tệp đã ký số; sửa sẽ làm mất hiệu lực chữ ký",
          en: "the file is signed; an edit would break the signature"),
        hint: Words(vi: "dùng bản chưa ký", en: "use an unsigned copy"))
    }
  }
}
