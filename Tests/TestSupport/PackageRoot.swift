// Where the package's own files are, for tests that read samples, templates or sources.

internal import Foundation
internal import Storage

/// The folder that holds `Package.swift`.
public enum PackageRoot {
  /// The folder, as it was when the tests were built.
  public static let path = Folder.parent(of: Folder.parent(of: Folder.parent(of: #filePath)))

  /// The path of a file of the package.
  ///
  /// - Parameter name: A path relative to the folder, for example `Templates/bao-cao-3-khong.ods`.
  /// - Returns: The full path.
  public static func file(_ name: String) -> String { path + "/" + name }

  /// The path of a program of the package that was built together with the running tests.
  ///
  /// - Parameter name: The program's name, `bakhong`; the test target has to depend on it.
  /// - Returns: The full path, beside the tests' own program.
  public static func program(_ name: String) -> String {
    // `swift test` runs a program of the tests, and all programs are built into one folder.
    let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return Folder.parent(of: tests ?? path + "/.build/debug/tests") + "/" + name
  }
}
