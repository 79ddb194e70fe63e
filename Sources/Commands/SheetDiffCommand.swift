internal import ArgumentParser
internal import SheetTools

/// `bakhong sheet diff`: what differs between two workbooks.
struct SheetDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: Speech.words(
      vi: "So hai tệp bảng tính theo từng ô.", en: "Compare two workbooks cell by cell."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp thứ nhất.", en: "The first workbook.")))
  var old: String

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp thứ hai.", en: "The second workbook.")))
  var new: String

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Cột nhận ra dòng, ví dụ A; mặc định: theo nội dung.",
        en: "The column that tells rows apart, such as A; by content unless told."),
      valueName: "column"))
  var key: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      Speech.words(
        vi: "Ghi bản sao của tệp thứ hai, chỗ khác được tô màu.",
        en: "Write a copy of the second workbook with the differences in colour."),
      valueName: "file"))
  var output: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let comparison = try SheetComparison(old, new, key: key)
    if let output { try comparison.writeMarked(to: output, in: Speech.language) }
    let out = global.output
    try out.json(comparison)
    for line in comparison.lines(in: Speech.language) { out.line(line) }
    throw FindingsStatus(hasFindings: !comparison.changes.isEmpty)
  }
}
