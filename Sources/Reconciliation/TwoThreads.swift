internal import Glibc
internal import Synchronization

/// Two pieces of work at once, where the machine lets us have a second thread.
enum TwoThreads {
  private final class Job: Sendable {
    let work: @Sendable () -> Void

    init(_ work: @escaping @Sendable () -> Void) {
      self.work = work
    }
  }

  /// Runs both to their ends and gives what they give.
  static func run<First, Second: Sendable>(
    _ first: () -> First, _ second: @escaping @Sendable () -> Second
  ) -> (First, Second) {
    let result = Result<Second>()
    let job = Unmanaged.passRetained(Job { result.value.withLock { $0 = second() } })
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { job in
        if let job { Unmanaged<Job>.fromOpaque(job).takeRetainedValue().work() }
        return nil
      }, job.toOpaque())
    guard status == 0 else {
      job.release()
      return (first(), second())
    }
    let one = first()
    pthread_join(thread, nil)
    return (one, result.value.withLock { $0 } ?? second())
  }

  private final class Result<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }
}
