internal import Diagnostics
internal import Reconciliation
internal import Storage
internal import YAMLDocuments

/// The rules that ship, `Layouts/rules.yaml`, or a workspace's own `rules.yaml`, which goes on top
/// of them: its numbers and fees stand in place of theirs, its words are more of them, and
/// `without-vetoes: [tien phong]` takes some away.
struct RulesFile: Decodable {
  struct Veto: Decodable {
    var phrase: String
    var topic: String
    var topicEN: String?
    var unless: [String]?

    enum CodingKeys: String, CodingKey {
      case phrase, topic, unless
      case topicEN = "topic-en"
    }
  }

  /// A probability, or `never`.
  struct Threshold: Decodable {
    var value: Double?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let value = try? container.decode(Double.self), (0...1).contains(value) {
        self.value = value
      } else if try container.decode(String.self) != "never" {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "a number from 0 to 1, or never")
      }
    }
  }

  struct Automatic: Decodable {
    var codeFragment: Threshold?
    var nameAmount: Threshold?

    enum CodingKeys: String, CodingKey {
      case codeFragment = "code-fragment"
      case nameAmount = "name-amount"
    }
  }

  var nearDays: Int?
  var openDays: Int?
  var instalmentDays: Int?
  var feesVND: [Int64]?
  var automatic: Automatic?
  var proposalMin: Double?
  var vetoes: [Veto]?
  var withoutVetoes: [String]?
  var cashAtDesk: [String]?
  var electricity: [String]?

  enum CodingKeys: String, CodingKey, CaseIterable {
    case automatic, vetoes, electricity
    case nearDays = "near-days"
    case openDays = "open-days"
    case instalmentDays = "instalment-days"
    case feesVND = "fees-vnd"
    case proposalMin = "proposal-min"
    case withoutVetoes = "without-vetoes"
    case cashAtDesk = "cash-at-desk"
  }

  /// The rules of a file on top of others.
  static func rules(path: String, on base: MatchingRules) throws -> MatchingRules {
    let bytes = try FileBytes.read(path, bytesMax: YAMLDocument.bytesMax)
    let keys = try YAMLDocument.decode(TopKeys.self, from: bytes, file: path).names
    let known = CodingKeys.allCases.map(\.rawValue)
    if let unknown = keys.first(where: { !known.contains($0) }) {
      throw WorkflowError.unknownKey(file: path, key: unknown, known: known)
    }
    let file: RulesFile = try YAMLDocument.decode(from: bytes, file: path)
    return file.applied(to: base)
  }

  /// The rules that ship.
  static func shipped(_ shipped: ShippedFiles) throws -> MatchingRules {
    var none = MatchingRules.standard
    (none.vetoes, none.cashAtDesk, none.electricity) = ([], [], [])
    return try rules(path: shipped.layouts + "/rules.yaml", on: none)
  }

  private func applied(to base: MatchingRules) -> MatchingRules {
    var rules = base
    rules.nearDays = days(nearDays) ?? rules.nearDays
    rules.openDays = days(openDays) ?? rules.openDays
    rules.instalmentDays = days(instalmentDays) ?? rules.instalmentDays
    rules.feesVND = feesVND ?? rules.feesVND
    if let threshold = automatic?.codeFragment { rules.automaticFragment = threshold.value }
    if let threshold = automatic?.nameAmount { rules.automaticName = threshold.value }
    rules.proposalMin = proposalMin ?? rules.proposalMin
    let dropped = Set((withoutVetoes ?? []).map(MatchingRules.folded))
    rules.vetoes.removeAll { dropped.contains($0.phrase) }
    rules.vetoes += (vetoes ?? []).map { veto in
      MatchingRules.Veto(
        MatchingRules.folded(veto.phrase),
        unlessFollowedBy: (veto.unless ?? []).map(MatchingRules.folded),
        topic: Words(vi: veto.topic, en: veto.topicEN ?? veto.topic))
    }
    rules.cashAtDesk += (cashAtDesk ?? []).map(MatchingRules.folded)
    rules.electricity += (electricity ?? []).map(MatchingRules.folded)
    return rules
  }

  private func days(_ days: Int?) -> Int? { days.map { min(max($0, 0), 3660) } }

  /// The keys of the file, whatever they hold.
  private struct TopKeys: Decodable {
    struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }
    var names: [String]

    init(from decoder: any Decoder) throws {
      names = try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue).sorted()
    }
  }
}

extension Workspace {
  /// What matching knows of words and days, the workspace's own rules on top of those that ship.
  func matchingRules(given: String? = nil) throws -> MatchingRules {
    let shipped = try RulesFile.shipped(ShippedFiles())
    if let given, !Folder.isFile(given) { throw WorkflowError.rulesMissing(given) }
    let own = given ?? path("rules.yaml")
    return Folder.isFile(own) ? try RulesFile.rules(path: own, on: shipped) : shipped
  }
}
