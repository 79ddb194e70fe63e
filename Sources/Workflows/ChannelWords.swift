internal import Diagnostics
internal import Importing
internal import Indicators
internal import LedgerStore
internal import Reconciliation
internal import Records

extension ChannelTable {
  /// What the names of channels stand for in a rate; a bank's own transfer is in no table.
  var kinds: ChannelKinds {
    var kinds = ChannelKinds(
      intermediaries: intermediaries, autoDebits: autoDebits, instruments: instruments)
    if case .known(let name, _) = MatchingRules.standard.transferChannel {
      kinds.instruments[name] = "account"
    }
    return kinds
  }
}

/// Looks up again the words for channels that nobody knew when their file was imported.
///
/// So a word that is added to the table counts from the next run on, without a new import; and a
/// word that is still unknown is listed on every run.
struct ChannelWords {
  private struct Place: Hashable, Comparable {
    var file: String
    var word: String

    static func < (left: Place, right: Place) -> Bool {
      (left.file, left.word) < (right.file, right.word)
    }
  }

  private let table: ChannelTable

  init(_ table: ChannelTable) {
    self.table = table
  }

  /// The contents with every channel as the table knows it today, and what it does not know.
  func resolve(_ contents: LedgerContents) -> (contents: LedgerContents, findings: [Diagnostic]) {
    var contents = contents
    var unknown: [Place: Int] = [:]
    for index in contents.bills.indices {
      guard let word = contents.bills[index].payment.channel.unknownWord else { continue }
      let channel = table.channel(word)
      contents.bills[index].payment.channel = channel
      note(channel, contents.bills[index].provenance, &unknown)
    }
    for index in contents.payments.indices {
      guard let word = contents.payments[index].channel.unknownWord else { continue }
      let channel = table.channel(word)
      contents.payments[index].channel = channel
      note(channel, contents.payments[index].provenance, &unknown)
    }
    let names = Dictionary(
      contents.sources.map { ($0.sha256, $0.name) }, uniquingKeysWith: { first, _ in first })
    let findings = unknown.sorted { $0.key < $1.key }.map { place, rows in
      WorkflowError.unknownChannel(
        file: names[place.file], word: String(place.word.prefix(40)), rows: rows
      ).diagnostic
    }
    return (contents, findings)
  }

  private func note(
    _ channel: Channel, _ provenance: Provenance, _ unknown: inout [Place: Int]
  ) {
    guard let word = channel.unknownWord else { return }
    unknown[Place(file: provenance.sourceSHA256, word: word), default: 0] += 1
  }
}

extension Channel {
  /// The word that nobody knows; nil where there is none.
  fileprivate var unknownWord: String? {
    guard case .unknown(let word?) = self else { return nil }
    return word
  }
}
