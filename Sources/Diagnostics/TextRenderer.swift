/// Turns diagnostics into text for people.
///
/// ```
/// lỗi: sao-ke.xlsx: trang "Sao kê", ô D17 [import.amount-unreadable]
///   số tiền không đọc được
///   gợi ý: sửa ô này rồi nhập lại
/// ```
public struct TextRenderer: Sendable {
  /// The language of the text.
  public var language: Language

  /// Makes a renderer for one language.
  public init(language: Language) {
    self.language = language
  }

  /// The lines for one diagnostic, without a trailing line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    let vietnamese = language == .vietnamese
    let title =
      switch diagnostic.severity {
      case .error: vietnamese ? "lỗi" : "error"
      case .warning: vietnamese ? "lưu ý" : "warning"
      }
    let place = describe(diagnostic.origin)
    var text = title + ": " + (place.isEmpty ? "" : place + " ") + "[\(diagnostic.code)]\n"
    text += "  " + diagnostic.message[language]
    if let hint = diagnostic.hint {
      text += "\n  " + (vietnamese ? "gợi ý: " : "hint: ") + hint[language]
    }
    return text.map { $0.isControlCharacter ? "\u{FFFD}" : String($0) }.joined()
  }

  /// The place in words, for example `sổ.ods: trang "Phố 1", ô B7`; empty when nothing is known.
  public func describe(_ origin: Origin) -> String {
    let vietnamese = language == .vietnamese
    var inside: [String] = []
    if let part = origin.part { inside.append((vietnamese ? "phần " : "part ") + part) }
    if let sheet = origin.sheet {
      inside.append((vietnamese ? "trang" : "sheet") + " \"\(sheet)\"")
    }
    if let cell = origin.cell {
      inside.append((vietnamese ? "ô " : "cell ") + cell)
    } else if let line = origin.line {
      inside.append((vietnamese ? "dòng " : "line ") + String(line))
    } else if let offset = origin.byteOffset {
      inside.append("byte \(offset)")
    }
    let place = inside.joined(separator: ", ")
    guard let file = origin.file else { return place }
    return place.isEmpty ? file + ":" : file + ": " + place
  }
}

extension Character {
  /// Whether a terminal could take this for a command rather than text.
  fileprivate var isControlCharacter: Bool {
    guard self != "\n" else { return false }
    return unicodeScalars.contains {
      switch $0.value {
      // C0, DEL and C1; the marks that turn the direction of text.
      case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }
}
