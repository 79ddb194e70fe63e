internal import CNettle

/// A SHA-256 digest.
///
/// - Source: FIPS 180-4, computed by nettle.
public struct SHA256Digest: Hashable, Sendable {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// The 64 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of `bytes`.
  public init(of bytes: some Sequence<UInt8>) {
    var hasher = SHA256Hasher()
    hasher.update(bytes)
    self = hasher.finish()
  }

  fileprivate init(_ digest: [UInt8]) {
    bytes = digest
  }
}

/// Computes a SHA-256 digest piece by piece.
public struct SHA256Hasher {
  private var state = sha256_ctx()

  /// Starts with no bytes.
  public init() {
    unsafe nettle_sha256_init(&state)
  }

  /// Adds `bytes`.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { buffer in
      if let base = buffer.baseAddress { unsafe nettle_sha256_update(&state, buffer.count, base) }
    }
    if done == nil { update(Array(bytes)) }
  }

  /// The digest of all that was added.
  public mutating func finish() -> SHA256Digest {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
    unsafe nettle_sha256_digest(&state, digest.count, &digest)
    return SHA256Digest(digest)
  }
}
