/// One member of a container that is written, and its records.
///
/// Sizes stand in front of the member. What passes 32 bits is known too late for that: such a
/// member is followed by its sizes, as those of streams are, and its fields in the directory are
/// widened. No member that fits gets an extra field: Excel offers to repair a package whose
/// members have the 64-bit field without need.
///
/// - Source: APPNOTE.TXT 6.3.9 §4.3.7 local file header, §4.3.9 data descriptor, §4.3.12 central
///   directory, §4.5.3 zip64 extended information.
struct ZipEntry {
  let name: [UInt8]
  let method: UInt16
  let offset: Int
  /// The largest number that a field of 32 bits may hold.
  var plainMax = ZipPlainLimits().sizeMax
  var crc32: UInt32 = 0
  var deflatedSize = 0
  var size = 0

  /// Whether its sizes need 64 bits.
  var isWide: Bool { size > plainMax || deflatedSize > plainMax }

  /// The record in front of the member.
  var header: [UInt8] {
    let sizes = isWide ? [0, 0, 0] : [crc32, UInt32(deflatedSize), UInt32(size)]
    return LittleEndian.bytes(0x0403_4B50 as UInt32) + common(isWide: isWide)
      + sizes.flatMap(LittleEndian.bytes) + LittleEndian.bytes(UInt16(name.count)) + [0, 0] + name
  }

  /// The sizes behind the member, where they need 64 bits.
  var descriptor: [UInt8] { isWide ? sizesBehind : [] }

  /// The sizes as they stand behind a member.
  var sizesBehind: [UInt8] {
    let sizes = [deflatedSize, size]
    return LittleEndian.bytes(0x0807_4B50 as UInt32) + LittleEndian.bytes(crc32)
      + sizes.flatMap {
        isWide ? LittleEndian.bytes(UInt64($0)) : LittleEndian.bytes(UInt32($0))
      }
  }

  /// The record in the directory.
  var directoryRecord: [UInt8] {
    let (numbers, wide) = (plainNumbers, wideNumbers)
    // Made by version 6.3 on Unix: a plain file, no comment.
    return LittleEndian.bytes(0x0201_4B50 as UInt32) + [63, 3] + common(isWide: !wide.isEmpty)
      + LittleEndian.bytes(crc32) + numbers[0] + numbers[1]
      + LittleEndian.bytes(UInt16(name.count)) + LittleEndian.bytes(UInt16(wide.count))
      + [0, 0, 0, 0, 0, 0] + LittleEndian.bytes(0x81B6_0000 as UInt32) + numbers[2] + name + wide
  }

  /// Deflated size, size and offset in 32 bits, as a directory's record has them.
  var plainNumbers: [[UInt8]] {
    [deflatedSize, size, offset].map {
      LittleEndian.bytes($0 > plainMax ? UInt32.max : UInt32($0))
    }
  }

  /// The extra field with those that pass 32 bits, the size before the deflated size (§4.5.3).
  var wideNumbers: [UInt8] {
    let wide = [size, deflatedSize, offset].filter { $0 > plainMax }
    guard !wide.isEmpty else { return [] }
    return LittleEndian.bytes(1 as UInt16) + LittleEndian.bytes(UInt16(wide.count * 8))
      + wide.flatMap { LittleEndian.bytes(UInt64($0)) }
  }

  /// Version needed, flags, method and time; version 2.0 means deflate, 4.5 wide fields (§4.4.3).
  private func common(isWide: Bool) -> [UInt8] {
    let version: UInt16 = isWide ? 45 : method == 0 ? 10 : 20
    let isASCII = name.allSatisfy { $0 < 0x80 }
    // Bit 3: sizes stand behind; bit 11: the name is UTF-8 (§4.4.4).
    let flags: UInt16 = (self.isWide ? 8 : 0) | (isASCII ? 0 : 0x800)
    // 1980-01-01 00:00, the first time that the format knows (§4.4.6).
    return [version, flags, method, 0, 0x21].flatMap(LittleEndian.bytes)
  }
}

/// The records that end a container.
///
/// - Source: APPNOTE.TXT 6.3.9 §4.3.14 zip64 end of central directory, §4.3.15 its locator,
///   §4.3.16 end of central directory.
struct ZipEnd {
  let count: Int
  let size: Int
  let offset: Int
  var limits = ZipPlainLimits()
  var comment: [UInt8] = []

  var bytes: [UInt8] {
    let isWide = count > limits.membersMax || size > limits.sizeMax || offset > limits.sizeMax
    let plainCount = LittleEndian.bytes(isWide ? UInt16.max : UInt16(count))
    return (isWide ? wide : []) + LittleEndian.bytes(0x0605_4B50 as UInt32) + [0, 0, 0, 0]
      + plainCount + plainCount + LittleEndian.bytes(isWide ? UInt32.max : UInt32(size))
      + LittleEndian.bytes(isWide ? UInt32.max : UInt32(offset))
      + LittleEndian.bytes(UInt16(comment.count)) + comment
  }

  private var wide: [UInt8] {
    let record =
      LittleEndian.bytes(0x0606_4B50 as UInt32) + LittleEndian.bytes(44 as UInt64) + [63, 3, 45, 0]
      + [0, 0, 0, 0, 0, 0, 0, 0]
    let numbers = [count, count, size, offset].flatMap { LittleEndian.bytes(UInt64($0)) }
    let locator =
      LittleEndian.bytes(0x0706_4B50 as UInt32) + [0, 0, 0, 0]
      + LittleEndian.bytes(UInt64(offset + size)) + LittleEndian.bytes(1 as UInt32)
    return record + numbers + locator
  }
}

/// Up to where the fields of the first version of the format are used.
struct ZipPlainLimits {
  /// The largest size and offset; the very last number says that the field is widened.
  var sizeMax = Int(UInt32.max) - 1
  /// The most members.
  var membersMax = Int(UInt16.max) - 1
}

enum LittleEndian {
  static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<MemoryLayout<Number>.size).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
