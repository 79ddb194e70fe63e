public import Diagnostics

/// What stops the import of a whole file.
public enum ImportError: Diagnosable {
  /// No layout fits; the nearest one and the headers it misses, if any came near.
  case noLayout(file: String, known: [String], nearest: String?, missing: [String])
  /// Several layouts fit equally well.
  case ambiguousLayout(file: String, layouts: [String])
  /// There is no layout with this id.
  case layoutUnknown(id: String, known: [String])
  /// The layout that was asked for does not fit.
  case layoutDoesNotFit(file: String, layout: String, missing: [String])
  /// A layout file has a key that cannot be used.
  case layoutInvalid(file: String, key: String)
  /// There is nothing in the file.
  case empty(file: String)
  /// A row of a sheet with content is repeated more often than any list is long.
  case tooManyRepeats(sheet: String, line: Int, repeats: Int)

  /// Dates that could be day first or month first, and nothing that tells which.
  case dateOrderUnclear(file: String, sheet: String?, column: String)
  /// The balances of a statement do not add up; the first line that nothing leads to.
  case unbalanced(file: String, sheet: String?, line: Int?, breaks: Int)
  /// There is no encoding of this name.
  case encodingUnknown(name: String, known: [String])
  /// An archive holds too much, or nothing that can be imported.
  case archive(file: String, reason: Words)

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .noLayout(let file, let known, let nearest, let missing):
      Self.noLayout(file, known, nearest, missing)
    case .ambiguousLayout(let file, let layouts):
      Self.ambiguous(file, layouts)
    case .layoutUnknown(let id, let known):
      Diagnostic(
        "import.layout-unknown",
        Words(vi: "không có mẫu \"\(id)\"", en: "there is no layout \"\(id)\""),
        hint: Words(
          vi: "các mẫu có sẵn: " + known.joined(separator: ", "),
          en: "known layouts: " + known.joined(separator: ", ")))
    case .layoutDoesNotFit(let file, let layout, let missing):
      Diagnostic(
        "import.layout-does-not-fit",
        Words(
          vi: "tệp không khớp mẫu \"\(layout)\"; thiếu cột: " + missing.joined(separator: ", "),
          en: "the file does not fit layout \"\(layout)\"; missing columns: "
            + missing.joined(separator: ", ")),
        at: Origin(file: file),
        hint: Words(
          vi: "chọn mẫu khác, hoặc bỏ chọn mẫu để tự nhận dạng",
          en: "choose another layout, or none so that it is recognised"))
    case .layoutInvalid(let file, let key):
      Diagnostic(
        "import.layout-invalid",
        Words(vi: "mẫu có khoá không dùng được: \(key)", en: "unusable key in layout: \(key)"),
        at: Origin(file: file),
        hint: Words(
          vi: "xem chú thích trong Layouts/mb.yaml", en: "see the comments in Layouts/mb.yaml"))
    case .empty(let file):
      Diagnostic(
        "import.empty", Words(vi: "tệp không có nội dung", en: "there is nothing in the file"),
        at: Origin(file: file),
        hint: Words(vi: "xuất lại tệp, hoặc bỏ tệp này đi", en: "export it again, or remove it"))
    case .dateOrderUnclear(let file, let sheet, let column):
      Self.dateOrder(file, sheet, column)
    case .unbalanced(let file, let sheet, let line, let breaks):
      Self.unbalanced(Origin(file: file, sheet: sheet, line: line), breaks)
    case .encodingUnknown(let name, let known):
      Diagnostic(
        "import.encoding-unknown",
        Words(vi: "không có bảng mã \"\(name)\"", en: "there is no encoding \"\(name)\""),
        hint: Words(
          vi: "các bảng mã: " + known.joined(separator: ", "),
          en: "known encodings: " + known.joined(separator: ", ")))
    case .archive(let file, let reason):
      Diagnostic(
        "import.archive", reason, at: Origin(file: file),
        hint: Words(
          vi: "giải nén rồi nhập từng tệp", en: "unpack it and import the files in it"))
    case .tooManyRepeats(let sheet, let line, let repeats):
      Diagnostic(
        "import.too-many-repeats",
        Words(
          vi: "một dòng có nội dung được lặp \(repeats) lần",
          en: "a row with content is repeated \(repeats) times"),
        at: Origin(sheet: sheet, line: line),
        hint: Words(
          vi: "xoá các dòng thừa ở cuối trang", en: "delete the surplus rows at the sheet's end"))
    }
  }

  private static func noLayout(
    _ file: String, _ known: [String], _ nearest: String?, _ missing: [String]
  ) -> Diagnostic {
    var words = Words(
      vi: "không nhận ra loại tệp: không có dòng tiêu đề nào khớp các mẫu đã biết",
      en: "no layout fits: there is no header row of a known kind")
    if let nearest, !missing.isEmpty {
      let columns = missing.map { "\"\($0)\"" }.joined(separator: ", ")
      words.vi += "; gần nhất là \"\(nearest)\", thiếu cột \(columns)"
      words.en += "; nearest is \"\(nearest)\", missing columns \(columns)"
    }
    let layouts = known.joined(separator: ", ")
    return Diagnostic(
      "import.no-layout", words, at: Origin(file: file),
      hint: Words(
        vi: "đã tìm các mẫu: \(layouts); sửa dòng tiêu đề, hoặc thêm một mẫu của mình",
        en: "looked for: \(layouts); correct the header row, or add a layout of your own"))
  }

  private static func dateOrder(_ file: String, _ sheet: String?, _ column: String) -> Diagnostic {
    Diagnostic(
      "import.date-order-unclear",
      Words(
        vi: "cột \"\(column)\": không rõ ngày đứng trước hay tháng đứng trước",
        en: "column \"\(column)\": it is not clear whether the day or the month comes first"),
      at: Origin(file: file, sheet: sheet),
      hint: Words(
        vi: "nhập lại với --dates dmy (ngày trước) hoặc --dates mdy (tháng trước)",
        en: "import it with --dates dmy (day first) or --dates mdy (month first)"))
  }

  private static func unbalanced(_ origin: Origin, _ breaks: Int) -> Diagnostic {
    Diagnostic(
      "import.unbalanced",
      Words(
        vi: "số dư của sao kê không khớp ở \(breaks) chỗ: "
          + "có dòng bị thiếu, bị lặp hoặc bị sửa",
        en: "the statement's balances do not add up in \(breaks) places: "
          + "a line is missing, there twice, or changed"),
      at: origin,
      hint: Words(
        vi: "xuất lại sao kê, hoặc nhập với --accept-unbalanced",
        en: "export the statement again, or import it with --accept-unbalanced"))
  }

  private static func ambiguous(_ file: String, _ layouts: [String]) -> Diagnostic {
    let names = layouts.joined(separator: ", ")
    return Diagnostic(
      "import.layout-ambiguous",
      Words(
        vi: "tệp khớp như nhau với nhiều mẫu: \(names)",
        en: "several layouts fit equally well: \(names)"),
      at: Origin(file: file),
      hint: Words(
        vi: "chọn mẫu bằng --layout, hoặc ghi vào mục sources của bakhong.yaml",
        en: "name the layout by --layout, or under sources in bakhong.yaml"))
  }
}
