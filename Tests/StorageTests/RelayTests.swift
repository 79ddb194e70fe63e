import Glibc
import Storage
import Synchronization
import Testing

@Suite struct RelayTests {
  private struct Fault: Error, Equatable {
    var number: Int
  }

  @Test(arguments: [false, true])
  func piecesComeInTheirOrderWithWhatCameOfThem(isThreaded: Bool) throws {
    var taken: [Int] = []
    let outcome = try Relay.run(isThreaded: isThreaded, aheadMax: 2) { give in
      for number in 0..<1000 { try give(number) }
      return "made"
    } take: {
      taken.append($0)
    }
    #expect(outcome == "made")
    #expect(taken == Array(0..<1000))
  }

  @Test(arguments: [false, true])
  func whatWasMadeBeforeAFaultIsTaken(isThreaded: Bool) throws {
    var taken: [Int] = []
    #expect(throws: Fault(number: 1)) {
      try Relay.run(isThreaded: isThreaded) { give in
        for number in 0..<5 { try give(number) }
        throw Fault(number: 1)
      } take: {
        taken.append($0)
      }
    }
    #expect(taken == Array(0..<5))
  }

  @Test(arguments: [false, true])
  func whoTakesNoMoreEndsTheMaking(isThreaded: Bool) throws {
    let made = Mutex(0)
    #expect(throws: Fault(number: 3)) {
      try Relay.run(isThreaded: isThreaded, aheadMax: 4) { give in
        // The maker may turn the error into another: it is not the one that counts.
        Result {
          for number in 0..<100_000 {
            try give(number)
            made.withLock { $0 += 1 }
          }
        }
      } take: { number in
        if number == 3 { throw Fault(number: number) }
      }
    }
    #expect(made.withLock { $0 } <= 8)
  }

  @Test func otherWorkIsDoneWhileNoPieceWaits() throws {
    // The maker waits for the other work, which therefore has to be done between its pieces.
    let done = Mutex(0)
    var taken: [Int] = []
    try Relay.run { give in
      for number in 0..<10 {
        while done.withLock({ $0 }) < number { sched_yield() }
        try give(number)
      }
    } take: {
      taken.append($0)
    } meanwhile: {
      done.withLock { $0 += 1 }
      return done.withLock { $0 } < 20
    }
    #expect(taken == Array(0..<10))
    #expect((9...20).contains(done.withLock { $0 }))
    #expect(throws: Fault(number: 7)) {
      try Relay.run { (give: (Int) throws -> Void) in
        while true { try give(1) }
      } take: { _ in
        if done.withLock({ $0 }) == -1 { return }
        done.withLock { $0 = 0 }
        throw Fault(number: 7)
      }
    }
  }

  @Test func noMoreWaitThanMay() throws {
    let ahead = Mutex((made: 0, taken: 0, most: 0))
    try Relay.run(aheadMax: 3) { give in
      for number in 0..<200 {
        try give(number)
        ahead.withLock {
          $0.made += 1
          $0.most = max($0.most, $0.made - $0.taken)
        }
      }
    } take: { _ in
      ahead.withLock { $0.taken += 1 }
    }
    // Three that wait, one that is taken, one whose taking is not told yet.
    #expect(ahead.withLock { $0.most } <= 5)
    #expect(ahead.withLock { $0.taken } == 200)
  }
}
