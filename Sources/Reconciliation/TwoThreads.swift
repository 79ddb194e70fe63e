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

  /// Runs work over a range of numbers in pieces: each thread takes the next piece when it is done
  /// with one, so that neither waits long for the other.
  ///
  /// - Parameters:
  ///   - count: How many numbers there are, from 0.
  ///   - work: What to do with those of one piece.
  /// - Returns: What it gave, in the order of the pieces.
  static func inPieces<Piece: Sendable>(
    of count: Int, _ work: @escaping @Sendable (Range<Int>) -> Piece
  ) -> [Piece] {
    let size = max(count / piecesMax, smallPiece)
    guard count > size else { return count == 0 ? [] : [work(0..<count)] }
    let next = Next()
    @Sendable func pieces() -> [(start: Int, piece: Piece)] {
      var done: [(start: Int, piece: Piece)] = []
      while let start = next.take(size, of: count) {
        done.append((start, work(start..<min(start + size, count))))
      }
      return done
    }
    let (one, other) = run(pieces, pieces)
    return (one + other).sorted { $0.start < $1.start }.map(\.piece)
  }

  private static let piecesMax = 64
  private static let smallPiece = 256

  /// The start of the next piece.
  private final class Next: Sendable {
    private let start = Mutex(0)

    func take(_ size: Int, of count: Int) -> Int? {
      start.withLock { start in
        guard start < count else { return nil }
        defer { start += size }
        return start
      }
    }
  }

  private final class Result<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
  }
}
