import Foundation
import Sheets
import Storage
import TestSupport
import Testing

/// A collected file with what its lists say of it.
struct CorpusFile: CustomTestStringConvertible {
  /// Its path in the corpus, for example `ods/calamine__date.ods`.
  let name: String
  /// `opens`, `refuse` or `either`.
  let expected: String
  /// Whether it has a password.
  let isEncrypted: Bool

  /// The first folder of ``name``.
  var folder: String { String(name.prefix { $0 != "/" }) }
  /// The full path.
  var path: String { (SharedFolder.path ?? "") + "/corpus/" + name }
  var testDescription: String { name }

  /// Every file that the manifest lists.
  static func all() throws -> [CorpusFile] {
    let manifest = try FileBytes.read(SharedFolder.file("corpus/MANIFEST.csv"))
    return lines(manifest).dropFirst().map { line in
      let expected = ["opens", "refuse", "either"].first { line.contains(",\($0),") }
      return CorpusFile(
        name: line.prefix { $0 != "," }.description, expected: expected ?? "",
        isEncrypted: line.contains("encrypt") && line.contains("password"))
    }
  }

  /// The hostile and damaged ones; none where there is no shared folder.
  static func bad() throws -> [CorpusFile] {
    SharedFolder.path == nil ? [] : try all().filter { $0.folder == "bad" }
  }

  /// The sheets that the list of values names.
  func sheets() throws -> [SheetInfo] {
    try lines().filter { $0[2] == "sheet" }.map {
      SheetInfo(name: $0[0], isVisible: $0[3].hasPrefix("visible"))
    }
  }

  /// The cells that the list of values names.
  func cells() throws -> [CorpusCell] {
    try lines().filter { $0[2] != "sheet" }.map {
      CorpusCell(sheet: $0[0], a1: $0[1], type: $0[2], value: $0[3])
    }
  }

  private func lines() throws -> [[String]] {
    try Self.lines(FileBytes.read(path + ".values.tsv")).dropFirst().map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map(Self.unescaped)
    }.filter { $0.count >= 4 }
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }
  }

  private static func unescaped(_ field: Substring) -> String {
    var text = ""
    var isEscape = false
    for character in field {
      if isEscape {
        text.append(["t": "\t", "n": "\n", "r": "\r"][character] ?? character)
        isEscape = false
      } else if character == "\\" {
        isEscape = true
      } else {
        text.append(character)
      }
    }
    return text
  }
}

/// A cell as a list of values tells it.
struct CorpusCell: CustomStringConvertible {
  var sheet: String
  var a1: String
  var type: String
  var value: String

  var description: String { "\(sheet)!\(a1) \(type) \(value)" }

  /// Whether a value that was read is the one that is told.
  func matches(_ found: CellValue?) -> Bool {
    switch (type, found) {
    case ("s", .text(let text)): return text.utf8.elementsEqual(value.utf8)
    case ("n", .number(let number)):
      guard let wanted = Double(value) else { return false }
      return abs(number - wanted) <= abs(wanted) * 1e-12
    case ("b", .boolean(let isTrue)): return value == (isTrue ? "TRUE" : "FALSE")
    case ("e", .error(let name)): return name == value
    case ("d", .date(let date)): return value == shown(date)
    case ("t", .duration(let seconds)): return value == clock(seconds)
    default: return false
    }
  }

  private func shown(_ date: DateTime) -> String {
    let day = String(format: "%04d-%02d-%02d", date.year, date.month, date.day)
    return value.contains("T") ? day + "T" + clock(date.secondOfDay) : day
  }

  private func clock(_ seconds: Double) -> String {
    let milliseconds = Int((abs(seconds) * 1000).rounded())
    let (whole, rest) = (milliseconds / 1000, milliseconds % 1000)
    return (seconds < 0 ? "-" : "")
      + String(format: "%02d:%02d:%02d.%03d", whole / 3600, whole / 60 % 60, whole % 60, rest)
  }
}
