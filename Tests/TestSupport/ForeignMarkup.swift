// The filter that leaves of a part what its schema speaks of.

/// XSLT stylesheets that take out what a format allows but its schema does not know.
enum ForeignMarkup {
  // OpenDocument 1.3 by the last words of its namespaces, and what it borrows, as its schema
  // declares them.
  private static let openDocument =
    [
      "animation", "chart", "config", "database", "datastyle", "dr3d", "drawing", "form",
      "manifest", "meta", "office", "presentation", "script", "smil-compatible", "style",
      "svg-compatible", "table", "text", "xsl-fo-compatible",
    ].map { "urn:oasis:names:tc:opendocument:xmlns:\($0):1.0" } + [
      "http://purl.org/dc/elements/1.1/", "http://www.w3.org/1998/Math/MathML",
      "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink",
      "http://www.w3.org/2002/xforms", "http://www.w3.org/2003/g/data-view#",
      "http://www.w3.org/XML/1998/namespace",
    ]

  private static let spreadsheetMain =
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  // The namespaces that sml.xsd speaks of. That of `xml:space` is not one of them, although
  // everyone writes it on `t`; nor is that of markup compatibility.
  private static let spreadsheetML = [
    spreadsheetMain, "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/sharedTypes",
    "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
  ]

  private static let drawingML = ["main", "chart"].map {
    "http://schemas.openxmlformats.org/drawingml/2006/\($0)"
  }

  private static let customProperties = ["custom-properties", "docPropsVTypes"].map {
    "http://schemas.openxmlformats.org/officeDocument/2006/\($0)"
  }

  /// The stylesheet for the parts that a check is for.
  ///
  /// - Source: OpenDocument 1.3 allows foreign elements and attributes in extended documents;
  ///   ECMA-376 allows them by markup compatibility, and extensions in `extLst`. The
  ///   root stays whatever it is, for the schema to judge.
  static func filter(for check: SchemaCheck) -> String {
    let known =
      switch check {
      case .openDocument, .openDocumentManifest: openDocument
      case .spreadsheetML: spreadsheetML
      case .spreadsheetDrawing, .chart: spreadsheetML + drawingML
      case .customProperties: customProperties
      }
    return """
      <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
        xmlns:s="\(spreadsheetMain)">
        <xsl:variable name="known" select="'|\(known.joined(separator: "|"))|'"/>
        <xsl:template match="@*|node()">
          <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
        </xsl:template>
        <xsl:template match="*/*|@*[namespace-uri() != '']" priority="1">
          <xsl:if test="contains($known, concat('|', namespace-uri(), '|'))">
            <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
          </xsl:if>
        </xsl:template>
        <xsl:template match="s:extLst" priority="2"/>
      </xsl:stylesheet>
      """
  }
}
