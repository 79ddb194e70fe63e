public import Records

/// An adjustment of a figure as the ledger keeps it.
public struct RecordedAdjustment: Hashable, Sendable {
  /// The event that it is.
  public var event: Int
  /// When, ISO 8601.
  public var at: String
  /// Who.
  public var actor: String
  /// Why.
  public var reason: String
  /// What.
  public var adjustment: FigureAdjustment
}

extension EventLog {
  /// Of each criterion and column the last adjustment that was not taken back.
  func adjustments(_ activity: Activity) throws -> [RecordedAdjustment] {
    var latest: [String: RecordedAdjustment] = [:]
    for event in try all(.adjustment) where activity.holds(Int64(event.id)) {
      guard let adjustment = try EventPayload(json: event.payload).adjustment else {
        throw UnreadableValue()
      }
      latest["\(adjustment.criterion) \(adjustment.column.rawValue)"] = RecordedAdjustment(
        event: event.id, at: event.at, actor: event.actor, reason: event.reason,
        adjustment: adjustment)
    }
    return latest.values.sorted { $0.event < $1.event }
  }
}
