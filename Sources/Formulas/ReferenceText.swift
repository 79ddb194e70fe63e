// How references are written.

extension Reference {
  /// The text of the reference.
  ///
  /// - Parameters:
  ///   - notation: How to write it.
  ///   - base: The cell of the formula, which R1C1 counts from.
  /// - Returns: The text.
  /// - Source: OpenFormula 1.3 §5.8; ECMA-376-1 §18.17.2.3.
  public func text(in notation: Notation, at base: GridCell) -> String {
    var writer = ReferenceWriter(reference: self, base: base)
    return switch notation.dialect {
    case .openFormula: writer.openFormula()
    case .ooxml: writer.ooxml(isR1C1: notation.isR1C1)
    }
  }
}

private struct ReferenceWriter {
  let reference: Reference
  let base: GridCell
  private var text = ""

  init(reference: Reference, base: GridCell) {
    self.reference = reference
    self.base = base
  }

  mutating func ooxml(isR1C1: Bool) -> String {
    if let scope = reference.scope { text += scope.ooxmlPrefix }
    if reference.first.isDeleted || reference.last.isDeleted {
      text += "#REF!"
      return text
    }
    writeCorner(reference.first, isR1C1: isR1C1)
    // `A:A` and `1:1` need both sides, in R1C1 one says the same.
    let isDouble =
      reference.shape == .range || (reference.shape != .cell && !isR1C1)
      || (isR1C1 && reference.first != reference.last)
    if isDouble {
      text += ":"
      writeCorner(reference.last, isR1C1: isR1C1)
    }
    return text
  }

  mutating func openFormula() -> String {
    text = "["
    let scope = reference.scope
    if let scope { text += scope.openFormulaPrefix(sheet: scope.sheet, withBook: true) }
    text += "."
    writeOpenCorner(reference.first)
    if reference.shape != .cell || scope?.lastSheet != nil {
      text += ":"
      if let last = scope?.lastSheet, let scope {
        text += scope.openFormulaPrefix(sheet: last, withBook: false)
      }
      text += "."
      writeOpenCorner(reference.last)
    }
    return text + "]"
  }

  private mutating func writeOpenCorner(_ corner: Reference.Corner) {
    if corner.row < 0, corner.column < 0 {
      text += "#REF!"
      return
    }
    if reference.shape != .rows {
      if corner.isColumnAbsolute { text += "$" }
      text += corner.column < 0 ? "#REF!" : Self.letters(Int(corner.column))
    }
    if reference.shape != .columns {
      if corner.isRowAbsolute { text += "$" }
      text += corner.row < 0 ? "#REF!" : String(corner.row + 1)
    }
  }

  private mutating func writeCorner(_ corner: Reference.Corner, isR1C1: Bool) {
    if isR1C1 {
      if reference.shape != .columns {
        writeRelative("R", Int(corner.row), base.row, isAbsolute: corner.isRowAbsolute)
      }
      if reference.shape != .rows {
        writeRelative("C", Int(corner.column), base.column, isAbsolute: corner.isColumnAbsolute)
      }
      return
    }
    if reference.shape != .rows {
      if corner.isColumnAbsolute { text += "$" }
      text += Self.letters(Int(corner.column))
    }
    if reference.shape != .columns {
      if corner.isRowAbsolute { text += "$" }
      text += String(corner.row + 1)
    }
  }

  private mutating func writeRelative(
    _ letter: String, _ place: Int, _ base: Int, isAbsolute: Bool
  ) {
    text += letter
    if isAbsolute {
      text += String(place + 1)
    } else if place != base {
      text += "[" + String(place - base) + "]"
    }
  }

  static func letters(_ column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}

extension ReferenceScope {
  /// What OOXML writes before a reference or a name, with its `!`.
  var ooxmlPrefix: String {
    if isDeleted { return "#REF!" }
    var name = book.map { "[" + $0 + "]" } ?? ""
    name += sheet
    if let lastSheet { name += ":" + lastSheet }
    let isPlain =
      (sheet.isEmpty || SheetNameText.isPlain(sheet))
      && (lastSheet.map(SheetNameText.isPlain) ?? true)
      && (book.map { $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } } ?? true)
    return (isPlain ? name : SheetNameText.quoted(name)) + "!"
  }

  /// What OpenFormula writes before the point of a corner.
  func openFormulaPrefix(sheet: String, withBook: Bool) -> String {
    var text = ""
    if withBook, let book { text += SheetNameText.quoted(book) + "#" }
    if isDeleted { return text + "#REF!" }
    if sheet.isEmpty { return text }
    if isAbsolute { text += "$" }
    return text + (SheetNameText.isPlain(sheet) ? sheet : SheetNameText.quoted(sheet))
  }
}

/// How sheet names are written in formulas.
enum SheetNameText {
  /// In single quotes, with those inside doubled.
  static func quoted(_ name: String) -> String {
    "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// Whether a name can stand without quotes, in both dialects: letters, digits and `_`, not like
  /// a cell, a number or a truth value.
  static func isPlain(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    let isWord = name.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
    return isWord && !looksLikeReference(name)
  }

  // `A1`, `R1C1`, `RC`, `TRUE` need quotes.
  private static func looksLikeReference(_ name: String) -> Bool {
    let bytes = Array(name.uppercased().utf8)
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let letters = bytes.prefix { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
    let rest = bytes.dropFirst(letters.count)
    if letters.count <= 3, !rest.isEmpty, rest.allSatisfy(digits.contains) { return true }
    if name.uppercased() == "TRUE" || name.uppercased() == "FALSE" { return true }
    guard let first = bytes.first, first == UInt8(ascii: "R") || first == UInt8(ascii: "C") else {
      return false
    }
    return bytes.allSatisfy {
      digits.contains($0) || $0 == UInt8(ascii: "R") || $0 == UInt8(ascii: "C")
    }
  }
}
