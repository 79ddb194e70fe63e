internal import LedgerStore
internal import Records
internal import Reports

/// Puts together what an entry's story needs.
final class StoryTeller {
  private let ledger: Ledger
  private let lines: SourceLines
  private let showsValues: Bool
  private let periods: [ReportColumn: Period]
  private let field: (number: Int, names: [ReportColumn: String])?

  init(_ workspace: Workspace, _ ledger: Ledger, showsValues: Bool) throws {
    self.ledger = ledger
    self.showsValues = showsValues
    lines = SourceLines(workspace, ledger)
    periods = try workspace.periods(billed: ledger.billedMonths())
    let manifest = try ReportFiles(workspace, ShippedFiles()).manifest
    field = manifest.criterion(computedBy: "household-cashless").map { criterion in
      (criterion.number, manifest.resultFields(of: criterion))
    }
  }

  func story(_ trace: EntryTrace) throws -> EntryStory {
    let entry = trace.entry
    let name = { (seq: Int) in "\(entry.item).\(seq)" }
    let household = try trace.customer.flatMap { try ledger.household(of: $0) }
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
      bill: entry.billID, adjusts: trace.adjusts, customer: trace.customer?.text,
      household: household?.id, cells: cells,
      decision: trace.decision?.decision.kind.rawValue,
      lines: try trace.lines.map { line in
        let text = try lines.text(at: line.place)
        let known = [entry.billID, trace.customer?.text].compactMap(\.self)
        return EntryStory.Line(
          kind: line.kind, file: line.file, sha256: line.place.sourceSHA256,
          sheet: line.place.sheet, line: line.place.line, event: line.event, holds: line.holds,
          text: showsValues ? text : text.map { MaskedLine.mask($0, known: known) })
      })
  }

  private static func text(_ account: LedgerAccount) -> String {
    account.name.isEmpty ? account.kind.rawValue : "\(account.kind.rawValue) \(account.name)"
  }
}
