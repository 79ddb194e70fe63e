internal import Glibc

/// The program that is running.
public enum Executable {
  /// Its absolute path; nil where the system does not tell.
  ///
  /// - Source: proc(5), `/proc/self/exe`.
  public static var path: String? {
    let capacity = Int(PATH_MAX)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      let length = unsafe readlink("/proc/self/exe", base, capacity)
      count = max(length, 0)
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// The login name of whoever runs it; nil where the system does not tell.
  ///
  /// - Source: getpwuid_r(3).
  public static var userName: String? {
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    var text = [CChar](repeating: 0, count: 1 << 14)
    let status = unsafe getpwuid_r(geteuid(), &entry, &text, text.count, &found)
    guard status == 0, let name = unsafe found?.pointee.pw_name else { return nil }
    let login = unsafe String(cString: name)
    return login.isEmpty ? nil : login
  }

  /// A variable of the environment; nil where it is not set or empty.
  public static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}
