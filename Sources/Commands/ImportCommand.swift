internal import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import Workflows

/// `bakhong import`: files into the ledger.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: Speech.words(vi: "Nhập tệp vào sổ.", en: "Import files into the ledger."))

  enum Dates: String, ExpressibleByArgument, CaseIterable {
    case dmy, mdy
  }

  @Argument(
    help: ArgumentHelp(
      Speech.words(
        vi: "Các tệp: CSV, XLSX, ODS, XLS, HTML, XML 2003, hoặc tệp nén của chúng.",
        en: "The files: CSV, XLSX, ODS, XLS, HTML, XML 2003, or archives of these.")))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      Speech.words(vi: "Bố cục của các tệp.", en: "The files' layout."), valueName: "name"))
  var layout: String?

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Bảng mã: utf-8, utf-16le, windows-1258, tcvn3, vni-windows…",
        en: "The encoding: utf-8, utf-16le, windows-1258, tcvn3, vni-windows…"),
      valueName: "name"))
  var encoding: String?

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Thứ tự ngày tháng: dmy hoặc mdy.", en: "The order of day and month: dmy or mdy."),
      valueName: "dmy|mdy"))
  var dates: Dates?

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Nhập cả sao kê có số dư không khớp.",
        en: "Take statements whose balances do not add up.")))
  var acceptUnbalanced = false

  @Option(
    help: ArgumentHelp(
      Speech.words(
        vi: "Ghi các dòng để riêng ra tệp CSV để sửa rồi nhập lại.",
        en: "Write the rows set aside to a CSV, to be corrected and imported again."),
      valueName: "file.csv"))
  var rejects: String?

  @Flag(
    help: ArgumentHelp(
      Speech.words(
        vi: "Giữ nguyên nội dung bắt đầu bằng = + - @ trong tệp CSV đó.",
        en: "Leave text that begins with = + - @ as it is in that CSV.")))
  var raw = false

  @Flag(
    help: ArgumentHelp(
      Speech.words(vi: "Chỉ xem thử, không ghi sổ.", en: "Only look, write nothing.")))
  var dryRun = false

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var imports: [ImportSummary]
    var findings: [DiagnosticDocument]
    var rejected: [DiagnosticDocument]
    var readings: [FileReading]
    var rejectFiles: [String]

    enum CodingKeys: String, CodingKey {
      case imports, findings, rejected, readings
      case rejectFiles = "reject_files"
    }
  }

  func run() throws {
    let output = global.output
    var request = ImportRequest()
    request.layout = layout
    request.encoding = encoding
    request.dates = dates?.rawValue
    request.acceptsUnbalanced = acceptUnbalanced
    request.isDryRun = dryRun
    request.rejects = rejects
    request.isRaw = raw
    let bar = ProgressLine(isShown: !global.json && !global.quiet)
    request.progress = bar.show
    let outcome = try ImportWorkflow.add(files, to: workspace.folder, request)
    bar.clear()
    try output.json(
      Document(
        imports: outcome.imports, findings: outcome.findings.map(DiagnosticDocument.init),
        rejected: outcome.rejected.map(DiagnosticDocument.init), readings: outcome.readings,
        rejectFiles: outcome.rejectFiles))
    for file in outcome.imports {
      output.line(
        Speech.words(
          vi: "\(file.file): \(file.layout), \(file.rows) dòng, \(file.imported) mới, "
            + "\(file.duplicates) đã có, \(file.rejected) để riêng",
          en: "\(file.file): \(file.layout), \(file.rows) rows, \(file.imported) new, "
            + "\(file.duplicates) known, \(file.rejected) set aside"))
      if let reading = outcome.readings.first(where: { $0.file == file.file }) {
        describe(reading, output)
      }
    }
    for file in outcome.rejectFiles {
      output.line(Speech.words(vi: "Dòng để riêng: \(file)", en: "Rows set aside: \(file)"))
    }
    output.findings(outcome.findings)
    throw FindingsStatus(hasFindings: !outcome.findings.isEmpty)
  }

  /// How a file was read: with `--dry-run` all of it, else what a person could doubt.
  private func describe(_ reading: FileReading, _ output: Output) {
    if let encoding = reading.encoding, dryRun || encoding != "utf-8" {
      let sure = reading.encodingScore.map { " (\(Int(($0 * 100).rounded())) %)" } ?? ""
      output.line(Speech.words(vi: "  bảng mã \(encoding)", en: "  encoding \(encoding)") + sure)
    }
    guard dryRun else { return }
    for (place, column) in reading.mapping.enumerated() {
      let values = reading.preview.map { $0[place] }.filter { !$0.isEmpty }
      output.line("  \(column.field) ← \(column.header): \(values.joined(separator: " | "))")
    }
  }
}

/// A line on stderr that says how far a long file is; only on a terminal.
final class ProgressLine: Sendable {
  private let isShown: Bool

  init(isShown: Bool) {
    self.isShown = isShown && isatty(FileHandle.standardError.fileDescriptor) == 1
  }

  /// Shows how many rows were read, every so many rows.
  func show(_ rows: Int) {
    guard isShown, rows > 0, rows % 20_000 == 0 else { return }
    write("\r" + Speech.words(vi: "đã đọc \(rows) dòng", en: "\(rows) rows read"))
  }

  /// Takes the line away.
  func clear() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
