/// Bytes that grow at their end and are handed on as a block.
///
/// Unlike an array it is never shared, so that adding a byte is a comparison and a store: cells of
/// a large sheet are written into one by the million.
@safe
public struct ByteBlock: ~Copyable, @unchecked Sendable {
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  /// How many bytes there are.
  public internal(set) var count: Int {
    @inlinable get { used }
    set { used = newValue }
  }
  @usableFromInline var used = 0

  /// Makes an empty block with room for so many bytes.
  public init(capacity: Int = 256) {
    unsafe base = .allocate(capacity: max(capacity, 16))
    self.capacity = max(capacity, 16)
  }

  deinit {
    unsafe base.deallocate()
  }

  /// Makes room for so many more bytes.
  @inlinable
  @inline(__always)
  public mutating func reserve(_ more: Int) {
    if capacity - used < more { grow(more) }
  }

  @usableFromInline
  @inline(never)
  mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, used + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    unsafe larger.update(from: base, count: used)
    unsafe base.deallocate()
    unsafe base = larger
  }

  /// Adds one byte.
  @inlinable
  @inline(__always)
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe base[used] = byte
    used &+= 1
  }

  /// Adds a text that is part of the program.
  @inlinable
  @inline(__always)
  public mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    reserve(length)
    unsafe (base + used).update(from: text.utf8Start, count: length)
    used &+= length
  }

  /// Adds bytes.
  @inlinable
  public mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe append(buffer)
    }
  }

  /// Adds bytes.
  @inlinable
  public mutating func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe append(buffer)
    }
  }

  /// Adds a text.
  @inlinable
  public mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append($0) }
  }

  /// Adds bytes.
  @inlinable
  @inline(__always)
  @unsafe public mutating func append(_ buffer: UnsafeBufferPointer<UInt8>) {
    guard let start = buffer.baseAddress else { return }
    reserve(buffer.count)
    unsafe (base + used).update(from: start, count: buffer.count)
    used &+= buffer.count
  }

  /// Adds a number in groups of seven bits, the lowest first, each but the last with bit 7 set.
  @inlinable
  @inline(__always)
  public mutating func append(groups value: UInt64) {
    reserve(10)
    var rest = value
    while rest >= 0x80 {
      unsafe base[used] = UInt8(truncatingIfNeeded: rest) | 0x80
      used &+= 1
      rest >>= 7
    }
    unsafe base[used] = UInt8(truncatingIfNeeded: rest)
    used &+= 1
  }

  /// Takes all bytes out; the room stays.
  @inlinable
  public mutating func removeAll() {
    used = 0
  }

  /// Takes out all but the first bytes.
  @inlinable
  public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= used)
    used = count
  }

  /// A copy of the bytes.
  public var bytes: [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: base, count: used))
  }

  /// Calls `body` with the bytes, which are valid until it returns.
  @inlinable
  public borrowing func withBytes<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeBufferPointer(start: base, count: used))
  }
}
