internal import CSVFiles
public import Diagnostics
internal import LedgerStore
internal import Records
internal import Reports
internal import Sheets
internal import Storage
internal import Workbooks

/// An entry and the way to it, from the report's cell to the line of a file, as programs read it.
public struct EntryStory: Encodable, Sendable {
  /// A line of a file.
  public struct Line: Encodable, Sendable {
    /// `bill` or `payment`.
    public let kind: String
    /// The file's name when it was imported.
    public let file: String
    /// The SHA-256 of its bytes.
    public let sha256: String
    /// The sheet; nil for a text file.
    public let sheet: String?
    /// The physical line, or the row of the sheet, from 1.
    public let line: Int
    /// The import.
    public let event: Int
    /// Whether the import counts.
    public let holds: Bool
    /// What stands there, from the copy inside the ledger; nil where none was kept.
    public let text: String?
  }

  /// Item and place, such as `12.1`.
  public let entry: String
  /// What it is for.
  public let kind: String
  /// Its day.
  public let day: String
  /// The account that received.
  public let debit: String
  /// The account that gave.
  public let credit: String
  /// The amount in đồng.
  public let amountVND: Int64
  /// The event that made it.
  public let event: LedgerWorkflow.EventSummary
  /// The entry that takes it back.
  public let reversedBy: String?
  /// The entry that it takes back.
  public let reverses: String?
  /// The bill's id.
  public let bill: String?
  /// The customer's code.
  public let customer: String?
  /// The household whose code it is.
  public let household: String?
  /// The cells of the form that count the household for the bill's month.
  public let cells: [String]
  /// Who gave the payment to the bill: `ruled`, `accepted`, `split`, `chosen`.
  public let decision: String?
  /// The lines of files behind it.
  public let lines: [Line]

  private enum CodingKeys: String, CodingKey {
    case entry, kind, day, debit, credit, event, bill, customer, household, cells, decision, lines
    case amountVND = "amount_vnd"
    case reversedBy = "reversed_by"
    case reverses
  }

  /// Follows an entry.
  ///
  /// - Parameters:
  ///   - name: Item and place such as `12.1`; all entries of a bill by its id.
  ///   - folder: The workspace.
  /// - Returns: One story an entry.
  /// - Throws: ``WorkflowError/unknownEntry(_:)``; the modules' errors.
  public static func follow(_ name: String, in folder: String) throws -> [EntryStory] {
    try LedgerWorkflow.withLedger(folder) { ledger in
      let teller = try StoryTeller(Workspace(folder), ledger)
      let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
      if parts.count == 2, let item = parts[0], let seq = parts[1] {
        guard let trace = try ledger.trace(item: item, seq: seq) else {
          throw WorkflowError.unknownEntry(name)
        }
        return [try teller.story(trace)]
      }
      guard let item = try ledger.item(billID: name) else {
        throw WorkflowError.unknownEntry(name)
      }
      return try ledger.entries(item: item).compactMap { entry in
        try ledger.trace(item: item, seq: entry.seq).map(teller.story)
      }
    }
  }

  /// The story for people.
  public func text(in language: Language) -> String {
    let say = { (vi: String, en: String) in Words(vi: vi, en: en)[language] }
    var rows = [
      "\(entry): \(kind), \(day), \(amountVND) đ",
      "  " + say("Nợ ", "debit ") + debit,
      "  " + say("Có ", "credit ") + credit,
    ]
    if let reverses { rows.append("  " + say("hủy bút toán ", "takes back ") + reverses) }
    if let reversedBy { rows.append("  " + say("bị hủy bởi ", "taken back by ") + reversedBy) }
    if !cells.isEmpty {
      rows.append("  " + say("ô báo cáo: ", "report: ") + cells.joined(separator: ", "))
    }
    if let household { rows.append("  " + say("hộ ", "household ") + household) }
    if let customer { rows.append("  " + say("khách hàng ", "customer ") + customer) }
    if let bill { rows.append("  " + say("hóa đơn ", "bill ") + bill) }
    if let decision { rows.append("  " + say("đối chiếu: ", "match: ") + decision) }
    rows.append(
      "  " + say("sự kiện ", "event ") + "\(event.event) \(event.kind) \(event.at) \(event.actor)")
    for line in lines {
      let sheet = line.sheet.map { " [\($0)]" } ?? ""
      let mark = line.holds ? "" : say(" (đã hủy)", " (taken back)")
      rows.append("  \(line.file)\(sheet):\(line.line)\(mark)")
      rows.append("    " + (line.text ?? say("(không còn bản lưu)", "(no copy was kept)")))
    }
    return rows.joined(separator: "\n")
  }
}

/// Puts together what an entry's story needs.
private final class StoryTeller {
  private let workspace: Workspace
  private let ledger: Ledger
  private let contents: LedgerContents
  private let periods: [ReportColumn: Period]
  private let field: (number: Int, names: [ReportColumn: String])?

  init(_ workspace: Workspace, _ ledger: Ledger) throws {
    self.workspace = workspace
    self.ledger = ledger
    contents = try ledger.contents()
    periods = try workspace.periods(billed: contents.bills.map(\.month))
    let manifest = try ReportFiles(workspace, ShippedFiles()).manifest
    field = manifest.criterion(computedBy: "household-cashless").map { criterion in
      (criterion.number, manifest.resultFields(of: criterion))
    }
  }

  func story(_ trace: EntryTrace) throws -> EntryStory {
    let entry = trace.entry
    let name = { (seq: Int) in "\(entry.item).\(seq)" }
    let household = trace.customer.flatMap { code in
      contents.households.first { $0.customerCodes.contains(code) }
    }
    var cells: [String] = []
    if household != nil, let month = trace.month, let field {
      for (column, period) in periods.sorted(by: { $0.value.iso < $1.value.iso })
      where period.contains(month) {
        cells.append("\(field.number) \(period.iso) (\(field.names[column] ?? ""))")
      }
    }
    let event = trace.event
    return EntryStory(
      entry: entry.name, kind: entry.kind.word, day: entry.day.iso,
      debit: Self.text(entry.debit), credit: Self.text(entry.credit),
      amountVND: entry.amountVND,
      event: LedgerWorkflow.EventSummary(
        event: event.id, at: event.at, actor: event.actor, kind: event.kind.rawValue,
        reason: event.reason, target: event.target, undone: event.isUndone,
        file: event.fileName, digest: event.digest),
      reversedBy: trace.reversedBy.map(name), reverses: entry.reverses.map(name),
      bill: entry.billID, customer: trace.customer?.text, household: household?.id, cells: cells,
      decision: trace.decision?.decision.kind.rawValue,
      lines: try trace.lines.map { line in
        EntryStory.Line(
          kind: line.kind, file: line.file, sha256: line.place.sourceSHA256,
          sheet: line.place.sheet, line: line.place.line, event: line.event, holds: line.holds,
          text: try text(of: line.place))
      })
  }

  private static func text(_ account: LedgerAccount) -> String {
    account.name.isEmpty ? account.kind.rawValue : "\(account.kind.rawValue) \(account.name)"
  }

  /// What stands at a line, from the copy that the ledger keeps.
  private func text(of place: Provenance) throws -> String? {
    guard let bytes = try ledger.sourceBytes(sha256: place.sourceSHA256) else { return nil }
    guard let sheet = place.sheet else {
      // A text in an older encoding is shown as it can be.
      let text = (try? DecodedText(bytes).bytes) ?? bytes
      let lines = text.split(
        separator: 0x0A, omittingEmptySubsequences: false)
      guard lines.indices.contains(place.line - 1) else { return nil }
      let line = lines[place.line - 1]
      return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
    return try row(place.line, of: sheet, in: bytes)
  }

  private func row(_ number: Int, of sheet: String, in bytes: [UInt8]) throws -> String? {
    let staged = try StagedFile(for: workspace.path("ledger-source"))
    try staged.write(bytes, mode: 0o600)
    let reader = try Workbook.open(staged.temporaryPath)
    guard let place = reader.sheets.firstIndex(where: { $0.name == sheet }) else { return nil }
    var text: String?
    try reader.readRows(ofSheet: place) { row in
      let rows = row.index..<row.index + max(row.repeated, 1)
      guard rows.contains(number - 1) else { return row.index < number }
      text = row.cells.map { $0.value.shown }.joined(separator: " | ")
      return false
    }
    return text
  }
}

extension CellValue {
  /// The value as people read it.
  fileprivate var shown: String {
    switch self {
    case .empty: ""
    case .text(let text): text
    case .number(let number):
      abs(number) < 1e15 && number == number.rounded() ? String(Int64(number)) : "\(number)"
    case .boolean(let value): value ? "TRUE" : "FALSE"
    case .date(let moment): moment.iso
    case .duration(let seconds): "\(seconds)"
    case .error(let name): name
    }
  }
}
