/// What a number in a cell means by the cell's number format.
public enum NumberMeaning: Hashable, Sendable {
  /// Nothing but itself.
  case number
  /// A day, with a time or without.
  case date
  /// The time of a day; from 1 on also the day itself, which is not shown.
  case time
  /// Hours, minutes or seconds that pass a day.
  case duration

  /// What a format makes of numbers.
  public init(_ format: NumberFormat) {
    switch format {
    case .general, .text, .fixed, .percent: self = .number
    case .date: self = .date
    case .custom(let code): self.init(code: code)
    }
  }

  /// Reads a format code: letters of dates and times outside quotes, escapes and brackets.
  ///
  /// - Source: ECMA-376 part 1 §18.8.31 numFmts.
  public init(code: String) {
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
        if !inside.isEmpty && inside.allSatisfy({ "hms".contains($0) }) {
          self = .duration
          return
        }
      case "y", "d": hasDate = true
      case "h", "s": hasTime = true
      case "m": hasMonthOrMinute = true
      case "g" where rest.hasPrefix("eneral"): rest = rest.dropFirst(6)
      default: break
      }
    }
    self = hasDate || (hasMonthOrMinute && !hasTime) ? .date : hasTime ? .time : .number
  }
}
