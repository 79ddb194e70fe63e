internal import GRDB
internal import Storage

/// What says who somebody is: kept apart from everything else, so that it can be erased.
///
/// The digest that stays is of a random salt and the text; without the salt, which is erased with
/// the text, nobody can try names until one fits.
final class PrivateTexts {
  /// What there is.
  enum Kind: String {
    case name, address, citizen, narration
  }

  private let draft: EventDraft
  private let ofCitizen: RawStatement
  private var next: Int64
  private var random = SystemRandomNumberGenerator()

  init(_ draft: EventDraft) throws {
    self.draft = draft
    ofCitizen = try RawStatement(
      draft.database, "SELECT id FROM private_text WHERE kind = 'citizen' AND text = ?")
    let last = try Int64.fetchOne(draft.database, sql: "SELECT max(id) FROM private_text")
    next = (last ?? 0) + 1
  }

  /// Adds a text; a citizen's number has one place however often it comes.
  ///
  /// - Returns: The number of its place.
  func add(_ kind: Kind, _ text: String) throws -> Int64 {
    if kind == .citizen {
      ofCitizen.bind(text, at: 1)
      defer { ofCitizen.reset() }
      if try ofCitizen.step() { return ofCitizen.integer(0) }
    }
    let number = next
    next += 1
    let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
    let row = try draft.writer(.privateText)
    try row.insert {
      $0.put(number)
      $0.put(draft.id)
      $0.put(kind.rawValue)
      $0.put(Self.digest(salt, text))
      $0.putErasable(salt)
      $0.putErasable(text)
    }
    return number
  }

  /// What stays of a text.
  static func digest(_ salt: [UInt8], _ text: String) -> [UInt8] {
    var hasher = SHA256Hasher()
    hasher.update(salt)
    hasher.update(text.utf8)
    return hasher.finish().bytes
  }
}
