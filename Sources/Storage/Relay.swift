internal import Glibc

/// Hands pieces from a thread that makes them to whoever uses them, so that both go on at once.
///
/// Pieces come in the order they were made; those that wait are few, so that memory does not grow
/// with their number.
public enum Relay {
  /// Makes pieces on a second thread and uses them on this one.
  ///
  /// - Parameters:
  ///   - isThreaded: Whether a second thread is worth it; without one each piece is used as it is
  ///     made.
  ///   - aheadMax: How many pieces may wait.
  ///   - make: Hands each piece to the function that it is given, and must not go on where that
  ///     throws.
  ///   - take: Uses a piece.
  ///   - meanwhile: Does some other work while no piece waits; false where there is none left. What
  ///     is left when all pieces were used is not done.
  /// - Returns: What `make` returns.
  /// - Throws: What `take` or `meanwhile` throws, else what `make` throws.
  public static func run<Piece, Outcome>(
    isThreaded: Bool = true, aheadMax: Int = 8,
    make: (_ give: (Piece) throws -> Void) throws -> Outcome, take: (Piece) throws -> Void,
    meanwhile: () throws -> Bool = { false }
  ) throws -> Outcome {
    try withoutActuallyEscaping(make) { make in
      let line = Line<Piece, Outcome>(aheadMax: aheadMax, make)
      guard isThreaded, line.start() else { return try runAlone(make, take) }
      defer { line.stop() }
      var isBusy = true
      while true {
        if isBusy, line.isIdle {
          isBusy = try meanwhile()
        } else if let piece = line.next() {
          try take(piece)
        } else {
          return try line.result()
        }
      }
    }
  }

  /// Uses each piece as it is made; whatever `make` turns an error of `take` into, that is thrown.
  private static func runAlone<Piece, Outcome>(
    _ make: ((Piece) throws -> Void) throws -> Outcome, _ take: (Piece) throws -> Void
  ) throws -> Outcome {
    try withoutActuallyEscaping(take) { take in
      var failure: (any Error)?
      let outcome = Result {
        try make { piece in
          do {
            try take(piece)
          } catch {
            failure = error
            throw error
          }
        }
      }
      if let failure { throw failure }
      return try outcome.get()
    }
  }

  /// What waits between the two threads.
  @safe
  private final class Line<Piece, Outcome>: @unchecked Sendable {
    /// Whoever took pieces wants no more.
    private struct Stopped: Error {}

    private let aheadMax: Int
    private let make: ((Piece) throws -> Void) throws -> Outcome
    private var thread: SystemThread?
    // Guarded by the lock.
    private var waiting: [Piece] = []
    private var outcome: Result<Outcome, any Error>?
    private var isStopped = false
    private var lock = unsafe pthread_mutex_t()
    private var changed = pthread_cond_t()

    init(aheadMax: Int, _ make: @escaping ((Piece) throws -> Void) throws -> Outcome) {
      self.aheadMax = aheadMax
      self.make = make
      unsafe pthread_mutex_init(&lock, nil)
      unsafe pthread_cond_init(&changed, nil)
    }

    deinit {
      unsafe pthread_cond_destroy(&changed)
      unsafe pthread_mutex_destroy(&lock)
    }

    /// Starts the thread; false where there can be none.
    func start() -> Bool {
      thread = SystemThread { [unowned self] in run() }
      return thread != nil
    }

    /// Whether no piece waits and more may come.
    var isIdle: Bool { locked { waiting.isEmpty && outcome == nil } }

    /// The next piece; nil when there will be none.
    func next() -> Piece? {
      locked {
        while waiting.isEmpty && outcome == nil { wait() }
        guard !waiting.isEmpty else { return nil }
        unsafe pthread_cond_broadcast(&changed)
        return waiting.removeFirst()
      }
    }

    /// What came of the making, once there is no piece left.
    func result() throws -> Outcome {
      guard let outcome = locked({ outcome }) else { throw Stopped() }
      return try outcome.get()
    }

    /// Lets the thread end, and waits for it.
    func stop() {
      locked {
        isStopped = true
        unsafe pthread_cond_broadcast(&changed)
      }
      thread?.join()
    }

    private func run() {
      let outcome = Result { try make(give) }
      locked {
        self.outcome = outcome
        unsafe pthread_cond_broadcast(&changed)
      }
    }

    private func give(_ piece: Piece) throws {
      try locked {
        while waiting.count >= aheadMax && !isStopped { wait() }
        guard !isStopped else { throw Stopped() }
        waiting.append(piece)
        unsafe pthread_cond_broadcast(&changed)
      }
    }

    private func wait() {
      unsafe pthread_cond_wait(&changed, &lock)
    }

    private func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
      unsafe pthread_mutex_lock(&lock)
      defer { unsafe pthread_mutex_unlock(&lock) }
      return try body()
    }
  }
}
