import Storage
import TestSupport
import Testing

/// Numbers and bytes in a block.
@Suite struct ByteBlockTests {
  private func text(_ write: (inout ByteBlock) -> Void) -> String {
    var block = ByteBlock()
    write(&block)
    return String(decoding: block.bytes, as: UTF8.self)
  }

  @Test func writesWholeNumbers() {
    for number in [0, 7, 10, 99, 100, 12345, -1, -9_007_199_254_740_993, Int.max, Int.min] {
      #expect(text { $0.append(number: number) } == String(number))
    }
    #expect(text { $0.append(magnitude: 7, width: 3) } == "007")
    #expect(text { $0.append(magnitude: UInt64.max, width: 1) } == String(UInt64.max))
  }

  @Test func writesTheShortestTextOfANumber() {
    let known: [(Double, String)] = [
      (0.1, "0.1"), (-0.61235, "-0.61235"), (1_234_567.5, "1234567.5"), (1e20, "1e+20"),
      (0.3, "0.3"), (0.1 + 0.2, "0.30000000000000004"), (.leastNonzeroMagnitude, "5e-324"),
      (100, "100"),
      (9_007_199_254_740_992, "9007199254740992"), (45_507.4375, "45507.4375"),
    ]
    for (number, wanted) in known { #expect(text { $0.append(number: number) } == wanted) }
  }

  @Test func readsBackAsTheSameNumberAndNoShorter() {
    var chance = SeededGenerator.announced()
    for round in 0..<200_000 {
      let number =
        round % 2 == 0
        ? Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &chance))
        : Double(Int.random(in: -1_000_000_000...1_000_000_000, using: &chance))
          / [10.0, 100, 1000, 12_345, 1e5, 1e6][round % 6]
      guard number.isFinite else { continue }
      let written = text { $0.append(number: number) }
      guard Double(written) == number, written.utf8.count <= number.description.utf8.count else {
        Issue.record("\(number) was written as \(written)")
        return
      }
    }
  }

  @Test func growsAndEmpties() {
    var block = ByteBlock(capacity: 1)
    for _ in 0..<1000 { block.append("một") }
    #expect(block.count == 5000)
    block.truncate(to: 5)
    #expect(block.bytes == Array("một".utf8))
    block.removeAll()
    #expect(block.bytes == [])
  }
}
