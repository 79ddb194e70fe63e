internal import CPNG
internal import CQRencode
public import Diagnostics

/// A QR code of a short text, and its picture.
///
/// - Shape: the smallest version (1 to 40) that holds the text with error correction level M.
/// - Source: ISO/IEC 18004, by libqrencode; ISO/IEC 15948 (PNG), by libpng.
public struct QRCode: Sendable {
  /// The most bytes of a text: what version 40 holds at level M in 8-bit mode.
  public static let bytesMax = 2331

  /// Modules a side, without the quiet zone.
  public let width: Int
  /// The modules row by row; true is dark.
  public let modules: [Bool]

  /// Makes the code of a text.
  ///
  /// - Parameter text: At most ``bytesMax`` bytes of UTF-8, none of them 0.
  /// - Throws: ``QRCodeError/tooLong(bytes:)`` or ``QRCodeError/failed``.
  public init(_ text: String) throws(QRCodeError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.bytesMax else { throw .tooLong(bytes: bytes.count) }
    guard !bytes.isEmpty,
      let code = unsafe QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M)
    else { throw .failed }
    defer { unsafe QRcode_free(code) }
    let side = unsafe Int(code.pointee.width)
    width = side
    // The lowest bit of each byte tells dark from light; the others say what the module is for.
    modules = (0..<side * side).map { unsafe code.pointee.data[$0] & 1 == 1 }
  }

  /// The picture as a grey PNG, with the quiet zone of four modules that scanners need.
  ///
  /// - Parameter pixelsPerModule: From 1 to 32.
  /// - Returns: The file's bytes.
  /// - Throws: ``QRCodeError/failed``.
  public func png(pixelsPerModule: Int) throws(QRCodeError) -> [UInt8] {
    let scale = min(max(pixelsPerModule, 1), 32)
    let side = (width + 8) * scale
    var pixels = [UInt8](repeating: 255, count: side * side)
    for (place, isDark) in modules.enumerated() where isDark {
      let top = (place / width + 4) * scale
      let left = (place % width + 4) * scale
      for row in top..<top + scale {
        for column in left..<left + scale { pixels[row * side + column] = 0 }
      }
    }
    var image = unsafe png_image()
    unsafe image.version = UInt32(PNG_IMAGE_VERSION)
    unsafe image.width = UInt32(side)
    unsafe image.height = UInt32(side)
    unsafe image.format = 0  // PNG_FORMAT_GRAY: one byte a pixel
    var size = side * side + 4096
    var bytes = [UInt8](repeating: 0, count: size)
    let isWritten = unsafe png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, nil)
    guard isWritten != 0 else { throw .failed }
    return Array(bytes.prefix(size))
  }
}

/// Why a text has no QR code.
public enum QRCodeError: Diagnosable {
  /// The text is longer than the largest code holds.
  case tooLong(bytes: Int)
  /// The library made none.
  case failed

  /// What to tell.
  public var diagnostic: Diagnostic {
    switch self {
    case .tooLong(let bytes):
      Diagnostic(
        "qr.too-long",
        Words(
          vi: "\(bytes) byte quá dài cho mã QR (tối đa \(QRCode.bytesMax))",
          en: "\(bytes) bytes are too long for a QR code (at most \(QRCode.bytesMax))"),
        hint: Words(vi: "rút gọn nội dung", en: "shorten the text"))
    case .failed:
      Diagnostic(
        "qr.failed", Words(vi: "không tạo được mã QR", en: "no QR code could be made"))
    }
  }
}
