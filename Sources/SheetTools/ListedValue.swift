internal import Sheets

/// A value in the words of a listing.
struct ListedValue {
  /// One letter: s text, n number, b truth value, e error, d date, t time or duration.
  let type: String
  /// The value as text.
  let text: String

  /// - Parameter value: Any but an empty one.
  init(_ value: CellValue) {
    switch value {
    case .empty: (type, text) = ("s", "")
    case .text(let text): (type, self.text) = ("s", text)
    case .number(let number): (type, text) = ("n", Self.text { $0.write(number: number) })
    case .boolean(let isTrue): (type, text) = ("b", isTrue ? "TRUE" : "FALSE")
    case .error(let name): (type, text) = ("e", name)
    case .date(let date): (type, text) = ("d", Self.text { $0.write(date: date) })
    case .duration(let seconds): (type, text) = ("t", Self.text { $0.write(clock: seconds) })
    }
  }

  private static func text(_ write: (TextOutput) -> Void) -> String {
    var text = ""
    let output = TextOutput { text += String(decoding: $0, as: UTF8.self) }
    write(output)
    try? output.finish()
    return text
  }
}
