import Diagnostics
import Records
import Sheets
import Storage

@testable import Importing

/// The folder of the package.
func packageFolder(_ file: String = #filePath) -> String {
  Folder.parent(of: Folder.parent(of: Folder.parent(of: file)))
}

/// An importer with the layouts and channels that ship.
func shippedImporter() throws -> Importer { try shipped.get() }

private let shipped = Result {
  let folder = packageFolder() + "/Layouts"
  return Importer(
    layouts: try LayoutCatalog.load(folder: folder),
    channels: try ChannelTable.load(path: folder + "/channels.yaml"))
}

/// Imports a text.
func importText(
  _ text: String, layout: String? = nil, side: PaymentSide = .collector, name: String = "a.csv"
) throws -> ImportedFile {
  let bytes = Array(text.utf8)
  return try shippedImporter().read(
    try TextSource(bytes, file: name), sha256: SHA256Digest(of: bytes).hex, name: name,
    options: ImportOptions(layout: layout, side: side))
}

/// Imports a text with more options.
func importText(_ text: String, options: ImportOptions) throws -> ImportedFile {
  let bytes = Array(text.utf8)
  return try shippedImporter().read(
    try TextSource(bytes, file: "a.csv"), sha256: SHA256Digest(of: bytes).hex, name: "a.csv",
    options: options)
}

/// Imports sheets that live in memory.
func importSheets(_ sheets: [MemorySheet], layout: String? = nil) throws -> ImportedFile {
  try shippedImporter().read(
    try WorkbookSource(MemoryWorkbook(content: sheets)), sha256: "00", name: "a.xlsx",
    options: ImportOptions(layout: layout))
}

/// A sheet in memory.
struct MemorySheet {
  var name: String
  var rows: [SheetRow]
  var isVisible = true

  init(_ name: String, _ rows: [SheetRow], isVisible: Bool = true) {
    self.name = name
    self.rows = rows
    self.isVisible = isVisible
  }

  /// Rows of values, from the first row on; empty values are left out as readers do.
  init(_ name: String, values: [[CellValue]], isVisible: Bool = true) {
    let rows = values.enumerated().map { index, values in
      SheetRow(
        index: index,
        cells: values.enumerated().filter { $0.element != .empty }.map {
          SheetCell(column: $0.offset, value: $0.element)
        })
    }
    self.init(name, rows, isVisible: isVisible)
  }
}

/// A workbook in memory.
struct MemoryWorkbook: WorkbookReader {
  var content: [MemorySheet]

  var sheets: [SheetInfo] { content.map { SheetInfo(name: $0.name, isVisible: $0.isVisible) } }
  var namedRanges: [NamedRange] { [] }

  func visitRows(ofSheet sheet: Int, _ body: (RowCells) throws -> Bool) throws {
    var buffer = RowBuffer()
    for row in content[sheet].rows {
      buffer.fill(row)
      guard try buffer.give(body) else { return }
    }
  }
}

extension ImportedFile {
  var bills: [Bill] {
    records.compactMap { if case .bill(let bill) = $0.record { bill } else { nil } }
  }
  var payments: [Payment] {
    records.compactMap { if case .payment(let payment) = $0.record { payment } else { nil } }
  }
  /// The code and line of each row that was set aside.
  var faults: [String] { rejected.map { "\($0.code) \($0.origin.line ?? 0)" } }
}

/// A day that is known to exist.
func day(_ iso: String) -> CalendarDay? { CalendarDay(iso: iso) }

/// A customer code that is known to be one.
func code(_ text: String) -> CustomerCode? { CustomerCode(text) }
