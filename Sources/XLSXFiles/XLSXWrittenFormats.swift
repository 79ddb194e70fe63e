import Sheets

/// Number formats, as XLSX writes them.
extension XLSXNumberFormats {
  /// How a written cell shows its number: a built-in format, or a code of its own.
  enum Written: Hashable {
    case builtIn(Int)
    case code(String)
  }

  /// The format for values of a kind in a cell that shows numbers as `format` says.
  ///
  /// Only the format makes a number a date: a value that `format` does not fit gets its own kind.
  static func written(_ kind: XLSXStyles.Kind, _ format: NumberFormat) -> Written {
    let meaning = Meaning(format)
    switch kind {
    case .plain: return written(format)
    case .number: return meaning == .number ? written(format) : .builtIn(0)
    case .day where meaning == .date || meaning == .time,
      .moment where meaning == .date || meaning == .time:
      return written(format)
    case .day: return .code(dayCode)
    case .moment: return .code(dayCode + " hh:mm:ss")
    case .time where meaning == .time, .time where meaning == .duration,
      .duration where meaning == .duration:
      return written(format)
    case .time, .duration: return .code("[hh]:mm:ss")
    }
  }

  /// The built-in format that shows a value as what it is, for a cell that others styled.
  static func builtIn(_ value: CellValue) -> Int {
    switch value {
    case .date(let date): date.secondOfDay == 0 ? 14 : 22
    case .duration: 46
    default: 0
    }
  }

  private static let dayCode = "dd/mm/yyyy"

  /// The format, Vietnamese by its language identifier, `42A` (§18.8.31).
  static func written(_ format: NumberFormat) -> Written {
    func zeros(_ decimals: Int) -> String {
      decimals == 0 ? "0" : "0." + String(repeating: "0", count: decimals)
    }
    switch format {
    case .fixed(let decimals, let grouped):
      return .code("[$-42A]" + (grouped ? "#,##" : "") + zeros(decimals))
    case .percent(let decimals): return .code("[$-42A]" + zeros(decimals) + "%")
    case .date: return .code(dayCode)
    case .custom(let code): return code == "General" ? .builtIn(0) : .code(code)
    case .general: return .builtIn(0)
    case .text: return .builtIn(49)
    }
  }
}
