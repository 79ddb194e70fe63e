import Sheets
import XMLStreams

/// What stands before a sheet's rows: its tab, its view, its columns; and its protection.
enum XLSXWrittenView {
  /// The beginning of a worksheet part, up to its rows.
  ///
  /// - Source: ECMA-376 part 1 §18.3.1.82 sheetPr, §18.3.1.87 sheetView, §18.3.1.17 cols.
  static func head(_ sheet: SheetDraft, isFirst: Bool, digitPixels: Double) -> XMLOutput {
    var output = XMLOutput.document()
    output.raw("<worksheet xmlns=\"\(XLSXNames.mainURI)\"")
    output.raw(" xmlns:r=\"\(XLSXNames.relationshipsURI)\">")
    writeProperties(sheet, to: &output)
    output.element("sheetViews") { output in
      output.raw("<sheetView")
      if !sheet.view.showsGrid { output.attribute("showGridLines", "0") }
      if isFirst { output.attribute("tabSelected", "1") }
      let zoom = max(10, min(400, sheet.view.zoomPercent))
      if zoom != 100 {
        output.attribute("zoomScale", String(zoom))
        output.attribute("zoomScaleNormal", String(zoom))
      }
      output.attribute("workbookViewId", "0")
      output.raw(">")
      writePane(sheet.view, to: &output)
      output.raw("</sheetView>")
    }
    output.element("sheetFormatPr", ["defaultRowHeight": "17"])
    if !sheet.columns.isEmpty {
      output.element("cols") { output in
        for column in sheet.columns { write(column, digitPixels, to: &output) }
      }
    }
    return output
  }

  private static func writeProperties(_ sheet: SheetDraft, to output: inout XMLOutput) {
    let fits = if case .pages = sheet.page.scale { true } else { false }
    guard sheet.tabColor != nil || fits else { return }
    output.element("sheetPr") { output in
      if let color = sheet.tabColor { output.element("tabColor", ["rgb": "FF" + color.hex]) }
      if fits { output.element("pageSetUpPr", ["fitToPage": "1"]) }
    }
  }

  private static func writePane(_ view: SheetView, to output: inout XMLOutput) {
    let (rows, columns) = (max(0, view.frozenRows), max(0, view.frozenColumns))
    guard rows > 0 || columns > 0 else { return }
    let pane = rows == 0 ? "topRight" : columns == 0 ? "bottomLeft" : "bottomRight"
    output.raw("<pane")
    if columns > 0 { output.attribute("xSplit", String(columns)) }
    if rows > 0 { output.attribute("ySplit", String(rows)) }
    output.attribute("topLeftCell", CellAddress(row: rows, column: columns).a1)
    output.attribute("activePane", pane)
    output.attribute("state", "frozen")
    output.raw("/>")
    output.element("selection", ["pane": pane])
  }

  private static func write(
    _ column: ColumnFormat, _ digitPixels: Double, to output: inout XMLOutput
  ) {
    output.raw("<col")
    output.attribute("min", String(column.columns.lowerBound + 1))
    output.attribute("max", String(column.columns.upperBound + 1))
    output.attribute("width", characters(column.widthMM ?? 22.6, digitPixels))
    if let style = column.style, style > 0 { output.attribute("style", String(style)) }
    if column.isHidden { output.attribute("hidden", "1") }
    if column.widthMM != nil { output.attribute("customWidth", "1") }
    output.raw("/>")
  }

  /// A width in digits of the workbook's first font (ECMA-376 part 1 §18.3.1.13).
  private static func characters(_ millimetres: Double, _ digitPixels: Double) -> String {
    let pixels = millimetres / 25.4 * 96
    return DecimalText.print(min((pixels / digitPixels * 256).rounded() / 256, 255))
  }

  /// Writes the protection of a sheet.
  ///
  /// The attributes say what is locked, not what is allowed.
  ///
  /// - Source: ECMA-376 part 1 §18.3.1.85 sheetProtection.
  static func write(_ protection: SheetProtection, to output: inout XMLOutput) {
    output.raw("<sheetProtection")
    if let password = protection.password { output.attribute("password", hash(password)) }
    for name in ["sheet", "objects", "scenarios"] { output.attribute(name, "1") }
    func lock(_ names: [String], unless isAllowed: Bool, isLockedByDefault: Bool) {
      guard isAllowed == isLockedByDefault else { return }
      for name in names { output.attribute(name, isAllowed ? "0" : "1") }
    }
    lock(
      ["formatCells", "formatColumns", "formatRows"], unless: protection.allowsFormatting,
      isLockedByDefault: true)
    lock(
      ["insertColumns", "insertRows"], unless: protection.allowsInserting,
      isLockedByDefault: true)
    lock(
      ["deleteColumns", "deleteRows"], unless: protection.allowsDeleting,
      isLockedByDefault: true)
    lock(["selectLockedCells"], unless: protection.allowsSelectingLocked, isLockedByDefault: false)
    lock(["sort", "autoFilter"], unless: protection.allowsSorting, isLockedByDefault: true)
    lock(
      ["selectUnlockedCells"], unless: protection.allowsSelectingUnlocked,
      isLockedByDefault: false)
    output.raw("/>")
  }

  /// The 16 bits that stand for a password.
  ///
  /// - Source: ECMA-376 part 4 §14.7.1, legacy password hash.
  static func hash(_ password: String) -> String {
    let bytes = Array(password.utf8.prefix(255))
    var hash: UInt16 = 0
    func rotate() { hash = (hash >> 14 & 1) | (hash << 1 & 0x7FFF) }
    for byte in bytes.reversed() {
      rotate()
      hash ^= UInt16(byte)
    }
    rotate()
    hash ^= UInt16(bytes.count) ^ 0xCE4B
    let digits = String(hash, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
