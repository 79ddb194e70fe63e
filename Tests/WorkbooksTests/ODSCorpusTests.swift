import Diagnostics
import Foundation
import ODSFiles
import Sheets
import Storage
import Testing
import ZipArchives

/// ODS workbooks of other programs, where `../shared/corpus` is there.
@Suite struct ODSCorpusTests {
  @Test func readsTheCorpus() throws {
    guard let corpus = ODSSample.shared("corpus/ods") else { return }
    var differing: [String] = []
    let names = try Folder.files(corpus).filter { !$0.hasSuffix(".values.tsv") }
    for name in names {
      do {
        let found = try ODSSample.load(corpus + "/" + name)
        let wanted = try ODSCorpusCell.read(corpus + "/" + name + ".values.tsv")
        let missed = wanted.filter {
          !$0.matches(found[$0.sheet]?[$0.a1])
            && !Self.knownDifferences.contains(name + " " + $0.a1)
        }
        for cell in missed.prefix(3) {
          differing.append("\(name) \(cell): \(String(describing: found[cell.sheet]?[cell.a1]))")
        }
      } catch let error as any Diagnosable {
        differing.append(name + ": " + TextRenderer(language: .english).render(error.diagnostic))
      }
    }
    let report = differing.joined(separator: "\n")
    #expect(report.isEmpty)
  }

  /// Cells where one reader's word stands alone, against the specification.
  ///
  /// LibreOffice takes an invalid date for its day 0, where we keep the text that is shown; version
  /// 7.4 drops a tab inside a span.
  private static let knownDifferences: Set<String> = [
    "openspout__sheet_with_invalid_date_time.ods A1",
    "openspout__sheet_with_invalid_date_time.ods B1",
    "openspout__sheet_with_whitespaces_as_xml.ods A1",
  ]

  @Test func editsEveryWorkbookOfTheCorpus() throws {
    guard let corpus = ODSSample.shared("corpus/ods") else { return }
    for name in try Folder.files(corpus) where !name.hasSuffix(".values.tsv") {
      let path = corpus + "/" + name
      let before = try ODSSample.load(path)
      #expect(try FileBytes.read(edit(path) { _ in }) == FileBytes.read(path), "\(name)")
      for sheet in try ODSReader(path: path).sheets.prefix(1) {
        do {
          let edited = try edit(path) { try $0.set(.text("x  y"), at: at(sheet.name, "B2")) }
          var wanted = before
          wanted[sheet.name]?["B2"] = .text("x  y")
          let after = try ODSSample.load(edited)
          #expect(after == wanted, "\(name)")
          try Folder.remove(edited)
        } catch let error as any Diagnosable {
          let refusals = ["ods.not-plain", "ods.covered-cell", "ods.signed"]
          #expect(refusals.contains(error.diagnostic.code), "\(name)")
        }
      }
    }
  }

  @Test func refusesWhatTheCorpusCallsBad() throws {
    guard let corpus = ODSSample.shared("corpus") else { return }
    let manifest = String(decoding: try FileBytes.read(corpus + "/MANIFEST.csv"), as: UTF8.self)
    for line in manifest.split(separator: "\n") where line.hasPrefix("bad/") {
      let name = String(line.prefix { $0 != "," })
      guard name.hasSuffix("ods") else { continue }
      let code = code {
        let reader = try ODSReader(path: corpus + "/" + name)
        for sheet in reader.sheets.indices { try reader.readRows(ofSheet: sheet) { _ in true } }
      }
      if line.contains(",refuse,") { #expect(code != "none", "\(name)") }
      if line.contains(",opens,") { #expect(code == "none", "\(name)") }
      if line.contains("encrypted") { #expect(code == "ods.encrypted", "\(name)") }
    }
  }
}

/// A cell as a corpus list tells it.
private struct ODSCorpusCell: CustomStringConvertible {
  var sheet: String
  var a1: String
  var type: String
  var value: String

  var description: String { "\(sheet)!\(a1) \(type) \(value)" }

  static func read(_ path: String) throws -> [ODSCorpusCell] {
    let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
    return text.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(unescaped)
      guard fields.count >= 4, fields[2] != "sheet" else { return nil }
      return ODSCorpusCell(sheet: fields[0], a1: fields[1], type: fields[2], value: fields[3])
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

  func matches(_ found: CellValue?) -> Bool {
    switch (type, found) {
    case ("s", .text(let text)): return text == value
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
