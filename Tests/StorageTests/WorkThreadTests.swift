import Storage
import Synchronization
import Testing

@Suite struct WorkThreadTests {
  private struct Fault: Error {}

  @Test func workIsDoneInItsOrder() throws {
    let thread = WorkThread(aheadMax: 2)
    defer { thread.stop() }
    let done = Mutex<[Int]>([])
    for number in 0..<1000 { try thread.add { done.withLock { $0.append(number) } } }
    try thread.wait()
    #expect(done.withLock { $0 } == Array(0..<1000))
  }

  @Test func afterAFaultNothingIsBegun() throws {
    let thread = WorkThread()
    defer { thread.stop() }
    let done = Mutex(0)
    try thread.add { throw Fault() }
    #expect(throws: Fault.self) { try thread.wait() }
    #expect(throws: Fault.self) { try thread.add { done.withLock { $0 += 1 } } }
    #expect(throws: Fault.self) { try thread.wait() }
    #expect(done.withLock { $0 } == 0)
  }

  @Test func whatWasNotBegunIsDroppedWhenItStops() throws {
    let thread = WorkThread(aheadMax: 100)
    let gate = Mutex(())
    let done = Mutex(0)
    try gate.withLock { _ in
      for _ in 0..<50 {
        try thread.add {
          gate.withLock { _ in done.withLock { $0 += 1 } }
        }
      }
    }
    thread.stop()
    let count = done.withLock { $0 }
    #expect((0...50).contains(count))
    thread.stop()
    // Without a thread, work is done at once.
    try thread.add { done.withLock { $0 = -1 } }
    #expect(done.withLock { $0 } == -1)
  }

  @Test func waitingForNothingEnds() throws {
    let thread = WorkThread()
    try thread.wait()
    thread.stop()
  }
}
