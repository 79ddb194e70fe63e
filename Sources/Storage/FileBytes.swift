internal import Glibc

/// Reads whole files.
public enum FileBytes {
  /// The most bytes ``read(_:bytesMax:)`` holds in memory unless told otherwise: 1 GiB.
  public static let bytesMax = 1 << 30

  /// The bytes of the file at `path`.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - bytesMax: A larger file is refused before a byte of it is read.
  /// - Returns: All bytes.
  /// - Throws: ``StorageError`` with the file in its origin.
  public static func read(
    _ path: String, bytesMax: Int = FileBytes.bytesMax
  ) throws(StorageError) -> [UInt8] {
    try unsafe read(path, bytesMax: bytesMax) { _ in }
  }

  /// The bytes of the file at `path` with their digest, which a second thread computes of a large
  /// file while it is read.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - bytesMax: A larger file is refused before a byte of it is read.
  /// - Returns: All bytes, and their digest.
  /// - Throws: ``StorageError`` with the file in its origin.
  public static func readDigested(
    _ path: String, bytesMax: Int = FileBytes.bytesMax
  ) throws(StorageError) -> (bytes: [UInt8], digest: SHA256Digest) {
    let thread = WorkThread()
    defer { thread.stop() }
    var hasher = SHA256Hasher()
    let bytes = try unsafe read(path, bytesMax: bytesMax) { piece in
      // The work cannot fail; the last piece is not worth a thread.
      if piece.count == pieceBytes {
        try? thread.add { unsafe hasher.update(piece) }
      } else {
        try? thread.wait()
        unsafe hasher.update(piece)
      }
    }
    return (bytes, hasher.finish())
  }

  private static let pieceBytes = 1 << 20

  /// Reads a file, and shows `inspect` each piece of ``pieceBytes`` in its lasting place, at the
  /// end a smaller one.
  @unsafe private static func read(
    _ path: String, bytesMax: Int, _ inspect: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(StorageError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fromErrno(path, .read) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .fromErrno(path, .read) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw .refused(file: path, action: .read, reason: "is a directory")
    }
    let size = Int(status.st_size)
    guard size <= bytesMax else { throw .tooLarge(file: path, bytes: size, bytesMax: bytesMax) }
    return try unsafe readAll(descriptor, size: size, path: path, inspect)
  }

  /// Reads a file piece by piece, so that it need not fit into memory.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - size: How many bytes a piece has; the last one may have fewer.
  ///   - body: Takes each piece.
  /// - Throws: ``StorageError`` with the file in its origin, or what `body` throws.
  public static func readPieces(
    of path: String, size: Int, _ body: ([UInt8]) throws -> Void
  ) throws {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw StorageError.fromErrno(path, .read) }
    defer { close(descriptor) }
    while true {
      let piece = try unsafe readAll(descriptor, size: size, path: path) { _ in }
      if !piece.isEmpty { try body(piece) }
      if piece.count < size { return }
    }
  }

  /// The first bytes of a file, fewer when it is shorter.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - count: How many.
  /// - Returns: At most `count` bytes.
  /// - Throws: ``StorageError`` with the file in its origin.
  public static func head(of path: String, count: Int) throws(StorageError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fromErrno(path, .read) }
    defer { close(descriptor) }
    return try unsafe readAll(descriptor, size: count, path: path) { _ in }
  }

  @unsafe private static func readAll(
    _ descriptor: Int32, size: Int, path: String, _ inspect: (UnsafeBufferPointer<UInt8>) -> Void
  ) throws(StorageError) -> [UInt8] {
    var failed = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      var shown = 0
      defer {
        unsafe inspect(UnsafeBufferPointer(start: base + shown, count: count - shown))
      }
      while count < size {
        let end = min(shown + pieceBytes, size)
        let got = unsafe Glibc.read(descriptor, base + count, end - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failed = true }
        if got <= 0 { return }
        count += got
        if count == shown + pieceBytes {
          unsafe inspect(UnsafeBufferPointer(start: base + shown, count: pieceBytes))
          shown = count
        }
      }
    }
    guard !failed else { throw .fromErrno(path, .read) }
    return bytes
  }
}

extension StorageError {
  /// The error that `errno` stands for now.
  static func fromErrno(_ path: String, _ action: Action) -> StorageError {
    let code = errno
    if code == ENOENT && action != .write { return .missing(file: path) }
    return .refused(file: path, action: action, reason: unsafe String(cString: strerror(code)))
  }
}
