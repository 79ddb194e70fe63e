import Diagnostics
import Sheets
import XMLStreams

/// The boxes that Excel draws for the notes of a sheet.
///
/// - Source: ECMA-376 part 4 §19.1 (VML), §19.4 `x:ClientData`.
enum XLSXNotes {
  /// The part with every box where its cell is now; boxes of cells that are gone leave.
  static func moved(
    _ bytes: [UInt8], _ follow: (CellAddress) -> CellAddress?
  ) throws -> [UInt8] {
    var splices: [XMLSplice] = []
    var scanner = XMLScanner(bytes)
    _ = try scanner.next()
    try scanner.eachChild { scanner in
      let start = scanner.range.lowerBound
      var found: [String: (text: String, range: Range<Int>)] = [:]
      let depth = scanner.depth
      while let event = try scanner.next() {
        if event == .end && scanner.depth == depth { break }
        guard event == .start, ["Row", "Column", "Anchor"].contains(scanner.localName) else {
          continue
        }
        let (name, from) = (scanner.localName, scanner.range.upperBound)
        var text = ""
        while let event = try scanner.next(), event == .text { text += try scanner.text() }
        found[name] = (text, from..<scanner.range.lowerBound)
      }
      guard let row = found["Row"], let column = found["Column"], let y = number(row.text),
        let x = number(column.text)
      else { return }
      let cell = CellAddress(row: y, column: x)
      guard let after = follow(cell) else {
        splices.append(XMLSplice(range: start..<scanner.range.upperBound, bytes: []))
        return
      }
      guard after != cell else { return }
      splices.append(XMLSplice(range: row.range, bytes: Array(String(after.row).utf8)))
      splices.append(XMLSplice(range: column.range, bytes: Array(String(after.column).utf8)))
      if let anchor = found["Anchor"] {
        splices.append(
          XMLSplice(range: anchor.range, bytes: moved(anchor.text, from: cell, to: after)))
      }
    }
    return bytes.spliced(splices, in: 0..<bytes.count)
  }

  private static func number(_ text: String) -> Int? {
    Int(text.filter { !$0.isWhitespace }).flatMap {
      (0..<CellAddress.rowsMax).contains($0) ? $0 : nil
    }
  }

  /// An anchor: column, offset, row, offset of the first corner, then of the last.
  private static func moved(
    _ anchor: String, from old: CellAddress, to new: CellAddress
  ) -> [UInt8] {
    let numbers = anchor.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    let moved = numbers.enumerated().map { place, text -> String in
      guard let number = Int(text), number < CellAddress.rowsMax else { return text }
      switch place % 4 {
      case 0: return String(max(0, number + new.column - old.column))
      case 2: return String(max(0, number + new.row - old.row))
      default: return text
      }
    }
    return Array(moved.joined(separator: ", ").utf8)
  }

  /// The part without boxes.
  static func empty() -> [UInt8] {
    Array(
      """
      <xml xmlns:v="urn:schemas-microsoft-com:vml" \
      xmlns:o="urn:schemas-microsoft-com:office:office" \
      xmlns:x="urn:schemas-microsoft-com:office:excel">\
      <v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
      path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
      <v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>
      """.utf8)
  }

  /// The part with one more box, for the note of a cell.
  static func adding(_ cell: CellAddress, to bytes: [UInt8]) throws -> [UInt8] {
    let (row, column) = (cell.row, cell.column)
    let number = bytes.count
    let shape = """
      <v:shape xmlns:v="urn:schemas-microsoft-com:vml" \
      xmlns:o="urn:schemas-microsoft-com:office:office" \
      xmlns:x="urn:schemas-microsoft-com:office:excel" \
      id="_x0000_s\(number + 100_000)" type="#_x0000_t202" \
      style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">\
      <v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
      <v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>\
      <x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
      <x:Anchor>\(column + 1), 15, \(max(0, row - 1)), 10, \(column + 4), 15, \(row + 3), 4\
      </x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>\(row)</x:Row>\
      <x:Column>\(column)</x:Column></x:ClientData></v:shape>
      """
    return try bytes.insertingLast(Array(shape.utf8))
  }
}

/// The notes of a sheet.
///
/// - Source: ECMA-376 part 1 §18.7 (comments), §18.3.1.51 legacyDrawing.
extension XLSXEditedDocument {
  private static let commentsType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"

  /// Gives a cell a note, or takes it away for an empty text.
  mutating func setComment(_ text: String, at cell: CellAddress, sheet: String) throws {
    let part = try worksheet(sheet)
    var relationships = try relationships(of: part)
    let notes = relationships.entries.first { $0.type == "comments" }?.part
    if text.isEmpty {
      guard let notes else { return }
      try removeComment(at: cell, notes)
      if let boxes = relationships.entries.first(where: { $0.type == "vmlDrawing" })?.part {
        let bytes = try plainBytes(boxes)
        put(try XLSXNotes.moved(bytes) { $0 == cell ? nil : $0 }, as: boxes)
      }
      return
    }
    if let notes {
      if try replaceComment(text, at: cell, notes) { return }
    }
    let target: String
    if let notes {
      target = notes
    } else {
      target = freePart("xl/comments", ".xml")
      _ = try relationships.add(type: "comments", part: target)
      let empty = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <comments xmlns="\(XLSXNames.mainURI)"><authors><author></author></authors>\
        <commentList></commentList></comments>
        """
      try add(Array(empty.utf8), as: target, type: Self.commentsType)
    }
    try insertComment(text, at: cell, target)
    var boxes = relationships.entries.first { $0.type == "vmlDrawing" }?.part
    if boxes == nil {
      let name = freePart("xl/drawings/vmlDrawing", ".vml")
      boxes = name
      let id = try relationships.add(type: "vmlDrawing", part: name)
      put(XLSXNotes.empty(), as: name)
      try addDefault("vml", type: "application/vnd.openxmlformats-officedocument.vmlDrawing")
      try splice([index(part).legacyDrawing(id)], in: part)
    }
    put(relationships.bytes, as: relationships.name)
    if let boxes { put(try XLSXNotes.adding(cell, to: plainBytes(boxes)), as: boxes) }
  }

  /// A name for a new part: the first number that none has.
  func freePart(_ stem: String, _ ending: String) -> String {
    var number = 1
    while member("\(stem)\(number)\(ending)") != nil { number += 1 }
    return "\(stem)\(number)\(ending)"
  }

  private static func body(_ text: String, prefix: String) -> [UInt8] {
    var output = XMLOutput()
    output.raw("<\(prefix)text><\(prefix)r><\(prefix)t xml:space=\"preserve\">")
    output.text(XLSXValues.escaped(text))
    output.raw("</\(prefix)t></\(prefix)r></\(prefix)text>")
    return output.bytes
  }

  /// Calls `body` at the start event of each note's element.
  private func eachComment(
    _ bytes: [UInt8], _ body: (inout XMLScanner, CellAddress?) throws -> Void
  ) throws {
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(XLSXNames.main, "comment") else { continue }
      try body(&scanner, scanner.attribute("ref").flatMap { CellAddress(a1: $0) })
    }
  }

  private mutating func removeComment(at cell: CellAddress, _ part: String) throws {
    var splices: [XMLSplice] = []
    try eachComment(plainBytes(part)) { scanner, found in
      let start = scanner.range.lowerBound
      try scanner.skipElement()
      if found == cell {
        splices.append(XMLSplice(range: start..<scanner.range.upperBound, bytes: []))
      }
    }
    try splice(splices, in: part)
  }

  /// Gives the note of a cell another text; tells whether there is one.
  private mutating func replaceComment(
    _ text: String, at cell: CellAddress, _ part: String
  ) throws -> Bool {
    var splices: [XMLSplice] = []
    try eachComment(plainBytes(part)) { scanner, found in
      guard found == cell else { return try scanner.skipElement() }
      try scanner.eachChild { scanner in
        let (start, prefix) = (scanner.range.lowerBound, scanner.prefix)
        let isText = scanner.isElement(XLSXNames.main, "text")
        try scanner.skipElement()
        if isText {
          splices.append(
            XMLSplice(
              range: start..<scanner.range.upperBound, bytes: Self.body(text, prefix: prefix)))
        }
      }
    }
    try splice(splices, in: part)
    return !splices.isEmpty
  }

  private mutating func insertComment(
    _ text: String, at cell: CellAddress, _ part: String
  ) throws {
    let bytes = try plainBytes(part)
    var place: Int?
    var splices: [XMLSplice] = []
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      if event == .start, scanner.isElement(XLSXNames.main, "comment"), place == nil,
        let found = try scanner.attribute("ref").flatMap({ CellAddress(a1: $0) }), found > cell
      {
        place = scanner.range.lowerBound
      }
      guard scanner.isElement(XLSXNames.main, "commentList") else { continue }
      if event == .start && scanner.isEmptyElement {
        throw EditError.notPlain(at: Origin(part: part))
      }
      if event == .end { place = place ?? scanner.range.lowerBound }
      guard event == .end, let place else { continue }
      let prefix = String(
        decoding: bytes[scanner.range.lowerBound + 2..<scanner.range.upperBound], as: UTF8.self
      ).replacing("commentList>", with: "")
      var output = XMLOutput()
      output.raw("<\(prefix)comment ref=\"\(cell.a1)\" authorId=\"0\">")
      output.raw(Self.body(text, prefix: prefix))
      output.raw("</\(prefix)comment>")
      splices = [XMLSplice(range: place..<place, bytes: output.bytes)]
    }
    try splice(splices, in: part)
  }
}

extension XLSXSheetIndex {
  /// The splice that names the part with the boxes of notes.
  fileprivate func legacyDrawing(_ id: String) -> XMLSplice {
    var output = XMLOutput()
    output.raw("<\(prefix)legacyDrawing xmlns:r=\"\(XLSXNames.relationshipsURI)\"")
    output.attribute("r:id", id)
    output.raw("/>")
    let place = place(of: "legacyDrawing")
    return XMLSplice(range: place..<place, bytes: output.bytes)
  }
}
