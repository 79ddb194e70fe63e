internal import FoundationEssentials
internal import Records
internal import Reports
internal import Storage

/// `phe-duyet.jsonl` beside the forms: which figures were approved or reopened, when, by whom.
///
/// One JSON object a line; lines are only ever added.
struct Approvals {
  private enum Action: String, Codable {
    case approve, reopen
  }

  private struct Line: Codable {
    var time: String
    var action: Action
    var unit: String
    var period: String
    var sha256: String
    var actor: String
    var reason: String
  }

  /// The most bytes of the list: 16 MiB.
  private static let bytesMax = 16 << 20

  private let path: String
  private var lines: [Line] = []
  private var added = 0

  /// Reads the list; none yet is an empty one.
  ///
  /// - Throws: ``ApprovalError/damaged(file:line:)``, or the disk's errors.
  init(folder: String) throws {
    path = Workspace.path("phe-duyet.jsonl", in: folder)
    guard Folder.isFile(path) else { return }
    let bytes = try FileBytes.read(path, bytesMax: Self.bytesMax)
    for (place, text) in bytes.split(separator: 0x0A).enumerated() {
      guard let line = try? JSONDecoder().decode(Line.self, from: Data(text)) else {
        throw ApprovalError.damaged(file: path, line: place + 1)
      }
      lines.append(line)
    }
  }

  /// The approvals that were not taken back.
  var standing: [ApprovedForm] {
    var standing: [ApprovedForm] = []
    for line in lines {
      standing.removeAll { $0.unitID == line.unit && $0.period == line.period }
      guard line.action == .approve else { continue }
      standing.append(
        ApprovedForm(unitID: line.unit, period: line.period, sha256: line.sha256))
    }
    return standing
  }

  /// Adds what a request approves or reopens.
  ///
  /// - Throws: ``WorkflowError`` where nobody is named, no reason is given, or there is no form.
  mutating func change(
    _ request: CollectWorkflow.Request, forms: [CollectedForm], period: Period?
  ) throws {
    guard !request.approve.isEmpty || !request.reopen.isEmpty else { return }
    guard !request.actor.isEmpty else { throw ApprovalError.actorMissing }
    guard request.reopen.isEmpty || !request.reason.isEmpty else {
      throw ApprovalError.reasonMissing
    }
    for unit in request.reopen {
      let known = standing.filter { $0.unitID == unit }
      guard !known.isEmpty else { throw ApprovalError.noSuchForm(unit: unit) }
      for form in known where period == nil || form.period == period?.iso {
        add(.reopen, form, request)
      }
    }
    let collection = try FormCollection(forms, items: [], period: period, approved: standing)
    for unit in request.approve {
      let delivery = collection.deliveries.first { $0.unitID == unit && $0.counts }
      guard let form = delivery?.form, let period = collection.period else {
        throw ApprovalError.noSuchForm(unit: unit)
      }
      guard delivery?.state != .approved else { continue }
      add(
        .approve, ApprovedForm(unitID: unit, period: period.iso, sha256: form.sha256), request)
    }
  }

  private mutating func add(
    _ action: Action, _ form: ApprovedForm, _ request: CollectWorkflow.Request
  ) {
    lines.append(
      Line(
        time: Date.now.formatted(.iso8601), action: action, unit: form.unitID,
        period: form.period, sha256: form.sha256, actor: request.actor, reason: request.reason))
    added += 1
  }

  /// The file with the new lines, beside its place; nil where there are none.
  func stage() throws -> StagedFile? {
    guard added > 0 else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes: [UInt8] = []
    for line in lines {
      bytes += try encoder.encode(line)
      bytes.append(0x0A)
    }
    let staged = try StagedFile(for: path)
    try staged.write(bytes)
    return staged
  }
}
