// Changing a formula's text in the places of some of its tokens.

extension Formula {
  /// The text with other words for some of its tokens; all else stays to the byte.
  ///
  /// - Parameters:
  ///   - insertions: What is put before or behind a token, for example parentheses.
  ///   - replacement: What is written for a token; nil for what stands there.
  /// - Returns: The text.
  func rewritten(
    insertions: TokenInsertions = TokenInsertions(),
    _ replacement: (_ index: Int, _ token: FormulaToken) -> String?
  ) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 32)
    var place = 0
    for (index, token) in tokens.enumerated() {
      result += bytes[place..<token.span.lowerBound]
      if let before = insertions.before[index] { result += before.utf8 }
      if let other = replacement(index, token) {
        result += other.utf8
      } else {
        result += bytes[token.span]
      }
      if let behind = insertions.behind[index] { result += behind.utf8 }
      place = token.span.upperBound
    }
    result += bytes[place...]
    return String(decoding: result, as: UTF8.self)
  }

  /// The first and the last token of each node's subtree.
  func tokenBounds() -> [ClosedRange<Int>] {
    let closers = closingTokens()
    var bounds: [ClosedRange<Int>] = []
    bounds.reserveCapacity(nodes.count)
    var starts: [Int] = []
    for (index, node) in nodes.enumerated() {
      var low = Int(node.token)
      var high = closers[low] ?? low
      var start = index
      for _ in 0..<node.operandCount {
        let operand = start - 1
        low = min(low, bounds[operand].lowerBound)
        high = max(high, bounds[operand].upperBound)
        start = starts[operand]
      }
      starts.append(start)
      bounds.append(low...high)
    }
    return bounds
  }

  // For a function's name, an opening parenthesis or brace: the token that closes it.
  private func closingTokens() -> [Int: Int] {
    var closers: [Int: Int] = [:]
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .open, .arrayOpen: open.append(index)
      case .close, .arrayClose:
        guard let start = open.popLast() else { continue }
        closers[start] = index
        if start > 0, tokens[start - 1].kind == .function { closers[start - 1] = index }
      default: break
      }
    }
    return closers
  }

  /// For each node the node that it is an operand of; nil for the root.
  func parents() -> [Int?] {
    var parents = [Int?](repeating: nil, count: nodes.count)
    let starts = subtreeStarts()
    for (index, node) in nodes.enumerated() {
      var operand = index - 1
      for _ in 0..<node.operandCount {
        parents[operand] = index
        operand = starts[operand] - 1
      }
    }
    return parents
  }
}

/// What is put before and behind tokens.
struct TokenInsertions {
  var before: [Int: String] = [:]
  var behind: [Int: String] = [:]
}
