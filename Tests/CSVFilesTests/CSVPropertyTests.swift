import TestSupport
import Testing

@testable import CSVFiles

@Test func whatWasWrittenRawIsReadBack() throws {
  let seed = UInt64.random(in: 0...UInt64.max)
  print("seed \(seed)")
  var random = SeededGenerator(seed: seed)
  let pieces = ["a", "Đ", "\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", " ", "=", "\u{0}", "🧾"]
  for _ in 0..<500 {
    let records = (0..<Int.random(in: 0...6, using: &random)).map { _ in
      (0..<Int.random(in: 1...5, using: &random)).map { _ in
        (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in
          pieces.randomElement(using: &random)
        }.joined()
      }
    }
    let delimiter = CSVDelimiter.candidates.randomElement(using: &random) ?? 0x2C
    var writer = CSVWriter(
      delimiter: delimiter, lineBreak: Bool.random(using: &random) ? "\n" : "\r\n",
      neutralisesFormulas: false)
    for record in records { writer.append(record) }
    var read: [[String]] = []
    try CSVReader(try DecodedText(writer.bytes), delimiter: delimiter).readLines {
      read.append($0.texts)
      return true
    }
    #expect(read == records, "seed \(seed)")
  }
}

/// Zeros at every other place, as UTF-16 has them, but not in every pair.
@Test func textWithZerosIsNotTakenForUTF16() throws {
  let records = [["\0", " \0\n", "", "\n\n\0", ""], ["\0Đ"]]
  for delimiter in CSVDelimiter.candidates {
    for lineBreak in ["\n", "\r\n"] {
      var writer = CSVWriter(
        delimiter: delimiter, lineBreak: lineBreak, neutralisesFormulas: false)
      for record in records { writer.append(record) }
      #expect(try DecodedText(writer.bytes).encoding == .utf8)
    }
  }
}

@Test func anyBytesAreReadOrRefused() {
  let seed = UInt64.random(in: 0...UInt64.max)
  print("seed \(seed)")
  var random = SeededGenerator(seed: seed)
  let alphabet: [UInt8] = [0, 0x22, 0x2C, 0x3B, 0x0A, 0x0D, 0x61, 0xC3, 0xA9, 0xFF, 0xFE, 0xEF]
  for _ in 0..<5000 {
    let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
      alphabet.randomElement(using: &random) ?? 0
    }
    do {
      var lines = 0
      try CSVReader(try DecodedText(bytes)).readLines {
        lines += 1
        return $0.count > 0
      }
      #expect(lines <= bytes.count, "seed \(seed)")
    } catch {
      #expect(error is CSVError, "seed \(seed)")
    }
  }
}

@Test(arguments: [
  ("=1+1", "'=1+1"), ("+84 912", "'+84 912"), ("-x", "'-x"), ("@a", "'@a"), ("\tx", "'\tx"),
  ("\rx", "\"'\rx\""), ("-", "'-"), ("-1.234,5", "\"-1.234,5\""), ("+500", "+500"), ("a=b", "a=b"),
  ("", "\"\""),
])
func formulasAreMadeHarmless(field: String, written: String) {
  var writer = CSVWriter()
  writer.append([field])
  #expect(String(decoding: writer.bytes, as: UTF8.self) == written + "\n")
}
