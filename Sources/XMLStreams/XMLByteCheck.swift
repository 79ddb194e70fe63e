/// Proves that the bytes of a part are characters that XML allows, in UTF-8.
///
/// A part in another encoding or with a document type is none of its business: ``isPlain`` tells.
///
/// - Source: XML 1.0 §2.2 (characters); RFC 3629 §4 (UTF-8).
@safe
final class XMLByteCheck {
  /// Whether the part is UTF-8 without a document type; nil before its first bytes.
  private(set) var isPlain: Bool?
  private var passed = 0
  /// Continuation bytes that must come, the range of the next one, and the scalar so far.
  private var need = 0
  private var low: UInt8 = 0x80
  private var high: UInt8 = 0xBF
  private var scalar: UInt32 = 0

  /// Looks at the next bytes; eight or more that may be read follow them.
  func check(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLError) {
    if isPlain == nil {
      isPlain = unsafe XMLPart.isPlain(Array(bytes.prefix(4096)))
    }
    guard isPlain == true, let base = bytes.baseAddress else { return }
    var place = unsafe base
    let end = unsafe base + bytes.count
    let highs: UInt64 = 0x8080_8080_8080_8080
    let spaces: UInt64 = 0x2020_2020_2020_2020
    while unsafe place < end {
      if need == 0 {
        while unsafe place + 32 <= end {
          let (a, b) = unsafe (ByteSearch.word(place), ByteSearch.word(place + 8))
          let (c, d) = unsafe (ByteSearch.word(place + 16), ByteSearch.word(place + 24))
          // A byte below a space borrows; one of 0x80 and more has the bit itself.
          let odd =
            (a | (a &- spaces)) | (b | (b &- spaces)) | (c | (c &- spaces)) | (d | (d &- spaces))
          guard odd & highs == 0 else { break }
          unsafe place += 32
        }
        while unsafe place + 8 <= end {
          let word = unsafe ByteSearch.word(place)
          guard (word | (word &- spaces)) & highs == 0 else { break }
          unsafe place += 8
        }
        guard unsafe place < end else { break }
      }
      try unsafe step(place[0], at: passed + (place - base))
      unsafe place += 1
    }
    passed += bytes.count
  }

  @inline(__always)
  private func step(_ byte: UInt8, at offset: Int) throws(XMLError) {
    if need == 0 {
      if byte < 0x80 {
        guard byte >= 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
          throw .malformed(reason: "no control character", byteOffset: offset)
        }
        return
      }
      (low, high) = (0x80, 0xBF)
      switch byte {
      case 0xC2...0xDF: need = 1
      case 0xE0: (need, low) = (2, 0xA0)
      case 0xED: (need, high) = (2, 0x9F)
      case 0xE1...0xEF: need = 2
      case 0xF0: (need, low) = (3, 0x90)
      case 0xF1...0xF3: need = 3
      case 0xF4: (need, high) = (3, 0x8F)
      default: throw .encoding(reason: "UTF-8")
      }
      scalar = UInt32(byte)
      return
    }
    guard byte >= low && byte <= high else { throw .encoding(reason: "UTF-8") }
    (low, high) = (0x80, 0xBF)
    need -= 1
    scalar = scalar << 8 | UInt32(byte)
    guard need > 0 || scalar & 0xFFFF_FFFE != 0xEFBF_BE else {
      throw .malformed(reason: "no U+FFFE", byteOffset: offset)
    }
  }
}
