internal import Sheets
internal import XMLStreams

/// The namespaces of ODF.
///
/// - Source: ODF 1.3 part 3, the namespaces it declares.
extension XMLNamespace {
  static let office = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:office:1.0")
  static let table = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:table:1.0")
  static let text = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:text:1.0")
  static let style = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:style:1.0")
  static let number = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0")
  static let draw = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0")
  static let xlink = XMLNamespace("http://www.w3.org/1999/xlink")
  static let chart = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:chart:1.0")
  static let config = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:config:1.0")
  static let formula = XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:of:1.2")
  static let calcext = XMLNamespace(
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0")
}

/// The namespaces of streamed parts, by their place in ``all``.
enum ODSSpace {
  static let office = 0
  static let table = 1
  static let text = 2
  static let style = 3
  static let number = 4
  static let calcext = 5
  static let meta = 6
  static let xlink = 7
  static let all: [XMLNamespace] = [
    .office, .table, .text, .style, .number, .calcext,
    XMLNamespace("urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
    XMLNamespace("http://www.w3.org/1999/xlink"),
  ]
}

/// The names of members of the container.
enum ODSPart {
  static let mimetype = "mimetype"
  static let content = "content.xml"
  static let styles = "styles.xml"
  static let meta = "meta.xml"
  static let settings = "settings.xml"
  static let manifest = "META-INF/manifest.xml"
  static let signatures = "META-INF/documentsignatures.xml"
  /// What `mimetype` holds for a workbook.
  static let mediaType = "application/vnd.oasis.opendocument.spreadsheet"
}

/// Cell range addresses such as `$'Sheet 1'.$A$1:.$B$2`.
///
/// - Source: ODF 1.3 part 3, data types cellAddress and cellRangeAddress.
enum ODSAddress {
  /// The block that an address names, in the sheet `base` where it names none.
  ///
  /// Nil when it is no plain block in one sheet.
  static func parse(_ text: String, base: String?) -> SheetRange? {
    var rest = Array(text.utf8)[...]
    guard let first = endpoint(&rest), let sheet = first.sheet ?? base else { return nil }
    guard !rest.isEmpty else { return SheetRange(sheet: sheet, range: CellRange(first.cell)) }
    guard rest.removeFirst() == UInt8(ascii: ":"), let last = endpoint(&rest), rest.isEmpty,
      last.sheet == nil || last.sheet == sheet
    else { return nil }
    return SheetRange(sheet: sheet, range: CellRange(first.cell, last.cell))
  }

  /// The block that an address with a sheet's name stands for.
  static func parse(_ text: String) -> SheetRange? { parse(text, base: nil) }

  /// The address of one cell, absolute: `$'Sheet 1'.$A$1`.
  static func print(_ cell: CellAddress, sheet: String) -> String {
    "$" + quoted(sheet) + absolute(cell)
  }

  /// The address of a block, absolute: `$'Sheet 1'.$A$1:$'Sheet 1'.$B$2`.
  static func print(_ range: SheetRange) -> String {
    let first = print(range.range.first, sheet: range.sheet)
    guard range.range.first != range.range.last else { return first }
    return first + ":" + print(range.range.last, sheet: range.sheet)
  }

  private static func absolute(_ cell: CellAddress) -> String {
    ".$" + CellAddress.columnLetters(cell.column) + "$\(cell.row + 1)"
  }

  /// A sheet's name, between apostrophes unless it is plain letters and digits.
  static func quoted(_ sheet: String) -> String {
    let isPlain = sheet.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    if isPlain && !sheet.isEmpty { return sheet }
    return "'" + sheet.map { $0 == "'" ? "''" : String($0) }.joined() + "'"
  }

  /// Takes `$'Sheet 1'.$A$1` from the front; the sheet's name may be missing.
  private static func endpoint(
    _ rest: inout ArraySlice<UInt8>
  ) -> (sheet: String?, cell: CellAddress)? {
    let dollar = UInt8(ascii: "$")
    let apostrophe = UInt8(ascii: "'")
    let dot = UInt8(ascii: ".")
    if rest.first == dollar { rest.removeFirst() }
    var name: [UInt8] = []
    if rest.first == apostrophe {
      rest.removeFirst()
      while let byte = rest.popFirst() {
        if byte != apostrophe {
          name.append(byte)
        } else if rest.first == apostrophe {
          name.append(byte)
          rest.removeFirst()
        } else {
          break
        }
      }
    } else {
      while let byte = rest.first, byte != dot {
        name.append(byte)
        rest.removeFirst()
      }
    }
    guard rest.popFirst() == dot else { return nil }
    let cell = rest.prefix { $0 != UInt8(ascii: ":") }
    rest = rest.dropFirst(cell.count)
    guard let address = CellAddress(a1: String(decoding: cell, as: UTF8.self)) else { return nil }
    return (name.isEmpty ? nil : String(decoding: name, as: UTF8.self), address)
  }
}
