internal import Records
internal import Sheets

/// One row seen through the columns of its layout.
struct RowView {
  var cells: [CellValue]
  var line: Int
  /// The place of each field among ``cells``, -1 where it has none.
  let places: [Int]
  /// The order of day and month.
  var dates = DateOrder.dayFirst

  /// Whether the header has this field.
  func has(_ field: Field) -> Bool { places[field.rawValue] >= 0 }

  /// The cell of a field; blank text is empty.
  func cell(_ field: Field) -> CellValue {
    let place = places[field.rawValue]
    guard place >= 0, place < cells.count else { return .empty }
    let cell = cells[place]
    if case .text(let text) = cell, text.isBlank { return .empty }
    return cell
  }

  /// Puts a value in the place of a cell.
  mutating func set(_ field: Field, _ value: CellValue) {
    let place = places[field.rawValue]
    guard place >= 0 else { return }
    while cells.count <= place { cells.append(.empty) }
    cells[place] = value
  }

  /// The text of a field as it is written.
  func raw(_ field: Field) -> String { cell(field).text }

  /// The text of a field without white space at its ends; empty where there is none.
  func text(_ field: Field) -> String {
    let place = places[field.rawValue]
    guard place >= 0, place < cells.count else { return "" }
    return cells[place].text.trimmed
  }

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
    guard let day = DayText.day(cell, order: dates) else { throw .day(field) }
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
    if SpoiltID.isSpoilt(cell(field)) { throw .spoilt(field) }
    guard let code = CustomerCode(text) else { throw .code(field) }
    return code
  }

  /// A day, and the document number that stands in its cell where it has no column of its own.
  func dayAndReference() throws(RowFault) -> (day: CalendarDay, reference: String) {
    guard !has(.reference), case .text(let text) = cell(.day) else {
      return (try neededDay(.day), text(.reference))
    }
    guard let (day, rest) = DayText.split(text, order: dates) else { throw .day(.day) }
    let isTime = rest.contains(":") || rest.isEmpty
    guard !isTime || DayText.parse(text, order: dates) != nil else { throw .day(.day) }
    return (day, isTime ? "" : rest)
  }
}

/// Ids that a spreadsheet has taken for numbers.
enum SpoiltID {
  /// Whether digits of an id are lost: `3.8E+10`, or a number of more digits than a spreadsheet
  /// keeps.
  static func isSpoilt(_ cell: CellValue) -> Bool {
    switch cell {
    case .text(let text): isScientific(text)
    case .number(let number): abs(number) >= 1e15
    default: false
    }
  }

  private static func isScientific(_ text: String) -> Bool {
    var text = text
    return text.withUTF8(isScientific)
  }

  private static func isScientific(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var digits = 0
    var hasExponent = false
    var hasPlus = false
    var last: UInt8 = 0
    for byte in text {
      switch byte {
      case 0x30...0x39: digits += 1
      case UInt8(ascii: "."), UInt8(ascii: ","), 0x20: break
      case UInt8(ascii: "E"), UInt8(ascii: "e"):
        guard !hasExponent, digits > 0 else { return false }
        hasExponent = true
      case UInt8(ascii: "+"):
        guard last | 0x20 == UInt8(ascii: "e") else { return false }
        hasPlus = true
      default: return false
      }
      last = byte
    }
    // E without its sign stands in codes as well: 38E10 may be one.
    return hasExponent && hasPlus && 0x30...0x39 ~= last
  }
}
