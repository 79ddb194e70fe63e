internal import Diagnostics
internal import LegacyFiles
internal import ODSFiles
internal import Sheets
internal import Storage
internal import Workbooks
internal import XLSXFiles

/// Workbooks that nobody checked.
enum WorkbookFuzz {
  /// Rows beyond these are not compared: their text would take more memory than reading does.
  private static let rowsMax = 2000

  static func run(_ bytes: [UInt8]) {
    guard let path = PartList.write(bytes) else { return }
    refusing { try readBothWays(path) }
    refusing { try stream(path) }
    refusing { _ = try Workbook.identity(of: path) }
    refusing { _ = try Workbook.formulas(of: path) }
    refusing { try readStyled(path) }
  }

  static func runLegacy(_ bytes: [UInt8]) {
    let path = ScratchFile.write(bytes)
    guard let format = LegacyFile.format(of: bytes.prefix(LegacyFile.headBytes)) else { return }
    refusing {
      let reader = try LegacyFile.open(path, as: format)
      for sheet in reader.sheets.indices { try reader.visitRows(ofSheet: sheet) { _ in true } }
    }
  }

  static let legacySeeds: [[UInt8]] = [
    """
    <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles><Style ss:ID="d"><NumberFormat ss:Format="dd/mm/yyyy"/></Style></Styles>
    <Worksheet ss:Name="Sao kê"><Table><Row ss:Index="2"><Cell><Data ss:Type="String">Mã</Data>
    </Cell><Cell ss:StyleID="d"><Data ss:Type="DateTime">2024-08-03T00:00:00.000</Data></Cell>
    <Cell ss:Index="5" ss:MergeAcross="2"><Data ss:Type="Number">1.5</Data></Cell></Row></Table>
    </Worksheet></Workbook>
    """,
    """
    <html><head><meta charset="utf-8"></head><table><tr><th colspan=2>Mã</th><td rowspan="3">1</td>
    </tr><tr><td>a&nbsp;b<br>c</td><td x:num="2.5">2,5</td></tr></table></html>
    """,
  ].map { Array($0.utf8) }

  // MARK: - The ways through

  /// The bytes of cells and their events tell the same.
  private static func readBothWays(_ path: String) throws {
    switch try Workbook.format(of: path) {
    case .ods:
      let (reader, events) = (try ODSReader(path: path), try ODSReader(path: path))
      for sheet in reader.sheets.indices.prefix(8) {
        let quick = rows { try reader.visitRows(ofSheet: sheet, isQuick: true, $0) }
        let slow = rows { try events.visitRows(ofSheet: sheet, isQuick: false, $0) }
        precondition(quick == slow, "the two ways through cells differ")
      }
    case .xlsx:
      let (reader, events) = (try XLSXReader(path: path), try XLSXReader(path: path))
      for sheet in reader.sheets.indices.prefix(8) {
        let quick = rows { try reader.visitRows(ofSheet: sheet, isQuick: true, $0) }
        let slow = rows { try events.visitRows(ofSheet: sheet, isQuick: false, $0) }
        precondition(quick == slow, "the two ways through cells differ")
      }
    }
  }

  /// The rows as text, up to what is refused.
  private static func rows(
    _ visit: ((RowCells) throws -> Bool) throws -> Void
  ) -> [String] {
    var found: [String] = []
    var isWhole = false
    refusing {
      try visit { row in
        found.append(described(row))
        return found.count < rowsMax
      }
      isWhole = true
    }
    return found + [isWhole ? "end" : "refused"]
  }

  private static func described(_ row: RowCells) -> String {
    (0..<row.count).reduce(into: "\(row.index)x\(row.repeated)") { text, place in
      let cell = row[place]
      text += " \(cell.column)x\(cell.repeated)=\(row.value(cell))"
      if cell.hasFormula { text += "f" }
    }
  }

  private static func stream(_ path: String) throws {
    var counter = CellCounter()
    try Workbook.stream(path, to: &counter)
  }

  private static func readStyled(_ path: String) throws {
    let reader = try Workbook.open(path)
    let styles = try reader.readDraft().styles.count
    for sheet in reader.sheets.indices.prefix(8) {
      var count = 0
      try reader.readStyledRows(ofSheet: sheet) { row in
        count += 1
        precondition(row.cells.allSatisfy { $0.style >= 0 && $0.style < max(styles, 1) })
        return count < rowsMax
      }
    }
  }
}

/// Proves the order of rows and cells.
private struct CellCounter: WorkbookVisitor {
  private var nextRow = 0

  mutating func begin(_ sheet: SheetInfo) throws -> Bool {
    nextRow = 0
    return true
  }

  mutating func visit(_ row: RowCells) throws -> Bool {
    precondition(row.index >= nextRow && row.repeated >= 1, "rows go back")
    nextRow = row.index + row.repeated
    precondition(nextRow <= CellAddress.rowsMax, "a row beyond the last")
    var column = 0
    for place in 0..<row.count {
      let cell = row[place]
      precondition(Int(cell.column) >= column && cell.repeated >= 1, "cells go back")
      column = Int(cell.column) + Int(cell.repeated)
    }
    precondition(column <= CellAddress.columnsMax, "a cell beyond the last")
    return true
  }

  mutating func end(namedRanges: [NamedRange]) throws {}
}
