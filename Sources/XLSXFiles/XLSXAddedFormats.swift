import Diagnostics
import Sheets
import XMLStreams

/// The cell formats that edits add to a workbook's styles, behind those that are there.
///
/// A cell keeps its style unless told; only where its number format would make another kind of its
/// value (a day a number, a number a day) it gets a copy of the style with a format that fits.
///
/// - Source: ECMA-376 part 1 §18.8: cellXfs, fonts, fills, borders, numFmts.
struct XLSXAddedFormats {
  /// A list of the styles part.
  private struct List {
    /// Where elements are put: behind the last one.
    var end: Int
    var count: Range<Int>?
    /// How many elements stand there.
    var size = 0
    var added: [[UInt8]] = []
  }

  /// The styles part; nil where the workbook has none.
  let part: String?
  private let bytes: [UInt8]
  private var formats: XLSXNumberFormats
  private var lists: [String: List] = [:]
  /// The `xf` elements of the `cellXfs` element.
  private var elements: [Range<Int>] = []
  /// The codes of number formats by their id.
  private var codes: [Int: String] = [:]
  private var prefix = ""
  /// Declares the namespace on elements of ours, where the part has a prefix for it.
  private var declaration: String?
  /// Where the list of number formats is put, should there be none.
  private var start = 0

  /// Reads a workbook's styles part.
  init(_ bytes: [UInt8], part: String?, formats: XLSXNumberFormats) throws {
    self.bytes = bytes
    self.part = part
    self.formats = formats
    guard XMLPart.isPlain(bytes), !bytes.isEmpty else { return }
    var scanner = XMLScanner(bytes)
    guard try scanner.next() == .start, !scanner.isEmptyElement else { return }
    prefix = scanner.prefix
    start = scanner.range.upperBound
    let name = "xmlns:" + prefix.dropLast()
    declaration =
      prefix.isEmpty ? nil : scanner.attributeTexts.first { $0.name == name }?.rawValue
    try scanner.eachChild { try readList(&$0) }
  }

  private mutating func readList(_ scanner: inout XMLScanner) throws {
    let name = scanner.localName
    guard ["numFmts", "fonts", "fills", "borders", "cellXfs"].contains(name),
      !scanner.isEmptyElement
    else { return try scanner.skipElement() }
    var list = List(end: scanner.range.upperBound, count: scanner.attributeRange(nil, "count"))
    try scanner.eachChild { scanner in
      let start = scanner.range.lowerBound
      if name == "numFmts", let id = try scanner.attribute("numFmtId").flatMap({ Int($0) }) {
        codes[id] = try scanner.attribute("formatCode")
      }
      try scanner.skipElement()
      list.end = scanner.range.upperBound
      list.size += 1
      if name == "cellXfs" { elements.append(start..<list.end) }
    }
    lists[name] = list
  }

  // MARK: - Values that a style's format does not fit

  /// Proves that a value can keep its kind in a cell of this style.
  func check(_ value: CellValue, style: String?) throws(EditError) {
    guard formats.fits(value, place(style)) || element(place(style)) != nil else {
      throw EditError.notPlain(at: Origin(part: part ?? "xl/styles.xml"))
    }
  }

  /// The style for a value in a cell that has this one.
  mutating func style(_ old: String?, for value: CellValue) -> String? {
    guard !formats.fits(value, place(old)) else { return old }
    return copy(old, numberFormat: XLSXNumberFormats.builtIn(value)) ?? old
  }

  // MARK: - Styles that are told

  /// The style that looks like this.
  ///
  /// - Throws: `EditError.notPlain` where the part lists no fonts, fills, borders or formats.
  mutating func style(_ style: CellStyle) throws(EditError) -> String {
    let font = try add("fonts") { XLSXWrittenStyle.write(style.font, to: &$0) }
    let borders = try add("borders") { XLSXWrittenStyle.write(style.borders, to: &$0) }
    let fill =
      if let color = style.fill {
        try add("fills") { XLSXWrittenStyle.writeFill(color, to: &$0) }
      } else {
        0
      }
    let number = try numberFormat(style.numberFormat)
    let numbers = [
      ("numFmtId", number), ("fontId", font), ("fillId", fill), ("borderId", borders),
      ("xfId", 0),
    ]
    let place = try add("cellXfs") { XLSXWrittenStyle.write(style, numbers, to: &$0) }
    if place >= formats.count { formats.append(NumberMeaning(style.numberFormat)) }
    return String(place)
  }

  /// The style that is another one but for its number format.
  ///
  /// - Throws: `EditError.notPlain` where the part does not list the style.
  mutating func style(_ old: String?, showing format: NumberFormat) throws(EditError) -> String {
    let number = try numberFormat(format)
    guard let style = copy(old, numberFormat: number) else { throw notPlain }
    return style
  }

  private var notPlain: EditError { .notPlain(at: Origin(part: part ?? "xl/styles.xml")) }

  /// The id of a number format, the built-in one or one with the code.
  private mutating func numberFormat(_ format: NumberFormat) throws(EditError) -> Int {
    switch XLSXNumberFormats.written(format) {
    case .builtIn(let id): return id
    case .code(let code):
      if let known = codes.first(where: { $0.value == code })?.key { return known }
      // Up to 163 they are built in, §18.8.30.
      let id = max(163, codes.keys.max() ?? 0) + 1
      codes[id] = code
      if lists["numFmts"] == nil { lists["numFmts"] = List(end: start) }
      _ = try add("numFmts") {
        $0.element("numFmt", ["numFmtId": String(id), "formatCode": code])
      }
      return id
    }
  }

  // MARK: - The part

  /// The part with what was added; nil where nothing was.
  func result() -> [UInt8]? {
    var splices: [XMLSplice] = []
    for (name, list) in lists where !list.added.isEmpty {
      let total = String(list.size + list.added.count)
      var elements = list.added.flatMap { $0 }
      if list.size == 0 {
        let open = "<\(prefix)\(name) count=\"\(total)\">"
        elements = open.utf8 + elements + "</\(prefix)\(name)>".utf8
      } else if let count = list.count {
        splices.append(XMLSplice(range: count, bytes: Array(total.utf8)))
      }
      splices.append(XMLSplice(range: list.end..<list.end, bytes: elements))
    }
    return splices.isEmpty ? nil : bytes.spliced(splices, in: 0..<bytes.count)
  }

  private func place(_ style: String?) -> Int { style.flatMap { Int($0) } ?? 0 }

  /// Adds an element to a list unless edits did already; tells its place.
  private mutating func add(
    _ name: String, _ write: (inout XMLOutput) -> Void
  ) throws(EditError) -> Int {
    var output = XMLOutput()
    write(&output)
    return try add(name, named(output.bytes))
  }

  private mutating func add(_ name: String, _ element: [UInt8]) throws(EditError) -> Int {
    guard var list = lists[name] else { throw notPlain }
    let place = list.added.firstIndex(of: element) ?? list.added.count
    if place == list.added.count { list.added.append(element) }
    lists[name] = list
    return list.size + place
  }

  /// An element of ours, in the part's namespace.
  private func named(_ element: [UInt8]) -> [UInt8] {
    guard let declaration else { return element }
    let end = element.firstIndex { [0x20, 0x2F, 0x3E].contains($0) } ?? element.count
    return Array(element[..<end]) + " xmlns=\"\(declaration)\"".utf8 + element[end...]
  }

  /// A cell format's bytes.
  private func element(_ place: Int) -> [UInt8]? {
    if elements.indices.contains(place) { return Array(bytes[elements[place]]) }
    let added = lists["cellXfs"]?.added ?? []
    return added.indices.contains(place - elements.count) ? added[place - elements.count] : nil
  }

  /// The style that is another one but for its number format (§18.8.45); nil where that is not
  /// listed.
  private mutating func copy(_ old: String?, numberFormat: Int) -> String? {
    guard let element = element(place(old)) else { return nil }
    let name = element.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") }
    var scanner = XMLScanner(element)
    guard (try? scanner.next()) == .start else { return nil }
    let kept = scanner.attributeTexts.filter {
      !["numFmtId", "applyNumberFormat"].contains($0.name)
    }
    var output = XMLOutput()
    output.raw(scanner.isEmptyElement ? name.prefix { $0 != UInt8(ascii: "/") } : name)
    output.raw(" numFmtId=\"\(numberFormat)\" applyNumberFormat=\"1\"")
    for (name, value) in kept {
      output.raw(" \(name)=\"\(value.replacing("\"", with: "&quot;"))\"")
    }
    output.raw(scanner.isEmptyElement ? "/>" : ">")
    output.raw(element[scanner.range.upperBound...])
    guard let place = try? add("cellXfs", output.bytes) else { return nil }
    if place >= formats.count {
      let meaning = codes[numberFormat].map(NumberMeaning.init(code:))
      formats.append(meaning ?? XLSXNumberFormats.meaning(ofBuiltIn: numberFormat))
    }
    return String(place)
  }
}
