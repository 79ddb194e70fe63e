internal import Records
internal import Sheets

/// Which of the first two numbers of a date such as `01/02/2024` is the day.
public enum DateOrder: String, Hashable, Sendable, CaseIterable, Decodable {
  /// Day, month, year: Vietnam's order.
  case dayFirst = "dmy"
  /// Month, day, year: what a spreadsheet set to American English writes.
  case monthFirst = "mdy"
}

/// What the dates of a table say of their order.
struct DateEvidence {
  /// Dates that only one order makes a date of.
  private(set) var dayFirst = 0
  private(set) var monthFirst = 0
  /// Dates that both orders make a date of, a different one each.
  private(set) var ambiguous = 0
  /// Cells that a spreadsheet holds as dates: all, and those whose day could be a month.
  private var dateCells = (all: 0, exchangeable: 0)

  /// Takes a cell into account.
  mutating func note(_ cell: CellValue) {
    switch cell {
    case .text(let text):
      guard let (first, second) = DayText.leadingNumbers(text) else { return }
      if first > 12, second <= 12 {
        dayFirst += 1
      } else if first <= 12, second > 12 {
        monthFirst += 1
      } else if first != second, first <= 12 {
        ambiguous += 1
      }
    case .date(let date):
      dateCells.all += 1
      if date.day <= 12 { dateCells.exchangeable += 1 }
    default: break
    }
  }

  /// The order that the dates prove; nil where they leave it open.
  var order: DateOrder? {
    dayFirst > 0 ? .dayFirst : monthFirst > 0 ? .monthFirst : nil
  }

  /// Whether there is nothing so far that depends on the order.
  var isIndifferent: Bool { dayFirst + monthFirst + ambiguous == 0 }

  /// Whether all dates of so many rows can be read in an order; nil is day first for want of one.
  func allow(_ order: DateOrder?, ofRows rows: Int) -> Bool {
    guard let proven = self.order else { return order != nil || ambiguous == 0 }
    let isMixed = proven == .dayFirst && monthFirst * 10 > rows
    return !isMixed && proven == order ?? .dayFirst
  }

  /// Whether the dates look as if a spreadsheet had taken those it could for dates, month first,
  /// and left the others as text: then the cells that are dates are wrong ones.
  var looksExchanged: Bool {
    dayFirst >= 2 && ambiguous + monthFirst == 0 && dateCells.all >= 2
      && dateCells.all == dateCells.exchangeable
  }
}
