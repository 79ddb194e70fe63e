/// A text to look for, with wildcards or without.
public struct TextPattern: Sendable {
  /// The pattern as it was written.
  public let source: String
  private enum Piece: Hashable {
    case sign(Character)
    case anySign
    case anyText
  }
  private let pieces: [Piece]
  private let isCaseSensitive: Bool
  private let matchesWhole: Bool

  /// Reads a pattern.
  ///
  /// - Parameters:
  ///   - text: The pattern.
  ///   - kind: What its signs mean.
  ///   - isCaseSensitive: Whether upper and lower case differ.
  ///   - matchesWhole: Whether the whole text must match, not a part of it.
  public init(
    _ text: String, _ kind: PatternKind, isCaseSensitive: Bool = false, matchesWhole: Bool = true
  ) {
    source = text
    self.isCaseSensitive = isCaseSensitive
    self.matchesWhole = matchesWhole
    var pieces: [Piece] = []
    var signs = (isCaseSensitive ? text : text.lowercased())[...]
    while let sign = signs.popFirst() {
      guard kind == .wildcards else {
        pieces.append(.sign(sign))
        continue
      }
      switch sign {
      case "*": if pieces.last != .anyText { pieces.append(.anyText) }
      case "?": pieces.append(.anySign)
      case "~":
        if let next = signs.first, next == "*" || next == "?" || next == "~" {
          pieces.append(.sign(next))
          signs.removeFirst()
        } else {
          pieces.append(.sign(sign))
        }
      default: pieces.append(.sign(sign))
      }
    }
    self.pieces = pieces
  }

  /// Whether nothing was asked for.
  public var isEmpty: Bool { pieces.isEmpty }
  /// Whether it has wildcards.
  public var hasWildcards: Bool { pieces.contains(.anySign) || pieces.contains(.anyText) }

  /// Whether a text matches.
  public func matches(_ text: String) -> Bool {
    let signs = Array(isCaseSensitive ? text : text.lowercased())
    return matchesWhole
      ? end(in: signs, from: 0, mustReachEnd: true) != nil
      : (0...signs.count).contains { end(in: signs, from: $0, mustReachEnd: false) != nil }
  }

  /// Where the pattern is found first, from a sign on, as SEARCH needs it; nil when nowhere.
  ///
  /// - Units: signs (characters) from 0.
  public func firstMatch(in text: String, from start: Int) -> Range<Int>? {
    let signs = Array(isCaseSensitive ? text : text.lowercased())
    guard start >= 0, start <= signs.count else { return nil }
    for place in start...signs.count {
      if let end = end(in: signs, from: place, mustReachEnd: false) { return place..<end }
    }
    return nil
  }

  // Greedy with one place to go back to, so that time is at most pattern × text.
  private func end(in text: [Character], from start: Int, mustReachEnd: Bool) -> Int? {
    var place = start
    var index = 0
    var retry: (index: Int, place: Int)?
    while true {
      if index == pieces.count {
        if !mustReachEnd || place == text.count { return place }
      } else if pieces[index] == .anyText {
        index += 1
        retry = (index, place)
        continue
      } else if place < text.count {
        let fits =
          switch pieces[index] {
          case .sign(let sign): sign == text[place]
          case .anySign, .anyText: true
          }
        if fits {
          (index, place) = (index + 1, place + 1)
          continue
        }
      }
      guard let back = retry, back.place < text.count else { return nil }
      retry = (back.index, back.place + 1)
      (index, place) = (back.index, back.place + 1)
    }
  }
}

/// The order of texts.
public enum TextOrder {
  /// Negative, 0 or positive, as `left` comes before, with or after `right`.
  public static func compare(_ left: String, _ right: String, isCaseSensitive: Bool) -> Int {
    let one = isCaseSensitive ? left : left.lowercased()
    let other = isCaseSensitive ? right : right.lowercased()
    return one == other ? 0 : one < other ? -1 : 1
  }

  /// The order of values of any type: numbers, then text, then FALSE and TRUE.
  ///
  /// - Source: OpenFormula 1.3 §6.4.9 (comparison operators).
  public static func compare(
    _ left: FormulaValue, _ right: FormulaValue, isCaseSensitive: Bool
  ) -> Int {
    switch (filled(left, for: right), filled(right, for: left)) {
    case (.number(let left), .number(let right)):
      return NumberRules.areEqual(left, right) ? 0 : left < right ? -1 : 1
    case (.text(let left), .text(let right)):
      return compare(left, right, isCaseSensitive: isCaseSensitive)
    case (.boolean(let left), .boolean(let right)):
      return (left ? 1 : 0) - (right ? 1 : 0)
    case (let left, let right): return rank(left) - rank(right)
    }
  }

  // A blank cell is 0, "" or FALSE, as the other side wants it.
  private static func filled(_ value: FormulaValue, for other: FormulaValue) -> FormulaValue {
    guard value.isBlank else { return value }
    return switch other {
    case .text: .text("")
    case .boolean: .boolean(false)
    default: .number(0)
    }
  }

  private static func rank(_ value: FormulaValue) -> Int {
    switch value {
    case .blank, .number: 0
    case .text: 1
    case .boolean: 2
    case .error, .array: 3
    }
  }
}
