import Diagnostics

extension Diagnosable {
  /// Whether the disk failed: no matter of what a workbook holds, and never passed over.
  var isOfDisk: Bool {
    let code = diagnostic.code
    return code.hasPrefix("storage.") || ["zip.not-readable", "zip.not-written"].contains(code)
  }
}
