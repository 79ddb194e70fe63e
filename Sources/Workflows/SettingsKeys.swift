/// The keys of a YAML file at every depth, whatever they hold.
///
/// A decoder passes over keys that it does not know; a typing slip would go unnoticed.
struct SettingsKeys: Decodable {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// The keys of each mapping of `bakhong.yaml`; of a list, those of its members.
  static let settings: [String: [String]] = [
    "": ["unit", "periods", "definition", "template", "sources", "report"],
    "unit": ["id", "name"],
    "periods": ["before", "after"],
    "periods.before": ["from", "to"],
    "periods.after": ["from", "to"],
    "sources": ["match", "layout", "side", "encoding", "dates", "accept-unbalanced"],
    "report": ["place", "date"],
  ]

  private var members: [(name: String, keys: SettingsKeys)] = []

  init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      for key in container.allKeys {
        members.append((key.stringValue, try container.decode(SettingsKeys.self, forKey: key)))
      }
    } else if var list = try? decoder.unkeyedContainer() {
      while !list.isAtEnd { members += try list.decode(SettingsKeys.self).members }
    }
  }

  /// The first key that is none of the known ones, by its path, with those that may stand in its
  /// place.
  func unknown(
    among known: [String: [String]], below path: String = ""
  ) -> (key: String, known: [String])? {
    // What stands below a key without a list of its own is for the decoder to judge.
    guard let here = known[path] else { return nil }
    for (name, keys) in members {
      let inner = path.isEmpty ? name : path + "." + name
      guard here.contains(name) else { return (inner, here) }
      if let unknown = keys.unknown(among: known, below: inner) { return unknown }
    }
    return nil
  }
}
