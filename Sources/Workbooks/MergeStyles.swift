import Sheets

/// The styles of the three versions of a workbook.
struct MergeStyles {
  private let base: WorkbookContents
  private let ours: WorkbookContents
  private let theirs: WorkbookContents
  private let toOurs: StyleClasses

  init(base: WorkbookContents, ours: WorkbookContents, theirs: WorkbookContents) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    toOurs = StyleClasses(base.styles, ours.styles)
  }

  /// Whether all three count the widths of columns in the same way.
  var comparesWidths: Bool {
    base.countsDigits == ours.countsDigits && ours.countsDigits == theirs.countsDigits
  }

  /// Whether a style of the base looks like one of the other version.
  func sameInOurs(_ one: Int, _ other: Int) -> Bool { toOurs.same(one, other) }

  /// A style of the other version.
  func ours(_ place: Int) -> CellStyle { ours.styles[place] }

  /// What the other version changed of a cell's looks, laid upon what the user made of them.
  ///
  /// - Returns: The style, nil where it stays; and what each says where both changed the same
  ///   thing, in words.
  func merge(
    base place: Int, ours mine: Int, theirs user: Int
  ) -> (style: CellStyle?, conflict: (base: String, ours: String, theirs: String)?) {
    let (first, own, other) = (base.styles[place], ours.styles[mine], theirs.styles[user])
    let merged = StyleFacet.merge(base: first, ours: own, theirs: other)
    let style = merged.style == other ? nil : merged.style
    guard merged.conflicts else { return (style, nil) }
    let words = StyleFacet.difference(first, own)
    return (style, (words.old, words.new, StyleFacet.difference(first, other).new))
  }
}
