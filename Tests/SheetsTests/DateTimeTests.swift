import Sheets
import Testing

/// Days, times and decimals as text.
@Suite struct DateTimeTests {
  /// Every day from 1899 to 2100, counted by hand beside the arithmetic.
  @Test func countsEveryDay() throws {
    let first = try #require(DateTime(year: 1899, month: 1, day: 1))
    #expect(first.daysSince1970 == -25_932)
    var count = first.daysSince1970
    for year in 1899...2100 {
      for month in 1...12 {
        for day in 1...DateTime.daysIn(month: month, year: year) {
          let date = DateTime(year: year, month: month, day: day)
          guard date?.daysSince1970 == count, DateTime(daysSince1970: count) == date else {
            Issue.record("\(year)-\(month)-\(day) is not day \(count)")
            return
          }
          #expect(date.flatMap { DateTime(iso: $0.iso) } == date)
          count += 1
        }
      }
    }
    #expect(count == 47_847)
  }

  @Test(arguments: [(1900, 28), (1904, 29), (2000, 29), (2023, 28), (2024, 29), (2100, 28)])
  func knowsLeapYears(year: Int, days: Int) {
    #expect(DateTime.daysIn(month: 2, year: year) == days)
    #expect((DateTime(year: year, month: 2, day: 29) != nil) == (days == 29))
  }

  @Test func endsWithTheYears1And9999() {
    #expect(DateTime(daysSince1970: -719_162)?.iso == "0001-01-01")
    #expect(DateTime(daysSince1970: -719_163) == nil)
    #expect(DateTime(daysSince1970: 2_932_896)?.iso == "9999-12-31")
    #expect(DateTime(daysSince1970: 2_932_897) == nil)
    #expect(DateTime(daysSince1970: .max) == nil)
    #expect(DateTime(daysSince1970: .min) == nil)
  }

  @Test func refusesDaysThatAreNone() {
    for (year, month, day) in [
      (0, 1, 1), (10_000, 1, 1), (2024, 0, 1), (2024, 13, 1), (2024, 4, 31),
    ] {
      #expect(DateTime(year: year, month: month, day: day) == nil)
    }
    for second in [-1, 86_400, Double.nan, .infinity] {
      #expect(DateTime(year: 2024, month: 1, day: 1, secondOfDay: second) == nil)
    }
  }

  @Test(arguments: [
    ("2024-08-03", "2024-08-03"), ("2024-08-03T10:30:00.500", "2024-08-03T10:30:00.5"),
    ("2024-08-03T10:30", "2024-08-03T10:30:00"), ("2024-08-03T00:00:00", "2024-08-03"),
    ("2024-08-03T10:30:00Z", "2024-08-03T10:30:00"), ("2024-08-03Z", "2024-08-03"),
    ("2024-08-03T06:30:00+07:00", "2024-08-02T23:30:00"),
    ("2024-12-31T20:00:00-05:00", "2025-01-01T01:00:00"),
  ])
  func readsDates(text: String, printed: String) {
    #expect(DateTime(iso: text)?.iso == printed)
  }

  @Test(arguments: [
    "", "T", "2024", "2024-8-3T", "24-08-03", "2024-02-30", "2024-08-03T24:00", "2024-08-03T10",
    "2024-08-03T10:60", "2024-08-03T10:30:60", "2024-08-03T10:30:00+7", "+2024-08-03",
    "2024-08-03T10:30:00ZZ", "99999999999-01-01", "2024-08-03T-1:00",
  ])
  func refusesDates(text: String) {
    #expect(DateTime(iso: text) == nil)
  }

  @Test(arguments: [
    ("PT36H15M00.5S", 130_500.5), ("-PT1S", -1), ("P1DT1H", 90_000), ("PT0S", 0), ("P2D", 172_800),
  ])
  func readsDurations(text: String, seconds: Double) {
    #expect(TimeText.seconds(text) == seconds)
    #expect(TimeText.seconds(TimeText.duration(seconds)) == seconds)
  }

  @Test(arguments: ["", "P", "PT1", "1S", "P1Y", "P1M", "PT1H1H", "PTS", "PT1D", "--PT1S"])
  func refusesDurations(text: String) {
    #expect(TimeText.seconds(text) == nil)
  }

  @Test func printsTimes() throws {
    #expect(TimeText.clock(130_500) == "36:15:00")
    #expect(TimeText.clock(-0.25) == "-00:00:00.25")
    #expect(TimeText.clock(0.1 + 0.2) == "00:00:00.3")
    #expect(TimeText.clock(.greatestFiniteMagnitude) == "277777777:46:40")
    let date = try #require(DateTime(year: 2024, month: 8, day: 3, secondOfDay: 60))
    #expect(date.dayMonthYear == "03/08/2024 00:01:00")
  }

  @Test(arguments: [
    (0, "0"), (-0.1, "-0.1"), (1e20, "1e+20"), (1234567.5, "1234567.5"),
    (0.1 + 0.2, "0.30000000000000004"),
    (1e-300, "1e-300"),
  ])
  func printsTheShortestDecimal(number: Double, text: String) {
    #expect(DecimalText.print(number) == text)
    #expect(DecimalText.parse(text) == number)
  }

  @Test(arguments: ["", "inf", "nan", "0x10", "1e999", "1,5", " 1", "1 ", "--1", "١", "e", "."])
  func refusesWhatIsNoDecimal(text: String) {
    #expect(DecimalText.parse(text) == nil)
  }
}
