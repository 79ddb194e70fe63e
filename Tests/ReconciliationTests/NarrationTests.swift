import Records
import Testing

@testable import Reconciliation

@Suite struct NarrationTests {
  private func codes(_ narration: String, billed: [String]) -> [String] {
    let groups = Dictionary(uniqueKeysWithValues: zip(billed, billed.indices))
    return CodeScanner(groups).scan(foldedNarration(narration)).groups.map { billed[$0] }
  }

  @Test(arguments: [
    ("Tiền điện Đông Hải", "tien dien dong hai"), ("NỘP TIỀN MẶT", "nop tien mat"),
    ("Uỷ nhiệm hoà Ủy hòa", "uy nhiem hoa uy hoa"), ("tie\u{302}\u{300}n", "tien"),
    ("a\u{A0}b\tc", "a b c"), ("ưỡng ỳ ỵ", "uong y y"), ("5€", "5?"), ("", ""),
  ])
  func folds(_ text: String, _ folded: String) {
    #expect(String(decoding: foldedNarration(text), as: UTF8.self) == folded)
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
    let found = CodeScanner([:]).scan(foldedNarration("PA07AB0001234"))
    #expect(found.groups.isEmpty && found.hasUnbilled)
    #expect(!CodeScanner([:]).scan(foldedNarration("PA 07 AB 0001234")).hasUnbilled)
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
      in: foldedNarration(narration), paidIn: try Ward.day("2024-07-10").month)
    #expect(found.map(\.iso) == months)
  }

  @Test(arguments: [
    ("PA07AB0001234-HD:123456789", ["123456789"]), ("HD 123456789", ["123456789"]),
    ("HĐ123456789 T6", ["123456789"]), ("hóa đơn số 123456789", ["123456789"]),
    ("HD:1234", []), ("HD:123456789A", []), ("XHD:123456789", []), ("HD", []), ("HD:", []),
  ])
  func findsBillIDs(_ narration: String, _ ids: [String]) {
    #expect(BillIDScanner.ids(in: foldedNarration(narration)) == ids)
  }

  @Test(arguments: [
    "TIEN DIEN THOAI T6", "cước điện thoại", "mua tien dien tu", "tien dien tu PA07AB0001234",
    "tien dien nuoc phong 3", "tra luong thang 6", "luong thang 6", "luong T6", "phi dich vu",
    "thu phi SMS", "phi-sms",
  ])
  func vetoes(_ narration: String) {
    let words = NarrationWords(foldedNarration(narration))
    #expect(PreparedRules(.standard).veto(words) != nil)
  }

  @Test(arguments: [
    "tien dien tu thang 5 den thang 6", "tien dien tu ngay 1", "tiền điện từ T6", "tien dien t6",
    "TT tien dien LUONG VAN THANG", "TT tien dien LUONG THANG", "dien thoai 0900000000", "",
  ])
  func vetoesNot(_ narration: String) {
    let words = NarrationWords(foldedNarration(narration))
    #expect(PreparedRules(.standard).veto(words) == nil)
  }
}
