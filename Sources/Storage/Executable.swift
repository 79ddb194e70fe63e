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

  /// A variable of the environment; nil where it is not set or empty.
  public static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }
}
