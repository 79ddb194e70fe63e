import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

/// Workbooks of other programs, where the shared folder is there.
@Suite struct CorpusTests {
  @Test(.needs(.sharedFolder), arguments: Workbook.Format.allCases)
  func readsEveryListedCell(format: Workbook.Format) throws {
    let files = try CorpusFile.all().filter {
      $0.expected == "opens" && $0.folder == format.rawValue
    }
    try #require(!files.isEmpty)
    var failing: [String: String] = [:]
    for file in files {
      if let fault = try fault(file) { failing[file.name] = fault }
    }
    print("corpus \(format): \(files.count - failing.count) of \(files.count) files read exactly")
    let known = Self.knownFailures.filter { $0.hasPrefix(format.rawValue) }
    for (name, fault) in failing where !known.contains(name) {
      Issue.record("\(name): \(fault)")
    }
    for name in known where failing[name] == nil {
      Issue.record("\(name) is read exactly now: take it out of the list")
    }
  }

  @Test(.needs(.sharedFolder), .timeLimit(.minutes(1)), arguments: try CorpusFile.bad())
  func neverCrashesNorPassesOver(file: CorpusFile) throws {
    var cells = 0
    var code: String?
    do {
      let workbook = try LoadedWorkbook(path: file.path)
      cells = workbook.cellCount
    } catch let error as any Diagnosable {
      code = error.diagnostic.code
      #expect(error.diagnostic.origin.file == file.path)
    }
    let isRight =
      switch file.expected {
      case "refuse": code != nil
      case "opens": code == nil && cells > 0
      default: code != nil || cells > 0
      }
    let isKnown = Self.knownExceptions.contains(file.name)
    #expect(isRight != isKnown, "\(file.expected): \(code ?? "no error"), \(cells) cells")
    if file.isEncrypted { #expect(Self.encryptionCodes.contains(code ?? "")) }
  }

  private static let encryptionCodes = [
    "ods.encrypted", "zip.encrypted", "workbook.compound-file", "workbook.encrypted",
  ]

  /// Files that are not read exactly yet; a file that is must leave the list.
  private static let knownFailures: Set<String> = []

  /// Files that are passed over or refused against what is expected of them.
  private static let knownExceptions: Set<String> = []

  /// What is wrong with how a file is read; nil when nothing is.
  private func fault(_ file: CorpusFile) throws -> String? {
    let workbook: LoadedWorkbook
    do {
      workbook = try LoadedWorkbook(path: file.path)
    } catch let error as any Diagnosable {
      return TextRenderer(language: .english).render(error.diagnostic)
    }
    let wanted = try file.cells()
    let sheets = try file.sheets()
    if workbook.sheets != sheets && !Self.knownSheetDifferences.contains(file.name) {
      return "sheets \(workbook.sheets), not \(sheets)"
    }
    let missed = wanted.filter { !$0.matches(workbook.value($0.sheet, $0.a1)) }
    guard let first = missed.first else { return nil }
    let found = workbook.value(first.sheet, first.a1).map { "\($0)" } ?? "nothing"
    return "\(missed.count) of \(wanted.count) cells, first \(first): \(found)"
  }

  /// Files whose list tells what another program makes of the sheets.
  ///
  /// LibreOffice renames those whose names it does not allow, shows copies of other files' cells as
  /// sheets, and takes a test version's three sheets for one; odfdo takes a sheet for hidden that
  /// says it is shown.
  private static let knownSheetDifferences: Set<String> = [
    "ods/odftoolkit__content_formula_import_xml_MSO15.ods",
    "ods/odftoolkit__default_namespace.ods", "ods/openspout__sheet_with_various_spaces.ods",
    "xlsx/poi__sample-beta.xlsx",
  ]
}
