// The filter that leaves of an extended OpenDocument file what the schema speaks of.

/// An XSLT stylesheet that takes out elements and attributes of foreign namespaces.
enum ForeignMarkup {
  /// The namespaces of OpenDocument 1.3 by their last words, as its schema declares them.
  private static let openDocument = [
    "animation", "chart", "config", "database", "datastyle", "dr3d", "drawing", "form", "meta",
    "office", "presentation", "script", "smil-compatible", "style", "svg-compatible", "table",
    "text", "xsl-fo-compatible",
  ].map { "urn:oasis:names:tc:opendocument:xmlns:\($0):1.0" }

  private static let borrowed = [
    "http://purl.org/dc/elements/1.1/", "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/1999/xhtml", "http://www.w3.org/1999/xlink",
    "http://www.w3.org/2002/xforms", "http://www.w3.org/2003/g/data-view#",
    "http://www.w3.org/XML/1998/namespace",
  ]

  /// The stylesheet: copies everything, but of elements and attributes only the known.
  static let filter = """
    <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <xsl:variable name="known" select="'|\((openDocument + borrowed).joined(separator: "|"))|'"/>
      <xsl:template match="@*|node()">
        <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
      </xsl:template>
      <xsl:template match="*|@*[namespace-uri() != '']" priority="1">
        <xsl:if test="contains($known, concat('|', namespace-uri(), '|'))">
          <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
        </xsl:if>
      </xsl:template>
    </xsl:stylesheet>
    """
}
