internal import CNettle

/// A SHA-256 digest.
///
/// - Source: FIPS 180-4, computed by nettle.
public struct SHA256Digest: Hashable, Sendable {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// The 64 lower-case hexadecimal digits.
  public var hex: String {
    unsafe String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      unsafe bytes.withUnsafeBufferPointer { unsafe Self.write(hexOf: $0, to: text) }
      return 2 * bytes.count
    }
  }

  /// Writes two lower-case hexadecimal digits for each byte.
  @unsafe static func write(
    hexOf bytes: UnsafeBufferPointer<UInt8>, to text: UnsafeMutableBufferPointer<UInt8>
  ) {
    for place in 0..<bytes.count {
      unsafe text[2 * place] = digit(bytes[place] >> 4)
      unsafe text[2 * place + 1] = digit(bytes[place] & 15)
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
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
