internal import Glibc

/// Text in the encodings of old Vietnamese files, by other tables than those under test.
public enum LegacyText {
  /// The bytes of a text in windows-1258, by glibc.
  public static func windows1258(_ text: String) -> [UInt8]? { iconv(text, to: "CP1258") }

  /// The bytes of a text in TCVN3: its toned capitals are small letters there.
  public static func tcvn3(_ text: String) -> [UInt8]? {
    let written = text.unicodeScalars.map { scalar -> String in
      scalar.value < 0x80 || "ĂÂÊÔƠƯĐ".unicodeScalars.contains(scalar)
        ? String(scalar) : scalar.properties.lowercaseMapping
    }
    return iconv(written.joined(), to: "TCVN5712-1")
  }

  /// The bytes of a text in VNI for Windows.
  public static func vni(_ text: String) -> [UInt8]? {
    var latin = ""
    for scalar in text.unicodeScalars {
      if let small = vniTable[scalar] {
        latin += small
      } else if let small = vniTable[
        scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar],
        scalar.value >= 0x80
      {
        latin += small.uppercased()
      } else {
        latin.unicodeScalars.append(scalar)
      }
    }
    return iconv(latin, to: "CP1252")
  }

  private static let vniTable: [Unicode.Scalar: String] = {
    let letters = "áàảãạâấầẩẫậăắằẳẵặéèẻẽẹêếềểễệóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựíìỉĩịýỳỷỹỵđ"
    let written =
      "aù aø aû aõ aï aâ aá aà aå aã aä aê aé aè aú aü aë eù eø eû eõ eï eâ eá eà eå eã eä "
      + "où oø oû oõ oï oâ oá oà oå oã oä ô ôù ôø ôû ôõ ôï uù uø uû uõ uï ö öù öø öû öõ öï "
      + "í ì æ ó ò yù yø yû yõ î ñ"
    return Dictionary(
      uniqueKeysWithValues: zip(
        letters.unicodeScalars, written.split(separator: " ").map(String.init)))
  }()

  private static func iconv(_ text: String, to encoding: String) -> [UInt8]? {
    guard let converter = iconv_open(encoding, "UTF-8"), converter != iconv_t(bitPattern: -1) else {
      return nil
    }
    defer { iconv_close(converter) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 3 + 16)
    let room = output.count
    return input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        var (left, free) = (source.count, room)
        guard Glibc.iconv(converter, &from, &left, &to, &free) != -1,
          Glibc.iconv(converter, nil, nil, &to, &free) != -1
        else { return nil }
        return target.prefix(room - free).map { UInt8(bitPattern: $0) }
      }
    }
  }
}
