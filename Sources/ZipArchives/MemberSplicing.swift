internal import Storage

/// Bytes to put in the place of others of a member.
public struct MemberSplice: Sendable {
  /// The inflated bytes that leave; empty to insert before the byte there.
  public var range: Range<Int>
  /// The bytes that come.
  public var bytes: [UInt8]

  /// Makes a splice.
  public init(range: Range<Int>, bytes: [UInt8]) {
    self.range = range
    self.bytes = bytes
  }
}

/// Writes a member with splices made, a piece of it in memory at a time.
@safe
struct MemberSplicing: ~Copyable {
  private static let pieceBytes = 1 << 18
  private let source: RandomAccessFile
  private let member: ZipMember
  private let stream: MemberStream
  private let output: FileOutput
  private let deflater: BulkDeflater?
  private let piece: UnsafeMutableBufferPointer<UInt8>
  /// How many of the member's bytes were taken.
  private var taken = 0
  /// How many bytes were written, before they were deflated.
  private(set) var size = 0
  /// Their checksum.
  private(set) var crc32: UInt32 = 0

  init(_ source: RandomAccessFile, _ member: ZipMember, start: Int, to output: FileOutput) {
    self.source = source
    self.member = member
    self.output = output
    stream = MemberStream(source, member, start: start, limits: ZipLimits())
    deflater = member.method == 0 ? nil : BulkDeflater()
    unsafe piece = .allocate(capacity: Self.pieceBytes)
  }

  deinit {
    unsafe piece.deallocate()
  }

  /// Writes the member; the splices come from front to back, and none overlaps another.
  mutating func write(_ splices: [MemberSplice]) throws(StorageError) {
    for splice in splices {
      try take(to: splice.range.lowerBound, keeping: true)
      try take(to: splice.range.upperBound, keeping: false)
      var failure: StorageError?
      unsafe splice.bytes.withUnsafeBufferPointer { bytes in
        do throws(StorageError) { try unsafe put(bytes) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    try take(to: member.size, keeping: true)
    // That nothing follows proves the length and the checksum.
    guard try fill(1) == 0 else { throw damaged }
    guard let deflater else { return }
    try unsafe deflater.deflate(UnsafeBufferPointer(rebasing: piece[..<0]), .aligned) {
      piece throws(StorageError) in try unsafe output.append(piece)
    }
    try output.append(BulkDeflater.lastBlock)
  }

  /// Takes the next bytes into ``piece``.
  private func fill(_ count: Int) throws(StorageError) -> Int {
    do throws(ZipError) {
      return try unsafe stream.fill(UnsafeMutableBufferPointer(rebasing: piece[..<count]))
    } catch {
      throw damaged
    }
  }

  private var damaged: StorageError {
    .refused(file: source.path, action: .read, reason: member.name)
  }

  private mutating func take(to end: Int, keeping isKept: Bool) throws(StorageError) {
    while taken < end {
      let wanted = min(Self.pieceBytes, end - taken)
      guard try fill(wanted) == wanted else { throw damaged }
      if isKept { try unsafe put(UnsafeBufferPointer(rebasing: piece[..<wanted])) }
      taken += wanted
    }
  }

  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) throws(StorageError) {
    guard !bytes.isEmpty else { return }
    size += bytes.count
    crc32 = unsafe Checksum.of(bytes, after: crc32)
    guard let deflater else { return try unsafe output.append(UnsafeRawBufferPointer(bytes)) }
    try unsafe deflater.deflate(bytes, .open) { piece throws(StorageError) in
      try unsafe output.append(piece)
    }
  }
}
