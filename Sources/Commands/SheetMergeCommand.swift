internal import ArgumentParser
internal import Diagnostics
internal import SheetTools

/// `bakhong sheet merge`: brings a new version into a file that people edited meanwhile.
struct SheetMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: Speech.words(
      vi: "Trộn ba bản của một tệp: phần ai sửa người ấy giữ.",
      en: "Merge three versions of a workbook: what each changed is kept."))

  @Argument(
    help: ArgumentHelp(Speech.words(vi: "Bản gốc chung.", en: "The version both began with.")))
  var base: String

  @Argument(
    help: ArgumentHelp(
      Speech.words(vi: "Bản mới, phần thay đổi được nhận.", en: "The version to take over from.")))
  var ours: String

  @Argument(
    help: ArgumentHelp(
      Speech.words(
        vi: "Tệp đã sửa; giữ nguyên hình thức.", en: "The edited file; it keeps its looks.")))
  var theirs: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(Speech.words(vi: "Tệp ghi ra.", en: "The file to write.")))
  var output: String

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Cột nhận ra dòng, ví dụ A; mặc định: theo nội dung.",
        en: "The column that tells rows apart, such as A; by content unless told."),
      valueName: "column"))
  var key: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let merging = try SheetMerging(
      base: base, ours: ours, theirs: theirs, output: output, key: key)
    let out = global.output
    try out.json(merging)
    for line in merging.lines(in: Speech.language) { out.line(line) }
    if let remark = try EditedFormat.remark(onNaming: output, madeFrom: theirs) {
      out.note(remark[Speech.language])
    }
    throw FindingsStatus(hasFindings: !merging.conflicts.isEmpty)
  }
}
