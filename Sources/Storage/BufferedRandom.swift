internal import Glibc

/// Chance from the system, taken some at a time: a call for each number costs more than a row.
public struct BufferedRandom: RandomNumberGenerator {
  private var numbers: [UInt64] = []
  private var system = SystemRandomNumberGenerator()

  // getentropy(3) gives at most 256 bytes.
  private static let countMax = 32

  /// Starts with nothing taken.
  public init() {}

  /// The next number.
  public mutating func next() -> UInt64 {
    if let number = numbers.popLast() { return number }
    var taken = [UInt64](repeating: 0, count: Self.countMax)
    let status = unsafe taken.withUnsafeMutableBytes { buffer in
      unsafe buffer.baseAddress.map { unsafe getentropy($0, buffer.count) }
    }
    guard status == 0 else { return system.next() }
    numbers = taken
    return numbers.popLast() ?? system.next()
  }
}
