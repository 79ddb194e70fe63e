import Diagnostics
import Sheets
import XMLStreams

/// The relationships of a part, with their bytes.
///
/// - Source: ECMA-376 part 2 §6.5.
struct XLSXRelationships {
  /// One relationship to a part of the package.
  struct Entry {
    var id: String
    /// The last component of the type, the same in transitional and strict files.
    var type: String
    /// The part that is meant, its path resolved.
    var part: String
    /// Whether it leads out of the package; then ``part`` is the target as written.
    var isExternal: Bool
    var range: Range<Int>
  }

  /// The name of the part that holds them.
  let name: String
  private(set) var bytes: [UInt8]
  private(set) var entries: [Entry] = []
  private let folder: String

  /// The name of the part with the relationships of `part`; of the package for an empty name.
  static func name(of part: String) -> String {
    let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    return folder + "_rels/" + part.dropFirst(folder.count) + ".rels"
  }

  /// Reads the relationships of `part`; none for nil.
  init(_ bytes: [UInt8]?, of part: String) throws {
    name = Self.name(of: part)
    folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    self.bytes =
      bytes
      ?? Array(
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Relationships xmlns="\(XLSXNames.packageRelationshipsURI)"></Relationships>
        """.utf8)
    try read()
  }

  private mutating func read() throws {
    guard XMLPart.isPlain(bytes) else { throw EditError.notPlain(at: Origin(part: name)) }
    entries = []
    var scanner = XMLScanner(bytes)
    while let event = try scanner.next() {
      guard event == .start, scanner.localName == "Relationship" else { continue }
      let start = scanner.range.lowerBound
      let target = try scanner.attribute("Target") ?? ""
      let isExternal = try scanner.attribute("TargetMode") == "External"
      let type = try scanner.attribute("Type") ?? ""
      let id = try scanner.attribute("Id") ?? ""
      try scanner.skipElement()
      entries.append(
        Entry(
          id: id, type: type.split(separator: "/").last.map(String.init) ?? "",
          part: isExternal ? target : Self.resolve(target, in: folder), isExternal: isExternal,
          range: start..<scanner.range.upperBound))
    }
  }

  /// The part that a target means: relative or absolute, with either slash.
  private static func resolve(_ target: String, in folder: String) -> String {
    let target = target.replacing("\\", with: "/")
    let whole = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
    var components: [Substring] = []
    for component in whole.split(separator: "/") where component != "." {
      if component == ".." { _ = components.popLast() } else { components.append(component) }
    }
    return components.joined(separator: "/")
  }

  /// The entry of an id.
  func entry(_ id: String?) -> Entry? { entries.first { $0.id == id } }

  /// Takes out the entries that fit.
  mutating func remove(where isUnwanted: (Entry) -> Bool) throws {
    let splices = entries.filter(isUnwanted).map { XMLSplice(range: $0.range, bytes: []) }
    guard !splices.isEmpty else { return }
    bytes = bytes.spliced(splices, in: 0..<bytes.count)
    try read()
  }

  /// Adds an entry to a part, by its absolute path, and gives it an id.
  ///
  /// - Parameters:
  ///   - type: The last component of its type.
  ///   - part: The path, or the target outside.
  ///   - isExternal: Whether the target lies outside of the package.
  ///   - typeURI: The whole type, where it is not one of office documents.
  /// - Returns: The id.
  /// - Throws: What reading the part throws.
  mutating func add(
    type: String, part: String, isExternal: Bool = false, typeURI: String? = nil
  ) throws -> String {
    var number = entries.count + 1
    while entries.contains(where: { $0.id == "rId\(number)" }) { number += 1 }
    let id = "rId\(number)"
    var output = XMLOutput()
    output.raw("<\(try prefix())Relationship")
    output.attribute("Id", id)
    output.attribute("Type", typeURI ?? XLSXNames.relationshipsURI + "/" + type)
    output.attribute("Target", isExternal ? part : "/" + part)
    if isExternal { output.attribute("TargetMode", "External") }
    output.raw("/>")
    try insert(output.bytes)
    return id
  }

  private func prefix() throws -> String {
    var scanner = XMLScanner(bytes)
    _ = try scanner.next()
    return scanner.prefix
  }

  /// Puts an element behind the last one of the root.
  private mutating func insert(_ element: [UInt8]) throws {
    bytes = try bytes.insertingLast(element)
    try read()
  }
}

extension [UInt8] {
  /// The part with an element behind the last one of its root element.
  func insertingLast(_ element: [UInt8]) throws -> [UInt8] {
    var scanner = XMLScanner(self)
    _ = try scanner.next()
    let (name, tag) = (scanner.prefix + scanner.localName, scanner.range)
    let isEmpty = scanner.isEmptyElement
    try scanner.skipElement()
    let splice =
      isEmpty
      ? XMLSplice(
        range: tag.upperBound - 2..<tag.upperBound,
        bytes: [UInt8(ascii: ">")] + element + Array("</\(name)>".utf8))
      : XMLSplice(range: scanner.range.lowerBound..<scanner.range.lowerBound, bytes: element)
    return spliced([splice], in: 0..<count)
  }
}
