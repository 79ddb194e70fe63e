internal import Storage

/// The bytes of a zip container while it is written.
///
/// - Source: APPNOTE.TXT 6.3.9: §4.3.7 local file header, §4.3.12 central directory structure,
///   §4.3.16 end of central directory record.
final class ZipFile {
  private struct Member {
    var name: [UInt8]
    var method: UInt16
    var crc32: UInt32 = 0
    var deflatedSize = 0
    var size = 0
    var offset: Int

    /// Version 2.0, deflate; the flag says that the name is UTF-8 where that matters (§4.4.4).
    func fields() -> [UInt8] {
      let isASCII = name.allSatisfy { $0 < 0x80 }
      // 1980-01-01 00:00, the first time that the format knows (§4.4.6).
      let fixed: [UInt16] = [method == 0 ? 10 : 20, isASCII ? 0 : 0x800, method, 0, 0x21]
      let sizes = [crc32, UInt32(deflatedSize), UInt32(size)]
      return fixed.flatMap(littleEndian) + sizes.flatMap(littleEndian)
        + littleEndian(UInt16(name.count)) + [0, 0]
    }
  }

  private static let sizeMax = Int(UInt32.max) - 1
  private let path: String
  private let output: FileOutput
  private var members: [Member] = []
  private var names: Set<[UInt8]> = []

  init(_ path: String) throws(ZipError) {
    self.path = path
    do { output = try FileOutput(newFile: path) } catch { throw .notWritten(error, path) }
  }

  // MARK: - Members

  func add(
    _ name: String, _ bytes: UnsafeBufferPointer<UInt8>, isStored: Bool
  ) throws(ZipError) {
    let deflated: [UInt8]? = isStored ? nil : unsafe SmallDeflater.deflate(bytes)
    guard isStored || deflated != nil else {
      throw .notWritten(file: path, reason: "out of memory")
    }
    var member = try member(name, method: isStored ? 0 : 8)
    member.crc32 = unsafe Checksum.of(bytes)
    member.size = bytes.count
    member.deflatedSize = deflated?.count ?? bytes.count
    do throws(StorageError) {
      try output.append(Self.header(member))
      if let deflated {
        try output.append(deflated)
      } else {
        try unsafe output.append(UnsafeRawBufferPointer(bytes))
      }
    } catch {
      throw notWritten(error)
    }
    members.append(member)
  }

  func beginStream(_ name: String) throws(ZipError) -> DeflateThread {
    let member = try member(name, method: 8)
    members.append(member)
    do throws(StorageError) {
      try output.append(Self.header(member))
      return try DeflateThread(to: output)
    } catch {
      throw notWritten(error)
    }
  }

  /// Ends the stream's member: its header gets the sizes that are known now.
  func endStream(_ span: DeflatedSpan) throws(StorageError) {
    try output.append(BulkDeflater.lastBlock)
    try complete(size: span.size, crc32: span.crc32, from: span.place.lowerBound)
  }

  func add(
    _ name: String, _ pieces: [ZipSpool.Piece], from spool: ZipSpool
  ) throws(ZipError) {
    guard let source = spool.output else { return try addSmall(name, pieces) }
    members.append(try member(name, method: 8))
    do throws(StorageError) {
      try output.append(Self.header(members[members.count - 1]))
      let start = output.count
      var whole = DeflatedSpan()
      let deflater = BulkDeflater()
      for piece in pieces {
        let span: DeflatedSpan
        switch piece {
        case .bytes(let bytes): span = try add(bytes, deflater)
        case .deflated(let deflated):
          span = deflated.span
          try output.append(span.place, of: source)
        case .plain: preconditionFailure("a member's pieces are deflated")
        }
        whole.crc32 = Checksum.joined(whole.crc32, span.crc32, secondCount: span.size)
        whole.size += span.size
      }
      try output.append(BulkDeflater.lastBlock)
      try complete(size: whole.size, crc32: whole.crc32, from: start)
    } catch {
      throw notWritten(error)
    }
  }

  private func addSmall(_ name: String, _ pieces: [ZipSpool.Piece]) throws(ZipError) {
    let bytes = pieces.flatMap { piece in
      if case .bytes(let bytes) = piece { bytes } else { [UInt8]() }
    }
    try unsafe bytes.withUnsafeBufferPointer { buffer throws(ZipError) in
      try unsafe add(name, buffer, isStored: false)
    }
  }

  private func add(
    _ bytes: [UInt8], _ deflater: BulkDeflater
  ) throws(StorageError) -> DeflatedSpan {
    guard !bytes.isEmpty else { return DeflatedSpan() }
    deflater.restart()
    return try unsafe bytes.withUnsafeBufferPointer { buffer throws(StorageError) in
      try unsafe deflater.deflate(buffer, .aligned) { piece throws(StorageError) in
        try unsafe output.append(piece)
      }
      return unsafe DeflatedSpan(size: buffer.count, crc32: Checksum.of(buffer))
    }
  }

  private func member(_ name: String, method: UInt16) throws(ZipError) -> Member {
    let bytes = Array(name.utf8)
    guard names.insert(bytes).inserted else {
      throw .notWritten(file: path, reason: "two members with one name")
    }
    guard bytes.count < 0xFFFF, members.count < 0xFFFE, output.count < Self.sizeMax else {
      throw .notWritten(file: path, reason: "more than a zip container holds")
    }
    return Member(name: bytes, method: method, offset: output.count)
  }

  private func complete(size: Int, crc32: UInt32, from start: Int) throws(StorageError) {
    var member = members.removeLast()
    member.size = size
    member.crc32 = crc32
    member.deflatedSize = output.count - start
    guard member.size < Self.sizeMax, member.deflatedSize < Self.sizeMax else {
      throw .tooLarge(file: path, bytes: member.size, bytesMax: Self.sizeMax)
    }
    members.append(member)
    try output.overwrite(Self.header(member), at: member.offset)
  }

  // MARK: - Headers

  private static func header(_ member: Member) -> [UInt8] {
    littleEndian(0x0403_4b50 as UInt32) + member.fields() + member.name
  }

  /// Writes the directory and ends the file.
  func finish() throws(ZipError) {
    let start = output.count
    var directory: [UInt8] = []
    for member in members {
      // Made by version 6.3 on Unix, as libzip says of itself: a plain file, no comment.
      directory += littleEndian(0x0201_4b50 as UInt32) + [63, 3]
      directory += member.fields() + [0, 0, 0, 0, 0, 0]
      directory += littleEndian(0x81B6_0000 as UInt32) + littleEndian(UInt32(member.offset))
      directory += member.name
    }
    guard start < Self.sizeMax else {
      throw .notWritten(file: path, reason: "more than a zip container holds")
    }
    let count = littleEndian(UInt16(members.count))
    let end =
      littleEndian(0x0605_4b50 as UInt32) + [0, 0, 0, 0] + count + count
      + littleEndian(UInt32(directory.count)) + littleEndian(UInt32(start)) + [0, 0]
    do throws(StorageError) {
      try output.append(directory + end)
      try output.close()
    } catch {
      throw notWritten(error)
    }
  }

  func notWritten(_ error: StorageError) -> ZipError { .notWritten(error, path) }
}

extension ZipError {
  /// The disk's error as the container's.
  static func notWritten(_ error: StorageError, _ path: String) -> ZipError {
    switch error {
    case .refused(_, _, let reason): .notWritten(file: path, reason: reason)
    case .tooLarge: .notWritten(file: path, reason: "a member of more than 4 GiB")
    case .missing: .notWritten(file: path, reason: "the folder is gone")
    }
  }
}

private func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
  (0..<MemoryLayout<Number>.size).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
}
