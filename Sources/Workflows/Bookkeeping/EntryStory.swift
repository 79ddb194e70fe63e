public import Diagnostics
internal import LedgerStore

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
    /// What stands there, from the copy inside the ledger, masked unless asked for; nil where none
    /// was kept.
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
  /// The id of the bill that it adjusts.
  public let adjusts: String?
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
    case entry, kind, day, debit, credit, event, bill, adjusts, customer, household, cells
    case decision, lines
    case amountVND = "amount_vnd"
    case reversedBy = "reversed_by"
    case reverses
  }

  /// Follows an entry.
  ///
  /// - Parameters:
  ///   - name: Item and place such as `12.1`; all entries of a bill by its id.
  ///   - folder: The workspace.
  ///   - showsValues: Whether the lines of files are shown as they are, names and all.
  /// - Returns: One story an entry.
  /// - Throws: ``WorkflowError/unknownEntry(_:)``; the modules' errors.
  public static func follow(
    _ name: String, in folder: String, showsValues: Bool = false
  ) throws -> [EntryStory] {
    try LedgerWorkflow.withLedger(folder) { ledger in
      let teller = try StoryTeller(Workspace(folder), ledger, showsValues: showsValues)
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
    if let adjusts { rows.append("  " + say("điều chỉnh hóa đơn ", "adjusts bill ") + adjusts) }
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
