import Diagnostics
import Sheets
import XMLStreams

/// The cell formats of a workbook that is written.
///
/// Cell format `n` is the draft's style `n`; others come up for values that a style's number format
/// does not fit.
struct XLSXStyles {
  /// What a cell's number format depends on.
  enum Kind: Int, CaseIterable {
    /// Anything that is no number.
    case plain
    /// A number.
    case number
    /// A date without a time of day.
    case day
    /// A date with a time of day.
    case moment
    /// A duration that fits into a day.
    case time
    /// Any other duration.
    case duration

    init(_ value: CellValue) {
      switch value {
      case .empty, .text, .boolean, .error: self = .plain
      case .number: self = .number
      case .date(let date): self = date.secondOfDay == 0 ? .day : .moment
      case .duration(let seconds): self = seconds >= 0 && seconds < 86_400 ? .time : .duration
      }
    }
  }

  private struct Format: Hashable {
    var style: Int
    var number: XLSXNumberFormats.Written
  }

  private let styles: [CellStyle]
  private let looks: [ConditionalLook]
  private var formats: [Format]
  /// The cell format of each style and kind; -1 where none was asked for yet.
  private var places: [Int]

  /// Registers the draft's cell styles, and what its conditional formats change.
  init(_ draft: WorkbookDraft) {
    styles = draft.styles
    let rules = draft.sheets.flatMap { $0.conditionalFormats.flatMap(\.rules) }
    looks = Pool(rules.map(\.look)).items
    formats = styles.enumerated().map { place, style in
      Format(style: place, number: XLSXNumberFormats.written(style.numberFormat))
    }
    places = [Int](repeating: -1, count: styles.count * Kind.allCases.count)
  }

  /// The number of the cell format for a value of this kind in a cell of this style.
  mutating func cell(_ style: Int, _ kind: Kind) -> Int {
    let place = places[style * Kind.allCases.count + kind.rawValue]
    return place >= 0 ? place : add(style, kind)
  }

  private mutating func add(_ style: Int, _ kind: Kind) -> Int {
    let number = XLSXNumberFormats.written(kind, styles[style].numberFormat)
    let format = Format(style: style, number: number)
    let place = formats[style] == format ? style : formats.firstIndex(of: format) ?? formats.count
    if place == formats.count { formats.append(format) }
    places[style * Kind.allCases.count + kind.rawValue] = place
    return place
  }

  /// The number of what a conditional format changes.
  func look(_ look: ConditionalLook) -> Int { looks.firstIndex(of: look) ?? 0 }

  // MARK: - The part

  /// The styles part.
  ///
  /// - Source: ECMA-376 part 1 §18.8.39 styleSheet.
  func part() -> [UInt8] {
    let fonts = Pool(styles.map(\.font))
    let fills = Pool(styles.compactMap(\.fill))
    let borders = Pool([.none] + styles.map(\.borders))
    let codes = Pool(
      formats.compactMap { format in
        if case .code(let code) = format.number { code } else { nil }
      })
    var output = XMLOutput.document()
    output.element("styleSheet", ["xmlns": XLSXNames.mainURI]) { output in
      output.list("numFmts", codes.items, isOptional: true) { output, index, code in
        output.element("numFmt", ["numFmtId": String(164 + index), "formatCode": code])
      }
      output.list("fonts", fonts.items) { output, _, font in
        XLSXWrittenStyle.write(font, to: &output)
      }
      XLSXWrittenStyle.writeFills(fills.items, to: &output)
      output.list("borders", borders.items) { output, _, borders in
        XLSXWrittenStyle.write(borders, to: &output)
      }
      output.element("cellStyleXfs", ["count": "1"]) {
        $0.element("xf", ["numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"])
      }
      output.list("cellXfs", formats) { output, _, format in
        let style = styles[format.style]
        let number =
          switch format.number {
          case .builtIn(let id): id
          case .code(let code): 164 + codes.place(of: code)
          }
        XLSXWrittenStyle.write(
          style,
          [
            ("numFmtId", number), ("fontId", fonts.place(of: style.font)),
            ("fillId", style.fill.map { 2 + fills.place(of: $0) } ?? 0),
            ("borderId", borders.place(of: style.borders)), ("xfId", 0),
          ], to: &output)
      }
      output.element("cellStyles", ["count": "1"]) {
        $0.element("cellStyle", ["name": "Normal", "xfId": "0", "builtinId": "0"])
      }
      output.list("dxfs", looks, isOptional: true) { output, _, look in
        XLSXWrittenStyle.write(look, to: &output)
      }
    }
    return output.bytes
  }
}

extension XMLOutput {
  /// Writes a list with its count; nothing where it may be left out and is empty.
  fileprivate mutating func list<Item>(
    _ name: String, _ items: [Item], isOptional: Bool = false,
    _ write: (inout XMLOutput, Int, Item) -> Void
  ) {
    guard !items.isEmpty || !isOptional else { return }
    element(name, ["count": String(items.count)]) { output in
      for (index, item) in items.enumerated() { write(&output, index, item) }
    }
  }
}

/// Distinct things in the order of their first appearance.
private struct Pool<Item: Hashable> {
  private(set) var items: [Item] = []
  private var places: [Item: Int] = [:]

  init(_ all: [Item]) {
    for item in all where places[item] == nil {
      places[item] = items.count
      items.append(item)
    }
  }

  func place(of item: Item) -> Int { places[item] ?? 0 }
}

/// The cell formats that edits add to a workbook's styles, behind those that are there.
///
/// A cell keeps its style; only where its number format would make another kind of its value (a day
/// a number, a number a day) it gets a copy of the style with a built-in format that fits.
struct XLSXAddedFormats {
  /// The styles part; nil where the workbook has none.
  let part: String?
  private let bytes: [UInt8]
  private let formats: XLSXNumberFormats
  /// The `xf` elements of the `cellXfs` element.
  private var elements: [Range<Int>] = []
  private var count: Range<Int>?
  private var added: [[UInt8]] = []

  /// Reads a workbook's styles part.
  init(_ bytes: [UInt8], part: String?, formats: XLSXNumberFormats) throws {
    self.bytes = bytes
    self.part = part
    self.formats = formats
    guard XMLPart.isPlain(bytes), !bytes.isEmpty else { return }
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.isElement(XLSXNames.main, "cellXfs") else { continue }
      count = scanner.attributeRange(nil, "count")
      try scanner.eachChild { scanner in
        let start = scanner.range.lowerBound
        try scanner.skipElement()
        elements.append(start..<scanner.range.upperBound)
      }
    }
  }

  /// Proves that a value can keep its kind in a cell of this style.
  func check(_ value: CellValue, style: String?) throws(EditError) {
    guard formats.fits(value, place(style)) || elements.indices.contains(place(style)) else {
      throw EditError.notPlain(at: Origin(part: part ?? "xl/styles.xml"))
    }
  }

  /// The style for a value in a cell that has this one.
  mutating func style(_ old: String?, for value: CellValue) -> String? {
    guard !formats.fits(value, place(old)), elements.indices.contains(place(old)) else {
      return old
    }
    let number = XLSXNumberFormats.builtIn(value)
    let format = copy(elements[place(old)], numberFormat: number)
    let place = added.firstIndex(of: format) ?? added.count
    if place == added.count { added.append(format) }
    return String(elements.count + place)
  }

  /// The part with what was added; nil where nothing was.
  func result() -> [UInt8]? {
    guard let last = elements.last, !added.isEmpty else { return nil }
    let total = Array(String(elements.count + added.count).utf8)
    let formats = XMLSplice(
      range: last.upperBound..<last.upperBound, bytes: added.flatMap { $0 })
    let splices = [formats] + (count.map { [XMLSplice(range: $0, bytes: total)] } ?? [])
    return bytes.spliced(splices, in: 0..<bytes.count)
  }

  private func place(_ style: String?) -> Int { style.flatMap { Int($0) } ?? 0 }

  /// An `xf` element's bytes with another number format (§18.8.45).
  private func copy(_ element: Range<Int>, numberFormat: Int) -> [UInt8] {
    let name = bytes[element].prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") }
    var scanner = XMLScanner(Array(bytes[element]))
    guard (try? scanner.next()) == .start else { return Array(bytes[element]) }
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
    output.raw(bytes[element.lowerBound + scanner.range.upperBound..<element.upperBound])
    return output.bytes
  }
}
