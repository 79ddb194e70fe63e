internal import Diagnostics
public import Sheets
internal import XMLStreams
internal import ZipArchives

extension ODSReader {
  /// What a workbook says of itself.
  ///
  /// - Source: ODF 1.3 part 3 §4.3.2.1 `meta:generator`; part 2 for `mimetype`.
  /// - Parameter path: The file.
  /// - Returns: Its format, and the program that wrote it.
  /// - Throws: As ``init(path:)``.
  public static func identity(path: String) throws -> WorkbookIdentity {
    let source = try ODSSource(path: path)
    guard let archive = source.archive else {
      return try placing(Origin(file: path)) {
        WorkbookIdentity(format: "fods", generator: try generator(source.content()))
      }
    }
    let kind =
      archive.member(ODSPart.mimetype) == nil
      ? "" : String(decoding: try archive.read(ODSPart.mimetype), as: UTF8.self)
    var identity = WorkbookIdentity(
      format: kind == ODSPart.mediaType + "-template" ? "ots" : "ods")
    if archive.member(ODSPart.meta) != nil {
      // What it says of its maker is not worth a refusal.
      identity.generator =
        try archive.unlessDamaged {
          try generator(
            XMLStream.open(ODSSpace.all) { try archive.stream(ODSPart.meta, inspect: $0) })
        } ?? nil
    }
    return identity
  }

  private static func generator(_ stream: consuming XMLStream) throws -> String? {
    var text: [UInt8] = []
    var isGenerator = false
    while let event = try stream.next() {
      switch event {
      case .start:
        if stream.isElement(ODSSpace.office, "body") { return nil }
        isGenerator = stream.isElement(ODSSpace.meta, "generator")
      case .text where isGenerator: try stream.appendText(to: &text)
      case .text: break
      case .end:
        if isGenerator { return String(decoding: text.prefix(200), as: UTF8.self) }
      }
    }
    return nil
  }
}
