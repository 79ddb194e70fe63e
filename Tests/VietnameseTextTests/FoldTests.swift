import TestSupport
import Testing

@testable import VietnameseText

/// Text in normal form D of "Nguyễn Thị Thuỷ".
private let decomposed = "Nguye\u{302}\u{303}n Thi\u{323} Thuy\u{309}"

@Test(arguments: [
  ("", ""), ("  Ngày  ĐKÝ ", "ngay dky"), ("TRẦN\tVĂN\u{A0}Ơn", "tran van on"),
  ("Ð và ð", "d va d"), ("Ư Ơ ư ơ", "u o u o"), ("MA_KHANG", "ma_khang"),
  ("\u{FEFF}Mã hộ", "ma ho"), ("Hạn\r\nthanh toán", "han thanh toan"),
  ("a\u{0}b", "a\u{0}b"), ("電気", "電気"),
])
func plainTakesAwayWhatExportsDifferIn(text: String, folded: String) {
  #expect(Fold.plain(text) == folded)
}

@Test func plainOfDecomposedTextIsThatOfComposedText() {
  #expect(Fold.plain(decomposed) == "nguyen thi thuy")
  #expect(Fold.plain("Nguyễn Thị Thuỷ") == "nguyen thi thuy")
}

@Test(arguments: [
  ("Uỷ ban", "Ủy ban"), ("hoà", "Hòa"), ("khoẻ", "KHỎE"), ("thuỳ", "thùy"), ("quý", "qúy"),
  ("loã", "lõa"), ("hoạ", "họa"), ("loè", "lòe"), ("tuỵ", "tụy"),
])
func nameUnifiesTonePlacement(one: String, other: String) {
  #expect(Fold.name(one) == Fold.name(other))
}

@Test(arguments: [("của", "cua"), ("hòa", "hoá"), ("má", "mà"), ("đa", "da"), ("mùa", "muà")])
func nameKeepsWhatTellsWordsApart(one: String, other: String) {
  #expect(Fold.name(one) != Fold.name(other))
}

@Test func nameKeepsDiacriticsInNormalFormC() {
  let folded = Fold.name("  " + decomposed.uppercased() + " ")
  #expect(Array(folded.unicodeScalars) == Array("nguyễn thị thuỷ".unicodeScalars))
}

@Test func nfcComposesAndChangesNothingElse() {
  #expect(Array(Fold.nfc(decomposed).utf8) == Array("Nguyễn Thị Thuỷ".utf8))
  #expect(Fold.nfc(" A  b ") == " A  b ")
}

@Test func foldsAreIdempotentOnAnyScalars() {
  let seed = UInt64.random(in: 0...UInt64.max)
  print("seed \(seed)")
  var random = SeededGenerator(seed: seed)
  for _ in 0..<2000 {
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let ranges: [ClosedRange<UInt32>] = [0...0x24F, 0x1E00...0x1EFF, 0x300...0x323]
      let range = ranges.randomElement(using: &random) ?? 0...0x7F
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) {
        text.unicodeScalars.append(scalar)
      }
    }
    let name = Fold.name(text)
    #expect(Fold.name(Fold.nfc(text)) == name, "seed \(seed)")
    #expect(Fold.plain(Fold.plain(text)) == Fold.plain(text), "seed \(seed)")
  }
}

@Test(arguments: [
  ("", ""), (" \t ", ""), ("  PHO  Hoa ", "pho hoa"), ("Abc\t d ", "abc d"), ("thuỷ", nil),
  ("a\u{0}B", "a\u{0}b"), ("ngo 5\r\n PA07", "ngo 5 pa07"), ("abc đ", nil),
])
func namesOfASCIIAreWrittenInPlace(text: String, name: String?) {
  var text = text
  let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
  defer { room.deallocate() }
  let count = text.withUTF8 { Fold.write(asciiName: $0, to: room) }
  #expect(count.map { String(decoding: room[..<$0], as: UTF8.self) } == name)
  if let name { #expect(Fold.name(text) == name && Fold.plain(text) == name) }
}
