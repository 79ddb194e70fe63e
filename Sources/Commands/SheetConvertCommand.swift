internal import ArgumentParser
internal import SheetTools

/// `bakhong sheet convert`: a file of tables in another format.
struct SheetConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: Speech.words(
      vi: "Đổi tệp bảng tính sang định dạng khác theo đuôi tệp: ods, fods, xlsx, csv, tsv.",
      en: "Convert a workbook by the extension of the output: ods, fods, xlsx, csv, tsv."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp đọc vào.", en: "The file to read.")))
  var input: String

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp ghi ra.", en: "The file to write.")))
  var destination: String

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Trong csv, tsv: giữ nguyên chữ mà bảng tính sẽ hiểu là công thức (= + - @).",
        en: "In csv and tsv keep text as it is that a spreadsheet would run (= + - @).")))
  var raw = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let summary = try SheetConversion(from: input, to: destination, isRaw: raw).run()
    let output = global.output
    try output.json(
      Told(
        output: destination, sheets: summary.sheets, rows: summary.rows, cells: summary.cells,
        notes: summary.notes.counts.sorted { $0.key.rawValue < $1.key.rawValue }.map {
          Told.Note(code: $0.key.rawValue, count: $0.value)
        }))
    for kind in ConversionNotes.Kind.allCases {
      guard let count = summary.notes.counts[kind] else { continue }
      output.note(Self.words(kind, count))
    }
  }

  private struct Told: Encodable {
    struct Note: Encodable {
      let code: String
      let count: Int
    }

    let output: String
    let sheets: Int
    let rows: Int
    let cells: Int
    let notes: [Note]
  }

  private static func words(_ kind: ConversionNotes.Kind, _ count: Int) -> String {
    switch kind {
    case .formula:
      Speech.words(
        vi: "\(count) công thức không dịch được: giữ giá trị đã tính",
        en: "\(count) formulas cannot be translated: their values are kept")
    case .earlyDate:
      Speech.words(
        vi: "\(count) ngày trước năm 1900 được ghi thành chữ",
        en: "\(count) dates before 1900 became text")
    case .name:
      Speech.words(
        vi: "\(count) tên vùng không giữ được", en: "\(count) names could not be kept")
    case .sheetName:
      Speech.words(vi: "\(count) trang phải đổi tên", en: "\(count) sheets were renamed")
    case .validation:
      Speech.words(
        vi: "\(count) quy tắc nhập liệu không giữ được",
        en: "\(count) validations could not be kept")
    case .condition:
      Speech.words(
        vi: "\(count) định dạng có điều kiện không giữ được",
        en: "\(count) conditional formats could not be kept")
    case .covered:
      Speech.words(
        vi: "\(count) giá trị nằm dưới ô gộp không giữ được",
        en: "\(count) values below merged cells could not be kept")
    case .merge:
      Speech.words(
        vi: "\(count) khối gộp chồng lên khối khác không giữ được",
        en: "\(count) merged blocks that overlap others could not be kept")
    case .longText:
      Speech.words(
        vi: "\(count) ô chữ quá dài bị cắt bớt", en: "\(count) texts were too long and are cut")
    case .link:
      Speech.words(
        vi: "\(count) liên kết không giữ được", en: "\(count) links could not be kept")
    case .image, .chart, .shape, .headerFooter, .pivotTable, .table, .macros:
      leftOut(kind, count)
    case .sheet:
      Speech.words(
        vi: "còn \(count) trang khác không ghi ra", en: "\(count) more sheets were left out")
    }
  }

  /// What the source holds and is not read.
  private static func leftOut(_ kind: ConversionNotes.Kind, _ count: Int) -> String {
    switch kind {
    case .image:
      Speech.words(
        vi: "\(count) hình không giữ được", en: "\(count) pictures could not be kept")
    case .chart:
      Speech.words(
        vi: "\(count) biểu đồ không giữ được", en: "\(count) charts could not be kept")
    case .shape:
      Speech.words(
        vi: "\(count) hình vẽ hoặc nút không giữ được",
        en: "\(count) shapes or controls could not be kept")
    case .headerFooter:
      Speech.words(
        vi: "\(count) đầu trang hoặc chân trang riêng không giữ được",
        en: "\(count) headers or footers of single pages could not be kept")
    case .pivotTable:
      Speech.words(
        vi: "\(count) bảng tổng hợp (pivot) chỉ còn giá trị",
        en: "\(count) pivot tables are kept as values")
    case .table:
      Speech.words(
        vi: "\(count) bảng có tên chỉ còn ô", en: "\(count) named tables are kept as cells")
    default: Speech.words(vi: "macro không được ghi ra", en: "macros are not written")
    }
  }
}
