internal import Sheets
internal import XMLStreams

/// Number formats, as ODF writes them.
///
/// - Source: ODF 1.3 part 3 §16.29 data styles.
extension ODSNumberFormats {
  /// Writes a data style.
  ///
  /// All but those of a code are Vietnamese, so that a decimal comma is shown wherever the workbook
  /// is opened.
  static func write(
    _ format: NumberFormat, name: String, to output: inout XMLOutput
  ) {
    let local: KeyValuePairs = [
      "style:name": name, "number:language": "vi", "number:country": "VN",
    ]
    switch format {
    case .general:
      output.element("number:number-style", local) {
        $0.element("number:number", ["number:min-integer-digits": "1"])
      }
    case .fixed(let decimals, let grouped):
      output.element("number:number-style", local) {
        write(decimals: decimals, grouped: grouped, to: &$0)
      }
    case .percent(let decimals):
      output.element("number:percentage-style", local) {
        write(decimals: decimals, grouped: false, to: &$0)
        $0.element("number:text") { $0.text("%") }
      }
    case .date: output.element("number:date-style", local) { writeDay(to: &$0) }
    case .text:
      output.element("number:text-style", local) { $0.element("number:text-content") }
    case .custom(let code): ODSCodeStyles(NumberFormatCode(code), name: name).write(to: &output)
    }
  }

  /// The formats of days and times in cells whose style has none for them.
  enum TimeFormat: String, CaseIterable {
    /// Hours past 24, minutes, seconds.
    case duration = "NDuration"
    /// A day.
    case day = "NDay"
    /// A day and a time.
    case moment = "NMoment"
  }

  /// Writes the data style of days or times.
  static func write(_ format: TimeFormat, to output: inout XMLOutput) {
    switch format {
    case .duration:
      output.element(
        "number:time-style",
        ["style:name": format.rawValue, "number:truncate-on-overflow": "false"]
      ) { writeTime(to: &$0) }
    case .day, .moment:
      output.element(
        "number:date-style",
        ["style:name": format.rawValue, "number:language": "vi", "number:country": "VN"]
      ) { output in
        writeDay(to: &output)
        guard format == .moment else { return }
        output.element("number:text") { $0.text(" ") }
        writeTime(to: &output)
      }
    }
  }

  private static func writeDay(to output: inout XMLOutput) {
    output.element("number:day", ["number:style": "long"])
    output.element("number:text") { $0.text("/") }
    output.element("number:month", ["number:style": "long"])
    output.element("number:text") { $0.text("/") }
    output.element("number:year", ["number:style": "long"])
  }

  private static func writeTime(to output: inout XMLOutput) {
    output.element("number:hours", ["number:style": "long"])
    output.element("number:text") { $0.text(":") }
    output.element("number:minutes", ["number:style": "long"])
    output.element("number:text") { $0.text(":") }
    output.element("number:seconds", ["number:style": "long"])
  }

  private static func write(decimals: Int, grouped: Bool, to output: inout XMLOutput) {
    output.element(
      "number:number",
      [
        "number:decimal-places": String(decimals), "number:min-decimal-places": String(decimals),
        "number:min-integer-digits": "1", "number:grouping": grouped ? "true" : "false",
      ])
  }
}
