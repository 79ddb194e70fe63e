import Diagnostics
import Records
import Sheets
import Storage
import TestSupport
import Testing

@testable import Importing

/// A statement or a list of bills with planted faults and twins, and what must come of it.
private struct Planted {
  var header: [String]
  var lines: [[String]]
  var rows: Int
  var rejected: Int

  static func statement(_ random: inout SeededGenerator) -> Planted {
    var plan = Planted(
      header: ["Ngày hiệu lực", "Ghi nợ", "Ghi có", "Số dư", "Mô tả", "Số tham chiếu"], lines: [],
      rows: 0, rejected: 0)
    for number in 0..<Int.random(in: 1...40, using: &random) {
      var line = [
        "\(number % 28 + 1)/08/2024", "", "\(number % 5 + 1).000", "",
        "PA07AB000000\(number % 3) tiền",
        "R\(number % 7)",
      ]
      plan.rows += 1
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        line[0] = "31/02/2024"
        plan.rejected += 1
      case 1:
        line[2] = "1.O00"
        plan.rejected += 1
      case 2:
        line[1] = "500"
        line[2] = ""
        plan.rows -= 1
      case 3:
        plan.lines.append(line)
        plan.rows += 1
      default: break
      }
      plan.lines.append(line)
    }
    return plan
  }

  static func bills(_ random: inout SeededGenerator) -> Planted {
    var plan = Planted(
      header: ["MA_KHANG", "TONG_TIEN", "THANG", "NAM", "ID_HDON", "KENH_THANH_TOAN"], lines: [],
      rows: 0, rejected: 0)
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      let number = Int.random(in: 1...20, using: &random)
      var line = [
        "PA07AB\(1000 + number)", "\(number).500", "\(number % 12 + 1)", "2024", "", "Thẻ",
      ]
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        line[1] = "x"
        plan.rejected += 1
      case 1:
        line[2] = "13"
        plan.rejected += 1
      default: break
      }
      plan.lines.append(line)
      plan.rows += 1
    }
    return plan
  }

  func text(delimiter: String, lineBreak: String = "\n") -> String {
    ([header] + lines).map { fields in
      fields.map { $0.contains(delimiter) ? "\"\($0)\"" : $0 }.joined(separator: delimiter)
    }.joined(separator: lineBreak)
  }
}

private func read(_ bytes: [UInt8], name: String = "a.csv") throws -> ImportedFile {
  try shippedImporter().read(
    try TextSource(bytes, file: name), sha256: SHA256Digest(of: bytes).hex, name: name,
    options: ImportOptions())
}

/// What a file says, without where it says it.
private func said(_ file: ImportedFile) -> [String] {
  file.records.map { record in
    var text: [UInt8] = []
    Bytes16(words: record.identity.words).appendHex(to: &text)
    return String(decoding: text, as: UTF8.self)
  }.sorted()
}

@Test func everyRowIsARecordADuplicateOrSetAside() throws {
  try withSeed { random in
    for make in [Planted.statement, Planted.bills] {
      let plan = make(&random)
      let file = try read(Array(plan.text(delimiter: ";").utf8))
      #expect(file.rows == plan.rows)
      #expect(file.rejected.count == plan.rejected)
      #expect(file.rows == file.records.count + file.duplicatesWithin + file.rejected.count)
      #expect(Set(said(file)).count == file.records.count)
      #expect(file.ignored == plan.lines.count - plan.rows)
    }
  }
}

@Test func importingTwiceIsImportingOnce() throws {
  try withSeed { random in
    for make in [Planted.statement, Planted.bills] {
      let bytes = Array(make(&random).text(delimiter: ",").utf8)
      let first = try read(bytes)
      let second = try read(bytes, name: "b.csv")
      #expect(first.records == second.records)
    }
  }
}

@Test func orderEncodingDelimiterAndContainerDoNotMatter() throws {
  try withSeed { random in
    for make in [Planted.statement, Planted.bills] {
      var plan = make(&random)
      let wanted = said(try read(Array(plan.text(delimiter: ";").utf8)))
      plan.lines.shuffle(using: &random)
      let units = [0xFEFF] + Array(plan.text(delimiter: "\t", lineBreak: "\r\n").utf16)
      let utf16: [UInt8] = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      #expect(said(try read(utf16)) == wanted)
      let values = ([plan.header] + plan.lines).map { $0.map(CellValue.text) }
      #expect(said(try importSheets([MemorySheet("a", values: values)])) == wanted)
    }
  }
}

@Test func anOverlappingExportAddsOnlyWhatIsNew() throws {
  try withSeed { random in
    let plan = Planted.statement(&random)
    var part = plan
    part.lines = Array(plan.lines.prefix(plan.lines.count / 2))
    guard !part.lines.isEmpty else { return }
    let whole = Set(said(try read(Array(plan.text(delimiter: ",").utf8))))
    let half = said(try read(Array(part.text(delimiter: ",").utf8)))
    #expect(whole.isSuperset(of: half))
  }
}

/// Exports of whole days that overlap, in any order, come to what one export of all days says.
@Test func overlappingExportsOfWholeDaysComeToTheSameInAnyOrder() throws {
  try withSeed { random in
    let plan = Planted.statement(&random)
    func part(_ days: ClosedRange<Int>) throws -> [String] {
      var part = plan
      part.lines = plan.lines.filter { line in
        days.contains(line[0].split(separator: "/").first.flatMap { Int($0) } ?? 0)
      }
      return part.lines.isEmpty ? [] : said(try read(Array(part.text(delimiter: ",").utf8)))
    }
    let windows = try [1...12, 8...20, 15...31].map(part).shuffled(using: &random)
    let whole = said(try read(Array(plan.text(delimiter: ",").utf8)))
    #expect(Set(windows.joined()).sorted() == whole)
  }
}

@Test func anyTextIsReadOrRefused() throws {
  try withSeed { random in
    let pieces = [
      "Ngày hiệu lực", "Ghi nợ", "Ghi có", "Mô tả", "Mã khách hàng", "Tổng tiền", "Kỳ", "\n", ";",
      "\"", "37", "01/08/2024", "1.000", "Tổng cộng", "\u{0}", " ", "PA07AB0000001", "T8/2024",
    ]
    let header = ["Ngày hiệu lực;Ghi nợ;Ghi có;Số dư;Mô tả\n", "Mã KH;Kỳ;Tổng tiền\n", ""]
    for start in header {
      let text =
        start
        + (0..<30).compactMap { _ in pieces.randomElement(using: &random) }.joined()
      do {
        let file = try read(Array(text.utf8))
        #expect(file.rows == file.records.count + file.duplicatesWithin + file.rejected.count)
      } catch {
        #expect(error is any Diagnosable)
      }
    }
  }
}

/// Runs a property many times; a failure names the seed.
private func withSeed(_ work: (inout SeededGenerator) throws -> Void) throws {
  let seed = UInt64.random(in: 0...UInt64.max)
  print("seed \(seed)")
  var random = SeededGenerator(seed: seed)
  for _ in 0..<15 { try work(&random) }
}
