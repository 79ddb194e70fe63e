internal import ArgumentParser
internal import Diagnostics
internal import SheetTools

/// `bakhong sheet check`: what is wrong in a workbook.
struct SheetCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: Speech.words(
      vi: "Tìm lỗi, vòng lặp, giá trị cũ và tham chiếu hỏng trong tệp bảng tính.",
      en: "Find errors, cycles, stale values and dead references in a workbook."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp bảng tính.", en: "The workbook.")))
  var file: String

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Cho thấy cả giá trị trong ô (có thể là dữ liệu cá nhân).",
        en: "Show what cells hold, which may be personal data.")))
  var showValues = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let check = try SheetCheck(path: file)
    let output = global.output
    try output.json(CheckDocument(check, file: file, showsValues: showValues))
    let renderer = TextRenderer(language: Speech.language)
    for finding in check.findings {
      output.line(renderer.render(finding.diagnostic))
      if showValues, let values = finding.values { output.line("  " + values) }
    }
    output.line(
      Speech.words(
        vi: "\(check.formulaCount) công thức, \(check.uncheckedCount) chưa so được, "
          + "\(check.findings.count) lưu ý",
        en: "\(check.formulaCount) formulas, \(check.uncheckedCount) not compared, "
          + "\(check.findings.count) findings"))
    throw FindingsStatus(hasFindings: !check.findings.isEmpty)
  }
}
