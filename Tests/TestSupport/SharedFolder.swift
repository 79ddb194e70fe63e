// Schemas and collected files that are kept beside the package, not inside it.

internal import Foundation
internal import Storage

/// The folder `shared` beside the package: `corpus/`, `schema/`; not everyone has it.
///
/// The environment variable `BAKHONG_SHARED` names another place.
public enum SharedFolder {
  /// The folder, or nil where there is none.
  public static let path: String? = {
    let beside = Folder.parent(of: PackageRoot.path) + "/shared"
    let path = ProcessInfo.processInfo.environment["BAKHONG_SHARED"] ?? beside
    return Folder.isFolder(path) ? path : nil
  }()

  /// The path of a file or folder in the shared folder.
  ///
  /// - Parameter name: A relative path, for example `corpus/ods`.
  /// - Returns: The full path, whether the file exists or not.
  /// - Throws: ``ToolError`` where there is no shared folder.
  public static func file(_ name: String) throws -> String {
    guard let path else { throw ToolError("there is no shared folder beside the package") }
    return path + "/" + name
  }
}
