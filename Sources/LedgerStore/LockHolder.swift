internal import Glibc
internal import Storage

/// Finds out which program holds the right to write to a ledger.
///
/// - Source: proc(5), `/proc/locks`; sqlite.org/walformat.html, section 2.3: the write lock is byte
///   120 of the shared-memory file; sqlite.org/lockingv3.html, section 3: without a log, the
///   reserved lock is the byte behind the first gigabyte of the ledger and the pending lock. These
///   files are not opened here: closing them would give up this program's own locks (fcntl(2)).
enum LockHolder {
  private static let writeLock = (file: "-shm", offset: 120)
  private static let reservedLock = (file: "", offset: (1 << 30) + 1)

  /// The number and name of another process that holds the lock; nil where the system does not
  /// tell.
  static func describe(ledger path: String) -> String? {
    guard let bytes = try? FileBytes.head(of: "/proc/locks", count: 1 << 20) else { return nil }
    let locks = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    for (suffix, offset) in [writeLock, reservedLock] {
      if let holder = holder(of: path + suffix, offset, locks) { return holder }
    }
    return nil
  }

  private static func holder(
    of path: String, _ offset: Int, _ locks: [Substring]
  ) -> String? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    let inode = ":\(status.st_ino)"
    for line in locks {
      let fields = line.split(separator: " ")
      guard fields.count >= 8, fields[3] == "WRITE", fields[5].hasSuffix(inode),
        let first = Int(fields[6]), let last = Int(fields[7]), first <= offset, offset <= last,
        let process = Int32(fields[4]), process > 0, process != getpid()
      else { continue }
      let name = try? FileBytes.head(of: "/proc/\(process)/comm", count: 64)
      let text = name.map { String(decoding: $0.prefix { $0 != 10 }, as: UTF8.self) }
      return [text, "\(process)"].compactMap(\.self).joined(separator: " ")
    }
    return nil
  }
}
