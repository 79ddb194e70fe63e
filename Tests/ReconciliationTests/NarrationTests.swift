import Records
import Testing

@testable import Reconciliation

@Suite struct NarrationTests {
  private func codes(_ narration: String, billed: [String]) -> [String] {
    scan(narration, billed: billed).groups.map { billed[$0] }
  }

  private func scan(_ narration: String, billed: [String]) -> CodeScanner.Finding {
    var codes = KeyTable()
    for code in billed { _ = codes.intern(code.utf8.span) }
    var found = CodeScanner.Finding()
    CodeScanner(codes).scan(Narration(narration), &found)
    return found
  }

  @Test(arguments: [
    ("Tiền điện Đông Hải", "tien dien dong hai"), ("NỘP TIỀN MẶT", "nop tien mat"),
    ("Uỷ nhiệm hoà Ủy hòa", "uy nhiem hoa uy hoa"), ("tie\u{302}\u{300}n", "tien"),
    ("a\u{A0}b\tc", "a b c"), ("ưỡng ỳ ỵ", "uong y y"), ("5€", "5?"), ("", ""),
  ])
  func folds(_ text: String, _ folded: String) {
    #expect(String(decoding: Narration(text).text, as: UTF8.self) == folded)
  }

  @Test(arguments: [
    "PA07AB0001234_TT tien dien 062024 NGUYEN VAN A PA07AB0001234 CSD4978",
    "tt tien dien pa07ab0001234", "PA07AB 0001234", "PA 07AB.0001234", "PA-07AB-0001234",
    "MA KH  PA07AB0001234", "xPA07AB0001234 PA 07 AB 0001234", "PA07AB000 1234",
    "PA07_AB0001234", "TT-PA07AB0001234NGUYEN VAN A",
  ])
  func findsACode(_ narration: String) {
    #expect(codes(narration, billed: ["PA07AB0001234", "PA07AB0001235"]) == ["PA07AB0001234"])
  }

  @Test(arguments: [
    "TIEN DIEN (KY 1 THANG", "XPA07AB0001234", "PA07AB00012345", "PA07AB  0001234",
    "PA07AB000123", "PAA7AB0001234", "07AB0001234", "",
  ])
  func findsNoCode(_ narration: String) {
    #expect(codes(narration, billed: ["PA07AB0001234"]).isEmpty)
  }

  @Test func findsSeveralCodes() {
    let billed = ["PB15010012345", "PB15010067890", "PB15010000001"]
    #expect(codes("MA KH PB 15010012345,15010067890", billed: billed) == Array(billed.prefix(2)))
    #expect(codes("PB15010012345,0067890;0000001", billed: billed) == billed)
    #expect(codes("PB15010012345 0067890", billed: billed) == [billed[0]])
    #expect(codes("PB15010012345,15010067891", billed: billed) == [billed[0]])
    #expect(codes("PB15010012345_PB15010067890", billed: billed) == Array(billed.prefix(2)))
  }

  @Test func takesOtherShapesOnlyWhereTheyAreBilled() {
    #expect(codes("tt PD03T123456 t6", billed: ["PD03T123456"]) == ["PD03T123456"])
    #expect(codes("tt PD03T123457 t6", billed: ["PD03T123456"]).isEmpty)
    #expect(codes("tt 123456", billed: ["123456"]).isEmpty)
  }

  @Test func knowsACodeThatNobodyWasBilledUnder() {
    let found = scan("PA07AB0001234", billed: [])
    #expect(found.groups.isEmpty && found.hasUnbilled)
    #expect(!scan("PA 07 AB 0001234", billed: []).hasUnbilled)
  }

  @Test(arguments: [
    ("T624", ["2024-06"]), ("T0624", ["2024-06"]), ("T6/2024", ["2024-06"]),
    ("T06/24", ["2024-06"]), ("062024", ["2024-06"]), ("202406", ["2024-06"]),
    ("THANG 6/2024", ["2024-06"]), ("tháng 6 năm 2024", ["2024-06"]), ("thang6", ["2024-06"]),
    ("KY1 T6.2024", ["2024-06"]), ("ky hoa don thang 4/2023", ["2023-04"]),
    ("T62024", ["2024-06"]), ("T062024", ["2024-06"]), ("T12", ["2023-12"]),
    ("T5,6/2024", ["2024-05", "2024-06"]), ("thang 5-6/2023", ["2023-05", "2023-06"]),
    ("T4 + T5", ["2024-04", "2024-05"]), ("6/2024", ["2024-06"]), ("03/06/2024", []),
    ("T13", []), ("T624A", []), ("PA07AB0001234", []), ("HD:123456789", []), ("132024", []),
    ("tien dien", []), ("t", []), ("thang", []), ("thang 0", []), ("", []),
  ])
  func findsMonths(_ narration: String, _ months: [String]) throws {
    let found = MonthScanner.months(
      in: Narration(narration), paidIn: try Ward.day("2024-07-10").month)
    #expect(found.map(\.iso) == months)
  }

  @Test(arguments: [
    ("PA07AB0001234-HD:123456789", ["123456789"]), ("HD 123456789", ["123456789"]),
    ("HĐ123456789 T6", ["123456789"]), ("hóa đơn số 123456789", ["123456789"]),
    ("HD:1234", []), ("HD:123456789A", []), ("XHD:123456789", []), ("HD", []), ("HD:", []),
  ])
  func findsBillIDs(_ narration: String, _ ids: [String]) {
    var found: [String] = []
    let read = Narration(narration)
    BillIDScanner.scan(read) { found.append(String(decoding: read.text[$0], as: UTF8.self)) }
    #expect(found == ids)
  }

  @Test(arguments: [
    "TIEN DIEN THOAI T6", "cước điện thoại", "mua tien dien tu", "tien dien tu PA07AB0001234",
    "tien dien nuoc phong 3", "tra luong thang 6", "luong thang 6", "luong T6", "phi dich vu",
    "thu phi SMS", "phi-sms",
  ])
  func vetoes(_ narration: String) {
    #expect(PreparedRules(.standard).veto(Narration(narration)) != nil)
  }

  @Test(arguments: [
    "tien dien tu thang 5 den thang 6", "tien dien tu ngay 1", "tiền điện từ T6", "tien dien t6",
    "TT tien dien LUONG VAN THANG", "TT tien dien LUONG THANG", "dien thoai 0900000000", "",
  ])
  func vetoesNot(_ narration: String) {
    #expect(PreparedRules(.standard).veto(Narration(narration)) == nil)
  }

  private func pieces(_ narration: String, billed: [String] = []) -> [String] {
    let found = scan(narration, billed: billed)
    return CodePiece.pieces(of: Narration(narration), besides: found).map {
      "\($0.kind) " + String(decoding: $0.bytes, as: UTF8.self)
    }
  }

  @Test func findsWhatMayBeACode() {
    #expect(pieces("TT PAO7AB0001234 T6") == ["whole PAO7AB0001234"])
    #expect(pieces("PA07AB 000123 tien dien").first == "whole PA07AB000123")
    #expect(pieces("MA KH PA07AB00012").last == "head PA07AB00012")
    #expect(pieces("MA KH 0001234") == ["tail 0001234"])
    #expect(pieces("MA KH AB0001234 T6").last == "tail AB0001234")
    #expect(pieces("NGUYEN VAN A chuyen tien dien 2024") == [])
    let cut = pieces("MA KH PB15010012345,1501006", billed: ["PB15010012345"])
    #expect(cut.contains("head PB1501006"))
    #expect(pieces("PB15010012345 THANH TOAN PHI", billed: ["PB15010012345"]) == [])
  }

  @Test(arguments: [
    ("PAO7AB0001234", CodePiece.Kind.whole, CodePiece.Agreement?.some(.lookalike)),
    ("PA07ABO0O1234", .whole, .lookalike), ("PA07AB0001243", .whole, .slip),
    ("PA07AB000124", .whole, .slip), ("PA07AB00012345", .whole, .slip),
    ("PA07AB0001239", .whole, .slip), ("PA07AB0001299", .whole, nil),
    ("PA07AB0002143", .whole, nil), ("PA07AB0001", .head, .head), ("PA07AC0001", .head, nil),
    ("0001234", .tail, .tail), ("1234", .tail, .tail), ("AB0001234", .tail, .tail),
    ("10001234", .tail, nil),
  ])
  func agreesWithACode(
    _ piece: String, _ kind: CodePiece.Kind, _ agreement: CodePiece.Agreement?
  ) {
    let found = CodePiece(kind: kind, bytes: Array(piece.utf8))
    #expect(found.agreement(with: Array("PA07AB0001234".utf8)[...]) == agreement)
  }

  @Test func findsTheCodesNearAPiece() {
    var codes = KeyTable()
    for code in ["PA07AB0001234", "PA07AB0001235", "PA07AB0009999"] {
      _ = codes.intern(code.utf8.span)
    }
    func near(_ piece: String) -> [Int] {
      NearCodes(codes).find(CodePiece(kind: .whole, bytes: Array(piece.utf8)))
    }
    #expect(near("PA07AB000I234") == [0] && near("PA07AB0001243") == [0])
    #expect(near("PA07AB000123") == [0, 1] && near("PA07AB0001236") == [0, 1])
    #expect(near("PA07AB000999") == [2] && near("PA07AB00099999") == [2])
    #expect(near("PA07AC0009998") == [])
  }

  @Test func knowsTheMonthOfEveryDay() throws {
    for year in [1, 1999, 2000, 2024, 2100, 9999] {
      for month in 1...12 {
        let days = try #require(CalendarMonth(year: year, month: month)).days
        for day in [1, 2, days - 1, days] {
          let date = try #require(CalendarDay(year: year, month: month, day: day))
          #expect(MonthOfDay.ordinal(Int32(date.ordinal)) == Int32(date.month.ordinal))
        }
      }
    }
  }
}
