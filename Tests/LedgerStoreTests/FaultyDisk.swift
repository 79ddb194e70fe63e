import Glibc
import GRDBSQLite
import Synchronization

/// A disk whose Nth operation fails, for files in folders that have `faulty` in their names.
///
/// It stands between SQLite and the system: the methods of each file that SQLite opens there are
/// replaced by ones that count, and fail when their number is up.
///
/// - Source: sqlite.org/vfs.html.
enum FaultyDisk {
  /// What goes wrong.
  enum Fault: Int, CaseIterable {
    /// One operation fails, and all that follow.
    case dead
    /// One operation fails.
    case glitch
    /// No space is left, from that operation on.
    case full
    /// Half of a write comes through, and nothing after it.
    case torn
  }

  private struct Countdown {
    var rest = 0
    var fault = Fault.dead
    var failed = false
    var tornCount = 0
  }

  private static let countdown = Mutex(Countdown())
  private nonisolated(unsafe) static var originals:
    [UnsafePointer<sqlite3_io_methods>: UnsafePointer<sqlite3_io_methods>] = [:]
  private nonisolated(unsafe) static var system: UnsafeMutablePointer<sqlite3_vfs>?

  /// Puts the disk before the system's, once.
  static let isInstalled: Bool = {
    guard let found = sqlite3_vfs_find(nil) else { return false }
    system = found
    let ours = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    ours.initialize(to: found.pointee)
    ours.pointee.zName = UnsafePointer(strdup("faulty"))
    ours.pointee.pNext = nil
    ours.pointee.xOpen = { _, name, file, flags, outFlags in
      guard let system = FaultyDisk.system else { return SQLITE_CANTOPEN }
      let status = system.pointee.xOpen(system, name, file, flags, outFlags)
      if status == SQLITE_OK, let name, String(cString: name).contains("faulty") {
        FaultyDisk.replaceMethods(of: file)
      }
      return status
    }
    ours.pointee.xDelete = { _, name, syncs in
      guard let system = FaultyDisk.system else { return SQLITE_IOERR }
      if let name, String(cString: name).contains("faulty"), let code = FaultyDisk.failure() {
        return code
      }
      return system.pointee.xDelete(system, name, syncs)
    }
    return sqlite3_vfs_register(ours, 1) == SQLITE_OK
  }()

  /// Lets the operation of a number fail; 0 for none.
  static func arm(_ number: Int, _ fault: Fault) {
    countdown.withLock { $0 = Countdown(rest: number, fault: fault) }
  }

  /// Lets nothing fail any more.
  ///
  /// - Returns: Whether something failed.
  static func disarm() -> Bool {
    countdown.withLock { state in
      defer { state = Countdown() }
      return state.failed
    }
  }

  /// Counts an operation; the code it fails with, if it fails.
  private static func failure() -> Int32? {
    countdown.withLock { state in
      guard state.rest > 0 || state.failed else { return nil }
      if state.failed && state.fault == .glitch { return nil }
      if !state.failed {
        state.rest -= 1
        guard state.rest == 0 else { return nil }
        state.failed = true
      }
      return state.fault == .full ? SQLITE_FULL : SQLITE_IOERR
    }
  }

  /// Whether the operation that failed just now does half of its work.
  private static func tears() -> Bool {
    countdown.withLock { state in
      defer { state.tornCount += 1 }
      return state.fault == .torn && state.tornCount == 0
    }
  }

  private static func original(
    _ file: UnsafeMutablePointer<sqlite3_file>?
  ) -> sqlite3_io_methods? {
    file.flatMap { $0.pointee.pMethods }.flatMap { originals[$0] }?.pointee
  }

  private static func replaceMethods(of file: UnsafeMutablePointer<sqlite3_file>?) {
    guard let file, let methods = file.pointee.pMethods else { return }
    if let known = originals.first(where: { $0.value == methods })?.key {
      file.pointee.pMethods = known
      return
    }
    let ours = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    ours.initialize(to: methods.pointee)
    ours.pointee.xWrite = { file, bytes, count, offset in
      guard let code = FaultyDisk.failure() else {
        return FaultyDisk.original(file)?.xWrite(file, bytes, count, offset) ?? SQLITE_IOERR
      }
      if FaultyDisk.tears() {
        _ = FaultyDisk.original(file)?.xWrite(file, bytes, count / 2, offset)
      }
      return code
    }
    ours.pointee.xSync = { file, flags in
      FaultyDisk.failure() ?? FaultyDisk.original(file)?.xSync(file, flags) ?? SQLITE_IOERR
    }
    ours.pointee.xTruncate = { file, size in
      FaultyDisk.failure() ?? FaultyDisk.original(file)?.xTruncate(file, size) ?? SQLITE_IOERR
    }
    originals[UnsafePointer(ours)] = methods
    file.pointee.pMethods = UnsafePointer(ours)
  }
}
