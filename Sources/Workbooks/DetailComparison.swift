import Formulas
import Sheets
import Storage

/// Compares what hangs on two sheets beside their cells: merged blocks, widths, pictures.
struct DetailComparison {
  /// What differs.
  private(set) var changes: [WorkbookChange] = []
  /// The columns whose widths differ, by their place in the first sheet, and the new widths.
  private(set) var widths: [(old: Int, mm: Double)] = []
  private let one: WorkbookContents.Sheet
  private let other: WorkbookContents.Sheet
  private let alignment: SheetAlignment
  private let structure: [StructureChange]

  /// Compares two sheets.
  ///
  /// - Parameters:
  ///   - one: One sheet.
  ///   - other: The other.
  ///   - alignment: Which rows and columns of one are which of the other.
  ///   - renamed: Sheets that have another name.
  ///   - scalesWidths: Whether one of the two counts widths in digits.
  init(
    _ one: WorkbookContents.Sheet, _ other: WorkbookContents.Sheet, _ alignment: SheetAlignment,
    _ renamed: [StructureChange], scalesWidths: Bool
  ) {
    self.one = one
    self.other = other
    self.alignment = alignment
    structure = alignment.structure + renamed
    compareMerges()
    compareWidths(isScaled: scalesWidths)
    comparePictures()
  }

  private mutating func note(
    _ kind: WorkbookChange.Kind, _ range: CellRange, _ before: String?, _ after: String?
  ) {
    changes.append(
      WorkbookChange(
        kind, sheet: other.name, range: range, before: .init(text: before),
        after: .init(text: after)))
  }

  /// Where a block of the first sheet is in the second; nil when it is gone.
  private func follow(_ range: CellRange) -> CellRange? {
    var block: SheetRange? = SheetRange(sheet: one.name, range: range)
    for change in structure { block = block.flatMap(change.follow) }
    return block?.range
  }

  // MARK: - Merged blocks

  private mutating func compareMerges() {
    let followed = Set(one.draft.merges.compactMap(follow))
    let found = Set(other.draft.merges)
    for range in followed.subtracting(found).sorted(by: { $0.first < $1.first }) {
      note(.merge, range, range.a1, nil)
    }
    for range in found.subtracting(followed).sorted(by: { $0.first < $1.first }) {
      note(.merge, range, nil, range.a1)
    }
  }

  // MARK: - Widths

  /// Widths nearer than this are the same: programs count them in units of their own.
  private static let widthTolerance = 0.03

  /// XLSX counts widths in digits of a typeface that may be missing here, so that all columns may
  /// look wider or narrower by one factor; what is left is a difference.
  private mutating func compareWidths(isScaled: Bool) {
    let used = max(Self.columnsUsed(one), Self.columnsUsed(other))
    let pairs = (0..<used).compactMap {
      column -> (column: Int, from: Int, old: Double, new: Double)? in
      guard let from = alignment.oldColumn(column),
        let old = one.draft.widthMM(ofColumn: from),
        let new = other.draft.widthMM(ofColumn: column), old > 0, new > 0
      else { return nil }
      return (column, from, old, new)
    }
    let ratios = pairs.map { $0.new / $0.old }.sorted()
    let scale = isScaled && ratios.count > 2 ? ratios[ratios.count / 2] : 1
    let tolerance = isScaled && ratios.count < 3 ? 0.2 : Self.widthTolerance
    for pair in pairs {
      let expected = pair.old * scale
      guard (pair.new - expected).magnitude > max(expected * tolerance, 0.5) else { continue }
      widths.append((pair.from, pair.new / scale))
      note(
        .columnWidth, CellRange(CellAddress(row: 0, column: pair.column)), Self.mm(pair.old),
        Self.mm(pair.new / scale))
    }
  }

  private static func columnsUsed(_ sheet: WorkbookContents.Sheet) -> Int {
    sheet.lines.reduce(0) { max($0, ($1.cells.last { !$0.isBlank }?.column ?? -1) + 1) }
  }

  private static func mm(_ width: Double) -> String {
    DecimalText.print((width * 10).rounded() / 10) + " mm"
  }

  // MARK: - Pictures

  private mutating func comparePictures() {
    var left = one.draft.images.map(Picture.init)
    var came = other.draft.images.map(Picture.init)
    for place in came.indices.reversed() {
      let picture = came[place]
      let same = left.firstIndex { old in
        old.digest == picture.digest && followedCell(old.cell) == picture.cell
      }
      guard let same else { continue }
      let old = left.remove(at: same)
      came.remove(at: place)
      if !old.isAsLarge(as: picture) {
        note(.image, CellRange(picture.cell), old.words, picture.words)
      }
    }
    for picture in came {
      let twin =
        left.firstIndex { $0.digest == picture.digest }
        ?? left.firstIndex { followedCell($0.cell) == picture.cell }
      let old = twin.map { left.remove(at: $0) }
      note(.image, CellRange(picture.cell), old?.words, picture.words)
    }
    for picture in left {
      note(.image, CellRange(followedCell(picture.cell) ?? picture.cell), picture.words, nil)
    }
  }

  private func followedCell(_ cell: CellAddress) -> CellAddress? {
    follow(CellRange(cell))?.first
  }
}

extension WorkbookContents.Sheet {
  /// The merged blocks and pictures as what came with the sheet.
  var details: [WorkbookChange] {
    draft.merges.map {
      WorkbookChange(.merge, sheet: name, range: $0, after: .text($0.a1))
    }
      + draft.images.map { image in
        let picture = Picture(image)
        return WorkbookChange(
          .image, sheet: name, range: CellRange(picture.cell), after: .text(picture.words))
      }
  }
}

/// A picture as far as pictures are told apart.
private struct Picture {
  let digest: SHA256Digest
  let cell: CellAddress
  private let widthMM: Double
  private let heightMM: Double

  init(_ image: SheetImage) {
    digest = SHA256Digest(of: image.bytes)
    cell = image.anchor.cell
    widthMM = image.anchor.widthMM
    heightMM = image.anchor.heightMM
  }

  /// Programs round sizes to their own units, and to whole cells.
  func isAsLarge(as other: Picture) -> Bool {
    func same(_ one: Double, _ other: Double) -> Bool {
      (one - other).magnitude <= max(1.5, one * 0.05)
    }
    return same(widthMM, other.widthMM) && same(heightMM, other.heightMM)
  }

  var words: String {
    "\(cell.a1) \(Int(widthMM.rounded()))×\(Int(heightMM.rounded())) mm " + digest.hex.prefix(8)
  }
}

extension SheetDraft {
  /// The width of a column, as far as the sheet tells it.
  func widthMM(ofColumn column: Int) -> Double? {
    columns.first { $0.columns.contains(column) }?.widthMM
  }
}
