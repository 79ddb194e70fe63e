/// Searches eight bytes at a time; the buffer goes on for at least 8 bytes behind `end`.
///
/// - Source: the "haszero" trick: a byte is zero where subtracting 1 borrows into a high bit that
///   was clear.
@unsafe
public enum ByteSearch {
  @usableFromInline static let ones: UInt64 = 0x0101_0101_0101_0101
  @usableFromInline static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Marks the bytes of `word` that equal `byte`; only the lowest mark is to be trusted.
  @inlinable @inline(__always)
  public static func marks(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let different = unsafe word ^ (ones &* UInt64(byte))
    return unsafe (different &- ones) & ~different & highs
  }

  /// The eight bytes at `place`.
  @inlinable @inline(__always)
  public static func word(_ place: UnsafePointer<UInt8>) -> UInt64 {
    unsafe UnsafeRawPointer(place).loadUnaligned(as: UInt64.self)
  }

  /// The first `byte` from `start` on; `end` when there is none.
  @inlinable @inline(__always)
  public static func first(
    _ byte: UInt8, from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var place = unsafe start
    while unsafe place < end {
      let found = unsafe marks(UInt64(littleEndian: word(place)), byte)
      if found != 0 { return unsafe min(place + found.trailingZeroBitCount / 8, end) }
      unsafe place += 8
    }
    return unsafe end
  }

  /// The first of two bytes from `start` on; `end` when there is none.
  @inlinable @inline(__always)
  public static func first(
    _ one: UInt8, or other: UInt8, from start: UnsafePointer<UInt8>,
    to end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var place = unsafe start
    while unsafe place < end {
      let bytes = unsafe UInt64(littleEndian: word(place))
      let found = unsafe marks(bytes, one) | marks(bytes, other)
      if found != 0 { return unsafe min(place + found.trailingZeroBitCount / 8, end) }
      unsafe place += 8
    }
    return unsafe end
  }

  /// Whether the bytes at `place` are those of `text`.
  @inlinable @inline(__always)
  public static func equal(
    _ place: UnsafePointer<UInt8>, _ count: Int, _ text: StaticString
  ) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    let other = unsafe text.utf8Start
    for index in 0..<count where unsafe place[index] != other[index] { return false }
    return true
  }
}
