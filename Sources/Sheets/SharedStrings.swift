/// Texts that cells name by their place: one run of bytes, and `String`s only of those asked for.
public final class SharedStrings {
  /// The most texts.
  public static let stringsMax = 1 << 26
  /// The most bytes of all texts.
  public static let bytesMax = 2 << 30

  /// How many there are.
  public let count: Int
  @usableFromInline let base: UnsafeMutablePointer<UInt8>
  @usableFromInline let ends: UnsafeMutablePointer<UInt32>
  private var made: [String?] = []

  /// None.
  public convenience init() {
    self.init(Builder())
  }

  /// Takes over what was collected.
  public init(_ builder: consuming Builder) {
    count = builder.count
    (base, ends) = builder.release()
  }

  deinit {
    base.deallocate()
    ends.deallocate()
  }

  /// The UTF-8 bytes of a text.
  @inlinable
  public func bytes(_ place: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(place >= 0 && place < count)
    let start = place == 0 ? 0 : Int(ends[place - 1])
    return UnsafeBufferPointer(start: base + start, count: Int(ends[place]) - start)
  }

  /// A text; made when it is first asked for, and kept.
  public func text(_ place: Int) -> String {
    if made.isEmpty { made = [String?](repeating: nil, count: count) }
    if let text = made[place] { return text }
    let text = String(decoding: bytes(place), as: UTF8.self)
    made[place] = text
    return text
  }

  /// Collects texts.
  public struct Builder: ~Copyable {
    /// How many there are.
    public private(set) var count = 0
    private var base: UnsafeMutablePointer<UInt8>
    private var byteCount = 0
    private var byteCapacity = 1 << 12
    private var ends: UnsafeMutablePointer<UInt32>
    private var capacity = 1 << 8
    private var isReleased = false

    /// Begins with none.
    public init() {
      base = .allocate(capacity: byteCapacity)
      ends = .allocate(capacity: capacity)
    }

    deinit {
      guard !isReleased else { return }
      base.deallocate()
      ends.deallocate()
    }

    /// Adds bytes to the text that is being made.
    ///
    /// - Returns: False past ``SharedStrings/bytesMax``.
    public mutating func append(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
      guard let start = text.baseAddress else { return true }
      if byteCapacity - byteCount < text.count {
        guard text.count <= SharedStrings.bytesMax - byteCount else { return false }
        growBytes(text.count)
      }
      (base + byteCount).update(from: start, count: text.count)
      byteCount += text.count
      return true
    }

    /// Ends the text that is being made.
    ///
    /// - Returns: False past ``SharedStrings/stringsMax``.
    public mutating func end() -> Bool {
      if count == capacity {
        guard count < SharedStrings.stringsMax else { return false }
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
        larger.update(from: ends, count: count)
        ends.deallocate()
        ends = larger
        capacity *= 2
      }
      ends[count] = UInt32(byteCount)
      count += 1
      return true
    }

    private mutating func growBytes(_ more: Int) {
      // A quarter more each time: texts are most of what a reader holds.
      byteCapacity = max(byteCount + more, byteCapacity + byteCapacity / 4 + (1 << 16))
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCapacity)
      larger.update(from: base, count: byteCount)
      base.deallocate()
      base = larger
    }

    fileprivate mutating func release() -> (
      UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt32>
    ) {
      isReleased = true
      return (base, ends)
    }
  }
}
