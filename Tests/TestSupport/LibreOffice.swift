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

  // One that computes every formula on loading, whatever value is stored with it.
  private static let recalculating = Mutex(
    FileManager.default.temporaryDirectory.path + "/bakhong-soffice-recalc-\(getpid())")

  private static let profilesAreRemovedAtExit: Void = {
    atexit {
      for profile in [
        LibreOffice.profile.withLock { $0 }, LibreOffice.recalculating.withLock { $0 },
      ] {
        try? FileManager.default.removeItem(atPath: profile)
      }
    }
  }()

  private static let recalculationSettings = """
    <?xml version="1.0" encoding="UTF-8"?>
    <oor:items xmlns:oor="http://openoffice.org/2001/registry" \
    xmlns:xs="http://www.w3.org/2001/XMLSchema" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" \
    oor:op="fuse"><value>0</value></prop></item>
    <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" \
    oor:op="fuse"><value>0</value></prop></item>
    </oor:items>
    """

  /// Converts one file.
  ///
  /// - Parameters:
  ///   - file: What to convert.
  ///   - format: As after `--convert-to`: `pdf`, `xlsx`, `ods`, `fods`, or with a filter and its
  ///     options, such as `csv:Text - txt - csv (StarCalc):44,34,76`.
  ///   - folder: Where the result goes; it is made when it is missing.
  ///   - seconds: How many seconds of computing one conversion may take; where the machine is
  ///     busy the clock may show ten times as many.
  /// - Returns: The files that were written, by name.
  /// - Throws: ``ToolError`` when LibreOffice refuses the file or wrote nothing.
  @discardableResult
  public static func convert(
    _ file: String, to format: String, into folder: String, timeout seconds: Int = 180
  ) throws -> [String] {
    try profile.withLock { try convert([file], to: format, into: folder, seconds, profile: $0) }
  }

  /// Converts many files in one run; one that LibreOffice refuses is left out.
  ///
  /// - Parameters:
  ///   - files: What to convert; no two have the same name but for their extensions.
  ///   - format: As of ``convert(_:to:into:timeout:)``.
  ///   - folder: Where the results go.
  ///   - seconds: How long all of it may take.
  /// - Returns: The files that were written, by name.
  /// - Throws: ``ToolError`` when nothing was written.
  @discardableResult
  public static func convert(
    all files: [String], to format: String, into folder: String, timeout seconds: Int = 600
  ) throws -> [String] {
    try profile.withLock { try convert(files, to: format, into: folder, seconds, profile: $0) }
  }

  /// Converts one file after computing all its formulas anew.
  ///
  /// - Parameters: As of ``convert(_:to:into:timeout:)``.
  /// - Returns: The files that were written, by name.
  /// - Throws: ``ToolError`` when LibreOffice refuses the file or wrote nothing.
  @discardableResult
  public static func recalculate(
    _ file: String, to format: String, into folder: String, timeout seconds: Int = 180
  ) throws -> [String] {
    try recalculating.withLock { profile in
      try prepare(profile)
      return try convert([file], to: format, into: folder, seconds, profile: profile)
    }
  }

  /// Gives a profile the settings that make LibreOffice compute on loading.
  private static func prepare(_ profile: String) throws {
    let settings = profile + "/user/registrymodifications.xcu"
    guard !FileManager.default.fileExists(atPath: settings) else { return }
    try FileManager.default.createDirectory(
      atPath: profile + "/user", withIntermediateDirectories: true)
    try Data(recalculationSettings.utf8).write(to: URL(filePath: settings))
  }

  private static func convert(
    _ files: [String], to format: String, into folder: String, _ seconds: Int, profile: String
  ) throws -> [String] {
    _ = profilesAreRemovedAtExit
    // LibreOffice ends with 0 even when it could not load the file: only what it wrote tells.
    return try TemporaryFolder.with { scratch in
      let outcome = try Subprocess.run(
        "prlimit",
        [
          "--cpu=\(seconds)", "soffice", "-env:UserInstallation=file://\(profile)",
          "--headless", "--norestore",
          "--convert-to", format, "--outdir", scratch.path,
        ] + files, environment: ["LC_ALL": "C.UTF-8"], timeout: seconds * 10)
      guard try !Folder.files(scratch.path).isEmpty else {
        throw ToolError("soffice wrote nothing from \(files): \(outcome.output)\(outcome.errors)")
      }
      return try scratch.moveFiles(into: folder)
    }
  }

  /// Every cell of many workbooks as LibreOffice shows it once it computed all formulas anew.
  ///
  /// - Parameter files: Workbooks; no two have the same name.
  /// - Returns: For each file, as ``cellTexts(of:)``.
  /// - Throws: ``ToolError`` when LibreOffice refuses one of them.
  public static func recalculatedTexts(of files: [String]) throws -> [[String: [[String]]]] {
    try TemporaryFolder.with { scratch in
      let written = try recalculating.withLock { profile in
        try prepare(profile)
        return try convert(files, to: everySheet, into: scratch.path, 600, profile: profile)
      }
      return try files.map { file in
        let texts = try texts(of: file, in: written)
        guard !texts.isEmpty else { throw ToolError("soffice wrote nothing from \(file)") }
        return texts
      }
    }
  }

  /// Every cell of a workbook as LibreOffice shows it, formatted.
  ///
  /// - Parameter file: A workbook of any format that LibreOffice opens.
  /// - Returns: For each sheet's name its rows from the top, each with its cells from the left;
  ///   what lies behind the last filled cell is not there.
  /// - Throws: ``ToolError`` when LibreOffice refuses the file.
  public static func cellTexts(of file: String) throws -> [String: [[String]]] {
    try TemporaryFolder.with { scratch in
      try texts(of: file, in: convert(file, to: everySheet, into: scratch.path))
    }
  }

  // Comma, double quote, UTF-8, from line 1; cells as shown, no formulas; -1: every sheet to a
  // file of its own, named workbook-sheet.csv.
  private static let everySheet =
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"

  /// The sheets of a workbook among files that were written of many.
  private static func texts(
    of file: String, in written: [String]
  ) throws -> [String: [[String]]] {
    let stem = Folder.name(of: file).split(separator: ".").dropLast().joined(separator: ".") + "-"
    var sheets: [String: [[String]]] = [:]
    for path in written where Folder.name(of: path).hasPrefix(stem) {
      let name = Folder.name(of: path).dropFirst(stem.count).dropLast(".csv".count)
      let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
      sheets[String(name)] = CommaSeparated.rows(of: text)
    }
    return sheets
  }
}
