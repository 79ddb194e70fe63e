internal import Glibc

/// Does pieces of work one after another on a thread of its own, while whoever hands them over goes
/// on with the next.
///
/// The thread starts with the first piece. Once a piece failed, no other is begun.
@safe
public final class WorkThread: @unchecked Sendable {
  /// A piece of work.
  public typealias Work = () throws -> Void

  private let aheadMax: Int
  private var thread: SystemThread?
  // Guarded by the lock.
  private var waiting: [Work] = []
  private var isWorking = false
  private var isStopped = false
  private var failure: (any Error)?
  private var lock = unsafe pthread_mutex_t()
  private var changed = pthread_cond_t()

  /// Prepares a thread.
  ///
  /// - Parameter aheadMax: How many pieces may wait; one more makes ``add(_:)`` wait.
  public init(aheadMax: Int = 8) {
    self.aheadMax = aheadMax
    unsafe pthread_mutex_init(&lock, nil)
    unsafe pthread_cond_init(&changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(&changed)
    unsafe pthread_mutex_destroy(&lock)
  }

  /// Hands over a piece of work; does it at once where there can be no thread.
  ///
  /// - Parameter work: Is done behind all others.
  /// - Throws: What an earlier piece threw.
  public func add(_ work: @escaping Work) throws {
    if thread == nil && !start() { return try work() }
    unsafe pthread_mutex_lock(&lock)
    defer { unsafe pthread_mutex_unlock(&lock) }
    while waiting.count >= aheadMax && failure == nil {
      unsafe pthread_cond_wait(&changed, &lock)
    }
    if let failure { throw failure }
    waiting.append(work)
    unsafe pthread_cond_broadcast(&changed)
  }

  /// Waits until all work is done.
  ///
  /// - Throws: What a piece threw.
  public func wait() throws {
    unsafe pthread_mutex_lock(&lock)
    defer { unsafe pthread_mutex_unlock(&lock) }
    while (isWorking || !waiting.isEmpty) && failure == nil {
      unsafe pthread_cond_wait(&changed, &lock)
    }
    if let failure { throw failure }
  }

  /// Drops what was not begun, and ends the thread.
  ///
  /// Who made it calls this in the end: while the thread runs, it may hold this object by itself.
  public func stop() {
    guard let thread else { return }
    unsafe pthread_mutex_lock(&lock)
    isStopped = true
    waiting = []
    unsafe pthread_cond_broadcast(&changed)
    unsafe pthread_mutex_unlock(&lock)
    thread.join()
    self.thread = nil
  }

  // MARK: - The thread

  private func start() -> Bool {
    guard !isStopped else { return false }
    thread = SystemThread { [unowned self] in run() }
    return thread != nil
  }

  private func run() {
    while let work = next() {
      do {
        try work()
        finish(nil)
      } catch {
        finish(error)
      }
    }
  }

  /// The next piece; nil when the thread is to end.
  private func next() -> Work? {
    unsafe pthread_mutex_lock(&lock)
    defer { unsafe pthread_mutex_unlock(&lock) }
    while waiting.isEmpty && !isStopped { unsafe pthread_cond_wait(&changed, &lock) }
    guard !isStopped else { return nil }
    isWorking = true
    return waiting.removeFirst()
  }

  private func finish(_ error: (any Error)?) {
    unsafe pthread_mutex_lock(&lock)
    defer { unsafe pthread_mutex_unlock(&lock) }
    isWorking = false
    if let error {
      failure = failure ?? error
      waiting = []
    }
    unsafe pthread_cond_broadcast(&changed)
  }
}
