// Runs a program and gives back all it said.

internal import Foundation
internal import Storage

/// Runs programs: our own, and those that check what we wrote.
public enum Subprocess {
  /// How a program ended and what it said.
  public struct Outcome: Sendable {
    /// The exit status; 128 + N after signal N, 124 after the time was up.
    public let exitCode: Int32
    /// The bytes of its standard output.
    public let outputBytes: [UInt8]
    /// Its standard error as text.
    public let errors: String
    /// Its standard output as text.
    public var output: String { String(decoding: outputBytes, as: UTF8.self) }
  }

  /// Runs a program to its end.
  ///
  /// Standard streams go through files, so that no pipe can fill up and block.
  ///
  /// - Parameters:
  ///   - program: A name, looked up in `PATH`, or a path.
  ///   - arguments: Its arguments.
  ///   - folder: The folder to run in; nil for the current one.
  ///   - environment: Variables to set beside those of the tests.
  ///   - input: The bytes of its standard input.
  ///   - seconds: After this time the program and its children are ended, with status 124.
  /// - Returns: The outcome, whatever the exit status is.
  /// - Throws: ``ToolError`` when the program cannot be started.
  public static func run(
    _ program: String, _ arguments: [String], in folder: String? = nil,
    environment: [String: String] = [:], input: [UInt8] = [], timeout seconds: Int = 60
  ) throws -> Outcome {
    guard program.contains("/") || isInstalled(program) else {
      throw ToolError("\(program) is not installed")
    }
    return try TemporaryFolder.with { scratch in
      let process = Process()
      // Tests run on threads that block signals, and children inherit that: env(1) undoes it.
      // timeout(1) ends the whole process group, so the children of a script go with it.
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments =
        ["--default-signal", "timeout", "--kill-after=5", "\(seconds)", program] + arguments
      process.environment = ProcessInfo.processInfo.environment
        .merging(environment) { _, ours in ours }
      if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
      process.standardInput = try stream(scratch.write(input, to: "input"), writing: false)
      let output = try scratch.write([], to: "output")
      let errors = try scratch.write([], to: "errors")
      process.standardOutput = try stream(output, writing: true)
      process.standardError = try stream(errors, writing: true)
      try process.run()
      process.waitUntilExit()
      let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
      return Outcome(
        exitCode: signal + process.terminationStatus, outputBytes: try FileBytes.read(output),
        errors: String(decoding: try FileBytes.read(errors), as: UTF8.self))
    }
  }

  /// Runs a program as ``run(_:_:in:environment:input:timeout:)`` does, and takes any exit status
  /// but 0 for a failure.
  ///
  /// - Throws: ``ToolError`` with what the program said.
  static func check(
    _ program: String, _ arguments: [String], in folder: String? = nil,
    environment: [String: String] = [:], timeout seconds: Int = 60
  ) throws -> Outcome {
    let outcome = try run(
      program, arguments, in: folder, environment: environment, timeout: seconds)
    guard outcome.exitCode == 0 else {
      throw ToolError("\(program) ended with \(outcome.exitCode): \(outcome.errors)")
    }
    return outcome
  }

  /// Whether a program is found in `PATH`.
  ///
  /// - Parameter program: The program's name, without a folder.
  /// - Returns: True where it is there and may be run.
  public static func isInstalled(_ program: String) -> Bool {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return folders.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  private static func stream(_ path: String, writing: Bool) throws -> FileHandle {
    let handle = writing ? FileHandle(forWritingAtPath: path) : FileHandle(forReadingAtPath: path)
    guard let handle else { throw ToolError("cannot open \(path)") }
    return handle
  }
}
