internal import CISAL
internal import Storage

/// Places of a member from which it can be inflated again, so that any of its bytes can be read
/// without all before them.
///
/// - Shape: at most 64 places of 90 KB, spread evenly; noted while the member is streamed.
public final class MemberMap {
  /// What inflating knew at a place.
  @safe
  final class Point {
    let made: Int
    let place: Int
    let left: Int
    let state: UnsafeMutablePointer<inflate_state>

    init(made: Int, place: Int, left: Int, _ state: UnsafePointer<inflate_state>) {
      self.made = made
      self.place = place
      self.left = left
      unsafe self.state = .allocate(capacity: 1)
      unsafe self.state.initialize(to: state.pointee)
    }

    deinit { unsafe state.deallocate() }
  }

  private static let pointsMax = 64
  private let file: RandomAccessFile
  private let member: ZipMember
  private let start: Int
  private let limits: ZipLimits
  private var points: [Point] = []
  private var spacing = 1 << 20

  init(_ file: RandomAccessFile, _ member: ZipMember, start: Int, limits: ZipLimits) {
    self.file = file
    self.member = member
    self.start = start
    self.limits = limits
  }

  /// How many bytes the member has, inflated.
  public var size: Int { member.size }

  /// Takes a place, unless one is near.
  func note(made: Int, _ point: () -> Point) {
    guard made - (points.last?.made ?? 0) >= spacing else { return }
    if points.count == Self.pointsMax {
      points = points.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element)
      spacing *= 2
      guard made - (points.last?.made ?? 0) >= spacing else { return }
    }
    points.append(point())
  }

  /// Reads some of the member's bytes; that the member is whole was proved by streaming it.
  ///
  /// - Parameter range: Which bytes.
  /// - Returns: The bytes.
  /// - Throws: ``ZipError`` for damage.
  public func read(_ range: Range<Int>) throws(ZipError) -> [UInt8] {
    let stream: MemberStream
    var passed = 0
    if let point = points.last(where: { $0.made <= range.lowerBound }) {
      stream = MemberStream(file, member, from: point, limits: limits)
      passed = point.made
    } else {
      stream = MemberStream(file, member, start: start, limits: limits)
    }
    while passed < range.lowerBound {
      passed += try fill(stream, min(1 << 18, range.lowerBound - passed)).count
    }
    return try fill(stream, range.count)
  }

  private func fill(_ stream: MemberStream, _ count: Int) throws(ZipError) -> [UInt8] {
    var failure: ZipError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, made in
      do throws(ZipError) {
        made = try unsafe stream.fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    guard bytes.count == count else { throw damaged }
    return bytes
  }

  private var damaged: ZipError { .damagedMember(file: file.path, member: member.name) }
}
