internal import Storage

/// The bytes of a file that is to be imported, read and digested once.
public struct SourceBytes: Sendable {
  /// The file.
  public let path: String
  /// The SHA-256 of the bytes, in hexadecimal.
  public let sha256: String
  let bytes: [UInt8]

  /// Its name, without folders.
  var name: String { Folder.name(of: path) }

  /// Reads a file.
  ///
  /// - Parameter path: The file.
  /// - Throws: `StorageError` with the file in its origin.
  public init(path: String) throws {
    self.path = path
    bytes = try FileBytes.read(path)
    sha256 = SHA256Digest(of: bytes).hex
  }
}
