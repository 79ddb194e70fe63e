import Foundation
import Sheets
import TestSupport
import Workbooks

/// A workbook with everything that a writer can write, and chance in it.
struct FullWorkbook {
  var draft: WorkbookDraft
  var rows: [[RowDraft]]

  private let dialect: FormulaDialect
  private var chance: any RandomNumberGenerator

  /// Makes a workbook for a format; the same chance makes the same one for both.
  init(for format: Workbook.Format, _ chance: some RandomNumberGenerator) {
    dialect = format == .ods ? .openFormula : .ooxml
    self.chance = chance
    draft = WorkbookDraft(sheets: [])
    rows = []
    draft.styles = (0..<24).map { $0 == 0 ? CellStyle() : style($0) }
    draft.properties = properties()
    for place in 0..<2 { addSheet(place) }
    draft.namedRanges = [
      NamedRange(name: "so_tien", target: range(0, "C2:C21")),
      NamedRange(name: "rieng", target: range(1, "A1"), scope: draft.sheets[1].name),
      NamedRange(
        name: "tong", target: nil,
        formula: FormulaText(
          dialect == .openFormula
            ? "SUM([$'\(draft.sheets[0].name)'.$C$2:.$C$21])"
            : "SUM('\(draft.sheets[0].name)'!$C$2:$C$21)", dialect)),
    ]
  }

  private mutating func pick<Item>(_ items: [Item]) -> Item {
    items[Int.random(in: items.indices, using: &chance)]
  }

  private mutating func flip() -> Bool { Bool.random(using: &chance) }

  private mutating func color() -> Color {
    Color(
      red: UInt8.random(in: 0...255, using: &chance),
      green: UInt8.random(in: 0...255, using: &chance),
      blue: UInt8.random(in: 0...255, using: &chance))
  }

  private func range(_ sheet: Int, _ a1: String) -> SheetRange? {
    CellRange(a1: a1).map { SheetRange(sheet: draft.sheets[sheet].name, range: $0) }
  }

  /// A formula of both dialects: references are `A1` or `A1:B2`, arguments are parted by `;`.
  private func formula(_ text: String) -> FormulaText {
    guard dialect == .openFormula else {
      return FormulaText(text.replacing(";", with: ","), .ooxml)
    }
    let openFormula = text.replacing(#/\$?[A-Z]+\$?[0-9]+(:\$?[A-Z]+\$?[0-9]+)?/#) { match in
      "[." + match.output.0.replacing(":", with: ":.") + "]"
    }
    return FormulaText(openFormula, .openFormula)
  }

  // MARK: - Styles

  // No fraction such as `# ?/?`: LibreOffice 7.4 never ends with some numbers shown so.
  static let codes = [
    "0.00", "#,##0", "#,##0.00;[Red]-#,##0.00", "0.0%", "0.00E+00", "yyyy-mm-dd",
    "dd/mm/yyyy hh:mm", "[h]:mm:ss", "#,##0 \"đồng\"", "[$€-407]#,##0.00", "@",
    "[>=1000]#,##0,\" nghìn\";0", "mmm yyyy", "hh:mm:ss AM/PM", "0000000", "General",
  ]

  private mutating func style(_ place: Int) -> CellStyle {
    var style = CellStyle()
    style.font.name = pick(["Times New Roman", "Liberation Sans"])
    style.font.sizePoints = pick([9, 11, 13.5])
    style.font.isBold = flip()
    style.font.isItalic = flip()
    style.font.underline = pick(Underline.allCases)
    style.font.isStruckThrough = flip()
    if flip() { style.font.color = color() }
    if flip() { style.fill = color() }
    style.horizontal = pick(HorizontalAlignment.allCases)
    style.vertical = pick([.top, .middle, .bottom])
    style.wrapsText = flip()
    style.shrinksToFit = !style.wrapsText && flip()
    if style.horizontal == .left { style.indent = pick([0, 1, 3]) }
    style.rotationDegrees = pick([0, 0, 0, 45, -30, 90])
    func line() -> BorderLine? { nil }
    let lines = (0..<4).map { _ in
      flip() ? BorderLine(pick(BorderLine.Style.allCases), color: color()) : line()
    }
    style.borders = Borders(left: lines[0], right: lines[1], top: lines[2], bottom: lines[3])
    style.numberFormat =
      place <= Self.codes.count
      ? .custom(Self.codes[place - 1])
      : pick([.general, .date, .text, .percent(decimals: 1), .fixed(decimals: 2, grouped: true)])
    style.isLocked = flip()
    style.hidesFormula = flip()
    return style
  }

  private func properties() -> DocumentProperties {
    var properties = DocumentProperties()
    properties.title = "Mọi thứ <một> & \"hai\""
    properties.subject = "Kiểm thử"
    properties.creator = "Phường Đông Hải"
    properties.description = "Hai\ndòng"
    properties.keywords = ["ba không", "ODS"]
    properties.modified = "2024-08-03T10:30:00Z"
    properties.custom = [
      CustomProperty("Mã xuất", .text("a-1")), CustomProperty("Số", .number(2.5)),
      CustomProperty("Đúng", .boolean(true)), CustomProperty("Ngày", .date("2024-08-03T00:00:00Z")),
    ]
    return properties
  }

  // MARK: - Sheets

  private mutating func addSheet(_ place: Int) {
    var sheet = SheetDraft(name: ["Số liệu (8)", "It's"][place])
    sheet.tabColor = flip() ? color() : nil
    sheet.columns = [
      ColumnFormat(0...0, widthMM: 40), ColumnFormat(1...1, widthMM: 30, isHidden: flip()),
      ColumnFormat(4...5, widthMM: 18, style: 3), ColumnFormat(9...9, isHidden: true),
    ]
    sheet.merges = ["A25:C26", "E25:E27"].compactMap { CellRange(a1: $0) }
    sheet.view.frozenRows = pick([0, 1, 2])
    sheet.view.frozenColumns = pick([0, 1])
    sheet.view.showsGrid = flip()
    sheet.view.zoomPercent = pick([100, 80, 150])
    sheet.page = page()
    sheet.repeatedRows = 0...0
    sheet.repeatedColumns = flip() ? 0...1 : nil
    sheet.printArea = CellRange(a1: "A1:H40")
    sheet.autoFilter = CellRange(a1: "A1:D21")
    draft.sheets.append(sheet)
    addMarks(place)
    addRules(place)
    addDrawings(place)
    var protection = SheetProtection()
    protection.password = flip() ? "mật khẩu" : nil
    protection.allowsFormatting = flip()
    protection.allowsInserting = flip()
    if flip() { draft.sheets[place].protection = protection }
    rows.append(makeRows())
  }

  private mutating func page() -> PageSetup {
    var page = PageSetup()
    page.paper = pick(PaperSize.named + [.custom(widthMM: 200, heightMM: 250)])
    page.isLandscape = flip()
    page.scale = pick([.percent(85), .pages(across: 1, down: nil), .pages(across: 2, down: 3)])
    page.header = HeaderFooter(
      left: [.text("Phường & xã")], center: [.sheet], right: [.date, .text(" "), .time])
    page.footer = HeaderFooter(
      center: [.text("Trang "), .page, .text("/"), .pages], right: [.file])
    page.leavesFirstPageBare = flip()
    page.centersHorizontally = flip()
    page.centersVertically = flip()
    page.printsGrid = flip()
    page.printsHeadings = flip()
    return page
  }

  private mutating func addMarks(_ place: Int) {
    let name = draft.sheets[place].name
    var links: [Hyperlink] = []
    for (a1, target) in [
      ("A2", Hyperlink.Target.uri("https://example.vn/?a=1&b=<2>")), ("A3", .name("so_tien")),
      ("A4", .uri("mailto:a@b.vn")),
    ] {
      if let range = CellRange(a1: a1) { links.append(Hyperlink(range, to: target)) }
    }
    if let range = CellRange(a1: "A5"), let target = CellRange(a1: "B2") {
      var link = Hyperlink(range, to: .cells(SheetRange(sheet: name, range: target)))
      link.tooltip = "Tới ô \"B2\""
      links.append(link)
    }
    draft.sheets[place].hyperlinks = links
    draft.sheets[place].comments = ["A2", "C7", "K40"].compactMap { a1 in
      CellAddress(a1: a1).map { CellComment($0, text: "Ghi chú <\(a1)>\ndòng hai", author: "An") }
    }
    draft.sheets[place].comments[1].isShown = flip()
  }

  private mutating func addRules(_ place: Int) {
    func ranges(_ a1: String) -> [CellRange] {
      a1.split(separator: " ").compactMap { CellRange(a1: $0) }
    }
    let number = { [dialect] (value: Int) in FormulaText(value, dialect) }
    var list = DataValidation(ranges("B2:B21 B30"), .list(["Tiền mặt", "Chuyển khoản", "\"QR\""]))
    list.prompt = DataValidation.Message(title: "Kênh", text: "Chọn một kênh\nthanh toán")
    list.error = DataValidation.Message(title: "Sai", text: "Không có kênh này")
    list.severity = pick(DataValidation.Severity.allCases)
    draft.sheets[place].validations = [
      list,
      DataValidation(ranges("C2:C21"), .whole(Comparison(.between, number(0), number(9_000_000)))),
      DataValidation(ranges("D2:D21"), .decimal(Comparison(.notEqual, number(5)))),
      DataValidation(ranges("G2:G1048576"), .textLength(Comparison(.lessThanOrEqual, number(9)))),
      DataValidation(ranges("H2:H5"), .custom(formula("H2<>C2"))),
      DataValidation(ranges("I2:I5"), .listFrom(formula("$A$2:$A$9"))),
      DataValidation(ranges("J2"), .date(Comparison(.greaterThan, number(45_000)))),
    ]
    draft.sheets[place].conditionalFormats = [
      ConditionalFormat(
        ranges("C2:C21"),
        [
          ConditionalRule(.compare(Comparison(.greaterThan, number(500_000)))) {
            $0.fill = Color(red: 255, green: 200, blue: 200)
            $0.isBold = true
          },
          ConditionalRule(.compare(Comparison(.between, number(1), number(9)))) {
            $0.textColor = Color(red: 0, green: 100, blue: 0)
            $0.underline = .single
          },
        ]),
      ConditionalFormat(
        ranges("A2:A21 B2:B21"),
        [
          ConditionalRule(.formula(formula("$C2>100"))) { $0.borders = .all },
          ConditionalRule(.contains("\"điện\"")) { $0.isItalic = true },
          ConditionalRule(.begins(with: "x")), ConditionalRule(.ends(with: "x")),
          ConditionalRule(.notContains("y")), ConditionalRule(.duplicate),
          ConditionalRule(.unique), ConditionalRule(.error(true)),
        ]),
      ConditionalFormat(
        ranges("D2:D21"),
        [
          ConditionalRule(.top(3, isPercent: false, isBottom: false)) { $0.isBold = true },
          ConditionalRule(.top(10, isPercent: true, isBottom: true)),
          ConditionalRule(.average(isAbove: false)),
          ConditionalRule(
            .colorScale([
              .init(.minimum, .white), .init(.percentile(50), color()), .init(.maximum, color()),
            ])),
        ]),
      ConditionalFormat(ranges("F2:F21"), [ConditionalRule(.dataBar(color()))]),
    ]
  }

  private mutating func addDrawings(_ place: Int) {
    let anchor = { (a1: String, width: Double, height: Double) -> DrawingAnchor in
      var anchor = DrawingAnchor(
        CellAddress(a1: a1) ?? CellAddress(row: 0, column: 0), widthMM: width, heightMM: height)
      anchor.offsetXMM = 2
      anchor.offsetYMM = 1
      return anchor
    }
    draft.sheets[place].images = [Pictures.png, Pictures.jpeg].enumerated().compactMap {
      index, bytes in
      var image = SheetImage(bytes, at: anchor(["L2", "L12"][index], 20, 20))
      image?.description = "Hình & \(index)"
      return image
    }
    let name = draft.sheets[place].name
    draft.sheets[place].charts = SheetChart.Kind.allCases.enumerated().compactMap { index, kind in
      guard let values = CellRange(a1: "C2:C9"), let more = CellRange(a1: "D2:D9"),
        let head = CellAddress(a1: "C1")
      else { return nil }
      var chart = SheetChart(
        kind,
        [
          .init(
            SheetRange(sheet: name, range: values),
            name: SheetCellAddress(sheet: name, cell: head)),
          .init(SheetRange(sheet: name, range: more)),
        ], at: anchor("N\(2 + index * 16)", 120, 70))
      chart.title = "Biểu đồ \(kind.rawValue) & <số>"
      chart.categories = CellRange(a1: "A2:A9").map { SheetRange(sheet: name, range: $0) }
      chart.categoryTitle = "Tên"
      chart.valueTitle = "Đồng"
      chart.isStacked = kind != .line && flip()
      chart.hasLegend = flip()
      chart.series[1].color = color()
      return chart
    }
  }

  // MARK: - Rows

  private mutating func makeRows() -> [RowDraft] {
    let head = ["Tên", "Kênh", "Số tiền", "Tỷ lệ"].map { CellDraft(.text($0)) }
    var rows = [RowDraft(head, heightPoints: 24)]
    for index in 1...20 {
      let styled = (6..<30).map { column -> CellDraft in
        let value = CellValue.random(in: &chance)
        return CellDraft(column > 9 ? value : .empty, style: column - 6)
      }
      var row = RowDraft(
        [
          CellDraft(.text("Hộ \(index)")), CellDraft(.text(flip() ? "Tiền mặt" : "QR")),
          CellDraft(.number(Double(Int.random(in: 0...1_000_000, using: &chance)))),
          CellDraft(.number(Double(Int.random(in: 0...1000, using: &chance)) / 10)),
          CellDraft(.text("chữ")), CellDraft(.number(Double(index))),
        ] + styled)
      row.format.isHidden = index == 11
      row.format.startsPage = index == 15
      rows.append(row)
    }
    let total = formulas()
    rows.append(RowDraft(total))
    rows.append(RowDraft())
    rows.append(RowDraft())
    rows.append(RowDraft([CellDraft(.text("Gộp"), style: 1)]))
    return rows
  }

  private func formulas() -> [CellDraft] {
    var array = CellFormula(formula("C2:C3*2"))
    array.arrayRange = CellRange(a1: "G22")
    return [
      CellDraft(.text("Cộng")),
      CellDraft(.text("QR-1"), formula: CellFormula(formula("\"QR-\"&1"))),
      CellDraft(.number(1), formula: CellFormula(formula("SUM(C2;C3;1)"))),
      CellDraft(.boolean(true), formula: CellFormula(formula("C2<=C2"))),
      CellDraft(.error("#DIV/0!"), formula: CellFormula(formula("1/0"))),
      CellDraft(.empty, formula: CellFormula(formula("C2+1"))),
      CellDraft(.number(2), formula: array),
    ]
  }
}

extension ConditionalRule {
  init(_ condition: Condition, _ change: (inout ConditionalLook) -> Void) {
    self.init(condition, ConditionalLook(change))
  }
}

extension CellValue {
  /// Any value that both formats can hold.
  static func random(in chance: inout any RandomNumberGenerator) -> CellValue {
    var seeded = SeededGenerator(seed: chance.next())
    return random(&seeded)
  }
}

/// The smallest pictures.
enum Pictures {
  /// A red point.
  static let png: [UInt8] =
    Array(
      Data(
        base64Encoded:
          """
          iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQ\
          GAhKmMIQAAAABJRU5ErkJggg==
          """
      ) ?? Data())
  /// A grey point.
  static let jpeg: [UInt8] =
    Array(
      Data(
        base64Encoded:
          """
          /9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP////////////////////////////////////\
          //////////////////////////////////////////////////wgALCAABAAEBAREA/8QA\
          FBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=
          """
      ) ?? Data())
}
