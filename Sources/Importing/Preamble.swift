internal import Sheets

/// The rows above a header: labels with their value in the same cell or beside it.
struct Preamble {
  private let rows: [InputRow]
  /// Text that stands for an empty cell.
  private let literal: String?

  init(_ rows: [InputRow], literal: String? = nil) {
    self.rows = rows
    self.literal = literal
  }

  /// The account number after one of the labels, letters and digits only; empty when there is none.
  func account(_ labels: [String]) -> String {
    for value in values(labels) {
      let run = value.unicodeScalars.filter {
        $0.isASCII && $0.properties.isAlphabetic || $0.isDigit
      }
      let digits = run.count { $0.isDigit }
      if digits >= 4, run.count <= 34 { return String(String.UnicodeScalarView(run)).uppercased() }
    }
    return ""
  }

  /// The amount after one of the labels, with whatever words stand behind it.
  func amount(_ labels: [String]) -> Int64? {
    values(labels).lazy.compactMap { AmountText.value($0) ?? AmountText.value(Self.figure($0)) }
      .first
  }

  /// Whether a row begins with one of a layout's labels.
  static func isLabel(_ row: InputRow, _ labels: Layout.Labels) -> Bool {
    let label = String(row.lead.prefix { $0 != ":" })
    let keys = [HeaderKey.whole(label), HeaderKey.beforeSign(label) ?? ""]
    return keys.contains { key in
      labels.account.contains(key) || labels.openingBalance.contains(key)
        || labels.closingBalance.contains(key)
    }
  }

  /// The figure that a text begins with: `2.623.515 VND (Bằng chữ: …)`.
  private static func figure(_ text: String) -> String {
    String(text.prefix { "0123456789.,+- ".contains($0) }).trimmed
  }

  private func values(_ labels: [String]) -> [String] {
    var found: [String] = []
    for row in rows {
      for (place, cell) in row.cells.enumerated() {
        let text = cell.text
        let label = text.prefix { $0 != ":" }
        let keys = [HeaderKey.whole(String(label)), HeaderKey.beforeSign(String(label)) ?? ""]
        guard keys.contains(where: { labels.contains($0) }) else { continue }
        let inside = String(text.dropFirst(label.count + 1)).trimmed
        let beside = row.cells[(place + 1)...].first {
          let text = $0.text.trimmed
          return !text.isEmpty && text != literal
        }
        let value = inside.isEmpty ? beside?.text.trimmed ?? "" : inside
        if !value.isEmpty { found.append(value) }
      }
    }
    return found
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { 0x30...0x39 ~= value }
}
