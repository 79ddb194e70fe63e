internal import GRDB
internal import Storage

/// What says who somebody is: kept apart from everything else, so that it can be erased.
///
/// The key of a record, by which it is known when its row comes again, is a digest of all that the
/// row says: who has it can try names until one fits. So it lies here too. The digest that stays is
/// of a random salt, the key and the text; the salt is erased with them.
final class PrivateTexts {
  /// What there is; narrations of payments were here too before they had a place in their row.
  enum Kind: String {
    case name, address, citizen
    /// A key alone: of a record whose texts are those of another.
    case key
  }

  private let draft: EventDraft
  private let ofCitizen: RawStatement
  private var next: Int64
  private var random = BufferedRandom()

  init(_ draft: EventDraft) throws {
    self.draft = draft
    let database = try draft.database()
    ofCitizen = try RawStatement(
      database, "SELECT id FROM private_text WHERE kind = 'citizen' AND text = ?")
    let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM private_text")
    next = (last ?? 0) + 1
  }

  /// Adds a text of a record that is new; a citizen's number has one place however often it comes.
  ///
  /// - Parameters:
  ///   - kind: What it is.
  ///   - text: The text.
  ///   - record: The number of the record whose key lies beside the text.
  ///   - key: The key.
  /// - Returns: The number of its place.
  /// - Throws: An error of SQLite.
  @discardableResult func add(
    _ kind: Kind, _ text: String, record: Int64? = nil, key: Bytes16? = nil
  ) throws -> Int64 {
    if kind == .citizen {
      try draft.flush()
      ofCitizen.bind(text, at: 1)
      defer { ofCitizen.reset() }
      if try ofCitizen.step() { return ofCitizen.integer(0) }
    }
    let number = next
    next += 1
    let salt = salt()
    let row = try draft.writer(.privateText)
    try row.insert {
      $0.put(number)
      $0.put(draft.id)
      $0.put(kind.rawValue)
      $0.put(record)
      $0.put(Self.digest(salt, key, text))
      $0.putErasable(salt)
      $0.putErasable(key)
      $0.putErasable(text)
    }
    return number
  }

  /// A new salt.
  func salt() -> Bytes16 { Bytes16(random: &random) }

  /// What stays of a text.
  static func digest(_ salt: Bytes16, _ key: Bytes16?, _ text: String) -> [UInt8] {
    var hasher = SHA256Hasher()
    unsafe salt.withBytes { unsafe hasher.update($0) }
    unsafe key?.withBytes { unsafe hasher.update($0) }
    hasher.update(text.utf8)
    return hasher.finish().bytes
  }

  /// What stays of a text, from its row's salt, key and text, which stand from a column on.
  static func digest(of row: RawStatement, from column: Int32) -> [UInt8] {
    var hasher = SHA256Hasher()
    for place in 0..<3 as Range<Int32> {
      unsafe row.withBytes(column + place) { unsafe hasher.update($0) }
    }
    return hasher.finish().bytes
  }

  /// Whether a row is what was written: its digest, salt, key and text, from a column on.
  ///
  /// Keys were no part of the digest up to version 2 of the ledger.
  static func isWhole(_ row: RawStatement, from column: Int32) -> Bool {
    let digest = digest(of: row, from: column + 1)
    return unsafe row.withBytes(column) { bytes in unsafe bytes.elementsEqual(digest) }
  }
}
