internal import Foundation

/// Programs that do what is not ours to do: LibreOffice prints, OpenSSL signs.
enum ExternalProgram {
  /// Where a program is on the path; nil where it is not installed.
  static func path(_ name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").map { $0 + "/" + name }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - name: The program.
  ///   - arguments: Its arguments.
  ///   - seconds: After so long it is ended.
  /// - Throws: ``HandoverError/program(_:reason:)`` where it is not installed or does not end well.
  static func run(_ name: String, _ arguments: [String], seconds: Double = 120) throws {
    guard let path = path(name) else { throw HandoverError.program(name, reason: "not installed") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw HandoverError.program(name, reason: "not started")
    }
    let limit = Date(timeIntervalSinceNow: seconds)
    while process.isRunning && Date() < limit { usleep(20_000) }
    if process.isRunning {
      process.terminate()
      process.waitUntilExit()
      throw HandoverError.program(name, reason: "over \(Int(seconds)) s")
    }
    guard process.terminationStatus == 0 else {
      throw HandoverError.program(name, reason: "exit \(process.terminationStatus)")
    }
  }

  /// Prints a workbook as PDF beside it, with a profile of its own.
  static func pdf(_ workbook: String, into folder: String) throws {
    let profile = FileManager.default.temporaryDirectory.path + "/bakhong-pdf-\(getpid())"
    defer { try? FileManager.default.removeItem(atPath: profile) }
    try run(
      "soffice",
      [
        "-env:UserInstallation=file://\(profile)", "--headless", "--norestore", "--convert-to",
        "pdf", "--outdir", folder, workbook,
      ], seconds: 180)
  }
}
