internal import Storage

/// Writes a container anew with some members changed; all others keep their stored bytes.
///
/// Members keep their order, names, times and attributes; added ones come last.
///
/// - Source: APPNOTE.TXT 6.3.9 §4.3.7 local header, §4.3.9 data descriptor, §4.3.12 directory,
///   §4.5.3 zip64 extended information.
struct ZipEditing {
  private static let pieceBytes = 1 << 20
  private let source: RandomAccessFile
  private let directory: ZipDirectory
  private let output: FileOutput
  private var records: [[UInt8]] = []

  /// Begins a file beside the container.
  init(_ path: String, newFile: String) throws(ZipError) {
    do throws(StorageError) {
      source = try RandomAccessFile(path: path)
      output = try FileOutput(newFile: newFile)
    } catch {
      throw .notWritten(error, path)
    }
    var limits = ZipLimits()
    limits.membersMax = Int.max
    directory = try ZipDirectory(source, limits: limits)
  }

  /// Writes all members and the directory.
  mutating func write(
    _ contents: [String: [UInt8]], _ splices: [String: [MemberSplice]],
    removing removed: Set<String>
  ) throws(ZipError) {
    var added = contents
    for member in directory.members where !removed.contains(member.name) {
      if let changes = splices[member.name] {
        try splice(member, changes)
        continue
      }
      do throws(StorageError) {
        if let bytes = added.removeValue(forKey: member.name) {
          try replace(member, bytes)
        } else {
          try copy(member)
        }
      } catch {
        throw .notWritten(error, source.path)
      }
    }
    do throws(StorageError) {
      for (name, bytes) in added.sorted(by: { $0.key < $1.key }) { try add(name, bytes) }
      try finish()
    } catch {
      throw .notWritten(error, source.path)
    }
  }

  // MARK: - Members

  private mutating func copy(_ member: ZipMember) throws(StorageError) {
    let header = try source.bytes(at: member.offset, count: 30)
    guard header.count == 30 else { throw cutOff }
    var entry = ZipEntry(
      name: member.rawName, method: UInt16(truncatingIfNeeded: member.method),
      offset: output.count)
    (entry.size, entry.deflatedSize) = (member.size, member.compressedSize)
    entry.crc32 = member.crc32
    let end = member.offset + 30 + header.two(26) + header.two(28) + member.compressedSize
    try copy(member.offset..<end)
    // Bit 3: the sizes stand behind the member, in one of several ways; we write the one with a
    // signature.
    if header.two(6) & 8 != 0 { try output.append(entry.sizesBehind) }
    records.append(directory.record(member.index, of: entry))
  }

  private func copy(_ range: Range<Int>) throws(StorageError) {
    var place = range.lowerBound
    while place < range.upperBound {
      let wanted = min(Self.pieceBytes, range.upperBound - place)
      let piece = try source.bytes(at: place, count: wanted)
      guard piece.count == wanted else { throw cutOff }
      try output.append(piece)
      place += wanted
    }
  }

  /// Writes other content under a member's name, method and time.
  private mutating func replace(_ member: ZipMember, _ bytes: [UInt8]) throws(StorageError) {
    let method: UInt16 = member.method == 0 ? 0 : 8
    let entry = try append(bytes, as: member.rawName, method) {
      directory.header(member.index, of: $0)
    }
    records.append(directory.record(member.index, of: entry, isNew: true))
  }

  /// Writes a member with splices made, piece by piece.
  private mutating func splice(
    _ member: ZipMember, _ splices: [MemberSplice]
  ) throws(ZipError) {
    do throws(StorageError) {
      let method: UInt16 = member.method == 0 ? 0 : 8
      var entry = ZipEntry(name: member.rawName, method: method, offset: output.count)
      // Sizes and checksum are known last.
      try output.append(directory.header(member.index, of: entry))
      let start = output.count
      let old = try source.bytes(at: member.offset, count: 30)
      guard old.count == 30 else { throw cutOff }
      var splicing = MemberSplicing(
        source, member, start: member.offset + 30 + old.two(26) + old.two(28), to: output)
      try splicing.write(splices)
      (entry.size, entry.crc32) = (splicing.size, splicing.crc32)
      entry.deflatedSize = output.count - start
      guard !entry.isWide else {
        throw .tooLarge(file: source.path, bytes: entry.size, bytesMax: entry.plainMax)
      }
      try output.overwrite(directory.header(member.index, of: entry), at: entry.offset)
      records.append(directory.record(member.index, of: entry, isNew: true))
    } catch {
      throw .notWritten(error, source.path)
    }
  }

  private mutating func add(_ name: String, _ bytes: [UInt8]) throws(StorageError) {
    records.append(try append(bytes, as: Array(name.utf8), 8, header: \.header).directoryRecord)
  }

  private func append(
    _ bytes: [UInt8], as name: [UInt8], _ method: UInt16, header: (ZipEntry) -> [UInt8]
  ) throws(StorageError) -> ZipEntry {
    var entry = ZipEntry(name: name, method: method, offset: output.count)
    entry.size = bytes.count
    let stored = unsafe bytes.withUnsafeBufferPointer { buffer -> [UInt8]? in
      entry.crc32 = unsafe Checksum.of(buffer)
      return unsafe method == 0 ? bytes : SmallDeflater.deflate(buffer)
    }
    guard let stored, bytes.count <= SmallDeflater.bytesMax else {
      throw .tooLarge(file: source.path, bytes: bytes.count, bytesMax: SmallDeflater.bytesMax)
    }
    entry.deflatedSize = stored.count
    try output.append(header(entry))
    try output.append(stored)
    return entry
  }

  private func finish() throws(StorageError) {
    let bytes = Array(records.joined())
    var end = ZipEnd(count: records.count, size: bytes.count, offset: output.count)
    end.comment = directory.comment
    try output.append(bytes + end.bytes)
    try output.close()
  }

  private var cutOff: StorageError {
    .refused(file: source.path, action: .read, reason: "cut off")
  }
}

// Records of members that were there, with what became of them.
extension ZipDirectory {
  /// The record in the directory; `isNew` where the content is another than before.
  func record(_ index: Int, of entry: ZipEntry, isNew: Bool = false) -> [UInt8] {
    let old = records[index]
    var fixed = Array(bytes[old.lowerBound..<old.lowerBound + 46])
    if isNew { Self.fill(&fixed, at: 8, entry) }
    let numbers = entry.plainNumbers
    let extra = entry.wideNumbers + otherExtra(index)
    fixed.replaceSubrange(20..<28, with: (numbers[0] + numbers[1]))
    fixed.replaceSubrange(30..<32, with: LittleEndian.bytes(UInt16(extra.count)))
    fixed.replaceSubrange(42..<46, with: numbers[2])
    let nameEnd = old.lowerBound + 46 + entry.name.count
    let comment = bytes[old.upperBound - bytes.two(old.lowerBound + 32)..<old.upperBound]
    return fixed + bytes[old.lowerBound + 46..<nameEnd] + extra + comment
  }

  /// The record in front of new content: the name, the method and the time that were there.
  func header(_ index: Int, of entry: ZipEntry) -> [UInt8] {
    let old = records[index].lowerBound
    var fixed = Array(bytes[old + 6..<old + 28])
    Self.fill(&fixed, at: 2, entry)
    let sizes =
      LittleEndian.bytes(UInt32(entry.deflatedSize)) + LittleEndian.bytes(UInt32(entry.size))
    fixed.replaceSubrange(14..<22, with: sizes)
    return LittleEndian.bytes(0x0403_4B50 as UInt32) + fixed
      + LittleEndian.bytes(UInt16(entry.name.count)) + [0, 0] + entry.name
  }

  /// Puts in flags, method and checksum: the name's encoding stays, sizes stand in front.
  private static func fill(_ fixed: inout [UInt8], at flags: Int, _ entry: ZipEntry) {
    fixed[flags] = 0
    fixed[flags + 1] &= 8
    fixed.replaceSubrange(flags + 2..<flags + 4, with: LittleEndian.bytes(entry.method))
    fixed.replaceSubrange(flags + 8..<flags + 12, with: LittleEndian.bytes(entry.crc32))
  }

  /// The extra fields but the one of zip64.
  private func otherExtra(_ index: Int) -> [UInt8] {
    let old = records[index].lowerBound
    var place = old + 46 + bytes.two(old + 28)
    let end = place + bytes.two(old + 30)
    var kept: [UInt8] = []
    while place + 4 <= end, place + 4 + bytes.two(place + 2) <= end {
      let next = place + 4 + bytes.two(place + 2)
      if bytes.two(place) != 1 { kept += bytes[place..<next] }
      place = next
    }
    return kept
  }
}
