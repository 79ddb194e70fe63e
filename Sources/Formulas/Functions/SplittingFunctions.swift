/// Functions that cut text at delimiters, Excel's of 2022 and later.
///
/// - Source: Microsoft's pages of TEXTBEFORE, TEXTAFTER and TEXTSPLIT.
enum SplittingFunctions {
  static let table: [FunctionDefinition] = [
    .microsoft("TEXTBEFORE", 2...6, [.scalar, .array, .scalar, .scalar, .scalar, .any]) {
      call throws(FormulaError) in try side(call, isBefore: true)
    },
    .microsoft("TEXTAFTER", 2...6, [.scalar, .array, .scalar, .scalar, .scalar, .any]) {
      call throws(FormulaError) in try side(call, isBefore: false)
    },
    .microsoft("TEXTSPLIT", 2...6, [.scalar, .array, .array, .scalar, .scalar, .scalar], split),
  ]

  /// Delimiters, and how they are looked for.
  private struct Delimiters {
    private let texts: [[Character]]
    private let ignoresCase: Bool
    private static let countMax = 256

    init(_ call: FunctionCall, _ index: Int, mode: Int) throws(FormulaError) {
      let mode = try call.integer(mode, default: 0)
      guard mode == 0 || mode == 1 else { throw .value }
      ignoresCase = mode == 1
      var texts: [[Character]] = []
      let values = try call.array(index).values
      guard values.count <= Self.countMax else { throw .limit }
      for value in values {
        let text = try call.context.text(value)
        texts.append(Array(mode == 1 ? text.lowercased() : text))
      }
      self.texts = texts
    }

    var hasEmpty: Bool { texts.contains { $0.isEmpty } }

    /// Where they stand in a text, from the left, the longest one of each place.
    func places(in text: [Character]) -> [Range<Int>] {
      let folded = ignoresCase ? text.map { $0.lowercased().first ?? $0 } : text
      var found: [Range<Int>] = []
      var place = 0
      while place < folded.count {
        let longest = texts.filter { !$0.isEmpty && folded[place...].starts(with: $0) }
          .max { $0.count < $1.count }
        if let longest { found.append(place..<place + longest.count) }
        place += longest?.count ?? 1
      }
      return found
    }
  }

  /// What stands before or behind one of the delimiters.
  private static func side(
    _ call: FunctionCall, isBefore: Bool
  ) throws(FormulaError) -> FormulaValue {
    let text = Array(try call.text(0))
    let instance = try call.integer(2, default: 1)
    guard instance != 0, text.isEmpty || abs(instance) <= text.count else { throw .value }
    let delimiters = try Delimiters(call, 1, mode: 3)
    let matchesEnd = try call.boolean(4, default: false)
    if delimiters.hasEmpty {
      // An empty delimiter stands at the side where the search begins.
      return .text((instance > 0) == isBefore ? "" : String(text))
    }
    var places = delimiters.places(in: text)
    if matchesEnd {
      // The end where the search arrives counts as a delimiter.
      if instance > 0 {
        places.append(text.count..<text.count)
      } else {
        places.insert(0..<0, at: 0)
      }
    }
    let wanted = instance > 0 ? instance - 1 : places.count + instance
    guard places.indices.contains(wanted) else {
      return call.has(5) ? call.value(5) : .error(.na)
    }
    let place = places[wanted]
    return .text(String(isBefore ? text[..<place.lowerBound] : text[place.upperBound...]))
  }

  private static let split: FunctionDefinition.ValueBody = { call throws(FormulaError) in
    let text = Array(try call.text(0))
    guard call.has(1) || call.has(2) else { throw .value }
    let skipsEmpty = try call.boolean(3, default: false)
    let pad = call.has(5) ? call.value(5) : .error(.na)
    var lines = [text]
    if call.has(2) { lines = try pieces(of: text, Delimiters(call, 2, mode: 4), skipsEmpty) }
    var rows: [[[Character]]] = []
    for line in lines {
      rows.append(
        call.has(1) ? try pieces(of: line, Delimiters(call, 1, mode: 4), skipsEmpty) : [line])
    }
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 0 else { throw .calc }
    return .array(
      try FormulaArray(rows: rows.count, columns: columns) {
        $1 < rows[$0].count ? .text(String(rows[$0][$1])) : pad
      })
  }

  private static func pieces(
    of text: [Character], _ delimiters: Delimiters, _ skipsEmpty: Bool
  ) throws(FormulaError) -> [[Character]] {
    guard !delimiters.hasEmpty else { throw .value }
    var pieces: [[Character]] = []
    var start = 0
    for place in delimiters.places(in: text) {
      pieces.append(Array(text[start..<place.lowerBound]))
      start = place.upperBound
    }
    pieces.append(Array(text[start...]))
    return skipsEmpty ? pieces.filter { !$0.isEmpty } : pieces
  }
}
