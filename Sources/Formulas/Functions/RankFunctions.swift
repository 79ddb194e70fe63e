internal import Glibc

/// Places in the order of numbers.
enum RankFunctions {
  static let table: [FunctionDefinition] = quantiles + ranks + modes

  /// The number at a place between 0 (the smallest) and 1.
  private static func quantile(_ sorted: [Double], _ place: Double) -> Double {
    let position = place * Double(sorted.count - 1)
    let index = Rounding.floor(position)
    let low = min(max(Int(index), 0), sorted.count - 1)
    let part = position - index
    guard part > 0, low + 1 < sorted.count else { return sorted[low] }
    return sorted[low] + part * (sorted[low + 1] - sorted[low])
  }

  /// The same where 0 and 1 lie a place outside the numbers.
  private static func exclusive(
    _ call: FunctionCall, _ place: Double
  ) throws(FormulaError) -> Double {
    let sorted = try sorted(call)
    guard place > 0, place < 1 else { throw .argument }
    let position = place * Double(sorted.count + 1)
    guard position >= 1, position <= Double(sorted.count) else {
      throw call.settings.flavour.isLibreOffice ? .parameter : .num
    }
    let index = Rounding.floor(position)
    let low = Int(index) - 1
    let part = position - index
    guard part > 0, low + 1 < sorted.count else { return sorted[low] }
    return sorted[low] + part * (sorted[low + 1] - sorted[low])
  }

  private static func sorted(_ call: FunctionCall) throws(FormulaError) -> [Double] {
    let numbers = try call.numbers(at: 0).sorted()
    guard !numbers.isEmpty else {
      throw call.settings.flavour.isLibreOffice ? .value : .num
    }
    return numbers
  }

  private static let quantiles: [FunctionDefinition] = [
    .aggregate("MEDIAN") { (numbers) throws(FormulaError) in
      guard !numbers.isEmpty else { throw .argument }
      return quantile(numbers.sorted(), 0.5)
    },
    FunctionDefinition(
      "PERCENTILE", 2...2, [.any, .scalar]
    ) { call throws(FormulaError) in
      let place = try call.number(1)
      guard place >= 0, place <= 1 else { throw .argument }
      return .checked(quantile(try sorted(call), place))
    },
    FunctionDefinition(
      "QUARTILE", 2...2, [.any, .scalar]
    ) { call throws(FormulaError) in
      let quarter = Rounding.floor(try call.number(1))
      guard quarter >= 0, quarter <= 4 else { throw .argument }
      return .checked(quantile(try sorted(call), quarter / 4))
    },
    FunctionDefinition(
      "PERCENTILE.EXC", 2...2, [.any, .scalar], openFormula: .microsoft, ooxml: .xlfn
    ) { call throws(FormulaError) in
      .checked(try exclusive(call, try call.number(1)))
    },
    FunctionDefinition(
      "QUARTILE.EXC", 2...2, [.any, .scalar], openFormula: .microsoft, ooxml: .xlfn
    ) { call throws(FormulaError) in
      let quarter = Rounding.floor(try call.number(1))
      guard quarter > 0, quarter < 4 else { throw .argument }
      return .checked(try exclusive(call, quarter / 4))
    },
    FunctionDefinition("LARGE", 2...2, [.any, .scalar]) { call throws(FormulaError) in
      try nth(call, largest: true)
    },
    FunctionDefinition("SMALL", 2...2, [.any, .scalar]) { call throws(FormulaError) in
      try nth(call, largest: false)
    },
  ]

  private static func nth(
    _ call: FunctionCall, largest: Bool
  ) throws(FormulaError) -> FormulaValue {
    let place = Rounding.floor(try call.number(1))
    guard place >= 1 else { throw .argument }
    let numbers = try sorted(call)
    guard place <= Double(numbers.count) else { throw .argument }
    let index = Int(place) - 1
    return .number(largest ? numbers[numbers.count - 1 - index] : numbers[index])
  }

  private static let ranks: [FunctionDefinition] = [
    FunctionDefinition(
      "RANK", 2...3, [.scalar, .any, .scalar]
    ) { call throws(FormulaError) in
      let (above, equal, _) = try rank(call)
      if equal == 0, try call.boolean(2, default: false) { return .number(-1) }
      return .number(Double(above + 1))
    },
    FunctionDefinition(
      "RANK.AVG", 2...3, [.scalar, .any, .scalar], openFormula: .microsoft, ooxml: .xlfn
    ) { call throws(FormulaError) in
      let (above, equal, count) = try rank(call)
      if equal == 0 {
        let isAscending = try call.boolean(2, default: false)
        return .number(Double(isAscending ? above - 1 : above + count + 3) / 2)
      }
      return .number(Double(above) + Double(equal + 1) / 2)
    },
    FunctionDefinition(
      "PERCENTRANK", 2...3, [.any, .scalar, .scalar]
    ) { call throws(FormulaError) in try percentRank(call, inclusive: true) },
    FunctionDefinition(
      "PERCENTRANK.EXC", 2...3, [.any, .scalar, .scalar], openFormula: .microsoft, ooxml: .xlfn
    ) { call throws(FormulaError) in try percentRank(call, inclusive: false) },
  ]

  /// How many values stand above a number, and how many are equal to it.
  ///
  /// What is not among them has no rank in Excel; LibreOffice lets its search end somewhere where
  /// it lies between the values.
  private static func rank(
    _ call: FunctionCall
  ) throws(FormulaError) -> (above: Int, equal: Int, count: Int) {
    let number = try call.number(0)
    let ascending = try call.boolean(2, default: false)
    var (above, equal) = (0, 0)
    let numbers = try call.numbers(at: 1)
    for other in numbers {
      if other == number {
        equal += 1
      } else if (other > number) != ascending {
        above += 1
      }
    }
    guard equal > 0 || call.settings.flavour.isLibreOffice else { throw .na }
    guard equal > 0 || (above > 0 && above < numbers.count) else { throw .value }
    return (above, equal, numbers.count)
  }

  private static func percentRank(
    _ call: FunctionCall, inclusive: Bool
  ) throws(FormulaError) -> FormulaValue {
    let numbers = try sorted(call)
    let number = try call.number(1)
    let digits = Rounding.floor(try call.number(2, default: 3))
    guard digits >= 1 else { throw .argument }
    guard let first = numbers.first, let last = numbers.last, number >= first, number <= last
    else { throw call.settings.flavour.isLibreOffice ? .value : .na }
    let below = numbers.count { $0 < number }
    var position = Double(below)
    if numbers[below] != number {
      let (low, high) = (numbers[below - 1], numbers[below])
      position += (number - low) / (high - low) - 1
    }
    if numbers.count == 1, call.settings.flavour.isLibreOffice { return .number(1) }
    let share =
      inclusive
      ? (numbers.count == 1 ? 1 : position / Double(numbers.count - 1))
      : (position + 1) / Double(numbers.count + 1)
    if call.settings.flavour.isLibreOffice {
      // LibreOffice rounds, and counts digits from the first that is not 0.
      let first = share > 0 ? log10(share).rounded(.down) : 0
      let places = Int(min(max(digits - 1 - first, 0), 300))
      return .checked(MathFunctions.round(share, digits: places))
    }
    return .checked(Rounding.cut(share, digits: Int(min(digits, 19)), up: false))
  }

  private static let modes: [FunctionDefinition] = [
    FunctionDefinition("MODE", 1...255, [.any]) { call throws(FormulaError) in
      let all = try modes(call)
      // Of several LibreOffice takes the smallest, Excel the first.
      return .checked((call.settings.flavour.isLibreOffice ? all.min() : all.first) ?? .nan)
    },
    FunctionDefinition("MODE.SNGL", 1...255, [.any], openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in .checked(try modes(call).first ?? .nan)
    },
    FunctionDefinition("MODE.MULT", 1...255, [.any], openFormula: .microsoft, ooxml: .xlfn) {
      call throws(FormulaError) in
      let all = try modes(call)
      return .array(
        try FormulaArray(rows: all.count, columns: 1, values: all.map { .number($0) }))
    },
  ]

  /// The numbers that occur most often, in the order in which they come first.
  private static func modes(_ call: FunctionCall) throws(FormulaError) -> [Double] {
    let numbers = try call.numbers()
    var counts: [Double: Int] = [:]
    for number in numbers { counts[number, default: 0] += 1 }
    guard let most = counts.values.max(), most > 1 else {
      throw call.settings.flavour.isLibreOffice ? .value : .na
    }
    var found: [Double] = []
    for number in numbers where counts[number] == most {
      found.append(number)
      counts[number] = 0
    }
    return found
  }
}
