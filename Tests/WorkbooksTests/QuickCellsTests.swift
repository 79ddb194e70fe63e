import Diagnostics
import Sheets
import Storage
import TestSupport
import Testing
import Workbooks

@testable import ODSFiles
@testable import XLSXFiles
@testable import XMLStreams

/// Cells taken byte by byte are those that events give, whatever the bytes.
@Suite struct QuickCellsTests {
  private static let worksheet = """
    <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>\
    <row r="1" spans="1:4"><c r="A1" t="s"><v>1</v></c><c r="B1" s="1"><v>45505.5</v></c>\
    <c r="C1" t="inlineStr"><is><t>a_b &amp; c</t></is></c><c r="D1"/></row>\
    <row r="2" spans="1:4"><c r="A2" s="2"><v>-0.25</v></c><c r="B2" t="str"><f>A1</f><v>x</v></c>\
    <c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c></row>\
    <row r="5" spans="1:4"><c r="A5" t="inlineStr"><is><t xml:space="preserve"> ộ _x0041_</t></is>\
    </c><c r="XFD5"><f t="shared" si="0"/><v>1E3</v></c></row></sheetData></worksheet>
    """

  private static let content = """
    <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
    xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" \
    xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
    xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">\
    <office:automatic-styles><style:style style:name="ce1" style:family="table-cell">\
    <style:table-cell-properties fo:background-color="#ff0000"/></style:style>\
    <style:style style:name="c&amp;2" style:family="table-cell">\
    <style:table-cell-properties fo:background-color="#00ff00"/></style:style>\
    </office:automatic-styles>\
    <office:body><office:spreadsheet><table:table table:name="S">\
    <table:table-row table:style-name="ro1"><table:table-cell office:value-type="string" \
    calcext:value-type="string"><text:p>ộ a  b</text:p></table:table-cell><table:table-cell \
    table:style-name="ce1" office:value-type="float" office:value="-0.25" \
    calcext:value-type="float"><text:p>x</text:p></table:table-cell><table:table-cell \
    table:number-columns-repeated="3" office:value-type="date" office:date-value="2024-08-03">\
    <text:p>3/8</text:p></table:table-cell><table:table-cell \
    table:number-columns-repeated="16379"/></table:table-row>\
    <table:table-row table:style-name="ro1"><table:table-cell table:style-name="c&amp;2" \
    office:value-type="boolean" \
    office:boolean-value="true"/><table:table-cell table:formula="of:=1/0" \
    office:value-type="string" office:string-value="" calcext:value-type="error">\
    <text:p>#DIV/0!</text:p></table:table-cell><table:table-cell office:value-type="string">\
    <text:p>a&amp;b<text:s text:c="2"/>c</text:p><text:p/></table:table-cell></table:table-row>\
    <table:table-row table:style-name="ro1"><table:table-cell/></table:table-row>\
    </table:table></office:spreadsheet></office:body></office:document-content>
    """

  private static let alphabet = Array("<>/&;\"= !-0123rstcvnAB:_x#eE.\n".utf8)

  @Test(arguments: Workbook.Format.allCases)
  func givesTheSameOfDamagedParts(format: Workbook.Format) {
    let whole = read(Self.sample(format), format, chunkBytes: 1 << 16, isQuick: true)
    #expect(whole.count == (format == .ods ? 2 : 3), "\(whole)")
    let (differing, refused) = compare(format, runs: 3_000)
    #expect((300...2700).contains(refused))
    #expect(differing.isEmpty, "\(differing.count), \(differing.prefix(2))")
  }

  /// The comparison can fail: a way that cuts a decimal off is found out.
  @Test(arguments: Workbook.Format.allCases)
  func findsAPlantedFault(format: Workbook.Format) {
    let (differing, _) = compare(format, runs: 1_000) { rows in
      rows.map { $0.replacing("number(-0.25)", with: "number(-0.2)") }
    }
    #expect(!differing.isEmpty)
  }

  private static func sample(_ format: Workbook.Format) -> [UInt8] {
    Array((format == .ods ? content : worksheet).utf8)
  }

  /// Reads damaged parts in both ways.
  ///
  /// - Returns: The parts that the ways differ on, and how many both refused.
  private func compare(
    _ format: Workbook.Format, runs: Int, fault: ([String]) -> [String] = { $0 }
  ) -> (differing: [String], refused: Int) {
    var chance = SeededGenerator.announced()
    var (differing, refused): ([String], Int) = ([], 0)
    for _ in 0..<runs {
      var bytes = Self.sample(format)
      for _ in 0..<Int.random(in: 0...2, using: &chance) {
        let place = Int.random(in: 0..<bytes.count, using: &chance)
        let byte = Self.alphabet.randomElement(using: &chance) ?? 0
        switch Int.random(in: 0...2, using: &chance) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: bytes.remove(at: place)
        }
      }
      let size = Int.random(in: 1...2048, using: &chance)
      let isStyled = Bool.random(using: &chance)
      let quick = fault(
        read(bytes, format, chunkBytes: size, isQuick: true, isStyled: isStyled))
      let slow = read(bytes, format, chunkBytes: size, isQuick: false, isStyled: isStyled)
      refused += slow.last == "refused" ? 1 : 0
      if quick != slow {
        differing.append("\(quick) \(slow) \(String(decoding: bytes, as: UTF8.self))")
      }
    }
    return (differing, refused)
  }

  @Test(.needs(.sharedFolder))
  func givesTheSameOfTheCorpus() throws {
    let files = try CorpusFile.all().filter {
      $0.expected == "opens" && ["ods", "xlsx"].contains($0.folder)
    }
    #expect(files.count > 100)
    for file in files {
      if file.folder == "ods" {
        let reader = try ODSReader(path: file.path)
        for sheet in reader.sheets.indices {
          let quick = try rows { try reader.visitRows(ofSheet: sheet, isQuick: true, $0) }
          let slow = try rows { try reader.visitRows(ofSheet: sheet, isQuick: false, $0) }
          #expect(quick == slow, "\(file.name)")
          let styled = try styledRows {
            try reader.readStyledRows(ofSheet: sheet, isQuick: true, $0)
          }
          let events = try styledRows {
            try reader.readStyledRows(ofSheet: sheet, isQuick: false, $0)
          }
          #expect(styled == events, "\(file.name)")
        }
      } else {
        let reader = try XLSXReader(path: file.path)
        let events = try XLSXReader(path: file.path)
        for sheet in reader.sheets.indices {
          let quick = try rows { try reader.visitRows(ofSheet: sheet, isQuick: true, $0) }
          let slow = try rows { try events.visitRows(ofSheet: sheet, isQuick: false, $0) }
          #expect(quick == slow, "\(file.name)")
          let styled = try styledRows {
            try reader.readStyledRows(ofSheet: sheet, isQuick: true, $0)
          }
          let styledEvents = try styledRows {
            try events.readStyledRows(ofSheet: sheet, isQuick: false, $0)
          }
          #expect(styled == styledEvents, "\(file.name)")
        }
      }
    }
  }

  /// The rows as text, up to what is refused.
  private func read(
    _ bytes: [UInt8], _ format: Workbook.Format, chunkBytes: Int, isQuick: Bool,
    isStyled: Bool = false
  ) -> [String] {
    var found: [String] = []
    do {
      let stream = try XMLStream.open(format == .ods ? ODSSpace.all : XLSXSpace.all) {
        ChunkPipe.of(bytes, chunkBytes: chunkBytes, inspect: $0)
      }
      if format == .ods {
        var cells = ODSCells(stream)
        (cells.isQuick, cells.keepsStyles) = (isQuick, isStyled)
        while try cells.nextSheet() != nil {
          while try cells.next() {
            found.append(cells.row.give(Self.described) + "\(cells.styledCells) \(cells.format)")
          }
        }
      } else {
        var strings = SharedStrings.Builder()
        for text in ["không", "tiền mặt"] {
          _ = Array(text.utf8).withUnsafeBufferPointer { strings.append($0) }
          _ = strings.end()
        }
        var cells = XLSXCells(
          stream, strings: SharedStrings(strings),
          context: XLSXCells.Context(
            part: "p", formats: XLSXNumberFormats(), stringCount: 2, uses1904Epoch: false))
        (cells.isQuick, cells.keepsStyles) = (isQuick, isStyled)
        while try cells.next() {
          found.append(cells.row.give(Self.described) + "\(cells.styledCells) \(cells.format)")
        }
      }
    } catch {
      found.append("refused")
    }
    return found
  }

  private func rows(
    _ visit: ((RowCells) throws -> Bool) throws -> Void
  ) rethrows -> [String] {
    try told(Self.described, visit)
  }

  private func styledRows(
    _ visit: ((SheetRow) throws -> Bool) throws -> Void
  ) rethrows -> [String] {
    try told({ "\($0)" }, visit)
  }

  private func told<Row>(
    _ words: @escaping (Row) -> String, _ visit: ((Row) throws -> Bool) throws -> Void
  ) rethrows -> [String] {
    var found: [String] = []
    try visit {
      found.append(words($0))
      return true
    }
    return found
  }

  private static func described(_ row: RowCells) -> String {
    (0..<row.count).reduce(into: "\(row.index)x\(row.repeated)") { text, place in
      let cell = row[place]
      text += " \(cell.column)x\(cell.repeated)=\(row.value(cell))"
      if cell.hasFormula { text += "f" }
    }
  }
}
