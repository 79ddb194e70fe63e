import Diagnostics
import Indicators
import Records
import Sheets
import VietnameseText

/// The rows of the electricity annex: result and definition, by phố, by channel, sources.
struct AnnexRows {
  let manifest: FormManifest
  let content: ReportContent
  private var rows: [RowCopy] = []

  private let annex: FormManifest.Annex

  init(manifest: FormManifest, annex: FormManifest.Annex, content: ReportContent) {
    self.manifest = manifest
    self.annex = annex
    self.content = content
  }

  /// All rows, each a copy of a prototype.
  func make() -> [RowCopy] {
    var copy = self
    copy.summary()
    copy.byPho()
    copy.byChannel()
    copy.sources()
    return copy.rows
  }

  private mutating func add(_ kind: AnnexRow, _ values: [Int: CellValue] = [:]) {
    rows.append(RowCopy(prototype: kind.rawValue, values: values))
  }

  private mutating func heading(_ text: String, startsPage: Bool = false) {
    add(startsPage ? .pageHeading : .heading, [0: .text(text)])
  }

  private mutating func header(_ kind: AnnexRow, _ columns: [String]) {
    let words = columns.enumerated().filter { !$0.element.isEmpty }
    add(kind, Dictionary(uniqueKeysWithValues: words.map { ($0.offset, .text($0.element)) }))
  }

  // MARK: - The parts

  private mutating func summary() {
    heading(annex.summary.heading)
    let definition = content.definition
    let notes = [
      (annex.summary.denominator, definition.denominator),
      (annex.summary.numerator, definition.numerator),
      (annex.summary.unknown, definition.unknown),
    ]
    for (note, words) in notes {
      add(.note, [0: .text(note.filled(["definition": definition.id, "words": words.vi]))])
    }
    for column in ReportColumn.allCases { add(.result, [0: .text(result(column))]) }
    add(.space)
  }

  private func result(_ column: ReportColumn) -> String {
    let summary = annex.summary
    var values = [
      "column": column == .before ? summary.before : summary.after,
      "period": content.periods[column]?.words ?? summary.noPeriod,
    ]
    guard let rate = content.households[column]?.total else {
      return summary.noFigure.filled(values)
    }
    values["ratio"] = rate.fractionText
    values["percent"] = rate.percentText
    values["unknown"] = String(rate.unknown)
    values["bounds"] = rate.boundsText
    values["target"] = rate.target.map { "\($0)%" } ?? ""
    values["verdict"] =
      switch rate.verdict {
      case .met: summary.met
      case .metIfUnknownCashless: summary.metIfUnknownCashless
      case .notMet: summary.notMet
      case nil: ""
      }
    return summary.result.filled(values)
  }

  private mutating func byPho() {
    heading(annex.byPho.heading)
    header(.phoHeader, annex.byPho.columns)
    let before = phoRates(.before)
    let after = phoRates(.after)
    let names = Set(before.keys).union(after.keys).sorted { inOrder($0, $1) }
    for (index, name) in names.enumerated() {
      var values = rates(before[name], after[name])
      values[0] = .number(Double(index + 1))
      values[1] = .text(name)
      add(.pho, values)
    }
    var total = rates(content.households[.before]?.total, content.households[.after]?.total)
    total[1] = .text(annex.byPho.total)
    add(.phoTotal, total)
    add(.space)
  }

  /// By letters first, so that Đồng Lễ stands among the D; by bytes where they are the same.
  private func inOrder(_ left: String, _ right: String) -> Bool {
    let (plainLeft, plainRight) = (Fold.plain(left), Fold.plain(right))
    if plainLeft != plainRight { return plainLeft < plainRight }
    return left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private func phoRates(_ column: ReportColumn) -> [String: Rate] {
    let rates = content.households[column]?.byPho ?? []
    return Dictionary(rates.map { ($0.pho, $0.rate) }, uniquingKeysWith: { first, _ in first })
  }

  private func rates(_ before: Rate?, _ after: Rate?) -> [Int: CellValue] {
    var values: [Int: CellValue] = [:]
    for (rate, column) in [(before, 2), (after, 6)] {
      guard let rate else { continue }
      values[column] = .number(Double(rate.numerator))
      values[column + 1] = .number(Double(rate.denominator))
      values[column + 2] = .number(Double(rate.unknown))
      values[column + 3] = .number(rate.low)
    }
    return values
  }

  private mutating func byChannel() {
    heading(annex.byChannel.heading, startsPage: true)
    header(.channelHeader, annex.byChannel.columns)
    let before = content.households[.before]?.byChannel ?? []
    let after = content.households[.after]?.byChannel ?? []
    var kinds = before.map(\.kind)
    kinds += after.map(\.kind).filter { !kinds.contains($0) }
    let places = AnnexTemplate.channelColumns
    for (index, kind) in kinds.sorted().enumerated() {
      let (name, isCashless) = words(kind)
      var values: [Int: CellValue] = [
        0: .number(Double(index + 1)), 1: .text(name), 2: .text(isCashless),
      ]
      let columns = [
        (before, places.billsBefore, places.vndBefore), (after, places.billsAfter, places.vndAfter),
      ]
      for (shares, bills, vnd) in columns {
        let share = shares.first { $0.kind == kind }
        values[bills] = .number(Double(share?.bills ?? 0))
        values[vnd] = .number(Double(share?.amountVND ?? 0))
      }
      add(.channel, values)
    }
    add(.space)
  }

  private func words(_ kind: ChannelShare.Kind) -> (name: String, isCashless: String) {
    let words = annex.byChannel
    return switch kind {
    case .paid(let channel, let isCashless): (channel, isCashless ? words.yes : words.no)
    case .paidByUnknown: (words.unknownChannel, words.unclear)
    case .unpaid: (words.unpaid, "")
    }
  }

  private mutating func sources() {
    heading(annex.sources.heading)
    header(.sourceHeader, annex.sources.columns)
    for (index, source) in content.sources.enumerated() {
      add(
        .source,
        [
          0: .number(Double(index + 1)), 1: .text(source.name), 2: .text(source.layout),
          4: .number(Double(source.rows)), 5: .text(source.sha256),
        ])
    }
  }
}

extension Period {
  /// `tháng 3/2024`, or `từ tháng 1/2024 đến tháng 3/2024`.
  var words: String {
    func name(_ month: CalendarMonth) -> String { "tháng \(month.month)/\(month.year)" }
    return first == last ? name(first) : "từ \(name(first)) đến \(name(last))"
  }
}
