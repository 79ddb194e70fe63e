internal import Diagnostics
internal import ODSFiles
public import Sheets
internal import XLSXFiles

extension Workbook {
  /// Reads the formulas of a workbook, apart from its values.
  ///
  /// - Parameter path: The file, an ODS or XLSX workbook; older formats have no formulas here.
  /// - Returns: The formulas, and the names, tables and rules that they lean on.
  /// - Throws: As ``format(of:)``, and the format's own errors, with the file in their origin.
  public static func formulas(of path: String) throws -> WorkbookFormulas {
    try placing(Origin(file: path)) {
      switch try format(of: path) {
      case .ods: try ODSFormulas.read(path: path)
      case .xlsx: try XLSXFormulas.read(path: path)
      }
    }
  }
}
