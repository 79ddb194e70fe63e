/// What became of one payment line, in numbers.
struct Outcome: Hashable, Sendable {
  var reason: MatchReason = .nothing
  var tier: PaymentMatch.Tier = .none
  var status: PaymentMatch.Status = .unmatched
  /// From 0 to 1; 1 for what codes and ids say.
  var confidence: Float = 0
  /// The confidence of a line whose code is exact where other bills of the code fit as well: it
  /// pays a bill by itself, but does not prove that bill paid.
  static let unsure: Float = 0.9

  /// A bill; below -1 a place in a list of several bills, from -2 down; -1 for none.
  var place: Int32 = -1
}

/// The outcomes of all lines and the lines of all bills.
struct Outcomes: Sendable {
  /// By payment.
  private(set) var outcomes: [Outcome]
  /// By bill: the first line that pays it; -1 where there is none.
  private(set) var payer: [Int32]
  /// Further lines that pay a bill, in the order in which they came to it.
  private(set) var alsoPaying: [Int: [Int]] = [:]
  private var lists: [[Int32]] = []
  /// By bill: the channel of the lines that may pay it, told of for lines that nobody has decided
  /// about; ``noChannel`` where there is none.
  private(set) var possible: [UInt16] = []

  /// Stands for no channel in ``possible``.
  static let noChannel = UInt16.max

  init(payments: Int, bills: Int) {
    outcomes = Array(repeating: Outcome(), count: payments)
    payer = Array(repeating: -1, count: bills)
  }

  /// Makes room for more payments.
  mutating func grow(to payments: Int) {
    if outcomes.capacity < payments { outcomes.reserveCapacity(payments + payments / 4) }
    outcomes.append(contentsOf: repeatElement(Outcome(), count: payments - outcomes.count))
  }

  /// How many payments there are.
  var count: Int { outcomes.count }

  subscript(payment: Int) -> Outcome { outcomes[payment] }

  /// The bills of a line, oldest first.
  func bills(of payment: Int) -> [Int] {
    let place = outcomes[payment].place
    if place >= 0 { return [Int(place)] }
    return place == -1 ? [] : lists[Int(-2 - place)].map { Int($0) }
  }

  /// Whether no line pays a bill.
  func isFree(_ bill: Int) -> Bool { payer[bill] < 0 }

  /// Whether no line pays a bill by an amount that agrees to the đồng.
  func isFreeOfExact(_ bill: Int) -> Bool {
    payer[bill] < 0 || outcomes[Int(payer[bill])].reason.isInexact
  }

  /// All lines that pay a bill.
  func payers(of bill: Int) -> [Int] {
    payer[bill] < 0 ? [] : [Int(payer[bill])] + (alsoPaying[bill] ?? [])
  }

  /// Says that a line of some channel may pay a bill.
  mutating func mark(_ bill: Int, mayBePaidBy channel: UInt16) {
    if possible.isEmpty { possible = Array(repeating: Self.noChannel, count: payer.count) }
    // Lines of several channels leave it open: the first channel of all is that nobody knows.
    possible[bill] = [Self.noChannel, channel].contains(possible[bill]) ? channel : 0
  }

  /// Says what became of a line without giving it a bill for good.
  mutating func set(_ payment: Int, _ outcome: Outcome, bills: some Collection<Int> = []) {
    outcomes[payment] = outcome
    outcomes[payment].place = bills.first.map { Int32($0) } ?? -1
    if bills.count > 1 {
      outcomes[payment].place = Int32(-2 - lists.count)
      lists.append(bills.map { Int32($0) })
    }
  }

  /// Says that a line that pays by itself does not prove its bills paid.
  mutating func doubt(_ payment: Int) {
    outcomes[payment].confidence = Outcome.unsure
  }

  /// Gives bills to a line; one that has a line already gets another.
  mutating func take(_ bills: some Collection<Int>, for payment: Int, _ outcome: Outcome) {
    set(payment, outcome, bills: bills)
    for bill in bills {
      if payer[bill] < 0 {
        payer[bill] = Int32(payment)
      } else {
        alsoPaying[bill, default: []].append(payment)
      }
    }
  }

  /// Takes over what was given to some lines, which share no bill with the others.
  ///
  /// - Parameters:
  ///   - other: Outcomes that were the same as these before bills were given to the lines.
  ///   - payments: The lines.
  mutating func adopt(_ other: Outcomes, of payments: ArraySlice<Int32>) {
    for payment in payments {
      let payment = Int(payment)
      guard other.outcomes[payment] != outcomes[payment] else { continue }
      let bills = other.bills(of: payment)
      set(payment, other.outcomes[payment], bills: bills)
      for bill in bills { payer[bill] = other.payer[bill] }
    }
    for (bill, lines) in other.alsoPaying where lines.count > alsoPaying[bill, default: []].count {
      alsoPaying[bill] = lines
    }
  }

  /// Forgets what was decided of a line by itself, so that it can be decided anew.
  mutating func release(_ payment: Int) {
    for bill in bills(of: payment) {
      let left = payers(of: bill).filter { $0 != payment }
      payer[bill] = Int32(left.first ?? -1)
      alsoPaying[bill] = left.count > 1 ? Array(left.dropFirst()) : nil
    }
    outcomes[payment] = Outcome()
  }
}
