internal import Sheets
internal import XMLStreams

/// Notes on cells, as ODF writes them.
enum ODSWrittenComments {
  /// Writes a note as the first child of its cell.
  ///
  /// - Source: ODF 1.3 part 3 §14.1 office:annotation.
  static func write(_ comment: CellComment, to output: inout XMLOutput) {
    output.element(
      "office:annotation", ["office:display": comment.isShown ? "true" : "false"]
    ) { output in
      if !comment.author.isEmpty { output.element("dc:creator") { $0.text(comment.author) } }
      output.paragraphs(ODSWrittenValue.lines(comment.text))
    }
  }
}
