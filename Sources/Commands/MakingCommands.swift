internal import ArgumentParser
internal import Workflows

/// `bakhong init`: a new workspace.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: Speech.words(
      vi: "Tạo thư mục làm việc mới cho một phường.", en: "Make a new workspace."))

  @Argument(help: ArgumentHelp(Speech.words(vi: "Thư mục mới.", en: "The new folder.")))
  var folder: String

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Kèm tệp mẫu của một phường không có thật.", en: "With files of an invented ward.")))
  var sample = false

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Số để sinh tệp mẫu: cùng số thì cùng tệp.",
        en: "The sample's seed: the same number gives the same files."), valueName: "n"))
  var seed: UInt64?

  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var workspace: String
  }

  func run() throws {
    try InitWorkflow.make(folder, isSample: sample, seed: seed)
    try global.output.json(Document(workspace: folder))
    global.output.line(
      Speech.words(
        vi: "Đã tạo \(folder). \(sample ? "Chạy" : "Chép tệp vào \(folder)/inbox rồi chạy"): ",
        en: "Made \(folder). \(sample ? "Now run" : "Drop files into \(folder)/inbox and run"): ")
        + "bakhong run \(folder)")
  }
}

/// `bakhong template`: empty forms.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: Speech.words(vi: "Biểu mẫu trống.", en: "Empty forms."),
    subcommands: [Make.self])

  /// `bakhong template make`: the ODS and XLSX of a manifest.
  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "make",
      abstract: Speech.words(
        vi: "Vẽ biểu mẫu .ods và .xlsx từ tệp mô tả.",
        en: "Draw the .ods and .xlsx of a manifest."))

    @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp mô tả .yaml.", en: "The .yaml.")))
    var manifest: String

    @OptionGroup var global: GlobalOptions

    private struct Document: Encodable {
      var templates: [String]
    }

    func run() throws {
      let files = try TemplateWorkflow.make(manifest: manifest)
      try global.output.json(Document(templates: files))
      for file in files { global.output.line(file) }
    }
  }
}
