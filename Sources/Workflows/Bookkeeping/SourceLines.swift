internal import CSVFiles
internal import LedgerStore
internal import Records
internal import Sheets
internal import Storage
internal import Workbooks

/// Lines of files, from the copies that the ledger keeps; a copy is read piece by piece.
struct SourceLines {
  private let workspace: Workspace
  private let ledger: Ledger

  init(_ workspace: Workspace, _ ledger: Ledger) {
    self.workspace = workspace
    self.ledger = ledger
  }

  /// What stands at a line; nil where no copy was kept.
  func text(at place: Provenance) throws -> String? {
    if let sheet = place.sheet { return try row(place, of: sheet) }
    switch try plainLine(place) {
    case .gone: return nil
    case .text(let text): return text
    case .otherEncoding: break
    }
    // What an older encoding says shows in the file as a whole alone.
    guard let bytes = try ledger.sourceBytes(sha256: place.sourceSHA256) else { return nil }
    let lines = ((try? DecodedText(bytes).bytes) ?? bytes)
      .split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.indices.contains(place.line - 1) else { return nil }
    return String(decoding: withoutReturn(lines[place.line - 1]), as: UTF8.self)
  }

  private enum PlainLine {
    case gone, otherEncoding
    case text(String)
  }

  /// A line of a file in UTF-8.
  private func plainLine(_ place: Provenance) throws -> PlainLine {
    var (number, line, hasNull) = (1, [UInt8](), false)
    let isThere = try ledger.readSource(sha256: place.sourceSHA256) { piece in
      hasNull = hasNull || piece.contains(0)
      for part in piece.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
        if part.offset > 0 { number += 1 }
        if number > place.line { return false }
        if number == place.line { line += part.element }
      }
      return !hasNull
    }
    guard isThere else { return .gone }
    guard !hasNull, let text = String(validating: withoutReturn(line[...]), as: UTF8.self) else {
      return .otherEncoding
    }
    return .text(text)
  }

  private func withoutReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.last == 0x0D ? line.dropLast() : line
  }

  /// A row of a sheet, its cells with bars between them.
  private func row(_ place: Provenance, of sheet: String) throws -> String? {
    let staged = try StagedFile(for: workspace.path("ledger-source"))
    try staged.write([], mode: 0o600)
    let output = try FileOutput(newFile: staged.temporaryPath)
    let isThere = try ledger.readSource(sha256: place.sourceSHA256) { piece in
      try output.append(piece)
      return true
    }
    try output.close()
    guard isThere else { return nil }
    let reader = try Workbook.open(staged.temporaryPath)
    guard let index = reader.sheets.firstIndex(where: { $0.name == sheet }) else { return nil }
    var text: String?
    try reader.readRows(ofSheet: index) { row in
      let rows = row.index..<row.index + max(row.repeated, 1)
      guard rows.contains(place.line - 1) else { return row.index < place.line - 1 }
      text = row.cells.map { $0.value.shown }.joined(separator: " | ")
      return false
    }
    return text
  }
}

extension CellValue {
  /// The value as people read it.
  fileprivate var shown: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(let number):
      abs(number) < 1e15 && number == number.rounded() ? String(Int64(number)) : "\(number)"
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .date(let moment): moment.iso
    case .duration(let seconds): "\(seconds)"
    case .error(let name): name
    }
  }
}
