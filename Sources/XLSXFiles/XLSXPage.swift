import Sheets
import XMLStreams

/// How a sheet prints, as XLSX writes it.
///
/// - Source: ECMA-376 part 1 §18.3.1.62 pageMargins, §18.3.1.63 pageSetup, §18.3.1.46 headerFooter.
enum XLSXPage {
  /// What stands before the columns: whether the page's scale follows its width.
  static func writeProperties(_ page: PageSetup, to output: inout XMLOutput) {
    guard page.fitsWidth else { return }
    output.element("sheetPr") { $0.element("pageSetUpPr", ["fitToPage": "1"]) }
  }

  /// What stands after the cells: margins, paper, header.
  static func write(_ page: PageSetup, to output: inout XMLOutput) {
    output.element("printOptions", ["horizontalCentered": "1"])
    let margins = page.margins
    output.element(
      "pageMargins",
      [
        "left": inches(margins.left), "right": inches(margins.right), "top": inches(margins.top),
        "bottom": inches(margins.bottom), "header": inches(margins.top / 2),
        "footer": inches(margins.bottom / 2),
      ])
    output.raw("<pageSetup paperSize=\"9\"")  // §18.18.50: 9 is A4
    output.attribute("orientation", page.isLandscape ? "landscape" : "portrait")
    if page.fitsWidth {
      output.attribute("fitToWidth", "1")
      output.attribute("fitToHeight", "0")
    }
    output.raw("/>")
    if page.numbersPagesAfterFirst {
      output.element("headerFooter", ["differentFirst": "1"]) { output in
        output.element("oddHeader") { $0.text("&C&P") }
        output.element("firstHeader") { $0.text("&C") }
      }
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

  /// The defined names that printing needs.
  static func writeNames(_ sheets: [SheetDraft], to output: inout XMLOutput) {
    for (index, sheet) in sheets.enumerated() {
      let scope = String(index)
      if let area = sheet.printArea {
        output.element(
          "definedName", ["name": "_xlnm.Print_Area", "localSheetId": scope]
        ) { $0.text(XLSXNames.target(SheetRange(sheet: sheet.name, range: area))) }
      }
      if let rows = sheet.repeatedRows {
        output.element(
          "definedName", ["name": "_xlnm.Print_Titles", "localSheetId": scope]
        ) {
          $0.text(
            XLSXNames.quoted(sheet.name) + "!$\(rows.lowerBound + 1):$\(rows.upperBound + 1)")
        }
      }
    }
  }

  private static func inches(_ millimetres: Double) -> String {
    DecimalText.print((millimetres / 25.4 * 1000).rounded() / 1000)
  }
}
