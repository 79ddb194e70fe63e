// Scratch folders for tests: each its own, and gone when the test is done.

internal import Foundation
internal import Storage

/// A new, empty folder that is removed with everything in it when the object goes away.
///
/// Keep it in a stored property of the suite, or use ``with(_:)``: an object that is not used any
/// more may go away before the end of its scope.
public final class TemporaryFolder: Sendable {
  /// The folder.
  public let path: String

  /// Makes a folder under the system's place for temporary files.
  ///
  /// - Throws: An error of the file system.
  public init() throws {
    path = FileManager.default.temporaryDirectory.path + "/bakhong-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Runs `body` with a folder that is removed right after.
  ///
  /// - Parameter body: The work; it must not let the folder's path out.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws, or an error of the file system.
  public static func with<Value>(_ body: (TemporaryFolder) throws -> Value) throws -> Value {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder) }
  }

  /// The path of `name` in this folder, whether it exists or not.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Writes a file in this folder, and the folders on the way to it.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - name: The file's path, relative to this folder.
  /// - Returns: The file's full path.
  /// - Throws: An error of the file system.
  @discardableResult
  public func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let path = file(name)
    try FileManager.default.createDirectory(
      atPath: Folder.parent(of: path), withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Writes a UTF-8 text in this folder.
  ///
  /// - Parameters:
  ///   - text: The content.
  ///   - name: The file's path, relative to this folder.
  /// - Returns: The file's full path.
  /// - Throws: An error of the file system.
  @discardableResult
  public func write(text: String, to name: String) throws -> String {
    try write(text.utf8, to: name)
  }

  /// Moves every plain file of this folder into another one, over files of the same name.
  ///
  /// - Parameter folder: The other folder; it is made when it is missing.
  /// - Returns: The files' new paths, by name.
  /// - Throws: An error of the file system.
  func moveFiles(into folder: String) throws -> [String] {
    try Folder.make(folder)
    return try Folder.files(path).map { name in
      let target = folder + "/" + name
      try Folder.remove(target)
      try FileManager.default.moveItem(atPath: file(name), toPath: target)
      return target
    }
  }
}
