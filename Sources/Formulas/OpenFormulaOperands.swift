// What OpenFormula has for operands besides texts, groups and arrays.

extension FormulaParser {
  mutating func readOpenFormulaOperand() throws(FormulasError) {
    let start = scanner.place
    switch scanner.peek() {
    case 0x30...0x39, UInt8(ascii: "."):
      guard readNumber() else { throw .unexpected(at: start) }
    case UInt8(ascii: "["): try readBracketed()
    case UInt8(ascii: "#"):
      guard let error = scanner.errorValue() else { throw .unexpected(at: start) }
      addOperand(.error, .error(error), from: start)
    case UInt8(ascii: "$"), UInt8(ascii: "'"): try readMarkedName()
    default:
      if scanner.peek() | 0x20 == UInt8(ascii: "e"), let error = scanner.errorValue() {
        addOperand(.error, .error(error), from: start)
      } else {
        try readIdentifier()
      }
    }
  }

  private mutating func readIdentifier() throws(FormulasError) {
    let start = scanner.place
    guard scanner.passName() else { throw .unexpected(at: start) }
    let end = scanner.place
    if scanner.peek() == UInt8(ascii: "[") { return try readStructured(from: start) }
    scanner.skipBlanks()
    if scanner.peek() == UInt8(ascii: "(") {
      scanner.place = end
      return try openCall(from: start)
    }
    scanner.place = end
    if scanner.isWord(start..<end, "TRUE") {
      addOperand(.boolean, .boolean(true), from: start)
    } else if scanner.isWord(start..<end, "FALSE") {
      addOperand(.boolean, .boolean(false), from: start)
    } else {
      addOperand(.name, .name, from: start)
    }
  }

  /// `$$name`, `$$'a name'`, `$Sheet1.name`, `'My sheet'.name`.
  private mutating func readMarkedName() throws(FormulasError) {
    let start = scanner.place
    if scanner.peek() == UInt8(ascii: "$"), scanner.peek(1) == UInt8(ascii: "$") {
      scanner.place += 2
      guard try passWordOrQuoted() != nil else { throw .unexpected(at: scanner.place) }
      return addOperand(.name, .name, from: start)
    }
    let isAbsolute = scanner.peek() == UInt8(ascii: "$")
    if isAbsolute { scanner.place += 1 }
    guard let sheet = try passSheetName() else { throw .unexpected(at: start) }
    if scanner.peek() == UInt8(ascii: "#") { return try readNameOfBook(sheet, from: start) }
    guard scanner.peek() == UInt8(ascii: ".") else { throw .unexpected(at: scanner.place) }
    scanner.place += 1
    let place = scanner.place
    guard scanner.passName() else { throw .unexpected(at: place) }
    let scope = ReferenceScope(sheet: sheet, isAbsolute: isAbsolute)
    scopedNames.append(ScopedName(scope: scope, name: scanner.text(place..<scanner.place)))
    addOperand(.name, .name, from: start, detail: Int32(scopedNames.count))
  }

  /// `'file:///a.ods'#name`, or a function of another book.
  private mutating func readNameOfBook(_ book: String, from start: Int) throws(FormulasError) {
    scanner.place += 1
    let place = scanner.place
    guard scanner.passName() else { throw .unexpected(at: place) }
    if scanner.peek() == UInt8(ascii: "(") { return try openCall(from: start) }
    let scope = ReferenceScope(book: book, sheet: "", isAbsolute: false)
    scopedNames.append(ScopedName(scope: scope, name: scanner.text(place..<scanner.place)))
    addOperand(.name, .name, from: start, detail: Int32(scopedNames.count))
  }

  private mutating func passWordOrQuoted() throws(FormulasError) -> String? {
    let start = scanner.place
    if scanner.peek() == UInt8(ascii: "'") {
      guard scanner.passQuoted(UInt8(ascii: "'")) else { throw .unclosed(at: start) }
      return scanner.unquoted(start + 1..<scanner.place - 1, UInt8(ascii: "'"))
    }
    return scanner.passName() ? scanner.text(start..<scanner.place) : nil
  }

  /// `[.A1]`, `[$Sheet1.A1:.B2]`, `['file:///a.ods'#$Sheet1.A1]`.
  ///
  /// - Source: OpenFormula 1.3 §5.8.
  private mutating func readBracketed() throws(FormulasError) {
    let start = scanner.place
    scanner.place += 1
    var book: String?
    if scanner.peek() == UInt8(ascii: "'") {
      let quote = scanner.place
      guard scanner.passQuoted(UInt8(ascii: "'")) else { throw .unclosed(at: quote) }
      if scanner.peek() == UInt8(ascii: "#"), scanner.peek(1) != UInt8(ascii: "R") {
        book = scanner.unquoted(quote + 1..<scanner.place - 1, UInt8(ascii: "'"))
        scanner.place += 1
      } else {
        scanner.place = quote
      }
    }
    let firstSheet = try passLocator()
    guard let first = readOpenCorner() else { throw .badReference(at: start) }
    var last: OpenCorner?
    var lastSheet: SheetLocator?
    if scanner.peek() == UInt8(ascii: ":") {
      scanner.place += 1
      lastSheet = try passLocator()
      guard let corner = readOpenCorner() else { throw .badReference(at: start) }
      last = corner
    }
    guard scanner.peek() == UInt8(ascii: "]") else {
      throw scanner.isAtEnd ? .unclosed(at: start) : .badReference(at: start)
    }
    scanner.place += 1
    guard let reference = first.reference(to: last) else { throw .badReference(at: start) }
    var placed = reference
    if book != nil || firstSheet != nil {
      let isThrough = lastSheet != nil && lastSheet?.name != firstSheet?.name
      if isThrough, placed.shape == .range, placed.first == placed.last { placed.shape = .cell }
      placed.scope = ReferenceScope(
        book: book, sheet: firstSheet?.name ?? "", lastSheet: isThrough ? lastSheet?.name : nil,
        isAbsolute: firstSheet?.isAbsolute ?? false,
        isDeleted: (firstSheet?.isDeleted ?? false) || (lastSheet?.isDeleted ?? false))
    }
    addReference(placed, from: start)
  }

  private struct SheetLocator {
    var name: String
    var isAbsolute = false
    var isDeleted = false
  }

  /// The sheet of a corner with the point behind it; nil for a point alone, which is passed, or
  /// for nothing.
  private mutating func passLocator() throws(FormulasError) -> SheetLocator? {
    let start = scanner.place
    if scanner.peek() == UInt8(ascii: ".") {
      scanner.place += 1
      return nil
    }
    let isAbsolute = scanner.peek() == UInt8(ascii: "$")
    if isAbsolute { scanner.place += 1 }
    var locator: SheetLocator?
    if scanner.peek() == UInt8(ascii: "#"), scanner.errorValue() == .ref {
      locator = SheetLocator(name: "", isDeleted: true)
    } else if let name = try passSheetName() {
      locator = SheetLocator(name: name, isAbsolute: isAbsolute)
    }
    guard locator != nil, scanner.peek() == UInt8(ascii: ".") else {
      scanner.place = start
      return nil
    }
    scanner.place += 1
    return locator
  }

  private mutating func passSheetName() throws(FormulasError) -> String? {
    let start = scanner.place
    if scanner.peek() == UInt8(ascii: "'") {
      guard scanner.passQuoted(UInt8(ascii: "'")) else { throw .unclosed(at: start) }
      return scanner.unquoted(start + 1..<scanner.place - 1, UInt8(ascii: "'"))
    }
    // OpenFormula 1.3 §5.8: a sheet's name without quotes has none of ] . # $ ' and blanks.
    while !scanner.isAtEnd {
      switch scanner.peek() {
      case UInt8(ascii: "]"), UInt8(ascii: "."), UInt8(ascii: "#"), UInt8(ascii: "$"),
        UInt8(ascii: "'"), UInt8(ascii: ":"), UInt8(ascii: "["), 0x20:
        return scanner.place > start ? scanner.text(start..<scanner.place) : nil
      default: scanner.place += 1
      }
    }
    return nil
  }

  /// A corner in which `#REF!` may stand for the column, the row, or both.
  private mutating func readOpenCorner() -> OpenCorner? {
    if scanner.peek() != UInt8(ascii: "#"),
      scanner.peek() != UInt8(ascii: "$") || scanner.peek(1) != UInt8(ascii: "#"),
      var corner = scanner.corner()
    {
      if corner.row == nil {
        let isAbsolute = scanner.peek() == UInt8(ascii: "$")
        let mark = scanner.place
        if isAbsolute { scanner.place += 1 }
        if scanner.peek() == UInt8(ascii: "#"), scanner.errorValue() == .ref {
          corner.row = Reference.Corner.deleted
          corner.isRowAbsolute = isAbsolute
        } else {
          scanner.place = mark
        }
      }
      return OpenCorner(corner: corner)
    }
    let isAbsolute = scanner.peek() == UInt8(ascii: "$")
    if isAbsolute { scanner.place += 1 }
    guard scanner.errorValue() == .ref else { return nil }
    var corner = ScannedCorner(
      row: Reference.Corner.deleted, column: Reference.Corner.deleted,
      isColumnAbsolute: isAbsolute)
    // `#REF!5`: the column is gone, the row is not.
    let behind = scanner.place
    if let rest = scanner.corner(), rest.shape == .rows {
      corner.row = rest.row
      corner.isRowAbsolute = rest.isRowAbsolute
    } else {
      scanner.place = behind
    }
    return OpenCorner(corner: corner)
  }
}

private struct OpenCorner {
  let corner: ScannedCorner

  /// The reference of one corner, or of two of one shape; nil when they do not fit.
  func reference(to other: OpenCorner?) -> Reference? {
    guard let other else {
      guard corner.shape == .cell else { return nil }
      let first = corner.corner(isLast: false)
      return Reference(shape: .cell, first: first, last: first)
    }
    guard corner.shape == other.corner.shape else { return nil }
    return Reference(
      shape: corner.shape == .cell ? .range : corner.shape,
      first: corner.corner(isLast: false), last: other.corner.corner(isLast: true))
  }
}
