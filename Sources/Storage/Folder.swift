internal import Glibc

/// Folders and paths: the little of a file system that we need.
public enum Folder {
  /// The plain files directly in the folder, by name, without hidden ones, in the order of bytes.
  ///
  /// - Parameter path: The folder.
  /// - Returns: Names, not paths.
  /// - Throws: ``StorageError`` when the folder cannot be listed.
  public static func files(_ path: String) throws(StorageError) -> [String] {
    try entries(path).filter { !$0.hasPrefix(".") && isFile(path + "/" + $0) }
  }

  /// The folders directly in the folder, by name, without hidden ones, in the order of bytes.
  public static func folders(_ path: String) throws(StorageError) -> [String] {
    try entries(path).filter { !$0.hasPrefix(".") && isFolder(path + "/" + $0) }
  }

  /// All names in a folder but `.` and `..`, in the order of bytes.
  static func entries(_ path: String) throws(StorageError) -> [String] {
    guard let stream = unsafe opendir(path) else { throw .fromErrno(path, .list) }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes the folder and those above it that are missing.
  public static func make(_ path: String) throws(StorageError) {
    guard !path.isEmpty, !isFolder(path) else { return }
    let parent = parent(of: path)
    if parent != path { try make(parent) }
    guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw .fromErrno(path, .write)
    }
  }

  /// Removes a file; one that is not there is no error.
  public static func remove(_ path: String) throws(StorageError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw .fromErrno(path, .remove) }
  }

  /// Lets nobody but the owner read and write a file.
  public static func protect(_ path: String) throws(StorageError) {
    guard unsafe chmod(path, 0o600) == 0 else { throw .fromErrno(path, .write) }
  }

  /// Whether a plain file is there.
  public static func isFile(_ path: String) -> Bool { mode(path) == S_IFREG }

  /// Whether a folder is there.
  public static func isFolder(_ path: String) -> Bool { mode(path) == S_IFDIR }

  /// The folder that holds `path`: `.` for a bare name, `/` for the root.
  public static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path from the root, with links and dots resolved; `path` itself where nothing is there.
  public static func absolute(_ path: String) -> String {
    guard let resolved = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// The last component of `path`.
  public static func name(of path: String) -> String {
    String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
  }

  /// The lower-case extension of `path`, without its dot; empty when there is none.
  public static func pathExtension(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }
}
