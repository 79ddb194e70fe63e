/// Writes a new zip container, the same bytes for the same members.
///
/// Members are deflated by zlib through libzip: unlike ISA-L's, its output does not depend on the
/// processor, so that templates are the same everywhere.
public struct ZipWriter: ~Copyable {
  private let libzip: Libzip
  private var isOpen = true

  /// Starts a container in a file that does not exist yet.
  public init(newFile path: String) throws(ZipError) {
    libzip = try Libzip(path, .create)
  }

  /// Adds a member after those before it.
  ///
  /// - Parameters:
  ///   - name: Its name, with slashes between folders.
  ///   - bytes: Its content.
  ///   - isStored: Whether it stays uncompressed, as ODF's `mimetype` must.
  /// - Throws: ``ZipError/notWritten(file:reason:)``, also for a name that is there already.
  public func add(_ name: String, _ bytes: [UInt8], isStored: Bool = false) throws(ZipError) {
    try libzip.add(name, bytes, isStored: isStored)
  }

  /// Writes all members.
  public consuming func finish() throws(ZipError) {
    isOpen = false
    try libzip.close()
  }

  deinit {
    if isOpen { libzip.discard() }
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
