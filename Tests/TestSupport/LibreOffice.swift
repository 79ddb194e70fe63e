// LibreOffice as the judge of what we wrote: it opens our files and shows what it sees.

internal import Foundation
internal import Storage
internal import Synchronization

/// Converts files with `soffice`, without its windows.
public enum LibreOffice {
  /// Whether it is installed.
  public static let isPresent = Subprocess.isInstalled("soffice")

  // One profile a test process, made at the first conversion. soffice cannot run twice on one
  // profile, and the first start on a new one is slow: conversions wait for one another.
  private static let profile = Mutex(
    FileManager.default.temporaryDirectory.path + "/bakhong-soffice-\(getpid())")

  private static let profileIsRemovedAtExit: Void = {
    atexit {
      LibreOffice.profile.withLock { try? FileManager.default.removeItem(atPath: $0) }
    }
  }()

  /// Converts one file.
  ///
  /// - Parameters:
  ///   - file: What to convert.
  ///   - format: As after `--convert-to`: `pdf`, `xlsx`, `ods`, `fods`, or with a filter and its
  ///     options, such as `csv:Text - txt - csv (StarCalc):44,34,76`.
  ///   - folder: Where the result goes; it is made when it is missing.
  ///   - seconds: How long one conversion may take.
  /// - Returns: The files that were written, by name.
  /// - Throws: ``ToolError`` when LibreOffice refuses the file or wrote nothing.
  @discardableResult
  public static func convert(
    _ file: String, to format: String, into folder: String, timeout seconds: Int = 180
  ) throws -> [String] {
    _ = profileIsRemovedAtExit
    // LibreOffice ends with 0 even when it could not load the file: only what it wrote tells.
    return try TemporaryFolder.with { scratch in
      let outcome = try profile.withLock { profile in
        try Subprocess.run(
          "soffice",
          [
            "-env:UserInstallation=file://\(profile)", "--headless", "--norestore",
            "--convert-to", format, "--outdir", scratch.path, file,
          ], environment: ["LC_ALL": "C.UTF-8"], timeout: seconds)
      }
      guard try !Folder.files(scratch.path).isEmpty else {
        throw ToolError("soffice wrote nothing from \(file): \(outcome.output)\(outcome.errors)")
      }
      return try scratch.moveFiles(into: folder)
    }
  }

  /// Every cell of a workbook as LibreOffice shows it, formatted.
  ///
  /// - Parameter file: A workbook of any format that LibreOffice opens.
  /// - Returns: For each sheet's name its rows from the top, each with its cells from the left;
  ///   what lies behind the last filled cell is not there.
  /// - Throws: ``ToolError`` when LibreOffice refuses the file.
  public static func cellTexts(of file: String) throws -> [String: [[String]]] {
    // Comma, double quote, UTF-8, from line 1; cells as shown, no formulas; -1: every sheet to a
    // file of its own, named workbook-sheet.csv.
    let options = "44,34,76,1,,0,false,true,true,false,false,-1"
    return try TemporaryFolder.with { scratch in
      let files = try convert(
        file, to: "csv:Text - txt - csv (StarCalc):\(options)", into: scratch.path)
      let stem = Folder.name(of: file).split(separator: ".").dropLast().joined(separator: ".")
      var sheets: [String: [[String]]] = [:]
      for path in files {
        let name = Folder.name(of: path).dropFirst(stem.count + 1).dropLast(".csv".count)
        let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
        sheets[String(name)] = CommaSeparated.rows(of: text)
      }
      return sheets
    }
  }
}
