// Checks parts of workbooks against the published schemas of their formats.

internal import Foundation
internal import Storage

/// The schemas of the shared folder, read by xmllint.
public enum SchemaCheck: Sendable {
  /// OpenDocument 1.3: content, styles, meta, settings, and flat documents of that version only.
  case openDocument
  /// OpenDocument 1.3: `META-INF/manifest.xml`.
  case openDocumentManifest
  /// ECMA-376 transitional: workbook, worksheets, styles, shared strings, tables.
  case spreadsheetML
  /// ECMA-376: drawings on worksheets.
  case spreadsheetDrawing
  /// ECMA-376: charts.
  case chart
  /// ECMA-376: properties that others note.
  case customProperties

  /// Whether the programs and the schemas are there.
  public static let isPossible =
    ["xmllint", "xsltproc", "unzip"].allSatisfy(Subprocess.isInstalled)
    && SharedFolder.path.map { Folder.isFolder($0 + "/schema") } == true

  private var option: String {
    switch self {
    case .openDocument, .openDocumentManifest: "--relaxng"
    case .spreadsheetML, .spreadsheetDrawing, .chart, .customProperties: "--schema"
    }
  }

  private var file: String {
    switch self {
    case .openDocument: "schema/odf1.3/OpenDocument-v1.3-schema.rng"
    case .openDocumentManifest: "schema/odf1.3/OpenDocument-v1.3-manifest-schema.rng"
    case .spreadsheetML: "schema/ooxml/sml.xsd"
    case .spreadsheetDrawing: "schema/ooxml/dml-spreadsheetDrawing.xsd"
    case .chart: "schema/ooxml/dml-chart.xsd"
    case .customProperties: "schema/ooxml/shared-documentPropertiesCustom.xsd"
    }
  }

  /// Checks one XML file.
  ///
  /// What is foreign to the format, and allowed in it all the same, is taken out first.
  ///
  /// - Parameter part: The XML file on disk.
  /// - Returns: What is wrong with it, in the words of xmllint; nothing when it is valid.
  /// - Throws: ``ToolError`` when a program or the schema is missing.
  public func violations(of part: String) throws -> [String] {
    let schema = try SharedFolder.file(file)
    return try TemporaryFolder.with { scratch in
      let filter = try scratch.write(text: ForeignMarkup.filter(for: self), to: "filter.xsl")
      let own = scratch.file(Folder.name(of: part))
      let filtered = try Subprocess.run("xsltproc", ["--nonet", "-o", own, filter, part])
      // A file that is not well-formed gets no further.
      guard filtered.exitCode == 0 else { return Self.lines(filtered.errors, without: part) }
      let checked = try Subprocess.run(
        "xmllint", ["--nonet", "--noout", "--huge", option, schema, own], timeout: 120)
      switch checked.exitCode {
      case 0: return []
      // xmllint(1): errors in validation.
      case 3, 4: return Self.lines(checked.errors, without: own)
      default: throw ToolError("xmllint ended with \(checked.exitCode): \(checked.errors)")
      }
    }
  }

  /// The lines of a program's errors, with the bare name of the file in place of its path.
  private static func lines(_ errors: String, without path: String) -> [String] {
    errors.replacingOccurrences(of: path, with: Folder.name(of: path))
      .split(separator: "\n").map(String.init)
  }

  /// Checks every part of a workbook that a schema is there for.
  ///
  /// - Parameter workbook: An ODS or XLSX file.
  /// - Returns: For each invalid part what xmllint says against it; nothing when all are valid.
  /// - Throws: ``ToolError`` when a program or a schema is missing, when the file cannot be
  ///   unpacked, or when no part of it has a schema.
  public static func violations(inWorkbook workbook: String) throws -> [String: [String]] {
    try TemporaryFolder.with { scratch in
      let listing = try Subprocess.check("unzip", ["-Z1", workbook])
      _ = try Subprocess.check("unzip", ["-q", "-o", workbook, "-d", scratch.path])
      let parts = listing.output.split(separator: "\n").map(String.init)
      var found: [String: [String]] = [:]
      var checked = 0
      for part in parts {
        guard let schema = schema(forPart: part) else { continue }
        checked += 1
        let violations = try schema.violations(of: scratch.file(part))
        if !violations.isEmpty { found[part] = violations }
      }
      guard checked > 0 else { throw ToolError("\(workbook): no part has a schema") }
      return found
    }
  }

  /// The schema for a part, told by its path in the container.
  static func schema(forPart part: String) -> SchemaCheck? {
    switch part {
    case "content.xml", "styles.xml", "meta.xml", "settings.xml": .openDocument
    case "META-INF/manifest.xml": .openDocumentManifest
    case "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml": .spreadsheetML
    case _ where part.hasPrefix("xl/worksheets/sheet") && part.hasSuffix(".xml"): .spreadsheetML
    case _ where part.hasPrefix("xl/tables/") && part.hasSuffix(".xml"): .spreadsheetML
    case _ where part.hasPrefix("xl/comments") && part.hasSuffix(".xml"): .spreadsheetML
    case _ where part.hasPrefix("xl/drawings/drawing"): .spreadsheetDrawing
    case _ where part.hasPrefix("xl/charts/chart"): .chart
    case "docProps/custom.xml": .customProperties
    case _ where part.hasPrefix("Object ") && part.hasSuffix("/content.xml"): .openDocument
    default: nil
    }
  }
}
