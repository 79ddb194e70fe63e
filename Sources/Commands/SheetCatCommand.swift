internal import ArgumentParser
internal import SheetTools

/// `bakhong sheet cat`: the cells of a workbook as text.
struct SheetCatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cat",
    abstract: Speech.words(
      vi: "In các ô của tệp bảng tính ra dạng chữ.", en: "Print the cells of a workbook as text."))

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case values, csv, tsv, json

    var listed: SheetListing.Format {
      switch self {
      case .values: .values
      case .csv: .csv
      case .tsv: .tsv
      case .json: .json
      }
    }
  }

  @Argument(help: ArgumentHelp(Speech.words(vi: "Tệp bảng tính.", en: "The workbook.")))
  var file: String

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Dạng chữ; csv và tsv in một trang.",
        en: "The format; csv and tsv print one sheet.")))
  var format: Format?

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Tên trang, hoặc số thứ tự từ 1.", en: "A sheet's name, or its number from 1."),
      valueName: "name|n"))
  var sheet: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let format = format?.listed ?? (global.json ? .json : .csv)
    let listing = SheetListing(try SheetFile(path: file), format: format, sheet: sheet)
    let output = global.output
    let leftOut = try listing.write { try output.bytes($0) }
    guard leftOut > 0 else { return }
    output.note(
      Speech.words(
        vi: "còn \(leftOut) trang khác: chọn bằng --sheet, hoặc dùng --format values",
        en: "\(leftOut) more sheets: choose with --sheet, or use --format values"))
  }
}
