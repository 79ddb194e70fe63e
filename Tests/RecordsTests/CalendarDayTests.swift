import Records
import Testing

/// Days, months and periods.
@Suite struct CalendarDayTests {
  @Test func countsEveryDayOfTwoHundredYears() throws {
    let start = try #require(CalendarDay(year: 1899, month: 1, day: 1))
    var (count, previous) = (0, start)
    for year in 1899...2100 {
      for month in 1...12 {
        let days = try #require(CalendarMonth(year: year, month: month)).days
        for day in 1...days {
          let date = try #require(CalendarDay(year: year, month: month, day: day))
          guard start.days(to: date) == count, date.days(to: start) == -count,
            CalendarDay(iso: date.iso) == date, count == 0 || previous < date
          else {
            Issue.record("\(date.iso) is not day \(count)")
            return
          }
          (count, previous) = (count + 1, date)
        }
        #expect(CalendarDay(year: year, month: month, day: days + 1) == nil)
      }
    }
    #expect(count == 73_779)
  }

  @Test(arguments: ["2024-08-03", "0001-01-01", "9999-12-31"])
  func printsWhatItParsed(text: String) {
    #expect(CalendarDay(iso: text)?.iso == text)
  }

  @Test(arguments: [
    "", "2024", "2024-08", "2024-08-03-1", "2024-02-30", "2024-13-01", "2024-00-01", "0000-01-01",
    "10000-01-01", "2024-08-", "-2024-08-03", "a-b-c", "2024-08-+3", "2024-8-3", "24-08-03",
  ])
  func refusesWhatIsNoDay(text: String) {
    #expect(CalendarDay(iso: text) == nil)
  }

  @Test func ordersMonths() throws {
    let (december, january) = try (
      #require(CalendarMonth(iso: "2023-12")), #require(CalendarMonth(iso: "2024-01"))
    )
    #expect(december < january)
    #expect(january.iso == "2024-01")
    for text in ["", "2024", "2024-13", "2024-0", "2024-1-1", "24-01"] {
      #expect(CalendarMonth(iso: text) == nil, "\(text)")
    }
  }

  @Test func holdsTheMonthsOfAPeriod() throws {
    let months = try ["2023-12", "2024-01", "2024-02", "2024-03"].map {
      try #require(CalendarMonth(iso: $0))
    }
    let period = try #require(Period(from: months[1], to: months[2]))
    #expect(months.map(period.contains) == [false, true, true, false])
    #expect(period.iso == "2024-01..2024-02")
    #expect(Period(months[1]).iso == "2024-01")
    #expect(Period(from: months[2], to: months[1]) == nil)
    #expect(Period(from: months[2], to: months[2]) == Period(months[2]))
  }
}
