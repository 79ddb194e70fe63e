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
    var name: String
    var words: [String]?
  }
  var cashless: [Entry]?
  var cash: [Entry]?
}
