internal import Diagnostics
internal import Reconciliation
internal import Storage
internal import YAMLDocuments

/// A workspace's own `rules.yaml`: what it says goes on top of the rules that ship.
///
/// ```yaml
/// near-days: 10            # EVN's day and the bank's may lie so far apart
/// open-days: 75            # so long after its issue a bill is usually paid
/// instalment-days: 45      # so long several payments for one bill may take
/// fees-vnd: [1100, 3300]   # what banks add to an amount; in place of those that ship
/// automatic: {code-fragment: 0.999, name-amount: never}
/// proposal-min: 0.05       # what is less likely is not proposed
/// vetoes:                  # more of them; `#` stands for a digit and what follows it
///   - {phrase: tien nuoc, topic: nước, topic-en: water, unless: [thang]}
/// without-vetoes: [tien phong]
/// cash-at-desk: [nop tm]   # more words
/// electricity: [td thang]  # more words
/// ```
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

  /// The rules of a file on top of those that ship; those that ship where there is no file.
  static func rules(path: String) throws -> MatchingRules {
    guard Folder.isFile(path) else { return .standard }
    let bytes = try FileBytes.read(path, bytesMax: YAMLDocument.bytesMax)
    let keys = try YAMLDocument.decode(TopKeys.self, from: bytes, file: path).names
    let known = CodingKeys.allCases.map(\.rawValue)
    if let unknown = keys.first(where: { !known.contains($0) }) {
      throw WorkflowError.unknownKey(file: path, key: unknown, known: known)
    }
    let file: RulesFile = try YAMLDocument.decode(from: bytes, file: path)
    return file.applied(to: .standard)
  }

  private func applied(to standard: MatchingRules) -> MatchingRules {
    var rules = standard
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
    if let given {
      guard Folder.isFile(given) else { throw WorkflowError.rulesMissing(given) }
      return try RulesFile.rules(path: given)
    }
    return try RulesFile.rules(path: path("rules.yaml"))
  }
}
