internal import Sheets
internal import XMLStreams

/// What every part of a document that is written begins with.
enum ODSDocument {
  /// The namespaces and the version, as attributes of a root element.
  static let namespaces: String = {
    let names = [
      ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
      ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("number", "datastyle"),
      ("meta", "meta"), ("draw", "drawing"), ("chart", "chart"), ("config", "config"),
    ]
    let declared = names.map {
      " xmlns:\($0.0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0.1):1.0\""
    }
    return declared.joined()
      + " xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\""
      + " xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""
      + " xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""
      + " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
      + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      + " office:version=\"1.3\""
  }()
}

/// The members of a container that is written, beside its content and its styles.
struct ODSWrittenParts {
  /// Whether all is one document: then pictures and charts stand where they are shown.
  let isFlat: Bool
  private let draft: WorkbookDraft
  /// The pictures of all sheets, equal ones once.
  private let images: [SheetImage]
  /// The charts of all sheets.
  private let charts: [SheetChart]

  init(_ draft: WorkbookDraft, isFlat: Bool) {
    self.draft = draft
    self.isFlat = isFlat
    var images: [SheetImage] = []
    for image in draft.sheets.flatMap(\.images)
    where !images.contains(where: { $0.bytes == image.bytes }) {
      images.append(image)
    }
    self.images = images
    charts = draft.sheets.flatMap(\.charts)
  }

  /// Where a picture lies.
  func part(of image: SheetImage) -> String {
    let place = images.firstIndex { $0.bytes == image.bytes } ?? 0
    return "Pictures/image\(place + 1).\(image.kind.rawValue)"
  }

  /// Where a chart lies: charts are numbered through the workbook, from 1.
  func folder(ofChart chart: Int, sheet: Int) -> String {
    let before = draft.sheets[..<sheet].reduce(0) { $0 + $1.charts.count }
    return "Object \(before + chart + 1)"
  }

  /// All members but the first three: `mimetype`, content and styles.
  func members() -> [(name: String, bytes: [UInt8])] {
    var members: [(String, [UInt8])] = [
      (ODSPart.meta, ODSWrittenProperties.part(draft.properties))
    ]
    if let settings = ODSWrittenView.settings(draft) {
      members.append((ODSPart.settings, settings))
    }
    for image in images { members.append((part(of: image), image.bytes)) }
    for (place, chart) in charts.enumerated() {
      members.append(("Object \(place + 1)/content.xml", ODSWrittenCharts.part(chart)))
    }
    members.append(
      (ODSPart.manifest, manifest([ODSPart.content, ODSPart.styles] + members.map(\.0))))
    return members
  }

  /// META-INF/manifest.xml: exactly what is there.
  ///
  /// - Source: ODF 1.3 part 2 §4.
  private func manifest(_ parts: [String]) -> [UInt8] {
    var output = XMLOutput.document()
    let namespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    output.element(
      "manifest:manifest", ["xmlns:manifest": namespace, "manifest:version": "1.3"]
    ) { output in
      output.element(
        "manifest:file-entry",
        [
          "manifest:full-path": "/", "manifest:version": "1.3",
          "manifest:media-type": ODSPart.mediaType,
        ])
      for place in charts.indices {
        output.element(
          "manifest:file-entry",
          [
            "manifest:full-path": "Object \(place + 1)/", "manifest:version": "1.3",
            "manifest:media-type": "application/vnd.oasis.opendocument.chart",
          ])
      }
      for part in parts {
        let image = images.first { self.part(of: $0) == part }
        output.element(
          "manifest:file-entry",
          [
            "manifest:full-path": part, "manifest:media-type": image?.kind.mediaType ?? "text/xml",
          ])
      }
    }
    return output.bytes
  }
}
