import Sheets
import XMLStreams

/// How a sheet prints, as XLSX stores it.
///
/// - Source: ECMA-376 part 1 §18.3.1.62 pageMargins, §18.3.1.63 pageSetup, §18.3.1.46 headerFooter,
///   §18.3.1.70 printOptions.
enum XLSXReadPage {
  /// Fills in what stands behind the rows of a worksheet.
  ///
  /// - Parameters:
  ///   - page: The setup.
  ///   - elements: The children of the worksheet by name.
  /// - Returns: Whether all that is said of headers and footers could be told.
  static func fill(_ page: inout PageSetup, _ elements: [String: [XMLElement]]) -> Bool {
    if let margins = elements["pageMargins"]?.first { fill(&page.margins, margins) }
    if let setup = elements["pageSetup"]?.first {
      let fits = elements["sheetPr"]?.first?.child("pageSetUpPr")?.flag("fitToPage") ?? false
      fill(&page, setup, fits: fits)
    }
    if let options = elements["printOptions"]?.first {
      page.centersHorizontally = options.flag("horizontalCentered")
      page.centersVertically = options.flag("verticalCentered")
      page.printsGrid = options.flag("gridLines")
      page.printsHeadings = options.flag("headings")
    }
    return elements["headerFooter"]?.first.map { fillBands(&page, $0) } ?? true
  }

  private static func fill(_ margins: inout MarginsMM, _ element: XMLElement) {
    func mm(_ name: String, _ usual: Double) -> Double {
      let inches = element.attribute(name).flatMap { DecimalText.parse($0) }
      return inches.map { min(max($0, 0), 20) * 25.4 } ?? usual
    }
    margins = MarginsMM(
      top: mm("top", margins.top), bottom: mm("bottom", margins.bottom),
      left: mm("left", margins.left), right: mm("right", margins.right))
  }

  private static func fill(_ page: inout PageSetup, _ setup: XMLElement, fits: Bool) {
    page.isLandscape = setup.attribute("orientation") == "landscape"
    if let width = measure(setup.attribute("paperWidth")),
      let height = measure(setup.attribute("paperHeight"))
    {
      page.paper = PaperSize(widthMM: width, heightMM: height)
    } else {
      page.paper = setup.number("paperSize").flatMap(paper) ?? page.paper
    }
    if let scale = setup.number("scale"), (10...400).contains(scale) {
      page.scale = .percent(scale)
    }
    guard fits else { return }
    func pages(_ name: String) -> Int? {
      let count = setup.number(name) ?? 1
      return (1...32_767).contains(count) ? count : nil
    }
    page.scale = .pages(across: pages("fitToWidth"), down: pages("fitToHeight"))
  }

  /// A length with its unit (ECMA-376 part 1 §22.9.2.12 ST_PositiveUniversalMeasure).
  private static func measure(_ text: String?) -> Double? {
    let units = ["mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "pi": 25.4 / 6]
    guard let text, let unit = units[String(text.suffix(2))],
      let number = DecimalText.parse(text.dropLast(2)), number > 0, number < 10_000
    else { return nil }
    return number * unit
  }

  /// The papers by number, as far as offices use them.
  private static func paper(_ number: Int) -> PaperSize? {
    switch number {
    case 1, 2: .letter
    case 5: .legal
    case 8: .a3
    case 9, 10: .a4
    case 11: .a5
    case 3, 4: .custom(widthMM: 279.4, heightMM: 431.8)
    case 6: .custom(widthMM: 139.7, heightMM: 215.9)
    case 7: .custom(widthMM: 184.15, heightMM: 266.7)
    case 12: .custom(widthMM: 257, heightMM: 364)
    case 13: .custom(widthMM: 182, heightMM: 257)
    case 14: .custom(widthMM: 215.9, heightMM: 330.2)
    case 66: .custom(widthMM: 420, heightMM: 594)
    case 70: .custom(widthMM: 105, heightMM: 148)
    default: nil
    }
  }

  // MARK: - Headers and footers

  private static func fillBands(_ page: inout PageSetup, _ element: XMLElement) -> Bool {
    func band(_ name: String) -> HeaderFooter { parse(element.child(name)?.text ?? "") }
    page.header = band("oddHeader")
    page.footer = band("oddFooter")
    var isWhole = true
    if element.flag("differentFirst") {
      let isBare = band("firstHeader").isEmpty && band("firstFooter").isEmpty
      page.leavesFirstPageBare = isBare
      isWhole = isBare
    }
    guard element.flag("differentOddEven") else { return isWhole }
    return isWhole && band("evenHeader") == page.header && band("evenFooter") == page.footer
  }

  /// Takes the codes of §18.3.1.46 apart; fonts, sizes and pictures are passed over.
  static func parse(_ text: String) -> HeaderFooter {
    var band = HeaderFooter()
    var place = \HeaderFooter.center
    var rest = text.prefix(4096)[...]
    func add(_ piece: HeaderFooter.Piece) {
      if case .text(let more) = piece, case .text(let before)? = band[keyPath: place].last {
        band[keyPath: place][band[keyPath: place].count - 1] = .text(before + more)
      } else {
        band[keyPath: place].append(piece)
      }
    }
    while let character = rest.popFirst() {
      guard character == "&", let code = rest.popFirst() else {
        add(.text(character == "\r\n" || character == "\r" ? "\n" : String(character)))
        continue
      }
      switch code {
      case "L": place = \.left
      case "C": place = \.center
      case "R": place = \.right
      case "&": add(.text("&"))
      case "P": add(.page)
      case "N": add(.pages)
      case "A": add(.sheet)
      case "F": add(.file)
      case "D": add(.date)
      case "T": add(.time)
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      case "K": rest = rest.dropFirst(6)
      case "0"..."9": rest = rest.drop { ("0"..."9").contains($0) }
      default: break
      }
    }
    return band
  }
}
