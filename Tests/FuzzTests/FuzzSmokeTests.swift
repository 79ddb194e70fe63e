import Foundation
import FuzzTargets
import TestSupport
import Testing

/// Every target for a moment, on seeds that are damaged at random; `make fuzz` takes minutes.
@Suite(.serialized) struct FuzzSmokeTests {
  /// How many tries a target gets; `BAKHONG_FUZZ_RUNS` says another number.
  private static let runs =
    ProcessInfo.processInfo.environment["BAKHONG_FUZZ_RUNS"].flatMap { Int($0) } ?? 150

  private static let targets = FuzzTarget.allCases.filter { $0 != .canary }

  @Test(arguments: targets)
  func standsDamagedSeeds(target: FuzzTarget) throws {
    var mutator = Mutator(seeds: try target.seeds(), SeededGenerator.announced("\(target)"))
    #expect(!mutator.seeds.isEmpty)
    for seed in mutator.seeds { target.run(seed) }
    for _ in 0..<Self.runs { target.run(mutator.next()) }
  }

  /// The same loop finds a planted fault, so that one that finds nothing says something.
  @Test func findsThePlantedFault() async throws {
    await #expect(processExitsWith: .failure) {
      var mutator = Mutator(
        seeds: try FuzzTarget.canary.seeds(), SeededGenerator(seed: 20_240_803))
      for _ in 0..<100_000 { FuzzTarget.canary.run(mutator.next()) }
    }
  }

  @Test func theCanaryIsQuietBesidesItsFault() {
    FuzzTarget.canary.run(Array("BAKI".utf8))
    FuzzTarget.canary.run([])
  }
}
