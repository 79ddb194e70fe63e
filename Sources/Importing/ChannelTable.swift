internal import Diagnostics
public import Records
internal import Storage
internal import YAMLDocuments

/// The words for channels of payment, and whether each is cashless.
///
/// - Source: `Layouts/channels.yaml`; a user's table of the same form adds words, or gives a word
///   another meaning.
public struct ChannelTable: Sendable {
  private var byKey: [String: Channel] = [:]
  /// By channel: what the money is paid with, `account`, `wallet`, `card` or `cash`.
  public private(set) var instruments: [String: String] = [:]
  /// Channels that take cash for EVN.
  public private(set) var intermediaries: Set<String> = []
  /// Channels by which an account pays without being asked each time.
  public private(set) var autoDebits: Set<String> = []

  /// Reads the table that ships, and a user's.
  ///
  /// - Parameters:
  ///   - path: The table that ships.
  ///   - userPath: More words. May be missing.
  /// - Returns: The table.
  /// - Throws: `StorageError` or `YAMLError`.
  public static func load(path: String, userPath: String? = nil) throws -> ChannelTable {
    var table = ChannelTable()
    table.add(try YAMLDocument.load(ChannelFile.self, path: path))
    if let userPath, Folder.isFile(userPath) {
      table.add(try YAMLDocument.load(ChannelFile.self, path: userPath))
    }
    return table
  }

  /// The channel that a word stands for.
  ///
  /// - Parameter word: As people write it; capitals, diacritics and spaces do not matter.
  /// - Returns: Unknown without a word for blank text, unknown with the word for one that is not in
  ///   the table.
  public func channel(_ word: String) -> Channel {
    let word = word.trimmed
    guard !word.isEmpty else { return .unknown(word: nil) }
    return byKey[HeaderKey.whole(word)] ?? .unknown(word: word)
  }

  private mutating func add(_ file: ChannelFile) {
    for (entries, isCashless) in [(file.cashless ?? [], true), (file.cash ?? [], false)] {
      for entry in entries {
        if let instrument = entry.instrument { instruments[entry.name] = instrument.rawValue }
        if entry.intermediary == true { intermediaries.insert(entry.name) }
        if entry.autoDebit == true { autoDebits.insert(entry.name) }
        for word in [entry.name] + (entry.words ?? []) {
          byKey[HeaderKey.whole(word)] = .known(name: entry.name, isCashless: isCashless)
        }
      }
    }
  }
}

/// A table of channels as it is written.
struct ChannelFile: Decodable {
  struct Entry: Decodable {
    enum Instrument: String, Decodable {
      case account, wallet, card, cash
    }

    enum CodingKeys: String, CodingKey {
      case name, words, instrument, intermediary
      case autoDebit = "auto-debit"
    }

    var name: String
    var words: [String]?
    var instrument: Instrument?
    var intermediary: Bool?
    var autoDebit: Bool?
  }
  var cashless: [Entry]?
  var cash: [Entry]?
}
