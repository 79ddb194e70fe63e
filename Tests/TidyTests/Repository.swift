// The repository's own files, for the checks.

import Foundation
import TestSupport

/// What git knows of the package: tracked files, and new ones that it does not ignore.
struct Repository: Sendable {
  /// The text files.
  let texts: [SourceFile]
  /// The tracked files of any kind.
  let tracked: [TrackedFile]

  /// The repository that these tests are part of, read once.
  static let own = Result { try Repository(PackageRoot.path) }

  /// Reads the repository at `root`.
  ///
  /// - Throws: ``ToolError`` where git or the repository is missing.
  init(_ root: String) throws {
    let tracked = try Self.list(root, ["--cached"])
    let new = try Self.list(root, ["--others", "--exclude-standard"])
    var texts: [SourceFile] = []
    var sizes: [TrackedFile] = []
    for path in tracked + new {
      // A tracked file that was just deleted is no concern of ours.
      guard let bytes = FileManager.default.contents(atPath: root + "/" + path) else { continue }
      // The rule that git itself goes by: a zero byte near the start makes a file binary.
      let isBinary = bytes.prefix(8000).contains(0)
      sizes.append(TrackedFile(path: path, bytes: bytes.count, isBinary: isBinary))
      if !isBinary { texts.append(SourceFile(path, String(decoding: bytes, as: UTF8.self))) }
    }
    self.texts = texts
    self.tracked = sizes
  }

  private static func list(_ root: String, _ options: [String]) throws -> [String] {
    // The owner of a checkout may be another user, in a container for one.
    let outcome = try Subprocess.run(
      "git", ["-c", "safe.directory=*", "-C", root, "ls-files", "-z"] + options)
    guard outcome.exitCode == 0 else { throw ToolError("git ls-files: \(outcome.errors)") }
    return outcome.output.split(separator: "\0").map(String.init)
  }
}
