internal import FoundationEssentials
internal import Storage

/// Who is at work, and when, as the ledger's events tell.
enum Person {
  /// The login name; empty where the system does not tell.
  static var name: String {
    Executable.environment("BAKHONG_ACTOR") ?? Executable.environment("USER")
      ?? Executable.environment("LOGNAME") ?? Executable.userName ?? ""
  }

  /// The time by ISO 8601, in UTC.
  static var now: String { Date.now.formatted(.iso8601) }
}
