internal import Sheets
internal import XMLStreams

/// How sheets print, as ODF stores it: page layouts, and master pages that name them.
///
/// - Source: ODF 1.3 part 3 §16.5 style:page-layout, §16.9 style:master-page, §17.2
///   style:page-layout-properties.
struct ODSReadPage {
  private var layouts: [String: XMLElement] = [:]
  private var masters: [String: XMLElement] = [:]

  /// Nothing is known.
  init() {}

  /// Takes the page layouts of a list of styles.
  mutating func readLayouts(_ list: XMLElement) {
    for layout in list.all("page-layout") { layouts[layout.attribute("name") ?? ""] = layout }
  }

  /// Takes the master pages.
  mutating func readMasters(_ list: XMLElement) {
    for master in list.all("master-page") { masters[master.attribute("name") ?? ""] = master }
  }

  /// The setup of a master page; where it is not known, the usual one.
  ///
  /// - Returns: The setup, and whether all that is said of headers and footers could be told.
  func setup(_ name: String?) -> (setup: PageSetup, isWhole: Bool) {
    var setup = PageSetup()
    guard let master = masters[name ?? "Default"] ?? masters["Default"] else {
      return (setup, true)
    }
    let isWhole = fillBands(&setup, master)
    guard let layout = layouts[master.attribute("page-layout-name") ?? ""] else {
      return (setup, isWhole)
    }
    if let properties = layout.child("page-layout-properties") { fill(&setup, properties) }
    // Header and footer lie inside what we call the margin.
    if !setup.header.isEmpty { setup.margins.top += height(layout, "header-style") }
    if !setup.footer.isEmpty { setup.margins.bottom += height(layout, "footer-style") }
    return (setup, isWhole)
  }

  private func height(_ layout: XMLElement, _ name: String) -> Double {
    let band = layout.child(name)?.child("header-footer-properties")
    let height = ODSLength.mm(band?.attribute("height") ?? band?.attribute("min-height"))
    return min(max(height ?? 0, 0), 500)
  }

  // MARK: - Layout

  private func fill(_ setup: inout PageSetup, _ element: XMLElement) {
    func mm(_ name: String, _ old: Double) -> Double {
      min(max(ODSLength.mm(element.attribute(name)) ?? old, 0), 500)
    }
    let all = mm("margin", 20)
    let isTold = element.attribute("margin") != nil
    let margins = isTold ? MarginsMM(top: all, bottom: all, left: all, right: all) : setup.margins
    setup.margins = MarginsMM(
      top: mm("margin-top", margins.top), bottom: mm("margin-bottom", margins.bottom),
      left: mm("margin-left", margins.left), right: mm("margin-right", margins.right))
    let width = mm("page-width", 210)
    let height = mm("page-height", 297)
    setup.isLandscape =
      element.attribute("print-orientation").map { $0 == "landscape" } ?? (width > height)
    if width > 0, height > 0 {
      setup.paper = PaperSize(
        widthMM: setup.isLandscape ? height : width, heightMM: setup.isLandscape ? width : height)
    }
    fillScale(&setup, element)
    switch element.attribute("table-centering") {
    case "both": (setup.centersHorizontally, setup.centersVertically) = (true, true)
    case "horizontal": setup.centersHorizontally = true
    case "vertical": setup.centersVertically = true
    default: break
    }
    let printed = (element.attribute("print") ?? "").split(separator: " ")
    setup.printsGrid = printed.contains("grid")
    setup.printsHeadings = printed.contains("headers")
  }

  private func fillScale(_ setup: inout PageSetup, _ element: XMLElement) {
    func pages(_ name: String) -> Int? {
      element.attribute(name).flatMap { Int($0) }.flatMap { (1...32_767).contains($0) ? $0 : nil }
    }
    if let text = element.attribute("scale-to"),
      let percent = DecimalText.parse(text.replacing("%", with: "")), (10...400).contains(percent)
    {
      setup.scale = .percent(Int(percent))
    }
    let (across, down) = (pages("scale-to-X"), pages("scale-to-Y"))
    if across != nil || down != nil { setup.scale = .pages(across: across, down: down) }
    // So many pages in all: LibreOffice fits a sheet on one so.
    if pages("scale-to-pages") == 1 { setup.scale = .pages(across: 1, down: 1) }
  }

  // MARK: - Headers and footers

  private func fillBands(_ setup: inout PageSetup, _ master: XMLElement) -> Bool {
    setup.header = band(master.child("header"))
    setup.footer = band(master.child("footer"))
    var isWhole = true
    for name in ["header", "footer"] {
      if let first = master.child(name + "-first"), first.attribute("display") != "false" {
        let isBare = band(first).isEmpty
        setup.leavesFirstPageBare = setup.leavesFirstPageBare || isBare
        isWhole = isWhole && isBare
      }
      if let left = master.child(name + "-left"), left.attribute("display") != "false" {
        isWhole = isWhole && band(left) == band(master.child(name))
      }
    }
    return isWhole
  }

  private func band(_ element: XMLElement?) -> HeaderFooter {
    guard let element, element.attribute("display") != "false" else { return HeaderFooter() }
    func region(_ name: String) -> [HeaderFooter.Piece] {
      element.child("region-" + name).map(pieces) ?? []
    }
    let regions = HeaderFooter(
      left: region("left"), center: region("center"), right: region("right"))
    return regions.isEmpty ? HeaderFooter(center: pieces(element)) : regions
  }

  /// The pieces of paragraphs, lines between them.
  private func pieces(_ element: XMLElement) -> [HeaderFooter.Piece] {
    var pieces: [HeaderFooter.Piece] = []
    for (place, line) in element.all("p").enumerated() {
      if place > 0 { add(.text("\n"), to: &pieces) }
      collect(line, to: &pieces)
    }
    return pieces
  }

  private func collect(_ element: XMLElement, to pieces: inout [HeaderFooter.Piece]) {
    for child in element.children {
      add(.text(child.lead), to: &pieces)
      switch child.name {
      case "page-number": add(.page, to: &pieces)
      case "page-count": add(.pages, to: &pieces)
      case "sheet-name": add(.sheet, to: &pieces)
      case "file-name": add(.file, to: &pieces)
      case "date": add(.date, to: &pieces)
      case "time": add(.time, to: &pieces)
      case "s", "tab", "line-break": add(.text(ODSParagraphs.literal(child)), to: &pieces)
      default: collect(child, to: &pieces)
      }
    }
    add(.text(element.tail), to: &pieces)
  }

  private func add(_ piece: HeaderFooter.Piece, to pieces: inout [HeaderFooter.Piece]) {
    guard case .text(let more) = piece else { return pieces.append(piece) }
    guard !more.isEmpty else { return }
    if case .text(let before)? = pieces.last {
      pieces[pieces.count - 1] = .text(before + more)
    } else {
      pieces.append(piece)
    }
  }
}

/// Paragraphs of small parts, where no stream is needed.
enum ODSParagraphs {
  /// The text of the paragraphs in an element, with `\n` between them.
  static func text(_ element: XMLElement) -> String {
    element.all("p").map(words).joined(separator: "\n")
  }

  private static func words(_ element: XMLElement) -> String {
    element.children.map { child in
      let own = ["s", "tab", "line-break"].contains(child.name) ? literal(child) : words(child)
      return child.lead + own
    }.joined() + element.tail
  }

  /// The white space that an element stands for.
  static func literal(_ element: XMLElement) -> String {
    switch element.name {
    case "s":
      let count = element.attribute("c").flatMap { Int($0) } ?? 1
      return String(repeating: " ", count: min(max(count, 1), ODSValues.spacesMax))
    case "tab": return "\t"
    default: return "\n"
    }
  }
}
