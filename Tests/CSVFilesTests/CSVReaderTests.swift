import Diagnostics
import Testing

@testable import CSVFiles

/// What was read: the line and the fields of each record.
private struct Read: Equatable {
  var line: Int
  var fields: [String]
}

private func read(
  _ text: String, delimiter: UInt8? = UInt8(ascii: ","), limits: CSVReader.Limits = .init()
) throws -> [Read] {
  try read(Array(text.utf8), delimiter: delimiter, limits: limits)
}

private func read(
  _ bytes: [UInt8], delimiter: UInt8? = nil, limits: CSVReader.Limits = .init()
) throws -> [Read] {
  let text = try DecodedText(bytes, file: "a.csv")
  var result: [Read] = []
  let reader = CSVReader(text, delimiter: delimiter, limits: limits, file: "a.csv")
  try reader.readLines {
    result.append(Read(line: $0.line, fields: $0.texts))
    return true
  }
  return result
}

@Test(arguments: ["\n", "\r\n", "\r"])
func everyLineBreakEndsARecord(end: String) throws {
  #expect(
    try read("a,b\(end)\(end)\"c\(end)d\",\"\"\(end),e") == [
      Read(line: 1, fields: ["a", "b"]), Read(line: 2, fields: [""]),
      Read(line: 3, fields: ["c" + end + "d", ""]), Read(line: 5, fields: ["", "e"]),
    ])
}

@Test(
  arguments: [
    ("", []), ("a", [["a"]]), ("a\n", [["a"]]), (",", [["", ""]]), ("\"\"", [[""]]),
    ("\"a\"\"b\"", [["a\"b"]]), ("\"\"\"\"", [["\""]]), ("a\"b,c", [["a\"b", "c"]]),
    ("\"a,b\",\"c\"\"\",d", [["a,b", "c\"", "d"]]), ("a\u{0}b,c", [["a\u{0}b", "c"]]),
    ("\"a\"", [["a"]]), ("a,", [["a", ""]]), ("\"x\"\n\"y\"", [["x"], ["y"]]),
  ] as [(String, [[String]])])
func quotesByRFC4180(text: String, fields: [[String]]) throws {
  #expect(try read(text).map(\.fields) == fields)
}

@Test(arguments: [
  ("a\n\"b\nc", "csv.unclosed-quote", 2), ("\"", "csv.unclosed-quote", 1),
  ("a\n\n\"b\n\"c,d\n", "csv.text-after-quote", 4), ("\"a\" ,b", "csv.text-after-quote", 1),
])
func aBrokenQuoteIsAnErrorWithItsLine(text: String, code: String, line: Int) throws {
  let error = try #require(throws: CSVError.self) { try read(text) }
  #expect(error.diagnostic.code == code)
  #expect(error.diagnostic.origin == Origin(file: "a.csv", line: line))
}

@Test func limitsHoldAtTheirEdge() throws {
  var limits = CSVReader.Limits()
  limits.fieldBytesMax = 4
  limits.recordBytesMax = 9
  limits.fieldsMax = 3
  #expect(try read("abcd,abcd\na,b,c", limits: limits).count == 2)
  for (text, code) in [
    ("a\nabcde", "csv.field-too-long"), ("a\n\"abcde\"", "csv.field-too-long"),
    ("a\nabcd,abc,d", "csv.record-too-long"), ("a\n,,,", "csv.too-many-fields"),
  ] {
    let error = try #require(throws: CSVError.self) { try read(text, limits: limits) }
    #expect(error.diagnostic.code == code)
    #expect(error.diagnostic.origin.line == 2)
  }
}

@Test(arguments: [
  ("a;b\n1,5;2,5\n3,5;4,5\n", ";"), ("a\tb\n1,2\t3,4\n5,6\t7\n", "\t"), ("a|b\n1|2\n", "|"),
  ("một cột\nhai, ba\nbốn\nnăm\n", ","), ("", ","),
  ("Sao kê, tài khoản\nTừ: 1, đến: 2, hết\n\nx;y;z\n1;\"a, b; c\";3\n2;d;4\n", ";"),
])
func findsTheDelimiter(text: String, delimiter: String) {
  #expect(CSVDelimiter.detect(in: Array(text.utf8)[...]) == delimiter.utf8.first)
}

@Test func readsUTF16OfBothEndsWithAndWithoutMark() throws {
  let text = "Mã hộ;Chủ hộ\n001;Đỗ Thị 𠮷\n"
  for lowFirst in [true, false] {
    for mark in [[], [UInt16(0xFEFF)]] {
      let bytes = (mark + Array(text.utf16)).flatMap { unit in
        let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        return lowFirst ? pair : pair.reversed()
      }
      #expect(
        try read(bytes).map(\.fields) == [["Mã hộ", "Chủ hộ"], ["001", "Đỗ Thị 𠮷"]])
      let encoding = try DecodedText(bytes).encoding
      #expect(encoding == (lowFirst ? .utf16LittleEndian : .utf16BigEndian))
    }
  }
}

@Test func aByteWithoutMeaningIsAnErrorWithItsPlace() throws {
  let cases: [([UInt8], Int, Int)] = [
    ([0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00, 0x00, 0xDC], 2, 6), ([0xFE, 0xFF, 0x00], 1, 2),
    ([0xEF, 0xBB, 0xBF, 0x80], 1, 3),
    (Array("Mã hộ;Chủ hộ\nĐỗ Thị ".utf8) + [0xE1, 0x0A], 2, 32),
  ]
  for (bytes, line, offset) in cases {
    let error = try #require(throws: CSVError.self) { try read(bytes) }
    #expect(error.diagnostic.code == "csv.undecodable")
    #expect(error.diagnostic.origin == Origin(file: "a.csv", line: line, byteOffset: offset))
  }
}

@Test func stopsWhenToldTo() throws {
  var count = 0
  let reader = CSVReader(try DecodedText(Array("a\nb\n\"broken".utf8)))
  try reader.readLines { _ in
    count += 1
    return count < 2
  }
  #expect(count == 2)
}
