internal import Diagnostics
internal import Sheets
internal import Storage
internal import Workbooks

/// Writes a file of tables in another format, row by row.
///
/// Workbooks keep what both formats can hold; text takes the first visible sheet. Of text, fields
/// become numbers, dates and truth values only where these would be written as the same text, and
/// whole numbers only up to 11 digits: codes with leading zeros and account numbers stay text.
public struct SheetConversion {
  /// The most digits of a whole number that is read from text as a number.
  public static let digitsMax = 11

  /// What was done.
  public struct Summary: Sendable {
    /// How many sheets were written.
    public var sheets = 0
    /// How many rows were written, empty ones left out.
    public var rows = 0
    /// How many cells were written.
    public var cells = 0
    /// What could not be kept.
    public var notes = ConversionNotes()
  }

  private let input: SheetFile
  private let output: String
  private let isRaw: Bool

  /// Prepares a conversion.
  ///
  /// - Parameters:
  ///   - input: The file to read; its format is found by its content.
  ///   - output: The file to write: `.ods`, `.fods`, `.xlsx`, `.csv` or `.tsv`.
  ///   - isRaw: Whether text that a spreadsheet would run, were it read from `.csv` or `.tsv`,
  ///     stays as it is; else it gets an apostrophe before it.
  /// - Throws: ``SheetToolsError/extension(_:)``, or `StorageError` when `input` is not there.
  public init(from input: String, to output: String, isRaw: Bool = false) throws {
    let known = Workbook.writtenExtensions + ["csv", "tsv"]
    guard known.contains(Folder.pathExtension(of: output)) else {
      throw SheetToolsError.extension(output)
    }
    var file = try SheetFile(path: input)
    file.composesText = true
    self.input = file
    self.output = output
    self.isRaw = isRaw
  }

  /// Writes the file; an old one stays until the new one is whole.
  ///
  /// - Returns: What was done.
  /// - Throws: The formats' errors, with the file in their origin.
  public func run() throws -> Summary {
    switch Folder.pathExtension(of: output) {
    case "csv": try writeText(.csv)
    case "tsv": try writeText(.tsv)
    default: try writeWorkbook()
    }
  }

  private func writeText(_ format: SheetListing.Format) throws -> Summary {
    let staged = try StagedFile(for: output)
    let file = try FileOutput(newFile: staged.temporaryPath)
    var summary = Summary()
    let listing = SheetListing(input, format: format, neutralisesFormulas: !isRaw)
    let leftOut = try listing.write { try file.append($0) }
    summary.notes.note(.sheet, leftOut)
    summary.sheets = 1
    try file.close()
    try staged.commit()
    return summary
  }

  private func writeWorkbook() throws -> Summary {
    let reader = try input.open()
    let dialect: FormulaDialect =
      Folder.pathExtension(of: output) == "xlsx" ? .ooxml : .openFormula
    let conversion = DraftConversion(
      try placing(Origin(file: input.path)) { try reader.readDraft() }, to: dialect)
    var rows = try ConvertedRows(reader, conversion, isText: input.isText, file: input.path)
    try Workbook.write(conversion.draft, &rows, to: output)
    return rows.summary
  }
}
