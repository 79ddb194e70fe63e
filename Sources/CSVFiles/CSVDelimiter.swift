/// Finds what stands between the fields of a text.
///
/// Each candidate reads the beginning of the text by the rules of quotes. The one that cuts the
/// most records into the same number of fields wins; a preamble of titles and a footer do not
/// count against it. A text of one column has a comma.
public enum CSVDelimiter {
  /// What is tried, in the order of preference when two are equally good.
  public static let candidates: [UInt8] = [
    UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
  ]
  /// How many records are looked at.
  static let recordsMax = 200
  /// How many bytes are looked at.
  static let bytesMax = 1 << 16

  /// The delimiter of a text.
  ///
  /// - Parameter bytes: The text in UTF-8, or the beginning of it.
  /// - Returns: One of ``candidates``.
  public static func detect(in bytes: ArraySlice<UInt8>) -> UInt8 {
    let sample = Array(bytes.prefix(bytesMax))
    var best = (delimiter: candidates[0], cut: Cut(lines: [], fields: 1))
    for candidate in candidates {
      let cut = cut(by: candidate, sample)
      if cut.isBetter(than: best.cut) { best = (candidate, cut) }
    }
    return best.delimiter
  }

  /// The largest set of records that a candidate cuts into the same number of fields.
  private struct Cut {
    var lines: Set<Int>
    var fields: Int

    var score: Int { lines.count * (fields - 1) }

    /// A decimal comma cuts the figures but not the header: what cuts more lines is the delimiter.
    func isBetter(than other: Cut) -> Bool {
      if lines.isStrictSuperset(of: other.lines) { return true }
      if other.lines.isStrictSuperset(of: lines) { return false }
      return score > other.score
    }
  }

  private static func cut(by delimiter: UInt8, _ sample: [UInt8]) -> Cut {
    var scanner = CSVScanner(
      sample, delimiter: delimiter, limits: CSVReader.Limits(), file: nil)
    var lines: [Int: Set<Int>] = [:]
    var records = 0
    do {
      while records < recordsMax, try scanner.next() {
        records += 1
        let count = scanner.line.count
        if count > 1 { lines[count, default: []].insert(scanner.line.line) }
      }
    } catch {
      // The candidate does not stand where quotes end, or the sample ends within a field: what was
      // read before still counts.
    }
    let cuts = lines.map { Cut(lines: $0.value, fields: $0.key) }
    return cuts.max { ($0.score, $0.fields) < ($1.score, $1.fields) } ?? Cut(lines: [], fields: 1)
  }
}
