// What a person does to a workbook in LibreOffice, done by LibreOffice itself.

internal import Foundation

/// One thing that is done to an open workbook.
///
/// Places are the name of a named range or `Sheet!A1`; a range `Sheet!A1:B2`.
public enum OfficeEdit: Sendable {
  /// A number typed into a cell.
  case number(String, Double)
  /// A text typed or pasted into a cell; digits stay text.
  case text(String, String)
  /// What is typed into a cell: a formula `=1/0`, a day `2024-09-12`.
  case formula(String, String)
  /// A cell emptied.
  case clear(String)
  /// A comment put on a cell.
  case note(String, String)
  /// A cell's background, `0xRRGGBB`.
  case colour(String, Int)
  /// A cell's text made bold.
  case bold(String)
  /// The column of a cell made so many times as wide.
  case widen(String, Double)
  /// A picture file put into a cell.
  case picture(String, String)
  /// A range cut and pasted elsewhere.
  case move(String, to: String)
  /// Empty rows put in before a row, counted from 1.
  case insertRows(sheet: String, row: Int, count: Int)
  /// A cell's row taken out.
  case deleteRow(String)
  /// A named range forgotten; its cell stays.
  case deleteName(String)
  /// A named range, new or not, made to mean a cell.
  case pointName(String, to: String)
  /// A sheet's protection lifted.
  case unprotect(sheet: String)

  fileprivate var object: [String: Any] {
    switch self {
    case .number(let place, let value): ["do": "number", "at": place, "value": value]
    case .text(let place, let value): ["do": "text", "at": place, "value": value]
    case .formula(let place, let value): ["do": "formula", "at": place, "value": value]
    case .clear(let place): ["do": "clear", "at": place]
    case .note(let place, let value): ["do": "note", "at": place, "value": value]
    case .colour(let place, let value): ["do": "colour", "at": place, "value": value]
    case .bold(let place): ["do": "bold", "at": place, "value": true]
    case .widen(let place, let factor): ["do": "widen", "at": place, "value": factor]
    case .picture(let place, let path): ["do": "picture", "at": place, "value": path]
    case .move(let range, let place): ["do": "move", "range": range, "to": place]
    case .insertRows(let sheet, let row, let count):
      ["do": "insert-rows", "sheet": sheet, "row": row, "count": count]
    case .deleteRow(let place): ["do": "delete-row", "at": place]
    case .deleteName(let name): ["do": "delete-name", "name": name]
    case .pointName(let name, let place): ["do": "point-name", "name": name, "to": place]
    case .unprotect(let sheet): ["do": "unprotect", "sheet": sheet]
    }
  }
}

/// A workbook to open, what to do to it, and what to save it as.
public struct OfficeJob: Sendable {
  /// The workbook.
  public var open: String
  /// Where to; the extension names the format: `ods`, `fods` or `xlsx`.
  public var save: String
  /// What is done, in this order.
  public var edits: [OfficeEdit]

  /// Makes a job.
  public init(open: String, save: String, edits: [OfficeEdit]) {
    self.open = open
    self.save = save
    self.edits = edits
  }
}

extension LibreOffice {
  // The Python that Debian's python3-uno belongs to, whatever other one comes first in PATH.
  private static let python = "/usr/bin/python3"

  /// Whether LibreOffice can be told what to do.
  public static let isScriptable =
    isPresent && (try? Subprocess.run(python, ["-c", "import uno"]).exitCode) == 0

  /// Edits workbooks, one after the other, in one LibreOffice with a new profile.
  ///
  /// - Parameters:
  ///   - jobs: The workbooks.
  ///   - seconds: How long all of them may take.
  /// - Returns: For each job where its named ranges were last seen: `Sheet!A1` by name.
  /// - Throws: ``ToolError`` with what went wrong.
  public static func edit(
    _ jobs: [OfficeJob], timeout seconds: Int = 300
  ) throws -> [[String: String]] {
    try TemporaryFolder.with { scratch in
      let request: [String: Any] = [
        "profile": scratch.file("profile"),
        "jobs": jobs.map {
          ["open": $0.open, "save": $0.save, "edits": $0.edits.map(\.object)] as [String: Any]
        },
      ]
      let outcome = try Subprocess.run(
        python, [PackageRoot.file("Tests/Office/edit_workbooks.py")],
        input: [UInt8](JSONSerialization.data(withJSONObject: request)), timeout: seconds)
      guard outcome.exitCode == 0 else { throw ToolError(outcome.errors) }
      return try JSONDecoder().decode([[String: String]].self, from: Data(outcome.outputBytes))
    }
  }
}
