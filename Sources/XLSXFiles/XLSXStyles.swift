import Diagnostics
import Sheets
import XMLStreams

/// The cell formats of a workbook that is written.
///
/// Cell format `n` is the draft's style `n`; others come up for values that a style's number format
/// does not fit.
struct XLSXStyles {
  private struct Format: Hashable {
    var style: Int
    var number: XLSXNumberFormats.Written
  }

  private let styles: [CellStyle]
  private var formats: [Format]
  private var places: [Format: Int] = [:]

  /// Registers the draft's cell styles.
  init(_ styles: [CellStyle]) {
    self.styles = styles
    formats = styles.enumerated().map { place, style in
      Format(style: place, number: XLSXNumberFormats.written(.empty, style.numberFormat))
    }
    for (place, format) in formats.enumerated() { places[format] = place }
  }

  /// The number of the cell format for a value in a cell of this style.
  mutating func cell(_ style: Int, for value: CellValue) -> Int {
    let number = XLSXNumberFormats.written(value, styles[style].numberFormat)
    let format = Format(style: style, number: number)
    if let place = places[format] { return place }
    places[format] = formats.count
    formats.append(format)
    return formats.count - 1
  }

  /// The styles part.
  ///
  /// - Source: ECMA-376 part 1 §18.8.39 styleSheet.
  func part() -> [UInt8] {
    let fonts = Pool(styles.map(\.font))
    let borders = Pool([.none] + styles.map(\.borders))
    let codes = Pool(
      formats.compactMap { format in
        if case .code(let code) = format.number { code } else { nil }
      })
    var output = XMLOutput.document()
    output.element("styleSheet", ["xmlns": XLSXNames.mainURI]) { output in
      if !codes.items.isEmpty {
        output.element("numFmts", ["count": String(codes.items.count)]) { output in
          for (index, code) in codes.items.enumerated() {
            output.element("numFmt", ["numFmtId": String(164 + index), "formatCode": code])
          }
        }
      }
      output.element("fonts", ["count": String(fonts.items.count)]) { output in
        fonts.items.forEach { Self.write($0, to: &output) }
      }
      output.element("fills", ["count": "2"]) { output in
        for pattern in ["none", "gray125"] {
          output.element("fill") { $0.element("patternFill", ["patternType": pattern]) }
        }
      }
      output.element("borders", ["count": String(borders.items.count)]) { output in
        borders.items.forEach { Self.write($0, to: &output) }
      }
      output.element("cellStyleXfs", ["count": "1"]) {
        $0.element("xf", ["numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"])
      }
      output.element("cellXfs", ["count": String(formats.count)]) { output in
        for format in formats {
          let style = styles[format.style]
          let number =
            switch format.number {
            case .builtIn(let id): id
            case .code(let code): 164 + codes.place(of: code)
            }
          Self.write(
            style, numFmt: number, font: fonts.place(of: style.font),
            border: borders.place(of: style.borders), to: &output)
        }
      }
      output.element("cellStyles", ["count": "1"]) {
        $0.element("cellStyle", ["name": "Normal", "xfId": "0", "builtinId": "0"])
      }
    }
    return output.bytes
  }

  private static func write(_ font: Font, to output: inout XMLOutput) {
    output.element("font") { output in
      if font.isBold { output.element("b") }
      if font.isItalic { output.element("i") }
      output.element("sz", ["val": DecimalText.print(font.sizePoints)])
      output.element("name", ["val": font.name])
    }
  }

  private static func write(_ borders: Borders, to output: inout XMLOutput) {
    output.element("border") { output in
      let sides = [
        ("left", borders.left), ("right", borders.right), ("top", borders.top),
        ("bottom", borders.bottom),
      ]
      for (name, line) in sides {
        if let line {
          output.element(name, ["style": line.style.rawValue]) {
            $0.element("color", ["rgb": "FF" + line.color.hex])
          }
        } else {
          output.element(name)
        }
      }
      output.element("diagonal")
    }
  }

  private static func write(
    _ style: CellStyle, numFmt: Int, font: Int, border: Int, to output: inout XMLOutput
  ) {
    output.raw("<xf")
    for (name, value) in [
      ("numFmtId", numFmt), ("fontId", font), ("fillId", 0), ("borderId", border), ("xfId", 0),
      ("applyNumberFormat", 1), ("applyFont", 1), ("applyBorder", 1), ("applyAlignment", 1),
    ] {
      output.attribute(name, String(value))
    }
    output.raw(">")
    output.raw("<alignment")
    if style.horizontal != .general { output.attribute("horizontal", style.horizontal.rawValue) }
    output.attribute("vertical", style.vertical == .middle ? "center" : style.vertical.rawValue)
    if style.wrapsText { output.attribute("wrapText", "1") }
    output.raw("/></xf>")
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
