import Sheets
import TestSupport
import Testing

/// The small pieces that readers are made of.
@Suite struct ReadingPiecesTests {
  /// A code that is taken apart and put together says the same.
  @Test(arguments: [
    "0", "#,##0", "0.00", "#,##0.00;[Red]-#,##0.00", "0.0%", "0.00E+00", "yyyy-mm-dd",
    "dd/mm/yyyy hh:mm", "[h]:mm:ss", "[mm]:ss", "#,##0 \"đồng\"", "[$€-407]#,##0.00", "@",
    "[>=1000]#,##0,\" nghìn\";0", "mmm yyyy", "hh:mm:ss AM/PM", "0000000", "General",
    "#,##0.0#", "[$-42A]dddd, d mmmm yyyy", "mm:ss.00", "\\\"0\\\"", "\"a\"\"b\"0", "0\"%\"",
    "# ??/??", "# ?/8", "[<>0]0;\"x\"", "", "0;;;@", "[Blue]General;-General",
  ])
  func putsCodesTogether(code: String) {
    let taken = NumberFormatCode(code)
    #expect(NumberFormatCode(taken.code) == taken, "\(taken.code)")
  }

  @Test func tellsPlainCodes() {
    #expect(NumberFormat(code: "[$-42A]#,##0.00") == .fixed(decimals: 2, grouped: true))
    #expect(NumberFormat(code: "0") == .fixed(decimals: 0, grouped: false))
    #expect(NumberFormat(code: "0.0%") == .percent(decimals: 1))
    #expect(NumberFormat(code: "0%") == .percent(decimals: 0))
    #expect(NumberFormat(code: "dd/mm/yyyy") == .date)
    #expect(NumberFormat(code: "@") == .text)
    for code in ["#,##0%", "0.", "00", "0.0x", "%", "", "[$-409]0"] {
      #expect(NumberFormat(code: code) == .custom(code))
    }
  }

  @Test func readsBase64() {
    var chance = SeededGenerator.announced()
    for count in 0..<40 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
      let text = Base64.text(bytes)
      #expect(Base64.bytes(text) == bytes)
      #expect(Base64.bytes(text.map { "\($0)\n " }.joined()) == bytes)
    }
    #expect(Base64.bytes("A") == nil)
    #expect(Base64.bytes("AA=A") == nil)
    #expect(Base64.bytes("A*AA") == nil)
  }

  /// Blocks that are swept row by row are gathered again.
  @Test func gathersWhatIsSwept() {
    var chance = SeededGenerator.announced()
    for _ in 0..<200 {
      var blocks: [(CellRange, Int)] = []
      for content in 0..<6 {
        let first = CellAddress(
          row: Int.random(in: 0...9, using: &chance), column: Int.random(in: 0...9, using: &chance))
        let last = CellAddress(
          row: first.row + Int.random(in: 0...4, using: &chance),
          column: first.column + Int.random(in: 0...4, using: &chance))
        let block = CellRange(first, last)
        if !blocks.contains(where: { $0.0.overlaps(block) }) { blocks.append((block, content)) }
      }
      var sweep = RangeSweep(blocks)
      var gathering = RangeGathering<Int>()
      for row in 0..<16 {
        sweep.enter(row)
        for column in 0..<16 {
          if let block = sweep.block(at: CellAddress(row: row, column: column)) {
            gathering.add(block.content, columns: column...column)
          }
        }
        gathering.endRow(row, repeated: 1)
      }
      let found = gathering.finish()
      #expect(found == Dictionary(uniqueKeysWithValues: blocks.map { ($0.1, [$0.0]) }))
    }
  }

  @Test func cutsColumnsWhereAPageStarts() {
    var columns = [ColumnFormat(1...4, widthMM: 20), ColumnFormat(8...8, isHidden: true)]
    columns.startPage(at: 3)
    columns.startPage(at: 6)
    columns.startPage(at: 8)
    #expect(columns.map(\.columns) == [1...2, 3...4, 6...6, 8...8])
    #expect(columns.map(\.startsPage) == [false, true, true, true])
    let halves = [ColumnFormat(0...1, widthMM: 9), ColumnFormat(2...2, widthMM: 9)]
    #expect(halves.joined == [ColumnFormat(0...2, widthMM: 9)])
  }
}
