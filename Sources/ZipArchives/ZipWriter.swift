public import Storage

/// Writes a new zip container, the same bytes for the same members.
///
/// Small members are deflated by zlib, whose output is the same on every machine, so that templates
/// are too; members written as a stream are deflated by ISA-L from their first full block on.
///
/// - Shape: 65 535 members and 4 GiB at most; sizes stand in front of their members, without
///   data descriptors or extra fields.
/// - Source: APPNOTE.TXT 6.3.9 §4.3.7, §4.3.12, §4.3.16.
public struct ZipWriter: ~Copyable {
  private let file: ZipFile

  /// Starts a container in a file that does not exist yet.
  public init(newFile path: String) throws(ZipError) {
    file = try ZipFile(path)
  }

  /// Adds a member after those before it.
  ///
  /// - Parameters:
  ///   - name: Its name, with slashes between folders.
  ///   - bytes: Its content.
  ///   - isStored: Whether it stays uncompressed, as ODF's `mimetype` must.
  /// - Throws: ``ZipError/notWritten(file:reason:)``, also for a name that is there already.
  public func add(_ name: String, _ bytes: [UInt8], isStored: Bool = false) throws(ZipError) {
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(ZipError) in
      try unsafe file.add(name, buffer, isStored: isStored)
    }
  }

  /// Begins a member that is written as a stream; no other is added before it ends.
  ///
  /// - Parameter name: Its name, with slashes between folders.
  /// - Returns: The stream.
  public func begin(_ name: String) -> ZipMemberStream {
    ZipMemberStream(name, file)
  }

  /// Adds a member that was put together in a spool, and empties that.
  ///
  /// - Parameters:
  ///   - name: Its name, with slashes between folders.
  ///   - pieces: Its content.
  ///   - spool: Where pieces lie.
  /// - Throws: ``ZipError/notWritten(file:reason:)``.
  public func add(
    _ name: String, _ pieces: [ZipSpool.Piece], from spool: ZipSpool
  ) throws(ZipError) {
    try file.add(name, pieces, from: spool)
  }

  /// Writes the directory.
  public consuming func finish() throws(ZipError) {
    try file.finish()
  }
}

/// A member that is written as a stream of blocks.
public final class ZipMemberStream {
  /// How full a block should be before it is handed on.
  public static let blockBytes = 1 << 20

  private let name: String
  private let file: ZipFile
  private var thread: DeflateThread?

  fileprivate init(_ name: String, _ file: ZipFile) {
    self.name = name
    self.file = file
  }

  deinit {
    thread?.stop()
  }

  /// Takes a block's bytes and leaves an empty block in its place.
  ///
  /// - Throws: ``ZipError/notWritten(file:reason:)``.
  public func append(_ block: inout ByteBlock) throws(ZipError) {
    if thread == nil { thread = try file.beginStream(name) }
    guard let thread else { return }
    do throws(StorageError) { try thread.append(&block) } catch { throw file.notWritten(error) }
  }

  /// Takes the last block and ends the member.
  ///
  /// - Throws: ``ZipError/notWritten(file:reason:)``.
  public func finish(_ block: inout ByteBlock) throws(ZipError) {
    guard let thread else {
      try unsafe block.withBytes { bytes throws(ZipError) in
        try unsafe file.add(name, bytes, isStored: false)
      }
      return block.removeAll()
    }
    do throws(StorageError) {
      let span = try thread.cut(&block)
      thread.stop()
      self.thread = nil
      try file.endStream(span)
    } catch {
      throw file.notWritten(error)
    }
  }
}

extension ZipArchive {
  /// Gives some members of a container other content.
  ///
  /// Every other member is copied as it is stored, and all keep their place and time.
  ///
  /// - Parameters:
  ///   - contents: New content by member name; each must be there.
  ///   - path: The container, changed in place: a copy that nobody else reads.
  /// - Throws: ``ZipError`` when a member is missing or the container cannot be written.
  public static func replace(
    _ contents: [String: [UInt8]], in path: String
  ) throws(ZipError) {
    guard !contents.isEmpty else { return }
    let libzip = try Libzip(path, .edit)
    do {
      for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
        try libzip.replace(name, bytes)
      }
    } catch {
      libzip.discard()
      throw error
    }
    try libzip.close()
  }

  /// Gives some members of a container other content, adds some and removes some.
  ///
  /// Every other member is copied as it is stored, and all keep their place and time. Added ones
  /// come last.
  ///
  /// - Parameters:
  ///   - contents: New content by member name; what is not there yet is added.
  ///   - removed: Names of members to take out; what is not there is no error.
  ///   - path: The container, changed in place: a copy that nobody else reads.
  /// - Throws: ``ZipError`` when the container cannot be written.
  public static func change(
    _ contents: [String: [UInt8]], removing removed: Set<String> = [], in path: String
  ) throws(ZipError) {
    guard !contents.isEmpty || !removed.isEmpty else { return }
    let libzip = try Libzip(path, .edit)
    do {
      for name in removed.sorted() { try libzip.remove(name) }
      for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
        if libzip.has(name) {
          try libzip.replace(name, bytes)
        } else {
          try libzip.add(name, bytes, isStored: false)
        }
      }
    } catch {
      libzip.discard()
      throw error
    }
    try libzip.close()
  }
}
