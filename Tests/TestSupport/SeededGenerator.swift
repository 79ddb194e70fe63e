// Chance that can be repeated: property tests print the seed they ran with.

internal import Foundation

/// A small random generator that gives the same numbers for the same seed.
///
/// - Source: SplitMix64, by Sebastiano Vigna, in the public domain.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// What it started at.
  public let seed: UInt64
  private var state: UInt64

  /// Starts at a seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// A generator with a new seed, or with that of `BAKHONG_SEED`; prints which.
  ///
  /// `make test` gives one, so that all repeat the same run, unless the variable is empty.
  ///
  /// - Parameter test: Who asks, for the printed line.
  /// - Returns: The generator.
  public static func announced(_ test: String = #function) -> SeededGenerator {
    let given = ProcessInfo.processInfo.environment["BAKHONG_SEED"].flatMap { UInt64($0) }
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("\(test): BAKHONG_SEED=\(seed)")
    return SeededGenerator(seed: seed)
  }

  /// How many rounds a test of chance makes: `count`, or that times `BAKHONG_FUZZ`.
  public static func rounds(_ count: Int) -> Int {
    let times = ProcessInfo.processInfo.environment["BAKHONG_FUZZ"].flatMap { Int($0) } ?? 1
    return count * max(1, min(times, 1 << 20))
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
