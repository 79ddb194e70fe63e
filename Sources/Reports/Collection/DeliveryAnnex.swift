internal import Records
internal import Sheets

/// The annex that lists who delivered what and when: one row a form.
enum DeliveryAnnex {
  static let columns = 8

  /// Draws the sheet: a title, the header, and the prototype of a form's row.
  static func draw(
    _ annex: CollectionManifest.Annex, _ manifest: CollectionManifest, _ styles: FormLooks,
    _ list: inout StyleList
  ) -> FormCanvas {
    var sheet = SheetDraft(name: annex.sheet)
    sheet.columnWidthsMM = annex.columnsMM
    sheet.page = manifest.page.setup(isLandscape: true)
    let last = annex.columns.count - 1
    var canvas = FormCanvas(sheet, columns: annex.columns.count)
    canvas.add([(0, last, annex.title, styles.title)], height: 22, styles: &list)
    canvas.add([], height: 8, styles: &list)
    let top = canvas.rows.count
    canvas.add(
      annex.columns.enumerated().map { ($0.offset, $0.offset, $0.element, styles.header) },
      height: 34, styles: &list)
    canvas.sheet.repeatedRows = top...top
    canvas.mark(
      annex.block,
      CellRange(
        CellAddress(row: canvas.rows.count, column: 0),
        CellAddress(row: canvas.rows.count, column: last)))
    canvas.add(
      annex.columns.indices.map { ($0, $0, "", $0 == 0 ? styles.cell : styles.text) },
      height: 18, styles: &list)
    return canvas
  }

  /// The rows, one a form or a unit without one.
  static func rows(
    _ deliveries: [FormCollection.Delivery], _ annex: CollectionManifest.Annex
  ) -> [RowCopy] {
    let states = annex.states
    let rows = deliveries.enumerated().map { place, delivery in
      var values: [Int: CellValue] = [
        0: .number(Double(place + 1)), 1: .text(delivery.unitID), 2: .text(delivery.unitName),
        7: .text(states[delivery.state.rawValue] ?? delivery.state.rawValue),
      ]
      if let form = delivery.form {
        values[3] = .text(form.file)
        if let day = form.reportedOn { values[4] = .text(day.words) }
        values[5] = .number(Double(form.revision))
        values[6] = .text(form.reporter)
      }
      return RowCopy(prototype: 0, values: values)
    }
    return rows.isEmpty ? [RowCopy(prototype: 0)] : rows
  }
}
