/// A zip container byte by byte, so that it can lie where a test wants it to.
struct RawZip {
  /// One member; what is nil is told truly.
  struct Member {
    var name: String
    var stored: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0
    var crc: UInt32?
    var size: UInt32?
  }

  /// The container's bytes.
  ///
  /// - Source: APPNOTE.TXT 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (its end).
  static func bytes(_ members: [Member]) -> [UInt8] {
    var (file, directory): ([UInt8], [UInt8]) = ([], [])
    for member in members {
      let offset = UInt32(file.count)
      let common =
        two(20) + two(member.flags) + two(member.method) + two(0) + two(0x21)
        + four(member.crc ?? crc32(member.stored)) + four(UInt32(member.stored.count))
        + four(member.size ?? UInt32(member.stored.count))
      let name = Array(member.name.utf8)
      file += four(0x0403_4B50) + common + two(UInt16(name.count)) + two(0) + name
      file += member.stored
      directory += four(0x0201_4B50) + two(20) + common + two(UInt16(name.count)) + two(0) + two(0)
      directory += two(0) + two(0) + four(0) + four(offset) + name
    }
    let count = UInt16(members.count)
    let end = four(0x0605_4B50) + two(0) + two(0) + two(count) + two(count)
    return file + directory + end + four(UInt32(directory.count)) + four(UInt32(file.count))
      + two(0)
  }

  /// The CRC-32 bit by bit, beside the library's.
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var crc = ~UInt32(0)
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }

  private static func two(_ number: UInt16) -> [UInt8] {
    [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
  }

  private static func four(_ number: UInt32) -> [UInt8] {
    two(UInt16(truncatingIfNeeded: number)) + two(UInt16(truncatingIfNeeded: number >> 16))
  }
}
