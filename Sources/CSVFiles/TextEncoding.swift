/// The encodings of text files that are told apart by content.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  /// UTF-8 without a byte order mark; plain ASCII is this.
  case utf8 = "utf-8"
  /// UTF-8 with a byte order mark.
  case utf8WithMark = "utf-8-sig"
  /// UTF-16, lower byte first, with a mark or without.
  case utf16LittleEndian = "utf-16le"
  /// UTF-16, higher byte first, with a mark or without.
  case utf16BigEndian = "utf-16be"
  /// Windows' Vietnamese code page, whose tones are combining marks.
  case windows1258 = "windows-1258"
  /// TCVN3, the fonts named .Vn…, also called ABC; toned capitals are written as small letters.
  case tcvn3 = "tcvn3"
  /// VNI for Windows, the fonts named VNI-…: a letter, then a byte for its marks.
  case vniWindows = "vni-windows"
  /// Windows' Western European code page; ISO 8859-1 but for a few signs.
  case windows1252 = "windows-1252"
  /// ISO 8859-7, Greek.
  case greek = "iso-8859-7"

  /// The encoding that a name stands for, as people type it.
  ///
  /// - Parameter name: `utf-8`, `UTF16LE`, `cp1258`, `abc`, `VNI`, `latin1` and the like.
  /// - Returns: Nil for a name that is not known.
  public static func named(_ name: String) -> TextEncoding? {
    let key = String(decoding: name.utf8.filter { !"-_ .".utf8.contains($0) }, as: UTF8.self)
    switch key.lowercased() {
    case "utf8", "unicode", "ascii", "usascii": return .utf8
    case "utf8sig", "utf8bom": return .utf8WithMark
    case "utf16le", "utf16": return .utf16LittleEndian
    case "utf16be": return .utf16BigEndian
    case "windows1258", "cp1258", "1258": return .windows1258
    case "tcvn3", "tcvn", "abc": return .tcvn3
    case "vniwindows", "vniwin", "vni": return .vniWindows
    case "windows1252", "cp1252", "1252", "latin1", "iso88591": return .windows1252
    case "iso88597", "greek": return .greek
    default: return nil
    }
  }

  /// Whether each byte below 0x80 is the ASCII sign, so that a line feed byte ends a line.
  var isByteBased: Bool { self != .utf16LittleEndian && self != .utf16BigEndian }
}
