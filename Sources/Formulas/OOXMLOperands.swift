// What OOXML has for operands besides texts, groups and arrays.

extension FormulaParser {
  mutating func readOOXMLOperand() throws(FormulasError) {
    let start = scanner.place
    switch scanner.peek() {
    case 0x30...0x39:
      if !notation.isR1C1, readRows() { return }
      guard readNumber() else { throw .unexpected(at: start) }
    case UInt8(ascii: "."):
      guard readNumber() else { throw .unexpected(at: start) }
    case UInt8(ascii: "#"):
      guard let error = scanner.errorValue() else { throw .unexpected(at: start) }
      if error == .ref, let reference = readPlainReference(scope: .deleted) {
        addReference(reference, from: start)
      } else {
        addOperand(.error, .error(error), from: start)
      }
    case UInt8(ascii: "'"): try readQuotedSheet()
    case UInt8(ascii: "["): try readBracket()
    default:
      if let reference = readPlainReference(scope: nil) {
        addReference(reference, from: start)
      } else {
        try readWord()
      }
    }
  }

  /// Whole rows, `1:3`; nothing is passed when they are not here.
  private mutating func readRows() -> Bool {
    let start = scanner.place
    var ahead = 0
    while scanner.isDigit(scanner.peek(ahead)) { ahead += 1 }
    guard scanner.peek(ahead) == UInt8(ascii: ":") else { return false }
    guard let reference = readPlainReference(scope: nil) else { return false }
    addReference(reference, from: start)
    return true
  }

  /// A reference without a sheet; nothing is passed when none stands here.
  mutating func readPlainReference(scope: ReferenceScope?) -> Reference? {
    let start = scanner.place
    guard let first = readCorner() else { return nil }
    let afterFirst = scanner.place
    if scanner.peek() == UInt8(ascii: ":") {
      scanner.place += 1
      if let last = readCorner(), last.shape == first.shape, !continuesWord {
        return Reference(
          shape: first.shape == .cell ? .range : first.shape, first: first.corner(isLast: false),
          last: last.corner(isLast: true), scope: scope)
      }
      scanner.place = afterFirst
    }
    guard !continuesWord, first.shape == .cell || notation.isR1C1 else {
      scanner.place = start
      return nil
    }
    return Reference(
      shape: first.shape, first: first.corner(isLast: false), last: first.corner(isLast: true),
      scope: scope)
  }

  private mutating func readCorner() -> ScannedCorner? {
    notation.isR1C1 ? scanner.cornerR1C1(at: base) : scanner.corner()
  }

  /// Whether what was read goes on as a name, a call, a sheet or a table.
  private var continuesWord: Bool {
    let next = scanner.peek()
    return scanner.isNameByte(next) || next == UInt8(ascii: "(") || next == UInt8(ascii: "!")
      || next == UInt8(ascii: "[") || next == UInt8(ascii: "$")
  }

  private mutating func readWord() throws(FormulasError) {
    let start = scanner.place
    guard scanner.passName() else { throw .unexpected(at: start) }
    let end = scanner.place
    switch scanner.peek() {
    case UInt8(ascii: "("): try openCall(from: start)
    case UInt8(ascii: "["): try readStructured(from: start)
    case UInt8(ascii: "!"):
      scanner.place += 1
      try readInScope(ReferenceScope(sheet: scanner.text(start..<end)), from: start)
    case UInt8(ascii: ":"):
      scanner.place += 1
      let second = scanner.place
      guard scanner.passName(), scanner.peek() == UInt8(ascii: "!") else {
        scanner.place = end
        return addWord(from: start)
      }
      let scope = ReferenceScope(
        sheet: scanner.text(start..<end), lastSheet: scanner.text(second..<scanner.place))
      scanner.place += 1
      try readInScope(scope, from: start)
    default: addWord(from: start)
    }
  }

  private mutating func addWord(from start: Int) {
    let word = start..<scanner.place
    if scanner.isWord(word, "TRUE") {
      addOperand(.boolean, .boolean(true), from: start)
    } else if scanner.isWord(word, "FALSE") {
      addOperand(.boolean, .boolean(false), from: start)
    } else {
      addOperand(.name, .name, from: start)
    }
  }

  /// `'My sheet'!A1`, `'[1]Sheet'!A1`, `'Jan:Mar'!A1`.
  private mutating func readQuotedSheet() throws(FormulasError) {
    let start = scanner.place
    guard scanner.passQuoted(UInt8(ascii: "'")) else { throw .unclosed(at: start) }
    guard scanner.peek() == UInt8(ascii: "!") else { throw .unexpected(at: scanner.place) }
    let name = scanner.unquoted(start + 1..<scanner.place - 1, UInt8(ascii: "'"))
    scanner.place += 1
    try readInScope(Self.scope(quoted: name), from: start)
  }

  // `path\[book.xlsx]Sheet1:Sheet3`: sheets may not hold brackets or colons, paths may.
  private static func scope(quoted name: String) -> ReferenceScope {
    var book: String?
    var sheets = name[...]
    if let close = name.lastIndex(of: "]"), let open = name[..<close].lastIndex(of: "[") {
      book = String(name[..<open] + name[name.index(after: open)..<close])
      sheets = name[name.index(after: close)...]
    }
    let parts = sheets.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    return ReferenceScope(
      book: book, sheet: parts.first.map(String.init) ?? "",
      lastSheet: parts.count == 2 ? String(parts[1]) : nil)
  }

  /// `[1]Sheet1!A1` and `[1]!name`, or a table's columns inside the table: `[Amount]`.
  private mutating func readBracket() throws(FormulasError) {
    let start = scanner.place
    var ahead = 1
    while scanner.isNameByte(scanner.peek(ahead)) || scanner.peek(ahead) == 0x20
      || scanner.peek(ahead) == UInt8(ascii: "-")
    {
      ahead += 1
    }
    guard scanner.peek(ahead) == UInt8(ascii: "]"), ahead > 1 else {
      return try readStructured(from: start)
    }
    let book = scanner.text(start + 1..<start + ahead)
    scanner.place = start + ahead + 1
    let sheetStart = scanner.place
    if scanner.passName() || scanner.peek() == UInt8(ascii: "!") {
      let sheet = scanner.text(sheetStart..<scanner.place)
      var lastSheet: String?
      if scanner.peek() == UInt8(ascii: ":") {
        scanner.place += 1
        let second = scanner.place
        if scanner.passName() { lastSheet = scanner.text(second..<scanner.place) }
      }
      if scanner.peek() == UInt8(ascii: "!") {
        scanner.place += 1
        let scope = ReferenceScope(book: book, sheet: sheet, lastSheet: lastSheet)
        return try readInScope(scope, from: start)
      }
    }
    scanner.place = start
    try readStructured(from: start)
  }

  /// What stands behind `Sheet1!`.
  private mutating func readInScope(
    _ scope: ReferenceScope, from start: Int
  ) throws(FormulasError) {
    if let reference = readPlainReference(scope: scope) {
      return addReference(reference, from: start)
    }
    let place = scanner.place
    if scanner.peek() == UInt8(ascii: "#") {
      guard scanner.errorValue() == .ref else { throw .unexpected(at: place) }
      let reference = Reference(shape: .cell, first: .gone, last: .gone, scope: scope)
      return addReference(reference, from: start)
    }
    guard scanner.passName() else { throw .badReference(at: start) }
    switch scanner.peek() {
    case UInt8(ascii: "("): try openCall(from: start)
    case UInt8(ascii: "["): try readStructured(from: start)
    default:
      let name = ScopedName(scope: scope, name: scanner.text(place..<scanner.place))
      scopedNames.append(name)
      addOperand(.name, .name, from: start, detail: Int32(scopedNames.count))
    }
  }

  /// Brackets that may hold others; `'` takes the meaning from the sign behind it.
  mutating func readStructured(from start: Int) throws(FormulasError) {
    var level = 0
    while !scanner.isAtEnd {
      switch scanner.peek() {
      case UInt8(ascii: "["): level += 1
      case UInt8(ascii: "]"): level -= 1
      case UInt8(ascii: "'"): scanner.place += 1
      default: break
      }
      scanner.place += 1
      if level == 0 {
        scanner.place = min(scanner.place, scanner.bytes.count)
        return addOperand(.structured, .structured, from: start)
      }
    }
    throw .unclosed(at: start)
  }
}
