internal import ArgumentParser
internal import Diagnostics
internal import SheetTools

/// `bakhong sheet fill`: fills a template by its manifest.
struct SheetFillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill",
    abstract: Speech.words(
      vi: "Điền mẫu theo bản kê các trường và dữ liệu.",
      en: "Fill a template by its manifest and data."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp mẫu.", en: "The template.")))
  var template: String

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Bản kê các trường (YAML).", en: "The manifest (YAML)."),
      valueName: "file"))
  var manifest: String

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Dữ liệu (JSON hoặc YAML).", en: "The data (JSON or YAML)."),
      valueName: "file"))
  var data: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(Speech.words(vi: "Tệp ghi ra.", en: "The file to write.")))
  var output: String

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let filling = try SheetFilling(
      template: template, manifest: manifest, data: data, output: output)
    let out = global.output
    try out.json(filling)
    out.line(filling.line(in: Speech.language))
    if let remark = try EditedFormat.remark(onNaming: output, madeFrom: template) {
      out.note(remark[Speech.language])
    }
  }
}
