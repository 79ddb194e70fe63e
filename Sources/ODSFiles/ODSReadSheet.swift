internal import Diagnostics
internal import Sheets
internal import XMLStreams

/// What hangs on a sheet beside its rows, collected while its cells go by.
struct ODSDetails {
  var columns: [ColumnFormat] = []
  var merges: [CellRange] = []
  var comments: [CellComment] = []
  var hyperlinks: [Hyperlink] = []
  var repeatedRows: ClosedRange<Int>?
  var repeatedColumns: ClosedRange<Int>?
  var printArea: CellRange?
  var protection: SheetProtection?
  /// The name of the sheet's style.
  var style: String?
  var drawings: [ODSReadDrawings.Entry] = []
  /// The conditional formats of LibreOffice.
  var conditions: XMLElement?
  /// The cells that name a validation.
  private var validated = RangeGathering<String>()
  /// The cells whose style has conditions.
  private var mapped = RangeGathering<Int>()
  /// Whether any cell was added to those: most sheets have none, and no ends of rows to tell them.
  private var gathersRanges = false
  private(set) var leftOut: [LeftOut: Int] = [:]

  /// The most drawings of one sheet.
  private static let drawingsMax = 65_536

  mutating func leaveOut(_ kind: LeftOut, _ count: Int = 1) {
    if count > 0 { leftOut[kind, default: 0] += count }
  }

  /// Takes cells of the current row that name a validation.
  mutating func addValidated(_ name: String, columns: ClosedRange<Int>) {
    validated.add(name, columns: columns)
    gathersRanges = true
  }

  /// Takes cells of the current row whose style has conditions.
  mutating func addMapped(_ style: Int, columns: ClosedRange<Int>) {
    mapped.add(style, columns: columns)
    gathersRanges = true
  }

  /// Ends a row, or several that are alike.
  mutating func endRow(_ row: Int, repeated: Int) {
    guard gathersRanges else { return }
    validated.endRow(row, repeated: repeated)
    mapped.endRow(row, repeated: repeated)
  }

  /// Fills in all but drawings.
  ///
  /// - Parameters:
  ///   - sheet: The sheet.
  ///   - styles: The styles.
  ///   - rules: The validations, in their order, by name.
  mutating func fill(
    _ sheet: inout SheetDraft, _ styles: ODSReadStyles,
    rules: [(name: String, entry: ODSReadRules.Entry)]
  ) {
    let look = styles.table(style)
    sheet.tabColor = look.tabColor
    let (page, isWhole) = styles.pages.setup(look.master)
    sheet.page = page
    if !isWhole { leaveOut(.headerFooter) }
    sheet.columns = columns.filter { !$0.isUsual }.joined
    sheet.merges = merges
    sheet.comments = comments
    sheet.hyperlinks = hyperlinks
    sheet.repeatedRows = repeatedRows
    sheet.repeatedColumns = repeatedColumns
    sheet.printArea = printArea
    sheet.protection = protection
    fillValidations(&sheet, rules)
    var reading = ODSReadConditions(styles)
    if let conditions {
      sheet.conditionalFormats = reading.formats(conditions)
    } else {
      let found = mapped.finish().sorted {
        ($0.value[0].first, $0.key) < ($1.value[0].first, $1.key)
      }
      sheet.conditionalFormats = found.compactMap { place, ranges in
        styles.maps(place).flatMap { reading.format($0, ranges) }
      }
    }
    leaveOut(.condition, reading.lost)
  }

  private mutating func fillValidations(
    _ sheet: inout SheetDraft, _ rules: [(name: String, entry: ODSReadRules.Entry)]
  ) {
    leaveOut(.validation, validated.lost)
    var found = validated.finish()
    for (name, entry) in rules {
      guard let ranges = found.removeValue(forKey: name), let first = ranges.first?.first else {
        continue
      }
      var validation = entry.validation
      validation.ranges = ranges
      if let base = entry.base, base != first {
        validation.rule = validation.rule.mapping {
          ODSReadFormulas.moved($0, from: base, to: first)
        }
      }
      sheet.validations.append(validation)
    }
    leaveOut(.validation, found.count)
  }

  /// Takes a note (ODF 1.3 part 3 §14.1 office:annotation).
  mutating func addComment(_ element: XMLElement, at cell: CellAddress) {
    var comment = CellComment(
      cell, text: ODSParagraphs.text(element), author: element.child("creator")?.text ?? "")
    comment.isShown = element.flag("display")
    comments.append(comment)
  }

  /// Takes a link (ODF 1.3 part 3 §6.1.8 text:a).
  mutating func addLink(_ link: ODSText.Link, at range: CellRange) {
    var target = Hyperlink.Target.uri(link.target)
    if link.target.hasPrefix("#") {
      let place = String(link.target.dropFirst())
      // The second corner may come without the point that begins it.
      let colon = place.lastIndex(of: ":").map(place.index(after:))
      var whole = place
      if let colon, colon < place.endIndex, !place[colon...].contains(".") {
        whole.insert(".", at: colon)
      }
      target = ODSAddress.parse(whole).map { .cells($0) } ?? .name(place)
    }
    var hyperlink = Hyperlink(range, to: target)
    hyperlink.tooltip = link.title
    hyperlinks.append(hyperlink)
  }

  /// Takes a drawing.
  mutating func addDrawing(_ element: XMLElement, at cell: CellAddress) {
    guard drawings.count < Self.drawingsMax else { return leaveOut(.shape) }
    drawings.append(ODSReadDrawings.Entry(element: element, cell: cell))
  }

  /// Takes what LibreOffice notes of a protection beyond ODF.
  mutating func setAllowed(_ element: XMLElement) {
    guard protection != nil else { return }
    func isAllowed(_ names: [String], usually: Bool) -> Bool {
      names.allSatisfy { element.attribute($0) == nil ? usually : element.flag($0) }
    }
    protection?.allowsSelectingLocked = isAllowed(["select-protected-cells"], usually: true)
    protection?.allowsSelectingUnlocked = isAllowed(["select-unprotected-cells"], usually: true)
    protection?.allowsInserting = isAllowed(["insert-columns", "insert-rows"], usually: false)
    protection?.allowsDeleting = isAllowed(["delete-columns", "delete-rows"], usually: false)
  }
}

extension XMLElement {
  /// A truth value that an attribute holds; false where there is none.
  func flag(_ name: String) -> Bool { attribute(name) == "true" }
}
