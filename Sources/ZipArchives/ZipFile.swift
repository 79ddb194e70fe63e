internal import Storage

/// The bytes of a zip container while it is written.
///
/// - Source: APPNOTE.TXT 6.3.9 §4.3.6; ``ZipEntry`` and ``ZipEnd`` make its records.
final class ZipFile {
  private let path: String
  private let output: FileOutput
  private let limits: ZipPlainLimits
  private var members: [ZipEntry] = []
  private var names: Set<[UInt8]> = []

  init(_ path: String, limits: ZipPlainLimits = ZipPlainLimits()) throws(ZipError) {
    self.path = path
    self.limits = limits
    do { output = try FileOutput(newFile: path) } catch { throw .notWritten(error, path) }
  }

  // MARK: - Members

  func add(
    _ name: String, _ bytes: UnsafeBufferPointer<UInt8>, isStored: Bool
  ) throws(ZipError) {
    guard bytes.count <= SmallDeflater.bytesMax else {
      throw .notWritten(file: path, reason: "a member of more than 4 GiB in one piece")
    }
    let deflated: [UInt8]? = isStored ? nil : unsafe SmallDeflater.deflate(bytes)
    guard isStored || deflated != nil else {
      throw .notWritten(file: path, reason: "out of memory")
    }
    var member = try member(name, method: isStored ? 0 : 8)
    member.crc32 = unsafe Checksum.of(bytes)
    member.size = bytes.count
    member.deflatedSize = deflated?.count ?? bytes.count
    do throws(StorageError) {
      try output.append(member.header)
      if let deflated {
        try output.append(deflated)
      } else {
        try unsafe output.append(UnsafeRawBufferPointer(bytes))
      }
      try output.append(member.descriptor)
    } catch {
      throw notWritten(error)
    }
    members.append(member)
  }

  func beginStream(_ name: String) throws(ZipError) -> DeflateThread {
    let member = try member(name, method: 8)
    members.append(member)
    do throws(StorageError) {
      try output.append(member.header)
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
      try output.append(members[members.count - 1].header)
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

  private func member(_ name: String, method: UInt16) throws(ZipError) -> ZipEntry {
    let bytes = Array(name.utf8)
    guard names.insert(bytes).inserted else {
      throw .notWritten(file: path, reason: "two members with one name")
    }
    guard bytes.count <= Int(UInt16.max) else {
      throw .notWritten(file: path, reason: "a name of more than 65535 bytes")
    }
    return ZipEntry(name: bytes, method: method, offset: output.count, plainMax: limits.sizeMax)
  }

  private func complete(size: Int, crc32: UInt32, from start: Int) throws(StorageError) {
    var member = members.removeLast()
    member.size = size
    member.crc32 = crc32
    member.deflatedSize = output.count - start
    members.append(member)
    try output.overwrite(member.header, at: member.offset)
    try output.append(member.descriptor)
  }

  /// Writes the directory and ends the file.
  func finish() throws(ZipError) {
    let directory = members.flatMap(\.directoryRecord)
    let end = ZipEnd(
      count: members.count, size: directory.count, offset: output.count, limits: limits)
    do throws(StorageError) {
      try output.append(directory + end.bytes)
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
    case .tooLarge: .notWritten(file: path, reason: "too large")
    case .missing: .notWritten(file: path, reason: "the folder is gone")
    }
  }
}
