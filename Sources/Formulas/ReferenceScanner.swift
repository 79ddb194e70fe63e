// Corners of references, in A1 and in R1C1.

/// One corner as it is read: a cell, or a whole column or row.
struct ScannedCorner {
  var row: Int32?
  var column: Int32?
  var isRowAbsolute = false
  var isColumnAbsolute = false

  /// The corner, with an edge of the sheet where it says nothing.
  func corner(isLast: Bool) -> Reference.Corner {
    Reference.Corner(
      row: row ?? (isLast ? Int32(GridRange.rowsMax - 1) : 0),
      column: column ?? (isLast ? Int32(GridRange.columnsMax - 1) : 0),
      isRowAbsolute: isRowAbsolute, isColumnAbsolute: isColumnAbsolute)
  }

  var shape: Reference.Shape { row == nil ? .columns : column == nil ? .rows : .cell }
}

extension FormulaScanner {
  /// A corner in A1 notation: `$A$1`, `A` or `$1`; nothing is passed when none stands here.
  mutating func corner() -> ScannedCorner? {
    let start = place
    var corner = ScannedCorner()
    var hasDollar = peek() == UInt8(ascii: "$")
    if hasDollar { place += 1 }
    var column: Int32 = 0
    var letters = 0
    while isLetter(peek()), letters < 4 {
      column = column * 26 + Int32(peek() & 0x1F)
      letters += 1
      place += 1
    }
    if letters > 0 {
      guard column <= GridRange.columnsMax else { return fail(start) }
      corner.column = column - 1
      corner.isColumnAbsolute = hasDollar
      hasDollar = peek() == UInt8(ascii: "$")
      if hasDollar {
        guard isDigit(peek(1)) else { return corner.column == nil ? fail(start) : corner }
        place += 1
      }
    }
    var row: Int32 = 0
    var digits = 0
    while isDigit(peek()), digits < 8 {
      row = row * 10 + Int32(peek() &- 48)
      digits += 1
      place += 1
    }
    if digits > 0 {
      guard row >= 1, row <= GridRange.rowsMax else { return fail(start) }
      corner.row = row - 1
      corner.isRowAbsolute = hasDollar
    }
    guard letters > 0 || digits > 0 else { return fail(start) }
    return corner
  }

  private mutating func fail(_ start: Int) -> ScannedCorner? {
    place = start
    return nil
  }

  /// A corner in R1C1 notation: `R1C1`, `R[-1]C`, `R2`, `C`; nothing is passed when none is here.
  mutating func cornerR1C1(at base: GridCell) -> ScannedCorner? {
    let start = place
    var corner = ScannedCorner()
    if peek() | 0x20 == UInt8(ascii: "r") {
      place += 1
      guard let (row, isAbsolute) = offset(from: base.row, below: GridRange.rowsMax) else {
        return fail(start)
      }
      (corner.row, corner.isRowAbsolute) = (row, isAbsolute)
    }
    if peek() | 0x20 == UInt8(ascii: "c") {
      place += 1
      guard let (column, isAbsolute) = offset(from: base.column, below: GridRange.columnsMax)
      else { return fail(start) }
      (corner.column, corner.isColumnAbsolute) = (column, isAbsolute)
    }
    guard corner.row != nil || corner.column != nil else { return fail(start) }
    return corner
  }

  // Nothing (the base itself), digits from 1, or a signed offset in brackets, which wraps around
  // the sheet's edge as in Excel.
  private mutating func offset(from base: Int, below limit: Int) -> (Int32, Bool)? {
    if peek() == UInt8(ascii: "[") {
      place += 1
      let isNegative = peek() == UInt8(ascii: "-")
      if isNegative || peek() == UInt8(ascii: "+") { place += 1 }
      guard let distance = digits(), peek() == UInt8(ascii: "]") else { return nil }
      place += 1
      let wanted = (base + (isNegative ? -distance : distance)) % limit
      return (Int32(wanted < 0 ? wanted + limit : wanted), false)
    }
    guard isDigit(peek()) else { return (Int32(base), false) }
    guard let number = digits(), number >= 1, number <= limit else { return nil }
    return (Int32(number - 1), true)
  }

  private mutating func digits() -> Int? {
    var number = 0
    var count = 0
    while isDigit(peek()) {
      number = number * 10 + Int(peek() &- 48)
      count += 1
      place += 1
      guard count <= 8 else { return nil }
    }
    return count > 0 ? number : nil
  }
}
