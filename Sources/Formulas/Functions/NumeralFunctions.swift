internal import Glibc

/// Numbers written in other ways: Roman, and in other bases.
enum NumeralFunctions {
  static let table: [FunctionDefinition] = roman + bases + fixedWidths

  private static let roman: [FunctionDefinition] = [
    FunctionDefinition("ROMAN", 1...2) { call throws(FormulaError) in
      let number = Rounding.floor(try call.number(0))
      let form = Rounding.floor(try call.number(1, default: 0))
      guard number >= 0, number < 4000, form >= 0, form <= 4 else {
        throw call.settings.flavour.isLibreOffice ? .argument : .value
      }
      return .text(romanText(Int(number), form: Int(form)))
    },
    FunctionDefinition("ARABIC", 1...1, ooxml: .xlfn) { call throws(FormulaError) in
      let isStrict = call.settings.flavour.isLibreOffice
      guard let number = arabic(try call.text(0), isStrict: isStrict) else {
        throw call.settings.flavour.isLibreOffice ? .argument : .value
      }
      return .number(Double(number))
    },
  ]

  private static let signs: [(Character, Int)] = [
    ("M", 1000), ("D", 500), ("C", 100), ("L", 50), ("X", 10), ("V", 5), ("I", 1),
  ]

  /// Roman numerals; `form` says how far below a sign one that is taken from it may stand, beyond
  /// the classic rule, so that 4 gives the shortest text.
  private static func romanText(_ number: Int, form: Int) -> String {
    var rest = number
    var text = ""
    for place in stride(from: 0, to: signs.count, by: 2) {
      let digit = rest / signs[place].1
      guard digit % 5 == 4 else {
        if digit > 4 { text.append(signs[place - 1].0) }
        text += String(repeating: signs[place].0, count: digit % 5)
        rest %= signs[place].1
        continue
      }
      let upper = digit == 4 ? place - 1 : place - 2
      var lower = place
      for _ in 0..<form {
        guard lower + 1 < signs.count, signs[upper].1 - signs[lower + 1].1 <= rest else { break }
        lower += 1
      }
      text.append(signs[lower].0)
      text.append(signs[upper].0)
      rest += signs[lower].1 - signs[upper].1
    }
    return text
  }

  /// The number of Roman numerals; where `isStrict` only I, X and C may be taken from what follows.
  private static func arabic(_ text: String, isStrict: Bool) -> Int? {
    var letters = text.uppercased()[...]
    while letters.first == " " { letters.removeFirst() }
    while letters.last == " " { letters.removeLast() }
    let isNegative = letters.first == "-"
    if isNegative { letters.removeFirst() }
    guard letters.count <= 255 else { return nil }
    var values: [Int] = []
    for letter in letters {
      guard let value = signs.first(where: { $0.0 == letter })?.1 else { return nil }
      values.append(value)
    }
    var sum = 0
    for (index, value) in values.enumerated() {
      let isTaken = index + 1 < values.count && value < values[index + 1]
      if isStrict, isTaken, [5, 50, 500].contains(value) { return nil }
      sum += index + 1 < values.count && value < values[index + 1] ? -value : value
    }
    return isNegative ? -sum : sum
  }

  private static let bases: [FunctionDefinition] = [
    FunctionDefinition("BASE", 2...3, ooxml: .xlfn) { call throws(FormulaError) in
      let number = Rounding.floor(try call.number(0))
      let base = Rounding.floor(try call.number(1))
      let length = Rounding.floor(try call.number(2, default: 1))
      guard number >= 0, number < 0x1p53, base >= 2, base <= 36, length >= 0, length <= 255 else {
        throw .argument
      }
      let digits = String(Int(number), radix: Int(base), uppercase: true)
      return .text(padded(digits, Int(length)))
    },
    FunctionDefinition("DECIMAL", 2...2, ooxml: .xlfn) { call throws(FormulaError) in
      let base = Rounding.floor(try call.number(1))
      guard base >= 2, base <= 36 else { throw .argument }
      return .checked(try decimal(try call.text(0), Int(base)))
    },
  ]

  private static func padded(_ digits: String, _ length: Int) -> String {
    String(repeating: "0", count: max(0, length - digits.count)) + digits
  }

  private static func decimal(_ text: String, _ base: Int) throws(FormulaError) -> Double {
    var digits = text.drop { $0 == " " }.lowercased()[...]
    guard digits.utf8.count <= 255 else { throw .argument }
    if base == 16 {
      if digits.hasPrefix("0x") {
        digits = digits.dropFirst(2)
      } else if digits.hasPrefix("x") {
        digits = digits.dropFirst()
      }
      if digits.hasSuffix("h") { digits = digits.dropLast() }
    } else if base == 2, digits.hasSuffix("b") {
      digits = digits.dropLast()
    }
    var number = 0.0
    for digit in digits {
      guard digit.isASCII, let value = Int(String(digit), radix: 36), value < base else {
        throw .argument
      }
      number = number * Double(base) + Double(value)
    }
    return number
  }

  private struct Width {
    let name: String
    let radix: Int
    let bits: Int
    var smallest: Double { -pow(2, Double(bits - 1)) }
    var largest: Double { pow(2, Double(bits - 1)) - 1 }
  }

  private static let widths = [
    Width(name: "BIN", radix: 2, bits: 10), Width(name: "OCT", radix: 8, bits: 30),
    Width(name: "HEX", radix: 16, bits: 40),
  ]

  // Ten digits in two's complement; OpenFormula 1.3 §6.19.
  private static let fixedWidths: [FunctionDefinition] = {
    var definitions: [FunctionDefinition] = []
    for from in widths {
      definitions.append(
        FunctionDefinition("\(from.name)2DEC", 1...1) { call throws(FormulaError) in
          .number(try read(call, from))
        })
      definitions.append(
        FunctionDefinition("DEC2\(from.name)", 1...2) { call throws(FormulaError) in
          // LibreOffice rounds down for DEC2HEX alone.
          let number = try call.number(0)
          let isFloored = from.radix == 16 && call.settings.flavour.isLibreOffice
          return try write(
            isFloored ? Rounding.floor(number) : Rounding.truncate(number), call, from)
        })
      for to in widths where to.radix != from.radix {
        definitions.append(
          FunctionDefinition("\(from.name)2\(to.name)", 1...2) { call throws(FormulaError) in
            try write(try read(call, from), call, to)
          })
      }
    }
    return definitions
  }()

  private static func read(_ call: FunctionCall, _ width: Width) throws(FormulaError) -> Double {
    let text = try call.text(0)
    if text.isEmpty { return 0 }
    guard text.utf8.count <= 10, text.utf8.first != UInt8(ascii: "-"),
      text.utf8.first != UInt8(ascii: "+"), let number = Int(text, radix: width.radix)
    else { throw .argument }
    let value = Double(number)
    return value > width.largest ? value - pow(2, Double(width.bits)) : value
  }

  private static func write(
    _ number: Double, _ call: FunctionCall, _ width: Width
  ) throws(FormulaError) -> FormulaValue {
    guard number >= width.smallest, number <= width.largest else { throw .argument }
    let whole = number < 0 ? number + pow(2, Double(width.bits)) : number
    let digits = String(Int(whole), radix: width.radix, uppercase: true)
    guard call.has(1) else { return .text(digits) }
    let places = Rounding.truncate(try call.number(1))
    guard places >= 1, places <= 10 else { throw .argument }
    if number < 0 { return .text(digits) }
    guard Double(digits.count) <= places else { throw .argument }
    return .text(padded(digits, Int(places)))
  }
}
