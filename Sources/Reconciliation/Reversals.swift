/// Finds the payment that each reversal takes back, also in an earlier month.
///
/// A reversal is a line with an amount below 0. Its payment has the same amount, is no later, and
/// is named by the same reference, else by the same customer codes or bills, else it is the only
/// line of that amount; of several the last one before the reversal.
struct Reversals {
  /// How many days a payment may lie before its reversal.
  private static let daysMax = 400

  /// Within so many days after a reversal a line of the same amount and codes pays once more what
  /// came back.
  private static let againDays = 10

  /// The payments by reversal, both as places.
  private(set) var payments: [(reversal: Int, payment: Int)] = []
  /// By line that pays once more what came back: the day of the payment that was taken back, whose
  /// bill it pays.
  private(set) var again: [Int: Int32] = [:]

  /// Finds the payments of reversals among lines that are open.
  init(_ evidence: [Evidence], isOpen: (Int) -> Bool) {
    var reversals = evidence.indices.filter { evidence[$0].amountVND < 0 && isOpen($0) }
    guard !reversals.isEmpty else { return }
    reversals.sort { evidence[$0].precedes(evidence[$1]) }
    var wanted = WantedPayments(reversals.map { Clues(evidence.span, $0) })
    let offered = TwoThreads.inPieces(of: evidence.count) { [wanted] piece in
      var offered: [Int] = []
      let lines = evidence.span
      for payment in piece where lines[payment].amountVND > 0 {
        if wanted.mayWant(Clues(lines, payment)) { offered.append(payment) }
      }
      return offered
    }
    for payment in offered.joined() {
      if isOpen(payment) { wanted.offer(payment, Clues(evidence.span, payment)) }
    }
    wanted.sort { evidence[$0].precedes(evidence[$1]) }
    var isTaken: Set<Int> = []
    for reversal in reversals {
      guard let payment = Self.find(reversal, wanted, evidence, isTaken) else { continue }
      isTaken.insert(payment)
      payments.append((reversal, payment))
    }
    for (reversal, payment) in payments where evidence[reversal].group >= 0 {
      let next = wanted.lines(.group, Clues(evidence.span, reversal)).first { line in
        let days = Int(evidence[line].day) - Int(evidence[reversal].day)
        return (0...Self.againDays).contains(days) && evidence[line].saysOnlyWho
          && evidence[line].groups == evidence[payment].groups && !isTaken.contains(line)
          && again[line] == nil && evidence[line].amountVND == evidence[payment].amountVND
      }
      if let next { again[next] = evidence[payment].day }
    }
  }

  /// The payment among the lines that are not taken.
  private static func find(
    _ place: Int, _ wanted: WantedPayments, _ evidence: [Evidence], _ isTaken: Set<Int>
  ) -> Int? {
    let (reversal, clues) = (evidence[place], Clues(evidence.span, place))
    func isPossible(_ payment: Int) -> Bool {
      let days = Int(reversal.day) - Int(evidence[payment].day)
      return days >= 0 && days <= daysMax && !isTaken.contains(payment)
        && evidence[payment].amountVND.magnitude == reversal.amountVND.magnitude
    }
    func last(_ key: Clues.Key, _ isSame: (Int) -> Bool) -> Int? {
      wanted.lines(key, clues).last { isSame($0) && isPossible($0) }
    }
    if reversal.reference != 0,
      let same = last(.reference, { evidence[$0].reference == reversal.reference })
    {
      return same
    }
    if reversal.bill >= 0, let same = last(.bill, { evidence[$0].named == reversal.named }) {
      return same
    }
    if reversal.group >= 0 { return last(.group) { evidence[$0].groups == reversal.groups } }
    if reversal.name >= 0, let same = last(.name, { evidence[$0].name == reversal.name }) {
      return same
    }
    var only: Int?
    for payment in wanted.lines(.amount, clues) where isPossible(payment) {
      if only != nil { return nil }
      only = payment
    }
    return only
  }
}

/// What a reversal and its payment may have in common.
///
/// Without the rest of a line, which would be counted each time that it is handed on.
private struct Clues {
  /// What they have in common besides the amount.
  enum Key: UInt64, CaseIterable {
    case amount, reference, bill, group, name
  }

  var amount: UInt64
  var reference: UInt64
  var bill: Int32
  var group: Int32
  var name: Int32

  init(_ evidence: Span<Evidence>, _ place: Int) {
    amount = evidence[place].amountVND.magnitude
    reference = evidence[place].reference
    bill = evidence[place].bill
    group = evidence[place].group
    name = evidence[place].name
  }

  /// A hash of the amount and of what else is common; nil where the line has nothing of it.
  func hash(_ key: Key) -> UInt64? {
    let value: UInt64
    switch key {
    case .amount: value = 0
    case .reference: value = reference
    case .bill: value = UInt64(truncatingIfNeeded: bill &+ 1)
    case .group: value = UInt64(truncatingIfNeeded: group &+ 1)
    case .name: value = UInt64(truncatingIfNeeded: name &+ 1)
    }
    guard value != 0 || key == .amount else { return nil }
    return ContentHash.mixed(ContentHash.mixed(amount &+ key.rawValue << 56) ^ value)
  }
}

/// The payments that have with some reversal the amount and one thing more in common.
///
/// There are few reversals and millions of lines: nearly all are passed by with a look at a few
/// bits.
private struct WantedPayments: Sendable {
  /// By the hash of an amount and what is common.
  private var lines: [UInt64: [Int]] = [:]
  /// The hashes of amounts alone.
  private var amounts: Set<UInt64> = []
  /// A bit for each amount, and for each amount with what is common.
  private var bits: [UInt64]
  private let mask: UInt64

  init(_ reversals: [Clues]) {
    var words = 16
    while words < 2 * reversals.count { words *= 2 }
    bits = Array(repeating: 0, count: words)
    mask = UInt64(words * 64 - 1)
    for reversal in reversals {
      remember(ContentHash.mixed(reversal.amount))
      for key in Clues.Key.allCases {
        // Whose code is known is not looked for by the amount alone.
        guard key != .amount || reversal.group < 0, let hash = reversal.hash(key) else {
          continue
        }
        lines[hash] = []
        if key == .amount { amounts.insert(hash) }
        remember(hash)
      }
    }
  }

  /// Whether a line may have something in common with a reversal.
  func mayWant(_ line: Clues) -> Bool {
    guard holds(ContentHash.mixed(line.amount)) else { return false }
    for key in Clues.Key.allCases {
      if let hash = line.hash(key), holds(hash) { return true }
    }
    return false
  }

  private mutating func remember(_ hash: UInt64) {
    bits[Int((hash & mask) >> 6)] |= 1 << (hash & 63)
  }

  /// Whether a hash may be one of those remembered.
  private func holds(_ hash: UInt64) -> Bool {
    bits[Int((hash & mask) >> 6)] >> (hash & 63) & 1 != 0
  }

  mutating func offer(_ payment: Int, _ line: Clues) {
    for key in Clues.Key.allCases {
      if let hash = line.hash(key), holds(hash), lines[hash] != nil { lines[hash]?.append(payment) }
    }
  }

  mutating func sort(by precedes: (Int, Int) -> Bool) {
    // Of those that have only the amount in common there must be one alone: in any order.
    for hash in Array(lines.keys) where !amounts.contains(hash) {
      lines[hash]?.sort(by: precedes)
    }
  }

  /// The payments that have something in common with a reversal, in their order.
  func lines(_ key: Clues.Key, _ reversal: Clues) -> [Int] {
    reversal.hash(key).flatMap { lines[$0] } ?? []
  }
}
