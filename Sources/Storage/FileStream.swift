internal import Glibc

/// Reads a file from its beginning to its end, piece by piece.
public final class FileStream {
  private let descriptor: Int32
  private let path: String

  /// Opens a file.
  ///
  /// - Parameter path: The file; `/dev/stdin` and pipes as well.
  /// - Throws: ``StorageError`` with the file in its origin.
  public init(_ path: String) throws(StorageError) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { throw .fromErrno(path, .read) }
  }

  deinit { close(descriptor) }

  /// Adds the next bytes to an array.
  ///
  /// - Parameters:
  ///   - bytes: What they are added to.
  ///   - count: How many at most.
  /// - Returns: How many there were; fewer than asked only at the end.
  /// - Throws: ``StorageError`` with the file in its origin.
  @discardableResult
  public func append(to bytes: inout [UInt8], count: Int) throws(StorageError) -> Int {
    var failed = false
    let piece = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      guard let base = buffer.baseAddress else { return }
      while filled < count {
        let got = unsafe Glibc.read(descriptor, base + filled, count - filled)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failed = true }
        if got <= 0 { return }
        filled += got
      }
    }
    guard !failed else { throw .fromErrno(path, .read) }
    bytes.append(contentsOf: piece)
    return piece.count
  }
}
