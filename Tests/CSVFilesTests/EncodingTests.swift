import Diagnostics
import Storage
import TestSupport
import Testing

@testable import CSVFiles

private let listing = """
  Mã khách hàng;Tên khách hàng;Địa chỉ;Kỳ hóa đơn;Tổng tiền
  PA07AB0000001;Nguyễn Thị Quỳnh Như;Số 12 đường Trần Hưng Đạo;T6/2024;1.250.300
  PA07AB0000002;ĐẶNG VĂN HƯỚNG;Phố Đồng Lễ, phường Đông Hải;T6/2024;98.000
  PA07AB0000003;Lê Ngọc Ẩn;Ngõ 5 phố Lê Lợi, ngách 3;T6/2024;415.200

  """

private let encoders: [(TextEncoding, @Sendable (String) -> [UInt8]?)] = [
  (.windows1258, LegacyText.windows1258), (.tcvn3, LegacyText.tcvn3),
  (.vniWindows, LegacyText.vni), (.utf8, { Array($0.utf8) }),
  (.utf8WithMark, { [0xEF, 0xBB, 0xBF] + Array($0.utf8) }),
]

@Test(arguments: encoders.indices)
func vietnameseIsReadInEveryEncoding(place: Int) throws {
  let (encoding, encode) = encoders[place]
  let bytes = try #require(encode(listing))
  let text = try DecodedText(bytes)
  #expect(text.encoding == encoding)
  #expect(text.guess.score >= 0.9)
  // TCVN3 keeps no capital of a toned letter, unless all of a field is in capitals.
  let expected = encoding == .tcvn3 ? listing.replacing("Ẩn", with: "ẩn") : listing
  #expect(String(decoding: text.bytes, as: UTF8.self) == expected)
}

/// A single word of old bytes may be anything; more of them may not.
@Test func fewWordsAreAQuestionAndAnAnswerIsTaken() throws {
  let bytes = try #require(LegacyText.vni("a,b\nHòa,c\n"))
  let error = try #require(throws: CSVError.self) { try DecodedText(bytes, file: "a.csv") }
  #expect(error.diagnostic.code == "csv.encoding-unclear")
  let text = try DecodedText(bytes, encoding: .named("VNI"))
  #expect(String(decoding: text.bytes, as: UTF8.self) == "a,b\nHòa,c\n")
  #expect(text.guess.reason == .given)
}

@Test func foreignTextIsNotTakenForVietnamese() throws {
  let french = "Libellé;Débit;Crédit\nVirement reçu;;12,5\nPrélèvement échéance;3,1;\n"
  let latin = french.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  #expect(try DecodedText(latin).encoding == .windows1252)
}

@Test func aFileIsReadInPiecesAsInMemory() throws {
  let folder = try TemporaryFolder()
  defer { withExtendedLifetime(folder) {} }
  var generator = SeededGenerator(seed: 11)
  for encode in encoders.map(\.1) + [utf16] {
    var text = "sep=;\n"
    for row in 0..<4_500 {
      let quoted =
        Bool.random(using: &generator) ? "\"phố \"\"Đồng\nLễ\"\"; số\(row)\"" : "ngõ \(row)"
      text +=
        "PA\(row);\(quoted);Nguyễn Văn Hưởng;1.250.300 " + (row % 7 == 0 ? filler : "")
        + (row % 3 == 0 ? "\r\n" : "\n")
    }
    let bytes = try #require(encode(text))
    let path = try folder.write(bytes, to: "a.csv")
    var whole: [[String]] = []
    try CSVReader(try DecodedText(bytes)).readLines {
      whole.append($0.texts)
      return true
    }
    var lines: [[String]] = []
    try CSVReader(path: path).readLines {
      lines.append($0.texts)
      return true
    }
    #expect(lines.count == 4_500 && lines == whole)
    #expect(lines[8].first == "PA8")
  }
}

private let filler = String(repeating: "x", count: 400)

private let utf16: @Sendable (String) -> [UInt8]? = { text in
  text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
}

@Test func aQuoteOpenAtTheEndOfAPieceIsAnErrorWithItsLine() throws {
  let folder = try TemporaryFolder()
  defer { withExtendedLifetime(folder) {} }
  let text = String(repeating: "một,hai\n", count: 60_000) + "\"ba"
  let path = try folder.write(text: text, to: "a.csv")
  let error = try #require(throws: CSVError.self) {
    try CSVReader(path: path).readLines { _ in true }
  }
  #expect(error.diagnostic.code == "csv.unclosed-quote")
  #expect(error.diagnostic.origin.line == 60_001)
}
