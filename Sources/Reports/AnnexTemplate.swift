import Sheets

/// The prototype rows of the annex, in the order of the block.
enum AnnexRow: Int, CaseIterable {
  case heading, pageHeading, note, result, phoHeader, pho, phoTotal, channelHeader, channel,
    sourceHeader, source, space
}

/// Draws the annex's sheet: a title and one prototype of each kind of row.
enum AnnexTemplate {
  static let columns = 10
  /// The columns of a source's row that its layout and its SHA-256 span.
  static let layoutColumns = 2...3
  static let digestColumns = 5...9

  /// The sheet, its rows, and the block of the prototypes.
  struct Drawn {
    var sheet: SheetDraft
    var rows: [RowDraft]
    var block: CellRange
  }

  static func make(
    _ annex: FormManifest.Annex, _ template: FormTemplate, styles: inout StyleList
  ) -> Drawn {
    var sheet = SheetDraft(name: annex.sheet)
    sheet.columnWidthsMM = annex.columnsMM
    sheet.page = template.manifest.page.setup(isLandscape: annex.landscape)
    let title = styles.place(
      of: template.style {
        $0.horizontal = .center
        $0.font.isBold = true
      })
    var rows = [row([(0...columns - 1, title)], heightPoints: 22), RowDraft(heightPoints: 8)]
    rows[0].cells[0].value = .text(annex.title)
    let first = rows.count
    sheet.merges.append(block(row: 0, 0...columns - 1))
    for kind in AnnexRow.allCases {
      sheet.merges += merges(of: kind).map { block(row: rows.count, $0) }
      var prototype = row(
        cells(of: kind, template, &styles), heightPoints: height(of: kind))
      prototype.startsPage = kind == .pageHeading
      for (column, text) in words(of: kind, annex) {
        prototype.cells[column].value = .text(text)
      }
      rows.append(prototype)
    }
    let drawn = CellRange(
      CellAddress(row: first, column: 0), CellAddress(row: rows.count - 1, column: columns - 1))
    return Drawn(sheet: sheet, rows: rows, block: drawn)
  }

  private static func merges(of kind: AnnexRow) -> [ClosedRange<Int>] {
    switch kind {
    case .heading, .pageHeading, .note, .result: [0...columns - 1]
    case .sourceHeader, .source: [layoutColumns, digestColumns]
    case .channelHeader, .channel: [4...5, 6...7, 8...9]
    case .phoHeader, .pho, .phoTotal, .space: []
    }
  }

  /// The columns of a channel's row: bills and đồng, before and after.
  static let channelColumns = (billsBefore: 3, vndBefore: 4, billsAfter: 6, vndAfter: 8)

  /// Results hold two lines, as merged cells do not grow by themselves.
  private static func height(of kind: AnnexRow) -> Double {
    switch kind {
    case .note: 19
    case .result: 34
    case .heading, .pageHeading: 24
    case .phoHeader: 50
    case .channelHeader: 34
    case .pho, .phoTotal, .channel, .source, .sourceHeader: 15.5
    case .space: 8
    }
  }

  /// The words that the empty template shows.
  private static func words(
    of kind: AnnexRow, _ annex: FormManifest.Annex
  ) -> [(Int, String)] {
    let columns =
      switch kind {
      case .phoHeader: annex.byPho.columns
      case .channelHeader: annex.byChannel.columns
      case .sourceHeader: annex.sources.columns
      default: [String]()
      }
    return columns.enumerated().filter { !$0.element.isEmpty }.map { ($0.offset, $0.element) }
  }

  private static func cells(
    of kind: AnnexRow, _ template: FormTemplate, _ styles: inout StyleList
  ) -> [(ClosedRange<Int>, Int)] {
    var base = template.style()
    base.font.sizePoints -= 1
    var places: [(ClosedRange<Int>, Int)] = []
    for (columns, style) in faces(of: kind, base) {
      places.append((columns, styles.place(of: style)))
    }
    return places
  }

  /// What the cells of a row look like; of two that overlap, the later one holds.
  private static func faces(
    of kind: AnnexRow, _ base: CellStyle
  ) -> [(ClosedRange<Int>, CellStyle)] {
    let all = 0...columns - 1
    var base = base
    var bordered = base
    bordered.borders = .all
    bordered.horizontal = .center
    bordered.font.isBold = kind == .phoTotal
    var name = bordered
    name.horizontal = .left
    var count = bordered
    count.numberFormat = .fixed(decimals: 0, grouped: true)
    var percent = bordered
    percent.numberFormat = .percent(decimals: 2)
    switch kind {
    case .heading, .pageHeading:
      base.font.isBold = true
      return [(all, base)]
    case .note, .result:
      base.wrapsText = true
      base.horizontal = .left
      base.vertical = .top
      return [(all, base)]
    case .phoHeader, .channelHeader, .sourceHeader:
      bordered.font.isBold = true
      bordered.wrapsText = true
      return [(all, bordered)]
    case .pho, .phoTotal:
      return [(all, count), (5...5, percent), (9...9, percent), (1...1, name)]
    case .channel:
      return [(all, count), (1...1, name)]
    case .source:
      name.wrapsText = true
      var digest = bordered
      digest.font.sizePoints -= 3
      return [(1...1, name), (digestColumns, digest), (0...0, bordered), (2...4, bordered)]
    case .space:
      return []
    }
  }

  private static func row(
    _ blocks: [(ClosedRange<Int>, Int)], heightPoints: Double?
  ) -> RowDraft {
    var cells = [CellDraft](repeating: CellDraft(), count: columns)
    for (range, style) in blocks {
      for column in range { cells[column].style = style }
    }
    return RowDraft(cells, heightPoints: heightPoints)
  }

  private static func block(row: Int, _ columns: ClosedRange<Int>) -> CellRange {
    CellRange(
      CellAddress(row: row, column: columns.lowerBound),
      CellAddress(row: row, column: columns.upperBound))
  }
}
