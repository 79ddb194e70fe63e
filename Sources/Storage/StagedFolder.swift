internal import Glibc

/// A folder that is filled beside its place and moved there when it is whole.
///
/// Until ``commit()`` an old folder of that name stays as it was. One that is let go without
/// ``commit()`` is removed with all that is in it.
///
/// - Source: rename(2). A folder cannot be replaced in one step as a file can: the old one is set
///   aside under a hidden name, the new one takes its place, then the old one is removed.
public final class StagedFolder {
  /// Where the folder will be.
  public let path: String
  /// Where it is filled meanwhile, beside its place.
  public let temporaryPath: String
  private var isOpen = true

  /// Makes an empty folder beside `path`.
  public init(for path: String) throws(StorageError) {
    self.path = path
    let beside = Folder.parent(of: path) + "/." + Folder.name(of: path) + ".\(getpid())"
    temporaryPath = beside + ".tmp"
    try Folder.removeTree(temporaryPath)
    try Folder.make(temporaryPath)
  }

  /// The path of something in it, while it is filled.
  public func file(_ name: String) -> String { temporaryPath + "/" + name }

  /// Moves the folder to its place; an old one goes.
  public func commit() throws(StorageError) {
    let old = temporaryPath + ".old"
    let hasOld = Folder.isFolder(path)
    if hasOld {
      try Folder.removeTree(old)
      guard unsafe rename(path, old) == 0 else { throw .fromErrno(path, .write) }
    }
    guard unsafe rename(temporaryPath, path) == 0 else {
      let error = StorageError.fromErrno(path, .write)
      if hasOld { _ = unsafe rename(old, path) }
      throw error
    }
    isOpen = false
    if hasOld { try Folder.removeTree(old) }
  }

  deinit {
    if isOpen { try? Folder.removeTree(temporaryPath) }
  }
}

extension Folder {
  /// Removes a folder with all that is in it; one that is not there is no error.
  ///
  /// Links are removed, never followed.
  public static func removeTree(_ path: String) throws(StorageError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw .fromErrno(path, .remove)
    }
    for name in try entries(path) {
      let inner = path + "/" + name
      guard unsafe lstat(inner, &status) == 0 else { throw .fromErrno(inner, .remove) }
      if status.st_mode & S_IFMT == S_IFDIR {
        try removeTree(inner)
      } else {
        try remove(inner)
      }
    }
    guard unsafe rmdir(path) == 0 else { throw .fromErrno(path, .remove) }
  }
}
