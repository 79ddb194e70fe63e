internal import ArgumentParser
internal import Diagnostics

/// What every command understands.
struct GlobalOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      Speech.words(vi: "Ghi một tài liệu JSON ra stdout.", en: "Print one JSON document.")))
  var json = false

  @Flag(
    help: ArgumentHelp(
      Speech.words(vi: "Không ghi gì ngoài lỗi.", en: "Print nothing but errors.")))
  var quiet = false

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Ngôn ngữ: vi hoặc en.", en: "The language: vi or en."),
      valueName: "vi|en"))
  var lang: String?

  func validate() throws {
    if let lang, Language(rawValue: lang) == nil {
      throw ValidationError(Speech.words(vi: "--lang là vi hoặc en", en: "--lang is vi or en"))
    }
  }

  /// Where the command prints.
  var output: Output { Output(isJSON: json, isQuiet: quiet) }
}

/// The workspace of a command: the current folder unless told.
struct WorkspaceOption: ParsableArguments {
  @Option(
    name: .customShort("C"),
    help: ArgumentHelp(
      Speech.words(
        vi: "Thư mục của phường (mặc định: thư mục hiện tại).",
        en: "The workspace (default: the current folder)."), valueName: "dir"))
  var named: String?

  /// The folder.
  var folder: String { named ?? "." }
}
