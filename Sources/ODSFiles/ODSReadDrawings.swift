internal import Diagnostics
internal import Sheets
internal import XMLStreams
internal import ZipArchives

/// Pictures and charts on a sheet, as ODF places them.
///
/// - Source: ODF 1.3 part 3 §10.4.2 draw:frame, §10.4.4 draw:image, §10.4.6 draw:object.
struct ODSReadDrawings {
  /// A drawing with the cell that it stands in; for one of the sheet itself, its first cell.
  struct Entry {
    var element: XMLElement
    var cell: CellAddress
  }

  let source: ODSSource
  let loadsImages: Bool
  private var bytesLeft = SheetImage.allBytesMax
  private(set) var leftOut: [LeftOut: Int] = [:]

  init(_ source: ODSSource, loadsImages: Bool) {
    self.source = source
    self.loadsImages = loadsImages
  }

  /// Adds the drawings of a sheet.
  mutating func add(_ entries: [Entry], to draft: inout SheetDraft) throws {
    for entry in entries { try add(entry.element, at: entry.cell, to: &draft) }
  }

  private mutating func add(
    _ element: XMLElement, at cell: CellAddress, to draft: inout SheetDraft
  ) throws {
    switch element.name {
    case "a", "shapes", "forms":
      for child in element.children { try add(child, at: cell, to: &draft) }
    case "frame":
      let anchor = Self.anchor(element, cell)
      if let object = element.child("object") {
        guard let chart = try chart(object, anchor) else { return leave(.chart) }
        draft.charts.append(chart)
      } else if let picture = element.child("image") {
        guard var image = try image(picture, anchor) else { return leave(.image) }
        image.description = (element.child("desc") ?? element.child("title"))?.text ?? ""
        draft.images.append(image)
      } else {
        leave(.shape)
      }
    case "form": break
    default: leave(.shape)
    }
  }

  private mutating func leave(_ kind: LeftOut) { leftOut[kind, default: 0] += 1 }

  private static func anchor(_ element: XMLElement, _ cell: CellAddress) -> DrawingAnchor {
    func mm(_ name: String) -> Double { max(0, ODSLength.mm(element.attribute(name)) ?? 0) }
    var anchor = DrawingAnchor(cell, widthMM: mm("width"), heightMM: mm("height"))
    anchor.offsetXMM = mm("x")
    anchor.offsetYMM = mm("y")
    return anchor
  }

  // MARK: - Charts

  private func chart(_ object: XMLElement, _ anchor: DrawingAnchor) throws -> SheetChart? {
    if let document = object.child("document") {
      return ODSReadCharts(document)?.read(at: anchor)
    }
    guard let folder = object.attribute("href").map(Self.member),
      let archive = source.archive, archive.member(folder + "/content.xml") != nil
    else { return nil }
    let part = folder + "/content.xml"
    let tree = try placing(Origin(file: source.path, part: part)) {
      try XMLPart.parse(archive.read(part))
    }
    return ODSReadCharts(tree)?.read(at: anchor)
  }

  /// The member that a reference names; the empty text for one that leads out.
  private static func member(_ reference: String) -> String {
    guard !reference.contains(":"), !reference.hasPrefix("../"), !reference.hasPrefix("/") else {
      return ""
    }
    return String(reference.hasPrefix("./") ? reference.dropFirst(2) : reference[...])
  }

  // MARK: - Pictures

  /// A picture; nil for one of another kind, one that is linked, and one past a limit.
  private mutating func image(_ element: XMLElement, _ anchor: DrawingAnchor) throws -> SheetImage?
  {
    let bytes: [UInt8]
    if let data = element.child("binary-data") {
      guard data.text.utf8.count / 4 * 3 <= min(SheetImage.bytesMax, bytesLeft),
        let decoded = Base64.bytes(data.text)
      else { return nil }
      bytes = decoded
    } else {
      let part = element.attribute("href").map(Self.member) ?? ""
      guard let archive = source.archive, let member = archive.member(part),
        member.size <= min(SheetImage.bytesMax, bytesLeft)
      else { return nil }
      guard loadsImages else { return Self.kind(part).map { SheetImage(kind: $0, at: anchor) } }
      bytes = try archive.read(part)
    }
    guard let image = SheetImage(bytes, at: anchor) else { return nil }
    guard loadsImages else { return SheetImage(kind: image.kind, at: anchor) }
    bytesLeft -= bytes.count
    return image
  }

  private static func kind(_ part: String) -> SheetImage.Kind? {
    let ending = part[(part.lastIndex(of: ".").map(part.index(after:)) ?? part.endIndex)...]
    let name = ending.lowercased()
    return ["jpg": .jpeg, "tif": .tiff][name] ?? SheetImage.Kind(rawValue: name)
  }
}
