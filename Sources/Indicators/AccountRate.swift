public import Records

/// Criterion 7: people over 15 with a payment account.
public enum AccountRate {
  /// Counts the people over 15 at the end of a day, and those of them with an open account.
  ///
  /// A person counts once, by citizen id. An account opened after the day does not count, nor one
  /// closed on the day or before.
  ///
  /// - Parameters:
  ///   - residents: The residents' list.
  ///   - accounts: The account list.
  ///   - day: The last day of the period.
  ///   - reading: Who is over 15.
  ///   - target: The target in percent.
  /// - Returns: The rate; nil where nobody is over 15.
  public static func rate(
    residents: [Resident], accounts: [PaymentAccount], on day: CalendarDay,
    over15 reading: AgeReading = .sixteenCompleted, target: Int? = nil
  ) -> Rate? {
    let people = Set(residents.filter { $0.isOver15(on: day, reading) }.map(\.citizenID))
    let holders = Set(accounts.filter { $0.isOpen(on: day) }.map(\.citizenID))
    return Rate(
      numerator: people.intersection(holders).count, denominator: people.count, target: target)
  }
}

extension Period {
  /// The last day of the last month.
  public var lastDay: CalendarDay? {
    CalendarDay(year: last.year, month: last.month, day: last.days)
  }
}

extension Resident {
  fileprivate func isOver15(on day: CalendarDay, _ reading: AgeReading) -> Bool {
    let birthday = (born.month.month, born.day)
    let today = (day.month.month, day.day)
    let years = day.month.year - born.month.year
    switch reading {
    case .sixteenCompleted: return years > 16 || (years == 16 && birthday <= today)
    case .pastFifteenthBirthday: return years > 15 || (years == 15 && birthday < today)
    }
  }
}

extension PaymentAccount {
  fileprivate func isOpen(on day: CalendarDay) -> Bool {
    openedOn <= day && closedOn.map { $0 > day } ?? true
  }
}
