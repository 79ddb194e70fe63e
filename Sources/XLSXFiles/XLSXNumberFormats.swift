import Sheets
import XMLStreams

/// The number formats of a workbook's cells: what tells a date from a number.
struct XLSXNumberFormats {
  /// What a number in a cell means.
  enum Meaning {
    /// Nothing but itself.
    case number
    /// A day, with a time or without.
    case date
    /// The time of a day; from 1 on also the day itself, which is not shown.
    case time
    /// Hours, minutes or seconds that pass a day.
    case duration
  }

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
      return codes[id].map(Self.meaning(ofCode:)) ?? Self.meaning(ofBuiltIn: Int(id) ?? 0)
    }
  }

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

  private static func meaning(ofBuiltIn id: Int) -> Meaning {
    switch id {
    case 14...17, 22, 27...36, 50...58: .date
    case 18...21, 45, 47: .time
    case 46: .duration
    default: .number
    }
  }

  /// Reads a format code: letters of dates and times outside quotes, escapes and brackets.
  static func meaning(ofCode code: String) -> Meaning {
    var hasDate = false
    var hasTime = false
    var hasMonthOrMinute = false
    var rest = code.lowercased()[...]
    while let character = rest.popFirst() {
      switch character {
      case ";": rest = ""
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\", "_", "*": rest = rest.dropFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(inside.count + 1)
        if !inside.isEmpty && inside.allSatisfy({ "hms".contains($0) }) { return .duration }
      case "y", "d": hasDate = true
      case "h", "s": hasTime = true
      case "m": hasMonthOrMinute = true
      case "g" where rest.hasPrefix("eneral"): rest = rest.dropFirst(6)
      default: break
      }
    }
    if hasDate || (hasMonthOrMinute && !hasTime) { return .date }
    return hasTime ? .time : .number
  }
}
