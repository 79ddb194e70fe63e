internal import CZLib

/// Deflates whole members with zlib, whose output is the same on every machine.
///
/// - Source: RFC 1951; zlib's usual level, 6: its slowest takes twice the time for a few bytes.
enum SmallDeflater {
  private static let level: Int32 = 6
  /// The most bytes at once; zlib counts in 32 bits what it takes and what it gives.
  static let bytesMax = 4_000_000_000

  /// Deflates `bytes`; nil when zlib has no memory.
  static func deflate(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var stream = unsafe z_stream()
    // A negative window: no header and no checksum of zlib's own.
    let isReady = unsafe deflateInit2_(
      &stream, level, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard isReady == Z_OK else { return nil }
    defer { unsafe deflateEnd(&stream) }
    let capacity = unsafe Int(deflateBound(&stream, UInt(bytes.count)))
    return unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      unsafe stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      unsafe stream.avail_in = UInt32(bytes.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(capacity)
      let outcome = unsafe CZLib.deflate(&stream, Z_FINISH)
      count = outcome == Z_STREAM_END ? unsafe capacity - Int(stream.avail_out) : 0
    }
  }
}
