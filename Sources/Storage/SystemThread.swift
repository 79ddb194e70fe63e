internal import Glibc

/// A thread of the system that does one piece of work.
@safe
struct SystemThread {
  private let thread: pthread_t

  private final class Job {
    let work: () -> Void

    init(_ work: @escaping () -> Void) {
      self.work = work
    }
  }

  /// Starts a thread; nil where there can be none.
  ///
  /// Whoever started it waits for it in the end: ``join()``.
  init?(_ work: @escaping () -> Void) {
    let job = unsafe Unmanaged.passRetained(Job(work))
    var thread = pthread_t()
    let status = unsafe pthread_create(
      &thread, nil,
      { job in
        if let job = unsafe job {
          unsafe Unmanaged<Job>.fromOpaque(job).takeRetainedValue().work()
        }
        return nil
      }, job.toOpaque())
    guard status == 0 else {
      unsafe job.release()
      return nil
    }
    self.thread = thread
  }

  /// Waits until its work is done.
  func join() {
    pthread_join(thread, nil)
  }
}
