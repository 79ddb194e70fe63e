internal import CISAL

/// Deflates and inflates blocks that fit into memory, for files that are ours alone.
///
/// - Source: RFC 1951, by ISA-L; its output may differ between processors, what it says does not.
public enum Deflation {
  /// The raw deflate stream of `bytes`; nil where it would not be shorter.
  public static func deflate(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 64 else { return nil }
    let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
    let level = UnsafeMutablePointer<UInt8>.allocate(capacity: Int(bakhong_level_bytes))
    defer {
      unsafe stream.deallocate()
      unsafe level.deallocate()
    }
    unsafe isal_deflate_stateless_init(stream)
    unsafe stream.pointee.level = UInt32(bakhong_level)
    unsafe stream.pointee.level_buf = level
    unsafe stream.pointee.level_buf_size = UInt32(bakhong_level_bytes)
    unsafe stream.pointee.end_of_stream = 1
    var isDone = false
    let deflated = unsafe [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
      unsafe bytes.withUnsafeBufferPointer { input in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(input.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        isDone = unsafe isal_deflate_stateless(stream) == COMP_OK
        count = unsafe isDone ? Int(stream.pointee.total_out) : 0
      }
    }
    return isDone && deflated.count < bytes.count ? deflated : nil
  }

  /// The bytes of a raw deflate stream.
  ///
  /// - Parameters:
  ///   - deflated: The stream.
  ///   - count: How many bytes it holds; a stream that holds another number is damaged.
  /// - Returns: The bytes; nil where the stream is damaged.
  public static func inflate(_ deflated: [UInt8], count: Int) -> [UInt8]? {
    let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
    defer { unsafe state.deallocate() }
    unsafe isal_inflate_init(state)
    var isWhole = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count + 1) { output, written in
      unsafe deflated.withUnsafeBufferPointer { input in
        unsafe state.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe state.pointee.avail_in = UInt32(clamping: input.count)
        unsafe state.pointee.next_out = output.baseAddress
        unsafe state.pointee.avail_out = UInt32(clamping: count + 1)
        let status = unsafe isal_inflate(state)
        written = unsafe Int(state.pointee.total_out)
        isWhole =
          unsafe status == ISAL_DECOMP_OK
          && state.pointee.block_state == ISAL_BLOCK_FINISH
      }
    }
    return isWhole && bytes.count == count ? bytes : nil
  }
}
