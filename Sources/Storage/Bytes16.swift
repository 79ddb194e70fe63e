internal import CNettle

/// Sixteen bytes: half a SHA-256 digest, or a salt.
///
/// Two numbers rather than an array, as records by the million have keys.
@safe
public struct Bytes16: Hashable, Sendable {
  private var first: UInt64
  private var second: UInt64

  /// The first half of the SHA-256 digest of a text.
  public init(digestOf text: String) {
    var text = text
    self = text.withUTF8 { unsafe Self(digestOf: $0) }
  }

  /// The first half of the SHA-256 digest of some bytes.
  public init(digestOf bytes: ArraySlice<UInt8>) {
    self = unsafe bytes.withUnsafeBufferPointer { unsafe Self(digestOf: $0) }
  }

  @unsafe private init(digestOf bytes: UnsafeBufferPointer<UInt8>) {
    var state = sha256_ctx()
    unsafe nettle_sha256_init(&state)
    if let base = bytes.baseAddress { unsafe nettle_sha256_update(&state, bytes.count, base) }
    var words: (UInt64, UInt64) = (0, 0)
    unsafe withUnsafeMutableBytes(of: &words) { buffer in
      let start = unsafe buffer.assumingMemoryBound(to: UInt8.self).baseAddress
      unsafe nettle_sha256_digest(&state, buffer.count, start)
    }
    (first, second) = words
  }

  /// The first sixteen of some bytes; zeros stand for those that are missing.
  @unsafe public init(first bytes: UnsafeBufferPointer<UInt8>) {
    var words: (UInt64, UInt64) = (0, 0)
    unsafe withUnsafeMutableBytes(of: &words) { buffer in
      for index in 0..<min(buffer.count, bytes.count) {
        unsafe buffer[index] = bytes[index]
      }
    }
    (first, second) = words
  }

  /// Sixteen bytes by chance.
  public init(random: inout some RandomNumberGenerator) {
    first = .random(in: .min ... .max, using: &random)
    second = .random(in: .min ... .max, using: &random)
  }

  /// Whether its bytes come first, the first byte counting most.
  public func precedes(_ other: Bytes16) -> Bool {
    (first.bigEndian, second.bigEndian) < (other.first.bigEndian, other.second.bigEndian)
  }

  /// The bytes in memory, eight and eight.
  public var words: (first: UInt64, second: UInt64) { (first, second) }

  /// Sixteen bytes as they lie in memory.
  public init(words: (first: UInt64, second: UInt64)) {
    (first, second) = words
  }

  /// Adds the 32 lower-case hexadecimal digits.
  public func appendHex(to text: inout [UInt8]) {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
      unsafe withBytes { unsafe SHA256Digest.write(hexOf: $0, to: digits) }
      unsafe text.append(contentsOf: digits)
    }
  }

  /// Calls `body` with the bytes, which are valid until it returns.
  public func withBytes<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try unsafe withUnsafeBytes(of: (first, second)) { buffer in
      try unsafe body(buffer.assumingMemoryBound(to: UInt8.self))
    }
  }
}
