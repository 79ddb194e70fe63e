internal import Glibc

/// A file that is written beside its place and moved there when it is whole.
///
/// Until ``commit()`` the old file stays as it was; whoever opens the path sees the old file or
/// the new one, never a half.
///
/// One that is let go without ``commit()`` is removed, with its folder if that was made for it.
///
/// - Source: rename(2): the replacement is atomic; fsync(2) of the file before it and of the
///   folder after it make it last.
public final class StagedFile {
  /// Where the file will be.
  public let path: String
  /// Where it is written meanwhile, in the same folder.
  public let temporaryPath: String
  private var isOpen = true
  private let madeFolder: Bool

  /// Reserves a name beside `path`; makes the folder if it is missing.
  public init(for path: String) throws(StorageError) {
    let folder = Folder.parent(of: path)
    let beside = folder + "/." + Folder.name(of: path) + ".\(getpid()).tmp"
    madeFolder = !Folder.isFolder(folder)
    try Folder.make(folder)
    try Folder.remove(beside)
    self.path = path
    temporaryPath = beside
  }

  /// Writes all of `bytes` as the content, in place of what was staged before.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - mode: Permissions of a new file, less the process's mask.
  /// - Throws: ``StorageError`` with the staged file in its origin.
  public func write(_ bytes: [UInt8], mode: UInt32 = 0o644) throws(StorageError) {
    try Self.writeNew(bytes, to: temporaryPath, mode: mode)
  }

  /// Writes a file from its first byte to its last, in place of what was there.
  ///
  /// - Parameters:
  ///   - bytes: The content.
  ///   - path: The file.
  ///   - mode: Permissions of a new file, less the process's mask.
  /// - Throws: ``StorageError`` with the file in its origin.
  public static func writeNew(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644
  ) throws(StorageError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw .fromErrno(path, .write) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .fromErrno(path, .write) }
      written += count
    }
  }

  /// Makes what was written last, and moves it to its place.
  public func commit() throws(StorageError) {
    try Self.sync(temporaryPath, flags: O_RDONLY)
    guard unsafe rename(temporaryPath, path) == 0 else { throw .fromErrno(path, .write) }
    isOpen = false
    try Self.sync(Folder.parent(of: path), flags: O_RDONLY | O_DIRECTORY)
  }

  deinit {
    guard isOpen else { return }
    _ = unsafe unlink(temporaryPath)
    // Refused where something else came to lie in it.
    if madeFolder { _ = unsafe rmdir(Folder.parent(of: temporaryPath)) }
  }

  private static func sync(_ path: String, flags: Int32) throws(StorageError) {
    let descriptor = unsafe open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fromErrno(path, .write) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .fromErrno(path, .write) }
  }
}
