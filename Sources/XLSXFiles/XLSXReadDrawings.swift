import Diagnostics
import Sheets
import XMLStreams
import ZipArchives

/// Pictures and charts on a sheet, as XLSX places them.
///
/// - Source: ECMA-376 part 1 §20.5.2.35 wsDr, §20.5.2.24 oneCellAnchor, §20.5.2.33 twoCellAnchor,
///   §20.5.2.1 absoluteAnchor.
struct XLSXReadDrawings {
  let package: XLSXPackage
  let colors: XLSXColors
  let loadsImages: Bool
  /// How many bytes of pictures may still be read.
  private var bytesLeft = SheetImage.allBytesMax
  private(set) var leftOut: [LeftOut: Int] = [:]

  init(_ package: XLSXPackage, _ colors: XLSXColors, loadsImages: Bool) {
    self.package = package
    self.colors = colors
    self.loadsImages = loadsImages
  }

  /// Adds the drawings of a sheet.
  mutating func add(to draft: inout SheetDraft, of part: String, _ grid: XLSXGrid) throws {
    for drawing in try package.parts(of: part, type: "drawing") {
      let tree = try placing(Origin(part: drawing)) { try package.tree(drawing) }
      let targets = try package.internalTargets(of: drawing)
      for anchored in tree.children {
        guard let content = Self.content(anchored) else { continue }
        let anchor = try grid.anchor(anchored, size: Self.size(content))
        try add(content, anchor, targets, to: &draft)
      }
    }
  }

  /// What is anchored, that of an alternative too (ECMA-376 part 3, AlternateContent).
  private static func content(_ anchor: XMLElement) -> XMLElement? {
    let frame = ["from", "to", "ext", "pos", "clientData"]
    let child = anchor.children.first { !frame.contains($0.name) }
    guard let child, child.name == "AlternateContent" else { return child }
    return child.child("Fallback")?.children.first ?? child.child("Choice")?.children.first
  }

  /// The size that a picture states for itself.
  private static func size(_ content: XMLElement) -> XMLElement? {
    (content.child("spPr") ?? content).child("xfrm")?.child("ext")
  }

  private mutating func add(
    _ content: XMLElement, _ anchor: DrawingAnchor, _ targets: [String: String],
    to draft: inout SheetDraft
  ) throws {
    switch content.name {
    case "pic":
      let id = content.child("blipFill")?.child("blip")?.attribute("embed")
      guard let part = id.flatMap({ targets[$0] }), var image = try image(part, anchor) else {
        return leave(.image)
      }
      let words = content.child("nvPicPr")?.child("cNvPr")
      image.description = words?.attribute("descr") ?? ""
      draft.images.append(image)
    case "graphicFrame":
      let data = content.child("graphic")?.child("graphicData")?.child("chart")
      guard let part = data?.attribute("id").flatMap({ targets[$0] }) else { return leave(.shape) }
      let tree = try placing(Origin(part: part)) { try package.tree(part) }
      guard let chart = XLSXReadCharts.chart(tree, at: anchor, colors) else {
        return leave(.chart)
      }
      draft.charts.append(chart)
    default: leave(.shape)
    }
  }

  private mutating func leave(_ kind: LeftOut) { leftOut[kind, default: 0] += 1 }

  /// A picture; nil for one of another kind, one that is missing, and one past a limit.
  private mutating func image(_ part: String, _ anchor: DrawingAnchor) throws -> SheetImage? {
    guard let member = package.archive.member(part), member.size <= SheetImage.bytesMax,
      member.size <= bytesLeft
    else { return nil }
    guard loadsImages else {
      let ending = part[(part.lastIndex(of: ".").map(part.index(after:)) ?? part.endIndex)...]
      let kinds = ["jpg": SheetImage.Kind.jpeg, "tif": .tiff]
      let name = ending.lowercased()
      return (kinds[name] ?? SheetImage.Kind(rawValue: name)).map {
        SheetImage(kind: $0, at: anchor)
      }
    }
    let bytes = try package.archive.read(part)
    guard let image = SheetImage(bytes, at: anchor) else { return nil }
    bytesLeft -= bytes.count
    return image
  }
}

/// The widths of columns and heights of rows of a sheet, for drawings that end in a cell.
struct XLSXGrid {
  /// The columns that are not as usual.
  let columns: [ColumnFormat]
  /// The usual width in millimetres.
  let usualWidthMM: Double
  /// The usual height in points.
  let usualHeightPoints: Double
  /// The heights of rows that state one, up to a row.
  let heights: (_ upTo: Int) throws -> [Int: Double]

  /// Where a drawing stands, and how large it is.
  func anchor(_ element: XMLElement, size: XMLElement?) throws -> DrawingAnchor {
    let from = element.child("from").map(Corner.init) ?? Corner()
    var anchor = DrawingAnchor(from.cell, widthMM: 0, heightMM: 0)
    anchor.offsetXMM = from.offsetXMM
    anchor.offsetYMM = from.offsetYMM
    let own = element.child("ext") ?? size
    if let own, let width = own.number("cx"), let height = own.number("cy"), width > 0, height > 0 {
      anchor.widthMM = Corner.mm(width)
      anchor.heightMM = Corner.mm(height)
    } else if let to = element.child("to").map(Corner.init), from.cell <= to.cell {
      anchor.widthMM = max(
        0, width(from.cell.column, to.cell.column) + to.offsetXMM - from.offsetXMM)
      anchor.heightMM = max(
        0, try height(from.cell.row, to.cell.row) + to.offsetYMM - from.offsetYMM)
    }
    if let position = element.child("pos") {
      anchor.offsetXMM = Corner.mm(position.number("x") ?? 0)
      anchor.offsetYMM = Corner.mm(position.number("y") ?? 0)
    }
    return anchor
  }

  private func width(_ from: Int, _ to: Int) -> Double {
    guard from < to else { return 0 }
    return (from..<to).reduce(0) { sum, place in
      let column = columns.first { $0.columns.contains(place) }
      return sum + (column?.isHidden == true ? 0 : column?.widthMM ?? usualWidthMM)
    }
  }

  private func height(_ from: Int, _ to: Int) throws -> Double {
    guard from < to, to - from <= 65_536 else { return 0 }
    let stated = try heights(to)
    return (from..<to).reduce(0) { $0 + (stated[$1] ?? usualHeightPoints) } / 72 * 25.4
  }

  /// A corner of a drawing: `from` or `to`.
  private struct Corner {
    var cell = CellAddress(row: 0, column: 0)
    var offsetXMM = 0.0
    var offsetYMM = 0.0

    init() {}

    init(_ element: XMLElement) {
      func number(_ name: String, _ max: Int) -> Int {
        let number = element.child(name).flatMap { Int($0.text.filter { !$0.isWhitespace }) } ?? 0
        return min(Swift.max(number, 0), max)
      }
      cell = CellAddress(
        row: number("row", CellAddress.rowsMax - 1),
        column: number("col", CellAddress.columnsMax - 1))
      offsetXMM = Self.mm(number("colOff", 1 << 40))
      offsetYMM = Self.mm(number("rowOff", 1 << 40))
    }

    /// English metric units: 36 000 a millimetre.
    static func mm(_ units: Int) -> Double { Double(min(max(units, 0), 1 << 40)) / 36_000 }
  }
}
