/// The narration in lower-case ASCII without diacritics, one byte a letter.
///
/// Spaces of any kind become one space each; what is no Latin letter becomes `?`.
func foldedNarration(_ text: String) -> [UInt8] {
  var folded: [UInt8] = []
  folded.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x41...0x5A: folded.append(UInt8(truncatingIfNeeded: scalar.value + 0x20))
    case 0x21..<0x7F: folded.append(UInt8(truncatingIfNeeded: scalar.value))
    case 0...0x20, 0x7F, 0xA0: folded.append(.space)
    // Tone and vowel marks of text that is not composed.
    case 0x300...0x36F: continue
    default: folded.append(baseLetter(of: scalar.value))
    }
  }
  return folded
}

private func baseLetter(of scalar: UInt32) -> UInt8 {
  switch scalar {
  case 0xC0...0xC5, 0xE0...0xE5, 0x102, 0x103, 0x1EA0...0x1EB7: UInt8(ascii: "a")
  case 0xD0, 0xF0, 0x110, 0x111: UInt8(ascii: "d")
  case 0xC8...0xCB, 0xE8...0xEB, 0x1EB8...0x1EC7: UInt8(ascii: "e")
  case 0xCC...0xCF, 0xEC...0xEF, 0x128, 0x129, 0x1EC8...0x1ECB: UInt8(ascii: "i")
  case 0xD2...0xD6, 0xF2...0xF6, 0x1A0, 0x1A1, 0x1ECC...0x1EE3: UInt8(ascii: "o")
  case 0xD9...0xDC, 0xF9...0xFC, 0x168, 0x169, 0x1AF, 0x1B0, 0x1EE4...0x1EF1: UInt8(ascii: "u")
  case 0xDD, 0xFD, 0xFF, 0x1EF2...0x1EF9: UInt8(ascii: "y")
  default: UInt8(ascii: "?")
  }
}

extension UInt8 {
  static let space = UInt8(ascii: " ")

  /// Whether it is `0` to `9`.
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// Whether it is `a` to `z`.
  var isLetter: Bool { self >= 0x61 && self <= 0x7A }

  /// Whether it is a digit or a lower-case letter: the signs that words are made of.
  var isWord: Bool { isDigit || isLetter }
}
