internal import ArgumentParser

/// `bakhong sheet`: tools for any workbook; one file a verb.
struct SheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheet",
    abstract: Speech.words(
      vi: "Công cụ cho tệp bảng tính bất kỳ.", en: "Tools for any workbook."),
    subcommands: [
      SheetInfoCommand.self, SheetCatCommand.self, SheetSetCommand.self, SheetDiffCommand.self,
      SheetConvertCommand.self, SheetCheckCommand.self, SheetMergeCommand.self,
      SheetFillCommand.self,
    ])
}
