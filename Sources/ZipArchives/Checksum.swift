internal import CISAL
internal import CZLib

/// The CRC-32 of members.
///
/// - Source: APPNOTE.TXT 4.4.7.
enum Checksum {
  /// The checksum of bytes that end with `bytes`, whose beginning has the checksum `sum`.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>, after sum: UInt32 = 0) -> UInt32 {
    unsafe crc32_gzip_refl(sum, bytes.baseAddress, UInt64(bytes.count))
  }

  /// The checksum of two pieces in sequence.
  static func joined(_ first: UInt32, _ second: UInt32, secondCount: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_combine(UInt(first), UInt(second), secondCount))
  }
}
