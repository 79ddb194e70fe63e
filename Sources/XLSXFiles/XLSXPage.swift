import Sheets
import XMLStreams

/// How a sheet prints, as XLSX writes it.
///
/// - Source: ECMA-376 part 1 §18.3.1.62 pageMargins, §18.3.1.63 pageSetup, §18.3.1.46 headerFooter.
enum XLSXPage {
  /// What stands after the cells: margins, paper, header and footer.
  static func write(_ page: PageSetup, to output: inout XMLOutput) {
    let options = [
      ("horizontalCentered", page.centersHorizontally),
      ("verticalCentered", page.centersVertically), ("headings", page.printsHeadings),
      ("gridLines", page.printsGrid),
    ].filter(\.1)
    if !options.isEmpty {
      output.raw("<printOptions")
      for (name, _) in options { output.attribute(name, "1") }
      output.raw("/>")
    }
    let margins = page.margins
    output.element(
      "pageMargins",
      [
        "left": inches(margins.left), "right": inches(margins.right), "top": inches(margins.top),
        "bottom": inches(margins.bottom), "header": inches(margins.top / 2),
        "footer": inches(margins.bottom / 2),
      ])
    writeSetup(page, to: &output)
    writeHeaderFooter(page, to: &output)
  }

  /// Measures stand beside a paper without a number; Excel takes its printer's paper then.
  private static func writeSetup(_ page: PageSetup, to output: inout XMLOutput) {
    output.raw("<pageSetup")
    if let number = number(of: page.paper) {
      output.attribute("paperSize", String(number))
    } else {
      output.attribute("paperHeight", DecimalText.print(page.paper.heightMM) + "mm")
      output.attribute("paperWidth", DecimalText.print(page.paper.widthMM) + "mm")
    }
    if case .percent(let percent) = page.scale, percent != 100 {
      output.attribute("scale", String(max(10, min(400, percent))))
    }
    if case .pages(let across, let down) = page.scale {
      output.attribute("fitToWidth", String(max(0, across ?? 0)))
      output.attribute("fitToHeight", String(max(0, down ?? 0)))
    }
    output.attribute("orientation", page.isLandscape ? "landscape" : "portrait")
    output.raw("/>")
  }

  /// The numbers of §18.3.1.63 paperSize.
  private static func number(of paper: PaperSize) -> Int? {
    switch paper {
    case .letter: 1
    case .legal: 5
    case .a3: 8
    case .a4: 9
    case .a5: 11
    case .custom: nil
    }
  }

  private static func writeHeaderFooter(_ page: PageSetup, to output: inout XMLOutput) {
    guard !page.header.isEmpty || !page.footer.isEmpty else { return }
    output.raw("<headerFooter")
    if page.leavesFirstPageBare { output.attribute("differentFirst", "1") }
    output.raw(">")
    if !page.header.isEmpty { output.element("oddHeader") { $0.text(code(page.header)) } }
    if !page.footer.isEmpty { output.element("oddFooter") { $0.text(code(page.footer)) } }
    if page.leavesFirstPageBare {
      output.element("firstHeader") { $0.text("&C") }
      output.element("firstFooter") { $0.text("&C") }
    }
    output.raw("</headerFooter>")
  }

  /// The codes of §18.3.1.46.
  private static func code(_ band: HeaderFooter) -> String {
    let parts = [("&L", band.left), ("&C", band.center), ("&R", band.right)]
    return parts.filter { !$0.1.isEmpty }.map { mark, pieces in
      mark + pieces.map(code).joined()
    }.joined()
  }

  private static func code(_ piece: HeaderFooter.Piece) -> String {
    switch piece {
    case .text(let text): text.replacing("&", with: "&&")
    case .page: "&P"
    case .pages: "&N"
    case .sheet: "&A"
    case .file: "&F"
    case .date: "&D"
    case .time: "&T"
    }
  }

  /// The rows that start a page: each break names the row before it, counted from 1
  /// (ECMA-376 part 1 §18.3.1.74 rowBreaks, §18.3.1.3 brk).
  static func writeBreaks(_ rows: [Int], prefix: String, to output: inout XMLOutput) {
    guard !rows.isEmpty else { return }
    let count = String(rows.count)
    output.element(
      prefix + "rowBreaks", ["count": count, "manualBreakCount": count]
    ) { output in
      for row in rows {
        output.element(
          prefix + "brk",
          ["id": String(row), "max": String(CellAddress.columnsMax - 1), "man": "1"])
      }
    }
  }

  /// The columns that start a page (§18.3.1.14 colBreaks).
  static func writeColumnBreaks(_ columns: [ColumnFormat], to output: inout XMLOutput) {
    let starts = columns.filter(\.startsPage).map(\.columns.lowerBound).filter { $0 > 0 }
    guard !starts.isEmpty else { return }
    let count = String(starts.count)
    output.element("colBreaks", ["count": count, "manualBreakCount": count]) { output in
      for column in starts {
        output.element(
          "brk", ["id": String(column), "max": String(CellAddress.rowsMax - 1), "man": "1"])
      }
    }
  }

  /// The defined names that printing and filtering need.
  static func writeNames(_ sheets: [SheetDraft], to output: inout XMLOutput) {
    for (index, sheet) in sheets.enumerated() {
      if let filter = sheet.autoFilter {
        output.raw("<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(index)\"")
        output.raw(" hidden=\"1\">")
        output.text(XLSXNames.target(SheetRange(sheet: sheet.name, range: filter)))
        output.raw("</definedName>")
      }
      func name(_ name: String, _ text: String) {
        output.element("definedName", ["name": name, "localSheetId": String(index)]) {
          $0.text(text)
        }
      }
      if let area = sheet.printArea {
        name(
          "_xlnm.Print_Area", XLSXNames.target(SheetRange(sheet: sheet.name, range: area)))
      }
      let prefix = XLSXNames.quoted(sheet.name) + "!"
      let columns = sheet.repeatedColumns.map {
        prefix + "$" + CellAddress.columnLetters($0.lowerBound) + ":$"
          + CellAddress.columnLetters($0.upperBound)
      }
      let rows = sheet.repeatedRows.map { prefix + "$\($0.lowerBound + 1):$\($0.upperBound + 1)" }
      let titles = [columns, rows].compactMap { $0 }
      if !titles.isEmpty { name("_xlnm.Print_Titles", titles.joined(separator: ",")) }
    }
  }

  private static func inches(_ millimetres: Double) -> String {
    DecimalText.print((millimetres / 25.4 * 1000).rounded() / 1000)
  }
}
