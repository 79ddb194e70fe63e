internal import ArgumentParser
internal import Diagnostics
internal import Workflows

/// `bakhong layouts`: what files are recognised by.
struct LayoutsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "layouts",
    abstract: Speech.words(
      vi: "Các mẫu tệp mà chương trình nhận ra.", en: "The layouts that files are recognised by."),
    subcommands: [List.self, Show.self, Detect.self])

  /// `bakhong layouts list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Speech.words(vi: "Liệt kê các mẫu.", en: "List the layouts."))

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var global: GlobalOptions

    private struct Document: Encodable {
      var layouts: [LayoutWorkflow.Entry]
    }

    func run() throws {
      let layouts = try LayoutWorkflow.list(workspace.folder)
      let output = global.output
      try output.json(Document(layouts: layouts))
      for layout in layouts {
        let name = Speech.words(vi: layout.name.vi, en: layout.name.en)
        let own = layout.isOwn ? Speech.words(vi: " (của phường)", en: " (the workspace's)") : ""
        output.line("\(layout.id): \(name)\(own)")
      }
    }
  }

  /// `bakhong layouts show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Speech.words(vi: "In tệp của một mẫu.", en: "Print a layout's file."))

    @Argument(help: ArgumentHelp(Speech.words(vi: "Tên mẫu.", en: "The layout's id.")))
    var layout: String

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var global: GlobalOptions

    private struct Document: Encodable {
      var layout: String
      var yaml: String
    }

    func run() throws {
      let yaml = try LayoutWorkflow.show(layout, workspace.folder)
      try global.output.json(Document(layout: layout, yaml: yaml))
      if !global.json { global.output.data(yaml.hasSuffix("\n") ? String(yaml.dropLast()) : yaml) }
    }
  }

  /// `bakhong layouts detect`.
  struct Detect: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: Speech.words(
        vi: "Cho biết tệp khớp mẫu nào, vì sao.", en: "Say which layout fits a file, and why."))

    @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp.", en: "The file.")))
    var file: String

    @Flag(
      help: ArgumentHelp(
        Speech.words(
          vi: "In một mẫu nháp cho tệp chưa mẫu nào biết.",
          en: "Print a first layout for a file that none knows.")))
    var draft = false

    @Option(
      help: ArgumentHelp(
        Speech.words(vi: "Bảng mã của tệp.", en: "The file's encoding."), valueName: "name"))
    var encoding: String?

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var global: GlobalOptions

    private struct Document: Encodable {
      var files: [LayoutWorkflow.Detected]
    }

    private struct Draft: Encodable {
      var draft: String
    }

    func run() throws {
      let output = global.output
      if draft {
        let yaml = try LayoutWorkflow.draft(file, workspace.folder, encoding: encoding)
        try output.json(Draft(draft: yaml))
        if !global.json { output.data(yaml.hasSuffix("\n") ? String(yaml.dropLast()) : yaml) }
        return
      }
      let files = try LayoutWorkflow.detect(file, workspace.folder, encoding: encoding)
      try output.json(Document(files: files))
      for file in files {
        var head = file.file
        if let encoding = file.encoding, let score = file.encodingScore {
          head += Speech.words(vi: ": bảng mã ", en: ": encoding ") + encoding
          head += " (\(Int((score * 100).rounded())) %)"
        }
        output.line(head)
        for score in file.layouts.prefix(5) {
          let percent = Int((score.score * 100).rounded())
          let mark = score.fits ? "✓" : "✗"
          let why = Speech.words(vi: score.why.vi, en: score.why.en)
          output.line("  \(mark) \(score.layout) \(percent) %: \(why)")
        }
      }
      throw FindingsStatus(hasFindings: files.contains { $0.layouts.first?.fits != true })
    }
  }
}
