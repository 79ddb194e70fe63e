// Reads LibreOffice's own CSV. Not our CSV reader: that is one of the things under test.

/// The CSV that LibreOffice writes: commas, double quotes, line feeds.
enum CommaSeparated {
  /// The rows of a text, each with its fields.
  static func rows(of text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [Unicode.Scalar] = []
    var quoted = false
    var previous: Unicode.Scalar?
    func string(_ scalars: [Unicode.Scalar]) -> String {
      String(String.UnicodeScalarView(scalars))
    }
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      switch scalar {
      case "\"":
        // A doubled quote inside quotes closes them and opens them again: it stands for one.
        if !quoted && previous == "\"" { field.append(scalar) }
        quoted.toggle()
      case "," where !quoted, "\n" where !quoted:
        row.append(string(field))
        field = []
        if scalar == "\n" {
          rows.append(row)
          row = []
        }
      default: field.append(scalar)
      }
    }
    if !field.isEmpty || !row.isEmpty { rows.append(row + [string(field)]) }
    return rows
  }
}
