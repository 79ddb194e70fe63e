import Records
import Storage
import TestSupport
import Testing
import VietnameseText

@testable import Importing

/// The parts of a row as bytes: each folded, with its length behind it.
private func bytes(of parts: [String]) -> [UInt8] {
  parts.flatMap { part -> [UInt8] in
    let fold = Array(Fold.name(part).utf8)
    return fold + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: fold.count >> $0) }
  }
}

/// The key as ledgers have had it since their first version: of a row that says `parts`.
private func key(_ kind: String, _ parts: [String], twin: Int? = nil) -> RecordKey {
  let half = SHA256Digest(of: bytes(of: [kind] + parts)).hex.prefix(32)
  let text = "\(kind):\(half)" + (twin.map { ":\($0)" } ?? "")
  return RecordKey(words: Bytes16(digestOf: text).words)
}

@Test func keysAreThoseThatLedgersHold() throws {
  let bills = try importText(
    "MA_KHANG;LOAI_KHANG;KY;THANG;NAM;TONG_TIEN;ID_HDON;NGAY_PHANH;TTRANG_TTOAN;NGAY_TTOAN;"
      + "MA_TCHUC;KENH_THANH_TOAN\n"
      + "pa07ab 0000001;SH;2;8;2024;250.000;HD 7;05/08/2024;DATT;06/08/2024; VCB;Ví  Điện TỬ\n"
      + "PA07AB0000002;KD;1;12;2024;-1.000;8;;CHUATT;;;\n")
  #expect(bills.rejected == [])
  #expect(
    bills.records.map(\.identity) == [
      key(
        "bill",
        [
          "hd 7", "pa07ab0000001", "2024-08", "2", "2024-08-05", "250000", "sh", "true",
          "2024-08-06", "ví điện tử", "vcb",
        ]),
      key(
        "bill", ["8", "pa07ab0000002", "2024-12", "1", "", "-1000", "", "false", "", "", ""]),
    ])
  let row = "06/08/2024;;1.500;1.500;Nộp TIỀN  điện\n"
  let twice = try importText(
    "Số tài khoản: 19001;\nNgày hiệu lực;Ghi nợ;Ghi có;Số dư;Mô tả\n" + row
      + row.replacing("1.500;1.500", with: "1.500;3.000"))
  let parts = ["19001", "", "2024-08-06", "1500", "nộp tiền điện", "", "", "", ""]
  #expect(
    twice.records.map(\.identity)
      == [key("payment", parts, twin: 0), key("payment", parts, twin: 1)])
}

@Test func contentIsTheFoldOfItsPartsWithTheirLengths() throws {
  var random = SeededGenerator.announced()
  let signs = Array("aZ 9\t.-ẰđÐư\u{300}\u{309}Ủ\u{A0}😀ß")
  var content = IdentityContent()
  for _ in 0..<SeededGenerator.rounds(300) {
    content.begin("bill")
    var parts = ["bill"]
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        let number: Int64? =
          [nil, 0, .min, .max, .random(in: -999...999, using: &random)]
          .randomElement(using: &random) ?? nil
        content.add(number)
        parts.append(number.map(String.init) ?? "")
      case 1:
        let ordinal = Int.random(in: 12..<120_000, using: &random)
        let month = try #require(CalendarMonth(ordinal: ordinal))
        content.add(month)
        parts.append(month.iso)
        let day = CalendarDay(year: month.year, month: month.month, day: ordinal % 31)
        content.add(day)
        parts.append(day?.iso ?? "")
      default:
        // Some are longer than the room there is at first.
        let most = Int.random(in: 0..<20, using: &random) == 0 ? 3000 : 60
        let length = Int.random(in: 0...most, using: &random)
        let text = String((0..<length).compactMap { _ in signs.randomElement(using: &random) })
        content.add(text)
        parts.append(text)
      }
    }
    let wanted = SHA256Digest(of: bytes(of: parts)).bytes
    #expect(content.digest.withBytes { Array($0) } == Array(wanted.prefix(16)), "\(parts)")
  }
}
