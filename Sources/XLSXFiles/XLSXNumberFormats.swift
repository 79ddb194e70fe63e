import Sheets
import XMLStreams

/// The number formats of a workbook's cells: what tells a date from a number.
struct XLSXNumberFormats {
  typealias Meaning = NumberMeaning

  private var meanings: [Meaning] = []

  /// No formats: every number is a number.
  init() {}

  /// Reads the cell formats of a styles part.
  ///
  /// - Source: ECMA-376 part 1 §18.8.10 cellXfs, §18.8.30 numFmt with its table of built-in ids.
  init(reading styles: XMLElement) {
    var codes: [String: String] = [:]
    for format in styles.child("numFmts")?.all("numFmt") ?? [] {
      codes[format.attribute("numFmtId") ?? ""] = format.attribute("formatCode")
    }
    meanings = (styles.child("cellXfs")?.all("xf") ?? []).map { format in
      let id = format.attribute("numFmtId") ?? "0"
      return codes[id].map(Meaning.init(code:)) ?? Self.meaning(ofBuiltIn: Int(id) ?? 0)
    }
  }

  /// Adds a cell format behind the others.
  mutating func append(_ meaning: Meaning) { meanings.append(meaning) }

  /// How many cell formats there are.
  var count: Int { meanings.count }

  /// What a number with this cell format means.
  func meaning(_ index: Int) -> Meaning {
    meanings.indices.contains(index) ? meanings[index] : .number
  }

  /// Whether a number with this cell format is read as this value; any value but numbers is.
  func fits(_ value: CellValue, _ index: Int) -> Bool {
    switch (value, meaning(index)) {
    case (.number, .number), (.date, .date), (.date, .time), (.duration, .duration): true
    case (.duration(let seconds), .time): seconds >= 0 && seconds < 86_400
    case (.number, _), (.date, _), (.duration, _): false
    default: true
    }
  }

  static func meaning(ofBuiltIn id: Int) -> Meaning {
    switch id {
    case 14...17, 22, 27...36, 50...58: .date
    case 18...21, 45, 47: .time
    case 46: .duration
    default: .number
    }
  }
}
