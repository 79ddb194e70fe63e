import Sheets
import XMLStreams

/// A changed cell as SpreadsheetML writes it.
///
/// - Source: ECMA-376 part 1 §18.3.1.4 c, §18.3.1.40 f, §18.18.11 ST_CellType.
struct XLSXWrittenCell {
  /// What the cell is to be.
  let change: CellChange
  /// Where it stands.
  let address: CellAddress
  /// The number of its cell format.
  let style: String?
  /// The `f` element that is there, byte for byte.
  let formula: [UInt8]?
  let prefix: String
  let uses1904Epoch: Bool

  /// The cell's element.
  var bytes: [UInt8] {
    var output = XMLOutput()
    switch change.content {
    case .value(let value):
      XLSXValues.write(
        value, at: address, style: style, prefix: prefix, uses1904Epoch: uses1904Epoch,
        to: &output)
    case .formula(let text, let value):
      var formula = XMLOutput()
      formula.raw("<\(prefix)f>")
      formula.text(text)
      formula.raw("</\(prefix)f>")
      write(value, formula: formula.bytes, to: &output)
    case .cached(let value): write(value, formula: formula ?? [], to: &output)
    case nil:
      XLSXValues.write(
        .empty, at: address, style: style, prefix: prefix, uses1904Epoch: uses1904Epoch,
        to: &output)
    }
    return output.bytes
  }

  /// A cell with a formula; without a value where that is empty.
  private func write(_ value: CellValue, formula: [UInt8], to output: inout XMLOutput) {
    output.raw("<\(prefix)c r=\"\(address.a1)\"")
    if let style { output.attribute("s", style) }
    let (type, text) = stored(value)
    if let type { output.attribute("t", type) }
    output.raw(">")
    output.raw(formula)
    if let text {
      output.raw("<\(prefix)v>")
      output.text(text)
      output.raw("</\(prefix)v>")
    }
    output.raw("</\(prefix)c>")
  }

  private func stored(_ value: CellValue) -> (type: String?, text: String?) {
    switch value {
    case .empty: (nil, nil)
    case .text(let text): ("str", XLSXValues.escaped(text))
    case .number(let number): (nil, DecimalText.print(number))
    case .boolean(let flag): ("b", flag ? "1" : "0")
    case .date(let date):
      (nil, DecimalText.print(XLSXValues.serial(date, uses1904Epoch: uses1904Epoch)))
    case .duration(let seconds): (nil, DecimalText.print(seconds / 86_400))
    case .error(let code): ("e", code)
    }
  }
}
