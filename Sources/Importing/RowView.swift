internal import Records
internal import Sheets

/// One row seen through the columns of its layout.
struct RowView {
  var cells: [CellValue]
  var line: Int
  /// The place of each field among ``cells``.
  let places: [Int?]

  /// Whether the header has this field.
  func has(_ field: Field) -> Bool { places[field.rawValue] != nil }

  /// The cell of a field; blank text is empty.
  func cell(_ field: Field) -> CellValue {
    guard let place = places[field.rawValue] else { return .empty }
    if case .text(let text) = cells[place], text.trimmed.isEmpty { return .empty }
    return cells[place]
  }

  /// Puts a value in the place of a cell.
  mutating func set(_ field: Field, _ value: CellValue) {
    if let place = places[field.rawValue] { cells[place] = value }
  }

  /// The text of a field as it is written.
  func raw(_ field: Field) -> String { cell(field).text }

  /// The text of a field without white space at its ends; empty where there is none.
  func text(_ field: Field) -> String { raw(field).trimmed }

  /// The text of a field; a fault where it is blank.
  func needed(_ field: Field) throws(RowFault) -> String {
    let text = text(field)
    guard !text.isEmpty else { throw .missing(field) }
    return text
  }

  /// The amount of a field; nil where it is blank.
  func amount(_ field: Field) throws(RowFault) -> Int64? {
    do {
      return try AmountText.amount(cell(field))
    } catch {
      throw .amount(field, error)
    }
  }

  /// The day of a field; nil where it is blank.
  func day(_ field: Field) throws(RowFault) -> CalendarDay? {
    let cell = cell(field)
    if cell == .empty { return nil }
    guard let day = DayText.day(cell) else { throw .day(field) }
    return day
  }

  /// The day of a field; a fault where it is blank.
  func neededDay(_ field: Field) throws(RowFault) -> CalendarDay {
    guard let day = try day(field) else { throw .missing(field) }
    return day
  }

  /// The whole number of a field, not negative; nil where it is blank.
  func count(_ field: Field) throws(RowFault) -> Int? {
    let amount: Int64?
    do {
      amount = try AmountText.amount(cell(field))
    } catch {
      throw .number(field)
    }
    guard let amount else { return nil }
    guard amount >= 0 else { throw .number(field) }
    return Int(amount)
  }

  /// The customer code of a field; nil where it is blank.
  func code(_ field: Field) throws(RowFault) -> CustomerCode? {
    let text = text(field)
    guard !text.isEmpty else { return nil }
    guard let code = CustomerCode(text) else { throw .code(field) }
    return code
  }
}
