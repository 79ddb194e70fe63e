internal import Glibc

/// A new file that is written from its first byte on.
///
/// Whoever lets go of it without ``close()`` leaves nothing behind: the file is removed.
@safe
public final class FileOutput: @unchecked Sendable {
  /// The file.
  public let path: String
  /// How many bytes were written.
  public private(set) var count = 0
  private let descriptor: Int32
  private var isOpen = true
  private var hasName = true

  /// Makes a file that does not exist yet.
  ///
  /// - Parameter path: Where.
  /// - Throws: ``StorageError`` with the file in its origin, also where one is there.
  public init(newFile path: String) throws(StorageError) {
    descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .fromErrno(path, .write) }
    self.path = path
  }

  /// Makes a file that nobody else sees, gone with this object.
  ///
  /// - Parameter path: A path on the disk to use where nothing is.
  /// - Returns: The file, which has no name any more.
  /// - Throws: ``StorageError`` with the file in its origin.
  public static func unnamed(beside path: String) throws(StorageError) -> FileOutput {
    let file = try FileOutput(newFile: path)
    _ = unsafe unlink(path)
    file.hasName = false
    return file
  }

  /// Adds bytes.
  public func append(_ bytes: [UInt8]) throws(StorageError) {
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(StorageError) in
      try unsafe append(UnsafeRawBufferPointer(buffer))
    }
  }

  /// Adds bytes.
  @unsafe public func append(_ bytes: UnsafeRawBufferPointer) throws(StorageError) {
    try unsafe write(bytes, at: count)
    count += bytes.count
  }

  /// Adds a block's bytes and empties it.
  public func append(_ block: inout ByteBlock) throws(StorageError) {
    try unsafe block.withBytes { bytes throws(StorageError) in
      try unsafe append(UnsafeRawBufferPointer(bytes))
    }
    block.removeAll()
  }

  /// Puts bytes in the place of some that were written.
  public func overwrite(_ bytes: [UInt8], at offset: Int) throws(StorageError) {
    precondition(offset + bytes.count <= count)
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(StorageError) in
      try unsafe write(UnsafeRawBufferPointer(buffer), at: offset)
    }
  }

  /// Adds a part of another file.
  public func append(_ range: Range<Int>, of other: FileOutput) throws(StorageError) {
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { unsafe piece.deallocate() }
    var offset = range.lowerBound
    while offset < range.upperBound {
      let wanted = min(piece.count, range.upperBound - offset)
      let got = unsafe pread(other.descriptor, piece.baseAddress, wanted, offset)
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { throw .fromErrno(other.path, .read) }
      try unsafe append(UnsafeRawBufferPointer(rebasing: piece[..<got]))
      offset += got
    }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(StorageError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe pwrite(
        descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written,
        offset + written)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .fromErrno(path, .write) }
      written += count
    }
  }

  /// Ends the file, which stays.
  public func close() throws(StorageError) {
    guard isOpen else { return }
    isOpen = false
    guard Glibc.close(descriptor) == 0 else { throw .fromErrno(path, .write) }
  }

  deinit {
    guard isOpen else { return }
    _ = Glibc.close(descriptor)
    if hasName { _ = unsafe unlink(path) }
  }
}
