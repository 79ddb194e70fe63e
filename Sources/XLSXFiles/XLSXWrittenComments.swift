import Sheets
import XMLStreams

/// Notes on cells, as XLSX writes them: their text, and the boxes that show it.
enum XLSXWrittenComments {
  /// The comments part.
  ///
  /// - Source: ECMA-376 part 1 §18.7.6 comments.
  static func part(_ comments: [CellComment]) -> [UInt8] {
    var authors: [String] = []
    for comment in comments where !authors.contains(comment.author) {
      authors.append(comment.author)
    }
    var output = XMLOutput.document()
    output.element("comments", ["xmlns": XLSXNames.mainURI]) { output in
      output.element("authors") { output in
        for author in authors { output.element("author") { $0.text(author) } }
      }
      output.element("commentList") { output in
        for comment in comments.sorted(by: { $0.cell < $1.cell }) {
          let author = String(authors.firstIndex(of: comment.author) ?? 0)
          output.element("comment", ["ref": comment.cell.a1, "authorId": author]) { output in
            output.element("text") { output in
              output.element("t", ["xml:space": "preserve"]) {
                $0.text(XLSXValues.escaped(comment.text))
              }
            }
          }
        }
      }
    }
    return output.bytes
  }

  /// The drawing of the boxes; without it Excel shows no comment.
  ///
  /// - Source: ECMA-376 part 4 §19.1 VML, §19.4.2.12 ClientData.
  static func drawing(_ comments: [CellComment], sheet: Int) -> [UInt8] {
    var output = XMLOutput()
    output.raw(
      """
      <xml xmlns:v="urn:schemas-microsoft-com:vml" \
      xmlns:o="urn:schemas-microsoft-com:office:office" \
      xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">\
      <o:idmap v:ext="edit" data="\(sheet + 1)"/></o:shapelayout><v:shapetype id="_x0000_t202" \
      coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke \
      joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
      """)
    for (index, comment) in comments.sorted(by: { $0.cell < $1.cell }).enumerated() {
      write(comment, id: (sheet + 1) * 1024 + index + 1, to: &output)
    }
    output.raw("</xml>")
    return output.bytes
  }

  private static func write(_ comment: CellComment, id: Int, to output: inout XMLOutput) {
    let (row, column) = (comment.cell.row, comment.cell.column)
    // Beside the cell, about as high as the text needs.
    let lines = comment.text.split(separator: "\n", omittingEmptySubsequences: false)
    let height = max(4, min(30, lines.reduce(0) { $0 + 1 + $1.count / 24 } + 1))
    let top = max(0, row - 1)
    let left = min(column + 1, CellAddress.columnsMax - 3)
    let visibility = comment.isShown ? "visible" : "hidden"
    output.raw(
      """
      <v:shape id="_x0000_s\(id)" type="#_x0000_t202" \
      style="position:absolute;z-index:\(id % 1024);visibility:\(visibility)" \
      fillcolor="#ffffe1" o:insetmode="auto">\
      <v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path \
      o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div \
      style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">\
      <x:MoveWithCells/><x:SizeWithCells/><x:Anchor>\(left), 15, \(top), 2, \(left + 2), 15, \
      \(top + height), 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>\(row)</x:Row>\
      <x:Column>\(column)</x:Column>
      """)
    if comment.isShown { output.raw("<x:Visible/>") }
    output.raw("</x:ClientData></v:shape>")
  }
}
