internal import Glibc

/// A file that is open for reading at any place.
public final class RandomAccessFile: Sendable {
  /// The file.
  public let path: String
  /// How many bytes it had when it was opened.
  public let size: Int
  private let descriptor: Int32

  /// Opens a file; a folder is refused.
  ///
  /// - Throws: ``StorageError`` with the file in its origin.
  public init(path: String) throws(StorageError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fromErrno(path, .read) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .refused(file: path, action: .read, reason: "is not a regular file")
    }
    self.path = path
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit {
    close(descriptor)
  }

  /// Reads bytes; fewer than asked for only at the file's end.
  ///
  /// - Parameters:
  ///   - offset: The first byte's place, not negative.
  ///   - count: How many bytes.
  /// - Returns: The bytes.
  /// - Throws: ``StorageError`` with the file in its origin.
  public func bytes(at offset: Int, count: Int) throws(StorageError) -> [UInt8] {
    let wanted = max(0, min(count, size - offset))
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
      count = unsafe read(into: buffer, at: offset)
      failed = count < 0
      count = max(count, 0)
    }
    guard !failed else { throw .fromErrno(path, .read) }
    return bytes
  }

  /// What the disk said last on this thread, after reading failed.
  public var failure: String { unsafe String(cString: strerror(errno)) }

  /// Reads bytes into a buffer.
  ///
  /// - Returns: How many; fewer than fit only at the file's end, negative for an error.
  public func read(into buffer: UnsafeMutableBufferPointer<UInt8>, at offset: Int) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var count = 0
    while count < buffer.count {
      let got = unsafe pread(descriptor, base + count, buffer.count - count, offset + count)
      if got < 0 && errno == EINTR { continue }
      if got < 0 { return -1 }
      if got == 0 { break }
      count += got
    }
    return count
  }
}
