import TestSupport

@testable import Formulas

/// One argument as OpenFormula writes it and as a function gets it.
struct OracleArgument {
  let text: String
  let value: FunctionArgument

  static func literal(_ value: FormulaValue) -> OracleArgument {
    OracleArgument(text: written(value), value: .value(value))
  }

  static func written(_ value: FormulaValue) -> String {
    switch value {
    case .blank: ""
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15
        ? String(Int(number)) : "\(number)".uppercased()
    case .text(let text):
      "\""
        + text.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    case .boolean(let flag): flag ? "TRUE()" : "FALSE()"
    case .error(let error): error == .na ? "NA()" : error == .div0 ? "(1/0)" : "VALUE(\"x\")"
    case .array(let array):
      "{"
        + (0..<array.rows).map { row in
          (0..<array.columns).map { written(array[row, $0]) }.joined(separator: ";")
        }.joined(separator: "|") + "}"
    }
  }

  /// A block of the data, rows and columns from 0.
  static func block(
    _ column: Int, rows: ClosedRange<Int>, columns: Int = 1
  ) -> OracleArgument {
    let name = { (column: Int) in String(UnicodeScalar(UInt8(65 + column))) }
    let first = GridCell(row: rows.lowerBound, column: column)
    let last = GridCell(row: rows.upperBound, column: column + columns - 1)
    let start = "$D.\(name(column))\(rows.lowerBound + 1)"
    let end = ":.\(name(column + columns - 1))\(rows.upperBound + 1)"
    let area = RangeArea(sheet: OracleGrid.sheet, range: GridRange(first, last))
    return OracleArgument(
      text: "[" + start + (first == last ? "" : end) + "]",
      value: .range(RangeArgument(area, source: OracleGrid.shared)))
  }
}

/// Arguments of the kinds that signatures name.
struct OracleArguments {
  var random: SeededGenerator

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &random)]
  }

  private mutating func number(_ values: [Double]) -> OracleArgument {
    .literal(.number(pick(values)))
  }

  private mutating func near(_ low: Double, _ high: Double) -> OracleArgument {
    // Few digits, so that both read the same number.
    .literal(.number((Double.random(in: low...high, using: &random) * 1000).rounded() / 1000))
  }

  private mutating func column(
    _ letters: String, _ rows: ClosedRange<Int>, width: Int = 1
  ) -> OracleArgument {
    let letter = pick(Array(letters.utf8))
    return .block(Int(letter) - 65, rows: rows, columns: width)
  }

  /// Now and then something that the signature does not name.
  mutating func next(_ kind: Character, odd: Double = 0.1) -> OracleArgument {
    if "RXVWMQYZLIJKSvx-!7".contains(kind) == false, Double.random(in: 0..<1, using: &random) < odd
    {
      return surprise()
    }
    return usual(kind)
  }

  private mutating func surprise() -> OracleArgument {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: .block(11, rows: 3...3)
    case 1: .literal(.text(pick(["x", "", "5", "abc", "1.5"])))
    case 2: .literal(.error(pick([.na, .div0, .value])))
    case 3: .literal(.boolean(pick([true, false])))
    case 4: number([-1, 0, 1e10, -1e10, 1e300, 0.5, -0.5, 1e-10, 255, 1000])
    case 5: column("ABDEFHU", { $0...$0 }(Int.random(in: 0..<12, using: &random)))
    case 6: .block(3, rows: { $0...$0 }(Int.random(in: 0..<12, using: &random)))
    default: number([-7, 13, 100, 2.5])
    }
  }

  private mutating func usual(_ kind: Character) -> OracleArgument {
    switch kind {
    case "r": return Bool.random(using: &random) ? near(-20, 20) : number(Self.reals)
    case "p": return Bool.random(using: &random) ? near(0.01, 30) : number([0.1, 0.5, 1, 2, 10])
    case "u":
      return Bool.random(using: &random) ? near(0, 1) : number([0, 0.05, 0.5, 0.95, 1, 0.01])
    case "i": return number([-3, -2, -1, 0, 1, 2, 3, 4, 5, 7, 10, 12])
    case "n": return number([0, 1, 2, 3, 4, 5, 6, 8, 10, 15])
    case "k": return number([1, 2, 3, 4, 5, 10, 20])
    case "b": return .literal(.boolean(pick([true, false])))
    case "0": return number([0, 1])
    case "d":
      return number([43831, 43889, 43890, 44196, 44255, 45350, 45351, 45657, 36526, 40000.75])
    case "D": return number([46000, 47000, 47483, 48000, 50000, 45716, 46022])
    case "y": return number([0, 1, 2, 3, 4])
    case "f": return number([1, 2, 4])
    case "F": return number([0.01, 0.05, 0.1, 0.025, 0.0575, 0.12, 0])
    case "m": return number([100, 1000, -1000, 250.5, 95.04287, 10000, -500])
    case "t", "w": return .literal(.text(pick(Self.words)))
    case "C": return .literal(.text(pick(Self.complex)))
    case "B":
      return .literal(.text(pick(["0", "1", "101", "1111111111", "1000000000", "111", "12"])))
    case "O":
      return .literal(.text(pick(["0", "7", "17", "7777777777", "4000000000", "123", "8"])))
    case "H":
      return .literal(.text(pick(["0", "F", "1a", "FFFFFFFFFF", "8000000000", "ABC", "G"])))
    case "7": return .literal(.boolean(false))
    case "-": return number([-1])
    case "!": return number([1, 2, 3])
    case "+": return number([65, 97, 0xE9, 0x110, 0x1EC7, 8364, 128_512, 49, 255, 1])
    case "P": return number([95.04287, 99.25, 100, 102.5, 110, 87])
    case "G": return number([100, 101, 105])
    case "U": return .literal(.text(pick(Self.units)))
    default: return rare(kind)
    }
  }

  private mutating func rare(_ kind: Character) -> OracleArgument {
    switch kind {
    case "T": return .literal(.number(pick([-1, -0.5, 0, 0.25, 0.9, 1, 0.123])))
    case "1": return number([1, 2, 3, 1, 2])
    case "2": return number([1, 2, 3])
    case "3": return .literal(.text(pick([".", ",", " ", ""])))
    case "4": return number([1, 2, 3, 6, 12, 13, 0, -1, 28, 29, 31, 32, 400, 1.9])
    case "5": return .literal(.text(pick(["d", "m", "y", "ym", "md", "yd", "D", "x"])))
    case "6": return number([1, 2, 3, 11, 12, 13, 14, 15, 16, 17, 21])
    case "8": return .block(7, rows: 0...7)
    case "9": return .literal(.text(pick(["i", "j", "k", ""])))
    case "E": return number([45352, 45400, 45700, 43832, 44000, 45657])
    case "e": return number([100, 1000, 98.5, 2400, 10000, 99.25])
    case "s": return number([0, 10, 100, 300, 50])
    case "g": return number([45660, 45800, 45990])
    case "h": return number([1, 9, 65, 97, 255, 499, 999, 1999, 3999, 4000, 49, 256, 8364])
    case "l":
      return .literal(.text(pick(["XIV", "mcmxcix", "IIII", "", "IC", "ABC", "MMXXIV", "VX"])))
    case "o": return number([2024, 2023, 1999, 1900, 24, 99, 2000, 1583, 9999])
    case "j": return .literal(.text(pick(Self.numerals)))
    case "x": return .literal(.text(pick(Self.formats)))
    case "a":
      return pick([
        .literal(.number(pick(Self.reals))), .literal(.text(pick(Self.words))),
        .literal(.boolean(true)), .literal(.error(.na)), .block(3, rows: 2...2),
        .block(3, rows: 1...1), .block(5, rows: 1...1), .block(5, rows: 3...3),
        .block(20, rows: 1...1),
      ])
    default: return block(kind)
    }
  }

  private mutating func block(_ kind: Character) -> OracleArgument {
    switch kind {
    case "R":
      let first = Int.random(in: 0...5, using: &random)
      return column("ABCGHIJTV", first...Int.random(in: first...11, using: &random))
    case "V": return column("ABCGHIJKTV", 0...7)
    case "v": return column("ABCHIT", 0...7)
    case "M": return column("ACHB", 0...2, width: pick([2, 3]))
    case "S":
      let size = Int.random(in: 1...3, using: &random)
      return .block(pick([0, 1, 7, 8]), rows: 0...(size - 1), columns: size)
    case "X":
      let first = Int.random(in: 0...9, using: &random)
      let last = Int.random(in: first...11, using: &random)
      return column("ABCDEFGHIJLUDDU", first...last)
    case "W": return column("ADEBUS", 0...9)
    case "c": return .literal(pick(Self.criteria))
    case "Q": return .block(12, rows: 0...11, columns: 4)
    case "q":
      return .literal(pick([.number(2), .number(3), .text("Pay"), .text("age"), .number(1)]))
    case "z":
      let row = pick([0, 2, 4, 6, 8, 10])
      return .block(16, rows: row...(row + 1), columns: pick([1, 2]))
    case "I": return .block(8, rows: 0...7)
    case "Y": return .block(2, rows: 0...11, columns: 3)
    case "Z": return .block(7, rows: 0...3, columns: 2)
    case "L": return .block(2, rows: 0...7)
    case "K": return .block(10, rows: 0...7)
    case "J": return .block(9, rows: 0...7)
    default: return .literal(.number(1))
    }
  }

  private static let reals: [Double] = [
    -10, -2.5, -1, -0.5, 0, 0.3, 0.5, 1, 1.5, 2, 2.75, 3, 10, 100.125, 12345.678, -0.001, 1e6,
  ]
  private static let numerals = [
    "12", "1.5", "-3", "1e3", "50%", "1,234.5", "2024-08-03", "2024-08-03 12:30", "12:00",
    "6:30:15",
    "abc", "", " 7 ", "1 2", "8/3/2024", "3 Aug 2024", "Aug 3, 2024", "$5", "1.234,5", "10:30 PM",
  ]
  private static let units = [
    "m", "km", "ft", "in", "mi", "yd", "Nmi", "cm", "m", "km", "ft", "g", "kg", "lbm", "C", "F",
    "K",
    "l", "gal", "hr", "sec", "J", "cal", "W", "HP", "Pa", "atm", "xyz",
  ]
  private static let formats = [
    "0", "0.00", "#,##0", "#,##0.00", "0%", "0.0%", "0.00E+00", "General", "@", "yyyy-mm-dd",
    "dd/mm/yyyy", "d mmm yy", "hh:mm:ss", "h:mm AM/PM", "[h]:mm", "mmmm", "dddd", "ddd", "000",
    "#.##", "#", "0.0##", "+0;-0;zero", "\"a\"0\"b\"", "0,", "0.0,,", "# ?/?", "# ??/??",
    "[>5]0.0;0",
    "$#,##0.00", "(0)", "0.00;(0.00)", "000-00-000", "00.00", "mm:ss", "ss.00", "yy",
    "#,##0_);(#,##0)",
  ]
  private static let words = [
    "", "a", "An", "Nguyễn Thị Hạnh", "đường phố", "hello world", "HELLO", "  two  spaces ", "o",
    "a.b-c 1d", "ĐÔNG HẢI", "x*", "l?", "~*", "1234", "straße", "it's", "lo",
  ]
  private static let complex = [
    "3+4i", "1-i", "i", "-i", "2", "-2.5", "0", "1e1+2i", "-1.5-0.5i", "x", "4j", "2+0.5i",
  ]
  private static let criteria: [FormulaValue] = [
    .number(5), .text(">3"), .text("<=2"), .text("<>1"), .text("=5"), .text("x"), .text("a*"),
    .text("?n"), .text(""), .text("="), .text("<>"), .boolean(true), .text("apple"), .text(">b"),
    .text("7"), .number(0), .text("<>x"), .text("*"), .number(1), .text("~*"), .text(">=0.5"),
    .text("*na~*"),
  ]
}
