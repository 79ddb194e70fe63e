// Where the package's own files are, for tests that read samples, templates or sources.

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
}
