internal import ArgumentParser
internal import SheetTools

/// `bakhong sheet info`: what a workbook holds, in short.
struct SheetInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: Speech.words(
      vi: "Cho biết tệp có những trang nào, vùng nào được dùng.",
      en: "Tell which sheets a file has and which ranges are used."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp bảng tính.", en: "The workbook.")))
  var file: String

  @Flag(
    help: ArgumentHelp(
      Speech.words(vi: "Đếm các ô theo kiểu giá trị.", en: "Count cells by what they hold.")))
  var count = false

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Cho biết cả khối gộp, ghi chú, quy tắc nhập, hình, biểu đồ, thuộc tính.",
        en: "Tell merged cells, comments, validations, images, charts and properties too.")))
  var details = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let summary = try SheetSummary(SheetFile(path: file), counts: count, details: details)
    let output = global.output
    try output.json(summary)
    for line in summary.lines(in: Speech.language) { output.line(line) }
  }
}
