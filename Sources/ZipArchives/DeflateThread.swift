internal import Glibc
internal import Storage

/// What came of a piece of a deflate stream: as much as a directory says of a member.
struct DeflatedSpan {
  /// Bytes before deflating.
  var size = 0
  /// The checksum of the bytes before deflating.
  var crc32: UInt32 = 0
  /// Where the deflated bytes stand in their file.
  var place = 0..<0
}

/// Deflates blocks on a thread of its own, while the next block is written.
///
/// Two blocks go to and fro: one that is written, one that is deflated.
@safe
final class DeflateThread: @unchecked Sendable {
  private let output: FileOutput
  private let deflater = BulkDeflater()
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var thread = pthread_t()
  /// The block that waits or is deflated.
  private var block: ByteBlock?
  private var spare: ByteBlock?
  private var ending = BulkDeflater.Ending.open
  private var isAtEnd = false
  private var failure: StorageError?
  private var span = DeflatedSpan()

  /// Starts the thread.
  init(to output: FileOutput) throws(StorageError) {
    self.output = output
    span.place = output.count..<output.count
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(changed, nil)
    // The thread lives no longer than this object: its owner calls `stop()`.
    let own = unsafe Unmanaged.passUnretained(self).toOpaque()
    let code = unsafe pthread_create(
      &thread, nil,
      { own in
        if let own = unsafe own {
          unsafe Unmanaged<DeflateThread>.fromOpaque(own).takeUnretainedValue().run()
        }
        return nil
      }, own)
    guard code == 0 else {
      isAtEnd = true
      thread = 0
      throw .refused(
        file: output.path, action: .write, reason: unsafe String(cString: strerror(code)))
    }
  }

  /// Ends the thread and waits for it; what was not cut is lost.
  ///
  /// Its owner calls this at the latest when it goes away: while the thread runs, it may hold this
  /// object by itself.
  func stop() {
    guard thread != 0 else { return }
    locked {
      isAtEnd = true
      unsafe pthread_cond_broadcast(changed)
    }
    pthread_join(thread, nil)
    thread = 0
  }

  deinit {
    unsafe pthread_mutex_destroy(lock)
    unsafe pthread_cond_destroy(changed)
    unsafe lock.deallocate()
    unsafe changed.deallocate()
  }

  /// Takes a block's bytes and gives back an empty block.
  func append(
    _ bytes: inout ByteBlock, _ ending: BulkDeflater.Ending = .open
  ) throws(StorageError) {
    var empty = locked { spare.take() } ?? ByteBlock(capacity: bytes.count + 4096)
    swap(&bytes, &empty)
    var full: ByteBlock? = consume empty
    let stopped = locked { () -> StorageError? in
      while block != nil && failure == nil { unsafe pthread_cond_wait(changed, lock) }
      if failure == nil {
        block = full.take()
        self.ending = ending
        unsafe pthread_cond_broadcast(changed)
      }
      return failure
    }
    if let stopped { throw stopped }
  }

  /// Takes the last bytes of a span, and waits until it is written.
  ///
  /// - Returns: The span; the next one begins behind it and does not need it.
  func cut(_ bytes: inout ByteBlock) throws(StorageError) -> DeflatedSpan {
    try append(&bytes, .aligned)
    let stopped = locked { () -> StorageError? in
      while block != nil && failure == nil { unsafe pthread_cond_wait(changed, lock) }
      return failure
    }
    if let stopped { throw stopped }
    var done = span
    done.place = done.place.lowerBound..<output.count
    span = DeflatedSpan(place: output.count..<output.count)
    deflater.restart()
    return done
  }

  private func run() {
    while true {
      var taken: ByteBlock?
      var ending = BulkDeflater.Ending.open
      locked {
        while block == nil && !isAtEnd { unsafe pthread_cond_wait(changed, lock) }
        taken = block.take()
        if taken != nil { block = ByteBlock(capacity: 0) }
        ending = self.ending
      }
      guard var work = taken.take() else { return }
      let failure = deflate(work, ending)
      work.removeAll()
      var free: ByteBlock? = consume work
      locked {
        block = nil
        if spare == nil { spare = free.take() }
        if let failure { self.failure = failure }
        unsafe pthread_cond_broadcast(changed)
      }
    }
  }

  private func deflate(
    _ block: borrowing ByteBlock, _ ending: BulkDeflater.Ending
  ) -> StorageError? {
    unsafe block.withBytes { bytes -> StorageError? in
      span.size += bytes.count
      span.crc32 = unsafe Checksum.of(bytes, after: span.crc32)
      do throws(StorageError) {
        try unsafe deflater.deflate(bytes, ending) { piece throws(StorageError) in
          try unsafe output.append(piece)
        }
        return nil
      } catch {
        return error
      }
    }
  }

  private func locked<Result: ~Copyable>(_ body: () -> Result) -> Result {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return body()
  }
}
