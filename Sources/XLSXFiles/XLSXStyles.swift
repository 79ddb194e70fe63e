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
