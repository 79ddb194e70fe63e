internal import Glibc
public import Storage

/// Writes a new zip container, the same bytes for the same members.
///
/// Small members are deflated by zlib, whose output is the same on every machine, so that templates
/// are too; members written as a stream are deflated by ISA-L from their first full block on.
///
/// - Shape: sizes stand in front of their members, without data descriptors or extra fields, until
///   a member or a place passes 4 GiB, or the members 65 534: then as zip64.
/// - Source: APPNOTE.TXT 6.3.9 §4.3.7, §4.3.12, §4.3.16, §4.5.3.
public struct ZipWriter: ~Copyable {
  private let file: ZipFile

  /// Starts a container in a file that does not exist yet.
  public init(newFile path: String) throws(ZipError) {
    file = try ZipFile(path)
  }

  /// Starts a container that is widened earlier than it need be, to be tried without 4 GiB.
  init(newFile path: String, limits: ZipPlainLimits) throws(ZipError) {
    file = try ZipFile(path, limits: limits)
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
    let directory = try ZipArchive(path: path)
    for name in contents.keys.sorted() where directory.member(name) == nil {
      throw .memberMissing(file: path, member: name)
    }
    try change(contents, in: path)
  }

  /// Gives some members of a container other content, adds some and removes some.
  ///
  /// Every other member is copied as it is stored, and all keep their place and time. Added ones
  /// come last.
  ///
  /// - Parameters:
  ///   - contents: New content by member name; what is not there yet is added.
  ///   - splices: Changes of members that stay otherwise, by name, in memory that does not grow
  ///     with the members; none of these is among `contents`.
  ///   - removed: Names of members to take out; what is not there is no error.
  ///   - path: The container, changed in place: a copy that nobody else reads.
  /// - Throws: ``ZipError`` when the container cannot be written.
  public static func change(
    _ contents: [String: [UInt8]], splices: [String: [MemberSplice]] = [:],
    removing removed: Set<String> = [], in path: String
  ) throws(ZipError) {
    guard !contents.isEmpty || !splices.isEmpty || !removed.isEmpty else { return }
    let beside = path + ".changed"
    var editing = try ZipEditing(path, newFile: beside)
    try editing.write(contents, splices, removing: removed)
    guard unsafe rename(beside, path) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      _ = unsafe unlink(beside)
      throw .notWritten(file: path, reason: reason)
    }
  }
}
