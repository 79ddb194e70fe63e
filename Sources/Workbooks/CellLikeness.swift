import Sheets

/// When two cells hold the same, whatever program saved them.
enum CellLikeness {
  /// A value as programs agree on it: numbers to 15 digits, times to milliseconds, an empty text
  /// as nothing.
  static func canonical(_ value: CellValue) -> CellValue {
    switch value {
    case .text(""): .empty
    case .text(let text) where text.utf8.contains(0x0D):
      .text(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n"))
    case .number(let number): .number(rounded(number))
    // To LibreOffice a truth value is a number.
    case .boolean(let flag): .number(flag ? 1 : 0)
    case .duration(let seconds): .duration(seconds: (seconds * 1000).rounded() / 1000)
    case .date(var date):
      {
        date.secondOfDay = (date.secondOfDay * 1000).rounded() / 1000
        return .date(date)
      }()
    default: value
    }
  }

  /// Whether two values are the same; a day and the number behind it are not.
  static func same(_ one: CellValue, _ other: CellValue) -> Bool {
    if one == other { return true }
    if case .number(let a) = one, case .number(let b) = other {
      return (a - b).magnitude <= 1e-14 * max(a.magnitude, b.magnitude)
    }
    return canonical(one) == canonical(other)
  }

  /// A number to the digits that LibreOffice saves.
  private static func rounded(_ number: Double) -> Double {
    guard number != 0, number.isFinite else { return 0 }
    let exponent = number.magnitude.exponent
    // 2⁻⁴⁶ of the number's power of two is about its 14th digit.
    let step = Double(sign: .plus, exponent: max(exponent - 46, -1022), significand: 1)
    return (number / step).rounded() * step
  }

  /// Formulas whose values change by themselves.
  static func isVolatile(_ formula: CellFormula?) -> Bool {
    guard let text = formula?.expression.text.uppercased() else { return false }
    return volatile.contains { text.contains($0) }
  }

  private static let volatile = [
    "NOW(", "TODAY(", "RAND(", "RANDBETWEEN(", "RANDARRAY(", "CELL(", "INFO(", "RAND.NV(",
  ]
}

extension WorkbookContents.Line {
  /// A hash of what the row holds, looks left out; 0 where that is nothing.
  func key(_ columns: [Int: Int]?) -> Int {
    var hasher = Hasher()
    var isEmpty = true
    for cell in cells where !cell.isBlank {
      guard let column = columns.map({ $0[cell.column] }) ?? cell.column else { continue }
      isEmpty = false
      hasher.combine(column)
      if cell.formula != nil {
        hasher.combine("=")
      } else {
        hasher.combine(CellLikeness.canonical(cell.value))
      }
    }
    let key = hasher.finalize()
    return isEmpty ? 0 : key == 0 ? 1 : key
  }
}
