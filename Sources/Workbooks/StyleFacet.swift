import Sheets

/// One thing that a style says, so that styles can be told apart and merged thing by thing.
struct StyleFacet {
  private let same: (CellStyle, CellStyle) -> Bool
  private let copy: (CellStyle, inout CellStyle) -> Void
  private let words: (CellStyle) -> String

  private init<Value: Equatable>(
    _ path: WritableKeyPath<CellStyle, Value>, _ words: @escaping (Value) -> String
  ) {
    same = { $0[keyPath: path] == $1[keyPath: path] }
    copy = { $1[keyPath: path] = $0[keyPath: path] }
    self.words = { words($0[keyPath: path]) }
  }

  private static var all: [StyleFacet] {
    [
      .init(\.font.name) { $0 }, .init(\.font.sizePoints) { DecimalText.print($0) + " pt" },
      .init(\.font.isBold) { $0 ? "bold" : "not bold" },
      .init(\.font.isItalic) { $0 ? "italic" : "not italic" },
      .init(\.font.underline) { "underline \($0.rawValue)" },
      .init(\.font.isStruckThrough) { $0 ? "struck through" : "not struck through" },
      .init(\.font.color) { "color " + ($0.map { "#" + $0.hex } ?? "automatic") },
      .init(\.fill) { "fill " + ($0.map { "#" + $0.hex } ?? "none") },
      .init(\.horizontal) { $0.rawValue }, .init(\.vertical) { $0.rawValue },
      .init(\.wrapsText) { $0 ? "wrap" : "no wrap" },
      .init(\.shrinksToFit) { $0 ? "shrink" : "no shrink" },
      .init(\.indent) { "indent \($0)" }, .init(\.rotationDegrees) { "rotation \($0)" },
      .init(\.borders.left) { "left " + line($0) }, .init(\.borders.right) { "right " + line($0) },
      .init(\.borders.top) { "top " + line($0) }, .init(\.borders.bottom) { "bottom " + line($0) },
      .init(\.numberFormat) { $0.code },
      .init(\.isLocked) { $0 ? "locked" : "unlocked" },
      .init(\.hidesFormula) { $0 ? "formula hidden" : "formula shown" },
    ]
  }

  private static func line(_ line: BorderLine?) -> String {
    line.map { "\($0.style.rawValue) #\($0.color.hex)" } ?? "none"
  }

  /// What each of two styles says where they differ, for example `bold, fill #FFFF00`.
  static func difference(_ one: CellStyle, _ other: CellStyle) -> (old: String, new: String) {
    let facets = differing(one, other)
    return (
      facets.map { $0.words(one) }.joined(separator: ", "),
      facets.map { $0.words(other) }.joined(separator: ", ")
    )
  }

  private static func differing(_ one: CellStyle, _ other: CellStyle) -> [StyleFacet] {
    let (left, right) = (StyleLikeness.canonical(one), StyleLikeness.canonical(other))
    return all.filter { !$0.same(left, right) }
  }

  /// Lays what one version changed of a style upon what another made of it.
  ///
  /// - Returns: The style, and whether both changed the same thing to something else: then it is
  ///   as `theirs` has it.
  static func merge(
    base: CellStyle, ours: CellStyle, theirs: CellStyle
  ) -> (style: CellStyle, conflicts: Bool) {
    var (style, conflicts) = (theirs, false)
    let (first, mine, user) = (
      StyleLikeness.canonical(base), StyleLikeness.canonical(ours), StyleLikeness.canonical(theirs)
    )
    for facet in all where !facet.same(first, mine) && !facet.same(mine, user) {
      if facet.same(first, user) { facet.copy(ours, &style) } else { conflicts = true }
    }
    return (style, conflicts)
  }
}
