import Records
import Sheets
import Testing

@testable import Importing

@Test(
  arguments: [
    ("1.234.567", 1_234_567), ("1,234,567", 1_234_567), ("1 335 551.0D", 1_335_551),
    ("318 305vnd", 318_305), ("973.134", 973_134), ("(500.000)", -500_000), ("+ 1.000", 1000),
    ("1.234.567,00", 1_234_567), ("1,234,567.00", 1_234_567), ("-5.500,00", -5500), ("0", 0),
    ("1234567 đ", 1_234_567), ("1.000 VNĐ", 1000), ("VND 1,000", 1000), ("12\u{A0}345", 12_345),
    ("007", 7), ("0,0", 0), ("500.00", 500), ("9223372036854775807", .max), ("− 1.000", -1000),
    ("1'000'000", 1_000_000), ("1234567,0", 1_234_567), ("1 000 đồng", 1000),
  ] as [(String, Int64)])
func amountsAreRead(text: String, amount: Int64) throws {
  #expect(try AmountText.parse(text) == amount)
}

@Test(
  arguments: [
    ("1.250.O00", AmountFault.unreadable), ("abc", .unreadable), ("1,23,456", .unreadable),
    ("1.234,567.8", .unreadable), ("--5", .unreadable), ("1..000", .unreadable),
    ("()", .unreadable),
    (".", .unreadable), ("1e6", .unreadable), ("12 34", .unreadable), ("đ", .unreadable),
    ("1.5", .fraction), (".5", .fraction), ("0.123", .fraction), ("1,234.5", .fraction),
    ("1234.567", .fraction), ("1.234.567,89", .fraction),
    ("9223372036854775808", .tooLarge), ("99.999.999.999.999.999.999", .tooLarge),
  ] as [(String, AmountFault)])
func amountsThatAreNone(text: String, fault: AmountFault) {
  #expect(throws: fault) { try AmountText.parse(text) }
}

@Test func amountsOfCells() throws {
  #expect(try AmountText.amount(CellValue.empty) == nil)
  #expect(try AmountText.parse("  ") == nil)
  #expect(try AmountText.amount(.number(1_250_000)) == 1_250_000)
  #expect(throws: AmountFault.fraction) { try AmountText.amount(.number(0.5)) }
  #expect(throws: AmountFault.tooLarge) { try AmountText.amount(.number(1e19)) }
  #expect(throws: AmountFault.unreadable) { try AmountText.amount(.number(.nan)) }
  #expect(throws: AmountFault.unreadable) { try AmountText.amount(.error("#N/A")) }
}

@Test(arguments: [
  ("03/08/2024", "2024-08-03"), ("3-8-24", "2024-08-03"), ("03.08.2024", "2024-08-03"),
  ("2024-08-03", "2024-08-03"), ("2024/8/3", "2024-08-03"), ("05/08/2026 14:08:08", "2026-08-05"),
  ("2024-08-03T10:00:00+07:00", "2024-08-03"), (" 03/08/2024 ", "2024-08-03"),
  ("20240803", "2024-08-03"), ("45507", "2024-08-03"), ("1/1/75", "1975-01-01"),
])
func daysAreRead(text: String, iso: String) {
  #expect(DayText.parse(text)?.iso == iso)
}

@Test(arguments: [
  "", "31/02/2024", "13/13/2024", "08/23/2024", "2024", "1950", "03/08", "abc", "3/8/2024/1",
  "03/08/2024 abc", "03-08/2024", "123456789", "/8/2024", "03/08/", "03/08/024",
])
func daysThatAreNone(text: String) {
  #expect(DayText.parse(text) == nil)
}

@Test func daysOfCells() throws {
  #expect(DayText.day(.number(45_507.5))?.iso == "2024-08-03")
  #expect(DayText.day(.number(20_240_803))?.iso == "2024-08-03")
  #expect(DayText.day(.number(1950)) == nil)
  let noon = try #require(DateTime(year: 2024, month: 8, day: 3, secondOfDay: 43_200))
  #expect(DayText.day(.date(noon))?.iso == "2024-08-03")
}

@Test(
  arguments: [
    ("T624", "2024-06", nil), ("T6/2024", "2024-06", nil), ("062024", "2024-06", nil),
    ("06/2024", "2024-06", nil), ("6/24", "2024-06", nil), ("KY1 T6.2024", "2024-06", 1),
    ("Kỳ 2 tháng 6/2024", "2024-06", 2), ("Tháng 6/2024", "2024-06", nil),
    ("Tháng 6 năm 2024", "2024-06", nil), ("2024-06", "2024-06", nil), ("202406", "2024-06", nil),
    ("T1224", "2024-12", nil), ("01/06/2024", "2024-06", nil), ("Kỳ 06/2024", "2024-06", nil),
  ] as [(String, String, Int?)])
func monthsAreRead(text: String, iso: String, cycle: Int?) {
  #expect(MonthText.parse(text)?.month.iso == iso)
  #expect(MonthText.parse(text)?.cycle == cycle)
}

@Test(arguments: [
  "", "T13/2024", "2024", "6", "abc", "0024", "T6/2024 - T7/2024", "6/1824", "quý 2/2024",
])
func monthsThatAreNone(text: String) {
  #expect(MonthText.parse(text) == nil)
}

@Test func monthsOfCells() throws {
  #expect(MonthText.month(.number(62_024))?.month.iso == "2024-06")
  #expect(MonthText.month(.number(45_444))?.month.iso == "2024-06")
  let first = try #require(DateTime(year: 2024, month: 6, day: 1))
  #expect(MonthText.month(.date(first))?.month.iso == "2024-06")
}
