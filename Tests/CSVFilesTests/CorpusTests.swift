import Storage
import Testing

@testable import CSVFiles

/// Every CSV of the shared corpus, where it is at hand, against what other readers say of it.
@Test func readsTheCorpusExactly() throws {
  let root = packageFolder() + "/../shared/corpus/"
  guard Folder.isFile(root + "MANIFEST.csv") else {
    print("skipped readsTheCorpusExactly: there is no ../shared/corpus")
    return
  }
  var columns: [String: Int] = [:]
  var tried = 0
  try reader(of: root + "MANIFEST.csv", delimiter: UInt8(ascii: ",")).readLines { line in
    if columns.isEmpty {
      for (place, name) in line.texts.enumerated() { columns[name] = place }
      return true
    }
    func field(_ name: String) -> String { columns[name].map(line.text) ?? "" }
    guard field("file").hasPrefix("csv/") else { return true }
    try check(
      root + field("file"), delimiter: field("csv_delimiter"), encoding: field("csv_encoding"))
    tried += 1
    return true
  }
  #expect(tried >= 44)
}

/// What the manifest calls an encoding.
///
/// Latin-1 and windows-1252 differ in signs only that the
/// file in Latin-1 does not have.
private func encodings(_ name: String) -> Set<TextEncoding> {
  switch name {
  case "utf-8", "ascii": [.utf8]
  case "utf-8-sig": [.utf8WithMark]
  case "utf-16": [.utf16LittleEndian, .utf16BigEndian]
  case "cp1258": [.windows1258]
  case "cp1252", "latin-1": [.windows1252]
  case "iso-8859-7": [.greek]
  default: []
  }
}

private func check(_ path: String, delimiter: String, encoding: String) throws {
  let reader = try CSVReader(path: path)
  let name = Folder.name(of: path)
  #expect(encodings(encoding).contains(reader.encoding.encoding), "\(name): \(reader.encoding)")
  let wanted = delimiter == "TAB" ? UInt8(ascii: "\t") : delimiter.utf8.first
  #expect(reader.delimiter == wanted, "\(name)")
  var cells: [String] = []
  var record = 0
  try reader.readLines { line in
    record += 1
    for (column, text) in line.texts.enumerated() where !text.isEmpty {
      cells.append(letters(column) + "\(record)\t" + escape(text))
    }
    return true
  }
  let values = String(decoding: try FileBytes.read(path + ".values.tsv"), as: UTF8.self)
  var expected: [String] = []
  for line in values.utf8.split(separator: 0x0A).dropFirst() {
    let parts = line.split(separator: 0x09, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if parts.count >= 4, parts[2] == "s" { expected.append(parts[1] + "\t" + parts[3]) }
  }
  #expect(!expected.isEmpty, "\(name)")
  for (have, want) in zip(cells, expected) {
    // The manifest asks for normal form C of windows-1258, which String's equality takes care of.
    if encoding == "cp1258" ? have == want : Array(have.utf8) == Array(want.utf8) { continue }
    Issue.record("\(name): \(have) instead of \(want)")
    return
  }
  #expect(cells.count == expected.count || expected.count == 2000, "\(name)")
}

private func reader(of path: String, delimiter: UInt8? = nil) throws -> CSVReader {
  CSVReader(try DecodedText(try FileBytes.read(path)), delimiter: delimiter)
}

private func letters(_ column: Int) -> String {
  let head = column >= 26 ? letters(column / 26 - 1) : ""
  return head + String(decoding: [UInt8(ascii: "A") + UInt8(column % 26)], as: UTF8.self)
}

private func escape(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\t": result += "\\t"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\\": result += "\\\\"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// The folder of the package.
private func packageFolder(_ file: String = #filePath) -> String {
  Folder.parent(of: Folder.parent(of: Folder.parent(of: file)))
}
