internal import Diagnostics
internal import Storage

/// The central directory of a container, read and proved.
///
/// Members that share bytes, and local headers that say something else than the directory, are how
/// one file shows one thing to a scanner and another to the user.
///
/// - Source: APPNOTE.TXT 6.3.9: 4.3.7 (local header), 4.3.12 (directory), 4.3.14-4.3.16 (its end),
///   4.5.3 (zip64).
struct ZipDirectory {
  /// The members in the order of the directory.
  private(set) var members: [ZipMember] = []
  /// The bytes of the directory, and where the record of each member lies in them.
  let bytes: [UInt8]
  private(set) var records: [Range<Int>] = []
  /// What the container says of itself at its end.
  let comment: [UInt8]

  private static let endBytes = 22
  private static let commentBytesMax = 65_535
  private static let entryBytes = 46

  /// Where the directory lies and how many entries it has.
  private struct Extent {
    var offset: Int
    var size: Int
    var count: Int
    /// Where it must have ended.
    var end: Int
    var comment: [UInt8] = []
  }

  init(_ file: RandomAccessFile, limits: ZipLimits) throws(ZipError) {
    let extent = try Self.extent(file)
    guard extent.count <= limits.membersMax else {
      throw .limit(file: file.path, member: nil, limit: "membersMax", max: limits.membersMax)
    }
    let isInside =
      extent.offset <= extent.end && extent.size <= extent.end - extent.offset
      && extent.count <= extent.size / Self.entryBytes
    guard isInside else { throw Self.notReadable(file, "directory") }
    bytes = try Self.bytes(file, at: extent.offset, count: extent.size)
    comment = extent.comment
    var place = 0
    for index in 0..<extent.count {
      let start = place
      guard let member = Self.entry(bytes, &place, index: index), member.offset < extent.offset
      else { throw Self.notReadable(file, "directory entry \(index)") }
      members.append(member)
      records.append(start..<place)
    }
    try checkOverlaps(file, end: extent.offset)
  }

  /// Members that lie in each other's bytes are no honest file's.
  private func checkOverlaps(_ file: RandomAccessFile, end: Int) throws(ZipError) {
    let inOrder = members.sorted { $0.offset < $1.offset }
    for (place, member) in inOrder.enumerated() {
      let next = place + 1 < inOrder.count ? inOrder[place + 1].offset : end
      let room = next - member.offset - 30 - member.rawName.count
      guard room >= 0, member.compressedSize <= room else {
        throw .overlap(file: file.path, member: member.name)
      }
    }
  }

  // MARK: - The end

  private static func extent(_ file: RandomAccessFile) throws(ZipError) -> Extent {
    let tailSize = min(file.size, endBytes + commentBytesMax)
    let tailStart = file.size - tailSize
    let tail = try bytes(file, at: tailStart, count: tailSize)
    guard let place = endPlace(tail) else { throw notReadable(file, "no end of directory") }
    let end = tailStart + place
    let comment = tail[(place + endBytes)...].prefix(tail.two(place + 20))
    let extent = Extent(
      offset: tail.four(place + 16), size: tail.four(place + 12), count: tail.two(place + 10),
      end: end, comment: Array(comment))
    let isZip64 =
      extent.offset == 0xFFFF_FFFF || extent.size == 0xFFFF_FFFF || extent.count == 0xFFFF
    if isZip64, var wide = try wideExtent(file, end: end) {
      wide.comment = extent.comment
      return wide
    }
    guard tail.two(place + 4) == 0, tail.two(place + 6) == 0, tail.two(place + 8) == extent.count
    else { throw notReadable(file, "several disks") }
    return extent
  }

  /// The end record whose comment reaches the file's end, else the last one whose comment fits.
  private static func endPlace(_ tail: [UInt8]) -> Int? {
    var fitting: Int?
    var place = tail.count - endBytes
    while place >= 0 {
      if tail.four(place) == 0x0605_4B50 {
        let last = place + endBytes + tail.two(place + 20)
        if last == tail.count { return place }
        if last < tail.count && fitting == nil { fitting = place }
      }
      place -= 1
    }
    return fitting
  }

  private static func wideExtent(
    _ file: RandomAccessFile, end: Int
  ) throws(ZipError) -> Extent? {
    guard end >= 20 else { return nil }
    let locator = try bytes(file, at: end - 20, count: 20)
    guard locator.count == 20, locator.four(0) == 0x0706_4B50 else { return nil }
    guard let place = locator.eight(8), place <= end - 20 - 56 else {
      throw notReadable(file, "zip64 locator")
    }
    let record = try bytes(file, at: place, count: 56)
    guard record.count == 56, record.four(0) == 0x0606_4B50, let count = record.eight(32),
      let size = record.eight(40), let offset = record.eight(48)
    else { throw notReadable(file, "zip64 end of directory") }
    return Extent(offset: offset, size: size, count: count, end: place)
  }

  // MARK: - Entries

  private static func entry(_ bytes: [UInt8], _ place: inout Int, index: Int) -> ZipMember? {
    guard bytes.count - place >= entryBytes, bytes.four(place) == 0x0201_4B50 else { return nil }
    let (nameCount, extraCount) = (bytes.two(place + 28), bytes.two(place + 30))
    let nameStart = place + entryBytes
    let next = nameStart + nameCount + extraCount + bytes.two(place + 32)
    guard next <= bytes.count else { return nil }
    let rawName = Array(bytes[nameStart..<nameStart + nameCount])
    let flags = bytes.two(place + 8)
    var member = ZipMember(
      name: text(rawName), index: index, size: bytes.four(place + 24),
      compressedSize: bytes.four(place + 20), crc32: UInt32(bytes.four(place + 16)),
      method: bytes.two(place + 10), encryption: nil, offset: bytes.four(place + 42),
      rawName: rawName)
    let extra = nameStart + nameCount..<nameStart + nameCount + extraCount
    guard widen(&member, bytes, extra) else { return nil }
    member.encryption = encryption(flags: flags, method: member.method)
    place = next
    return member
  }

  /// Takes the sizes and the place that pass 32 bits from the zip64 field.
  private static func widen(_ member: inout ZipMember, _ bytes: [UInt8], _ extra: Range<Int>)
    -> Bool
  {
    let full = 0xFFFF_FFFF
    guard member.size == full || member.compressedSize == full || member.offset == full else {
      return true
    }
    var place = extra.lowerBound
    while place + 4 <= extra.upperBound {
      let (id, count) = (bytes.two(place), bytes.two(place + 2))
      let end = place + 4 + count
      guard end <= extra.upperBound else { return false }
      if id == 1 {
        var field = place + 4
        func next(_ value: inout Int) -> Bool {
          guard value == full else { return true }
          guard field + 8 <= end, let wide = bytes.eight(field) else { return false }
          value = wide
          field += 8
          return true
        }
        return next(&member.size) && next(&member.compressedSize) && next(&member.offset)
      }
      place = end
    }
    // Without the field, the largest 32-bit number is meant.
    return true
  }

  /// - Source: APPNOTE.TXT 4.4.4 bits 0 and 6; WinZip's AE-x specification for method 99.
  private static func encryption(flags: Int, method: Int) -> ZipMember.Encryption? {
    guard flags & 1 != 0 || method == 99 else { return nil }
    return method == 99 ? .aes : flags & 0x40 != 0 ? .strong : .zipCrypto
  }

  /// UTF-8 whatever the flag says, as most writers mean it; else each byte as one character, which
  /// is wrong for code page 437 but distinct.
  private static func text(_ name: [UInt8]) -> String {
    String(validating: name, as: UTF8.self)
      ?? String(String.UnicodeScalarView(name.map { Unicode.Scalar($0) }))
  }

  // MARK: - Bytes

  static func bytes(
    _ file: RandomAccessFile, at offset: Int, count: Int
  ) throws(ZipError) -> [UInt8] {
    do {
      return try file.bytes(at: offset, count: count)
    } catch {
      throw notReadable(file, error.diagnostic.message.en)
    }
  }

  static func notReadable(_ file: RandomAccessFile, _ reason: String) -> ZipError {
    .notReadable(file: file.path, reason: reason)
  }
}

extension [UInt8] {
  /// The little-endian 16-bit number at `place`, which lies inside.
  func two(_ place: Int) -> Int { Int(self[place]) | Int(self[place + 1]) << 8 }

  /// The little-endian 32-bit number at `place`, which lies inside.
  func four(_ place: Int) -> Int { two(place) | two(place + 2) << 16 }

  /// The little-endian 64-bit number at `place`, which lies inside; nil when it passes `Int`.
  func eight(_ place: Int) -> Int? {
    let high = four(place + 4)
    return high < 1 << 31 ? four(place) | high << 32 : nil
  }
}
