internal import Glibc

/// Bytes on their way from whoever makes them to whoever reads them, in chunks.
///
/// What follows the first chunk is made ahead on a second thread, so that inflating and scanning
/// overlap; bytes that fit in one chunk never start one. Memory does not grow with the bytes.
///
/// A chunk stays valid until the second call of ``next()`` after the one that gave it. Before it
/// lie ``headroom`` bytes that its reader may write to, behind it ``padding`` bytes that are zero.
@safe
public final class ChunkPipe: @unchecked Sendable {
  /// The most bytes of a chunk unless told otherwise.
  public static let chunkBytes = 1 << 18
  /// Writable bytes before each chunk.
  public static let headroom = 1 << 16
  /// Zero bytes behind each chunk.
  public static let padding = 64
  private static let slotsMax = 4

  /// Fills the buffer from its beginning; fewer bytes than fit end the pipe.
  public typealias Producer = (UnsafeMutableBufferPointer<UInt8>) throws -> Int
  /// Looks at each chunk in turn, on whichever thread made it.
  public typealias Inspector = (UnsafeBufferPointer<UInt8>) throws -> Void

  private let chunkBytes: Int
  private let isThreaded: Bool
  private let produce: Producer
  private let inspect: Inspector?
  private var slots: [UnsafeMutablePointer<UInt8>] = unsafe []
  private var counts = [Int](repeating: 0, count: ChunkPipe.slotsMax)
  private var isStarted = false
  // Guarded by the lock once the thread runs.
  private var made = 0
  private var taken = 0
  private var isDone = false
  private var isStopped = false
  private var failure: (any Error)?
  private var lock = unsafe pthread_mutex_t()
  private var changed = pthread_cond_t()
  private var thread: SystemThread?

  /// Makes a pipe; nothing is produced before the first ``next()``.
  ///
  /// - Parameters:
  ///   - chunkBytes: The most bytes of a chunk.
  ///   - isThreaded: Whether a second thread may make chunks ahead.
  ///   - inspect: Looks at each chunk before it is handed on.
  ///   - produce: Makes the bytes.
  public init(
    chunkBytes: Int = ChunkPipe.chunkBytes, isThreaded: Bool = true, inspect: Inspector? = nil,
    _ produce: @escaping Producer
  ) {
    self.chunkBytes = chunkBytes
    self.isThreaded = isThreaded
    unsafe self.produce = unsafe produce
    unsafe self.inspect = unsafe inspect
    unsafe pthread_mutex_init(&lock, nil)
    unsafe pthread_cond_init(&changed, nil)
  }

  /// Ends the second thread and waits for it; nothing more can be taken.
  ///
  /// Who takes chunks calls this when it goes away: while the thread runs, it may hold this object
  /// by itself.
  public func stop() {
    guard let thread else { return }
    unsafe pthread_mutex_lock(&lock)
    isStopped = true
    unsafe pthread_cond_broadcast(&changed)
    unsafe pthread_mutex_unlock(&lock)
    thread.join()
    self.thread = nil
  }

  deinit {
    unsafe slots.forEach { unsafe $0.deallocate() }
    unsafe pthread_cond_destroy(&changed)
    unsafe pthread_mutex_destroy(&lock)
  }

  /// A pipe of bytes that are in memory, looked at by `inspect`.
  public static func of(
    _ bytes: [UInt8], chunkBytes: Int = ChunkPipe.chunkBytes, inspect: Inspector? = nil
  ) -> ChunkPipe {
    var place = 0
    return unsafe ChunkPipe(chunkBytes: chunkBytes, isThreaded: false, inspect: inspect) { buffer in
      let count = min(buffer.count, bytes.count - place)
      unsafe bytes.withUnsafeBufferPointer { source in
        guard count > 0, let from = source.baseAddress, let to = buffer.baseAddress else { return }
        unsafe to.update(from: from + place, count: count)
      }
      place += count
      return count
    }
  }

  /// The next chunk; nil at the end.
  ///
  /// - Throws: What the producer or the inspector throws.
  public func next() throws -> UnsafeMutableBufferPointer<UInt8>? {
    if !isStarted {
      isStarted = true
      try make()
      taken = 1
      let first = unsafe chunk(0)
      if !isDone && isThreaded { startThread() }
      return unsafe first
    }
    guard thread != nil else {
      guard !isDone else { return nil }
      try make()
      taken += 1
      return unsafe chunk(taken - 1)
    }
    unsafe pthread_mutex_lock(&lock)
    defer { unsafe pthread_mutex_unlock(&lock) }
    // The chunk before the last one given is free now.
    unsafe pthread_cond_broadcast(&changed)
    while made == taken && !isDone { unsafe pthread_cond_wait(&changed, &lock) }
    if made == taken {
      if let failure { throw failure }
      return nil
    }
    taken += 1
    return unsafe chunk(taken - 1)
  }

  private func chunk(_ number: Int) -> UnsafeMutableBufferPointer<UInt8>? {
    let slot = number % Self.slotsMax
    guard counts[slot] > 0 else { return nil }
    return unsafe UnsafeMutableBufferPointer(
      start: slots[slot] + Self.headroom, count: counts[slot])
  }

  /// Makes one chunk on this thread.
  private func make() throws {
    let slot = made % Self.slotsMax
    let count = try fill(slot)
    counts[slot] = count
    made += 1
    isDone = count < chunkBytes
  }

  private func fill(_ slot: Int) throws -> Int {
    if unsafe slot == slots.count { addSlot() }
    let start = unsafe slots[slot] + Self.headroom
    let count = try unsafe produce(
      UnsafeMutableBufferPointer(start: start, count: chunkBytes))
    unsafe (start + count).update(repeating: 0, count: Self.padding)
    try unsafe inspect?(UnsafeBufferPointer(start: start, count: count))
    return count
  }

  private func addSlot() {
    let size = Self.headroom + chunkBytes + Self.padding
    unsafe slots.append(UnsafeMutablePointer<UInt8>.allocate(capacity: size))
  }

  // MARK: - The second thread

  private func startThread() {
    // The list of slots stays as it is while both threads look into it.
    while unsafe slots.count < Self.slotsMax { addSlot() }
    // Without a thread, chunks are made when they are asked for.
    thread = SystemThread { [unowned self] in run() }
  }

  private func run() {
    while waitForRoom() {
      let slot = made % Self.slotsMax
      do {
        let count = try fill(slot)
        publish(slot, count, nil)
      } catch {
        publish(slot, 0, error)
      }
    }
  }

  /// Waits until a slot is free; false when nothing more is wanted.
  private func waitForRoom() -> Bool {
    unsafe pthread_mutex_lock(&lock)
    defer { unsafe pthread_mutex_unlock(&lock) }
    // The reader holds the last two chunks that it took.
    while made - taken >= Self.slotsMax - 2 && !isStopped {
      unsafe pthread_cond_wait(&changed, &lock)
    }
    return !isStopped && !isDone
  }

  private func publish(_ slot: Int, _ count: Int, _ error: (any Error)?) {
    unsafe pthread_mutex_lock(&lock)
    defer { unsafe pthread_mutex_unlock(&lock) }
    counts[slot] = count
    if count > 0 { made += 1 }
    isDone = count < chunkBytes
    failure = error
    unsafe pthread_cond_broadcast(&changed)
  }
}
