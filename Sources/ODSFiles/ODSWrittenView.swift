internal import Sheets
internal import Storage
internal import XMLStreams

/// What stands before a sheet's rows and how it is shown: columns, protection, settings.xml.
enum ODSWrittenView {
  // MARK: - The table

  /// Writes the start tag of a table and its columns.
  ///
  /// - Source: ODF 1.3 part 3 §9.1.2 table:table, §9.1.6 table:table-column.
  static func writeHead(
    _ sheet: SheetDraft, columns count: Int, style: Int, _ styles: inout ODSStyles,
    to output: inout XMLOutput
  ) {
    output.raw("<table:table")
    output.attribute("table:name", sheet.name)
    output.attribute("table:style-name", "ta\(style + 1)")
    if let area = sheet.printArea {
      output.attribute(
        "table:print-ranges", ODSAddress.print(SheetRange(sheet: sheet.name, range: area)))
    }
    if let protection = sheet.protection { writeProtected(protection, to: &output) }
    output.raw(">")
    if let protection = sheet.protection { write(protection, to: &output) }
    writeColumns(sheet, count: count, &styles, to: &output)
  }

  private static func writeColumns(
    _ sheet: SheetDraft, count: Int, _ styles: inout ODSStyles, to output: inout XMLOutput
  ) {
    var next = 0
    let end = max(
      count, sheet.repeatedColumns.map { $0.upperBound + 1 } ?? 0,
      sheet.columns.last.map { $0.columns.upperBound + 1 } ?? 0)
    for column in sheet.columns {
      let first = column.columns.lowerBound
      if first > next {
        write(ColumnFormat(next...first - 1), sheet, &styles, to: &output)
      }
      write(column, sheet, &styles, to: &output)
      next = column.columns.upperBound + 1
    }
    if next < end { write(ColumnFormat(next...end - 1), sheet, &styles, to: &output) }
  }

  /// Writes a run of columns, cut where the columns that repeat on each page begin and end.
  private static func write(
    _ column: ColumnFormat, _ sheet: SheetDraft, _ styles: inout ODSStyles,
    to output: inout XMLOutput
  ) {
    var first = column.columns.lowerBound
    while first <= column.columns.upperBound {
      var last = column.columns.upperBound
      if let repeated = sheet.repeatedColumns {
        if repeated.lowerBound == first { output.raw("<table:table-header-columns>") }
        if first < repeated.lowerBound { last = min(last, repeated.lowerBound - 1) }
        if repeated.contains(first) { last = min(last, repeated.upperBound) }
      }
      // Each column of a run would start a page: the first one stands alone.
      let startsPage = column.startsPage && first == column.columns.lowerBound
      if startsPage { last = first }
      let style = styles.column(widthMM: column.widthMM, startsPage: startsPage)
      output.raw("<table:table-column")
      output.attribute("table:style-name", "co\(style + 1)")
      if last > first {
        output.attribute("table:number-columns-repeated", String(last - first + 1))
      }
      if column.isHidden { output.attribute("table:visibility", "collapse") }
      output.attribute("table:default-cell-style-name", "ce\((column.style ?? 0) + 1)")
      output.raw("/>")
      if sheet.repeatedColumns?.upperBound == last {
        output.raw("</table:table-header-columns>")
      }
      first = last + 1
    }
  }

  // MARK: - Protection

  private static func writeProtected(_ protection: SheetProtection, to output: inout XMLOutput) {
    output.attribute("table:protected", "true")
    guard let password = protection.password else { return }
    output.attribute("table:protection-key", Base64.text(digest(password)))
    output.attribute(
      "table:protection-key-digest-algorithm", "http://www.w3.org/2001/04/xmlenc#sha256")
  }

  /// What LibreOffice notes of a protection beyond ODF.
  private static func write(_ protection: SheetProtection, to output: inout XMLOutput) {
    output.raw("<loext:table-protection")
    let allowed = [
      ("select-protected-cells", protection.allowsSelectingLocked),
      ("select-unprotected-cells", protection.allowsSelectingUnlocked),
      ("insert-columns", protection.allowsInserting), ("insert-rows", protection.allowsInserting),
      ("delete-columns", protection.allowsDeleting), ("delete-rows", protection.allowsDeleting),
    ]
    for (name, isAllowed) in allowed {
      output.attribute("loext:" + name, isAllowed ? "true" : "false")
    }
    output.raw("/>")
  }

  private static func digest(_ password: String) -> [UInt8] {
    let digits = Array(SHA256Digest(of: password.utf8).hex)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0..<$0 + 2]), radix: 16)
    }
  }

  // MARK: - Settings

  /// settings.xml; nil where every sheet is shown as usual.
  ///
  /// - Source: ODF 1.3 part 3 §3.10 application settings; the names are LibreOffice's.
  static func settings(_ draft: WorkbookDraft) -> [UInt8]? {
    let first = draft.sheets.firstIndex { $0.visibility == .visible } ?? 0
    guard first > 0 || draft.sheets.contains(where: { $0.view != SheetView() }) else { return nil }
    var output = XMLOutput.document()
    output.raw("<office:document-settings" + ODSDocument.namespaces + ">")
    writeSettings(draft, first: first, to: &output)
    output.raw("</office:document-settings>")
    return output.bytes
  }

  /// Writes `office:settings`; the sheet `first` is the one that is shown.
  static func writeSettings(
    _ draft: WorkbookDraft, first: Int, to output: inout XMLOutput
  ) {
    output.element("office:settings") { output in
      output.element("config:config-item-set", ["config:name": "ooo:view-settings"]) { output in
        output.element("config:config-item-map-indexed", ["config:name": "Views"]) { output in
          output.element("config:config-item-map-entry") { output in
            item("ViewId", "string", "view1", to: &output)
            output.element("config:config-item-map-named", ["config:name": "Tables"]) { output in
              for sheet in draft.sheets { write(sheet, to: &output) }
            }
            item("ActiveTable", "string", draft.sheets[first].name, to: &output)
          }
        }
      }
    }
  }

  private static func write(_ sheet: SheetDraft, to output: inout XMLOutput) {
    let view = sheet.view
    output.element("config:config-item-map-entry", ["config:name": sheet.name]) { output in
      // 2: frozen; the active part is the lower one, the right one, or both.
      for (name, count) in [("Horizontal", view.frozenColumns), ("Vertical", view.frozenRows)] {
        item("\(name)SplitMode", "short", count > 0 ? "2" : "0", to: &output)
        item("\(name)SplitPosition", "int", String(max(0, count)), to: &output)
      }
      let part = (view.frozenRows > 0 ? 2 : 0) + (view.frozenColumns > 0 ? 1 : 0)
      item("ActiveSplitRange", "short", String(part == 0 ? 2 : part), to: &output)
      item("PositionLeft", "int", "0", to: &output)
      item("PositionRight", "int", String(max(0, view.frozenColumns)), to: &output)
      item("PositionTop", "int", "0", to: &output)
      item("PositionBottom", "int", String(max(0, view.frozenRows)), to: &output)
      item("ZoomType", "short", "0", to: &output)
      item("ZoomValue", "int", String(max(10, min(400, view.zoomPercent))), to: &output)
      item("ShowGrid", "boolean", view.showsGrid ? "true" : "false", to: &output)
    }
  }

  private static func item(
    _ name: String, _ type: String, _ value: String, to output: inout XMLOutput
  ) {
    output.element("config:config-item", ["config:name": name, "config:type": type]) {
      $0.text(value)
    }
  }
}
