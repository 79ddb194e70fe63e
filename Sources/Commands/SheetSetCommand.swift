internal import ArgumentParser
internal import Diagnostics
internal import SheetTools

/// `bakhong sheet set`: edits a workbook; what is not touched keeps its bytes.
struct SheetSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: Speech.words(
      vi: "Sửa bảng tính tại chỗ; phần còn lại của tệp giữ nguyên từng byte.",
      en: "Edit a workbook in place; the rest of the file keeps its bytes."),
    discussion: Speech.words(
      vi: "Mỗi lệnh sửa là một tham số, làm lần lượt từ trái sang phải:",
      en: "Each edit is an argument; they are made from left to right:")
      + TypedEdit.examples.map { "\n  '\($0)'" }.joined())

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp bảng tính.", en: "The workbook.")))
  var file: String

  @Argument(
    help: ArgumentHelp(
      Speech.words(
        vi: "Gán ô: 'Sheet1!B3=0.75', 'ten=chữ', 'B4==SUM(A1:A9)', 'B5='; hoặc lệnh như trên.",
        en: "Cells: 'Sheet1!B3=0.75', 'name=text', 'B4==SUM(A1:A9)', 'B5='; or an edit as above."),
      valueName: "edit"))
  var edits: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(Speech.words(vi: "Tệp ghi ra.", en: "The file to write.")))
  var output: String

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Ghi biên nhận (JSON): phần và ô đã đổi, SHA-256.",
        en: "Write a receipt (JSON): parts and cells changed, SHA-256."), valueName: "file"))
  var receipt: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      Speech.words(
        vi: "Chỉ các vùng này được đổi; khác thì không ghi gì.",
        en: "Only these ranges may change; else nothing is written."), valueName: "range"))
  var expectOnly: [String] = []

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Bỏ chữ ký số của tệp.", en: "Take the file's digital signature away.")))
  var dropSignature = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    var setting = try SheetSetting(path: file, dropsSignature: dropSignature)
    try setting.set(edits)
    let out = global.output
    let told = try setting.write(
      to: output, expecting: expectOnly, wantsReceipt: global.json, receipt: receipt,
      encode: out.encoded)
    if let remark = try EditedFormat.remark(onNaming: output, madeFrom: file) {
      out.note(remark[Speech.language])
    }
    guard let told else { return }
    try out.json(told)
    if told.droppedSignature {
      out.note(Speech.words(vi: "đã bỏ chữ ký số", en: "the digital signature was taken away"))
    }
  }
}
