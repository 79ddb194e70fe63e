// What git may hold.

/// A file of the repository, as far as its size and kind go.
struct TrackedFile: Sendable {
  /// The path from the package's root.
  let path: String
  /// Its size.
  let bytes: Int
  /// Whether it is no text.
  let isBinary: Bool
}

/// Finds files that git should not hold.
enum TrackedFileCheck {
  /// The most bytes of a binary file: 1 MiB.
  static let binaryBytesMax = 1 << 20

  /// What is wrong with the files.
  static func findings(in files: [TrackedFile]) -> [Finding] {
    files.compactMap { file in
      let parts = file.path.split(separator: "/")
      if parts.contains(".build") || parts.last == "Package.resolved" {
        return Finding(path: file.path, message: "is made by the build and not tracked")
      }
      if file.isBinary && file.bytes > binaryBytesMax {
        return Finding(
          path: file.path, message: "a binary of \(file.bytes) bytes, more than \(binaryBytesMax)")
      }
      return nil
    }
  }
}
