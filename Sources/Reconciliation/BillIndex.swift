internal import Records

/// What matching needs of a bill, in numbers that are quick to compare.
struct BillFacts: Sendable {
  /// Stands for a day that nobody knows.
  static let noDay = Int32.min

  var amountVND: Int64
  /// The number of its customer code.
  var group: Int32
  /// The month's ordinal.
  var month: Int32
  /// The days' ordinals.
  var issued: Int32
  var paid: Int32
  /// The number of its id.
  var id: Int32
  /// EVN's word on its channel: a place in the list of channels.
  var channel: UInt16
  var cycle: Int8
  /// What follows, in few bits: there are millions of bills.
  private var bits: UInt8

  /// EVN's word on its channel: 1 cashless, 0 cash, -1 unknown.
  var cashless: Int8 { Int8(bits & 3) - 1 }
  /// EVN's word on whether it is paid: 1 yes, 0 no, -1 unknown.
  var isPaid: Int8 { Int8(bits >> 2 & 3) - 1 }
  var isResidential: Bool { bits & 16 != 0 }

  /// What is known of a bill, with the numbers of its code, id and channel.
  init(_ bill: borrowing Bill, group: Int, id: Int, channel: UInt16) {
    amountVND = bill.amountVND
    self.group = Int32(group)
    month = Int32(bill.month.ordinal)
    issued = bill.issuedOn.map { Int32($0.ordinal) } ?? Self.noDay
    paid = bill.payment.paidOn.map { Int32($0.ordinal) } ?? Self.noDay
    self.id = Int32(id)
    self.channel = channel
    cycle = Int8(clamping: bill.cycle)
    let isPaid = bill.payment.isPaid ?? (bill.payment.paidOn == nil ? nil : true)
    bits =
      Self.bits(bill.payment.channel.isCashless) | Self.bits(isPaid) << 2
      | (bill.isResidential ? 16 : 0)
  }

  private static func bits(_ said: Bool?) -> UInt8 { said.map { $0 ? 2 : 1 } ?? 0 }

  /// Whether a line of a day could pay the bill: not before it was issued, nor before its month.
  func mayBePaid(on day: Int32) -> Bool {
    guard amountVND > 0 else { return false }
    return issued != Self.noDay ? issued <= day : month <= MonthOfDay.ordinal(day)
  }

  /// Days from when the bill was issued, or from when its month began.
  func age(on day: Int32) -> Int {
    issued != Self.noDay ? Int(day) - Int(issued) : 30 * Int(MonthOfDay.ordinal(day) - month)
  }

  /// Days between EVN's day of payment and another; nil where EVN has none.
  func daysPaid(from day: Int32) -> Int? {
    paid == Self.noDay ? nil : abs(Int(paid) - Int(day))
  }
}

/// The channels met, each with a number.
struct ChannelList: Sendable {
  private(set) var channels: [Channel] = []
  /// By bytes: to compare text with diacritics as text takes twenty times as long.
  private var keys = KeyTable()
  private var scratch: [UInt8] = []

  /// The number of a channel; words beyond the first 65 000 stand for none.
  mutating func intern(_ channel: Channel) -> UInt16 {
    scratch.removeAll(keepingCapacity: true)
    switch channel {
    case .known(let name, let isCashless):
      scratch.append(isCashless ? 1 : 0)
      scratch.append(contentsOf: name.utf8)
    case .unknown(let word?):
      scratch.append(2)
      scratch.append(contentsOf: word.utf8)
    case .unknown(nil): scratch.append(3)
    }
    let key = scratch
    if let number = keys.find(key.span) { return UInt16(number) }
    guard channels.count < 65_000 else { return intern(.unknown(word: nil)) }
    channels.append(channel)
    return UInt16(keys.intern(key.span))
  }

  init() {
    // There from the start, so that there is always room for it.
    _ = intern(.unknown(word: nil))
  }
}

/// The bills by id, by customer code and by age.
final class BillIndex: Sendable {
  let facts: [BillFacts]
  let channels: ChannelList
  let scanner: CodeScanner
  let ids: KeyTable
  /// The bills in the order of amounts.
  let byAmount: AmountOrder
  let codeOrder: CodeOrder
  let nearCodes: NearCodes
  /// The bills of all codes, code by code, in a code oldest first.
  private let ordered: [Int32]
  /// Where each code's bills begin, and the end.
  private let starts: [Int32]
  /// By number of id: the oldest bill that has it.
  private let billOfID: [Int32]

  /// How many bills there are.
  var count: Int { facts.count }
  /// How many customer codes there are.
  var groupCount: Int { starts.count - 1 }
  /// The billed codes.
  var codes: KeyTable { scanner.codes }

  /// Indexes bills, going through them once and keeping none.
  init(_ bills: some Sequence<Bill>) {
    var codes = KeyTable(capacity: bills.underestimatedCount / 8)
    var ids = KeyTable(capacity: bills.underestimatedCount)
    var channels = ChannelList()
    var facts: [BillFacts] = []
    facts.reserveCapacity(bills.underestimatedCount)
    for bill in bills {
      facts.append(
        BillFacts(
          bill, group: codes.intern(bill.customerCode.text.utf8.span),
          id: ids.intern(bill.id.utf8.span), channel: channels.intern(bill.payment.channel)))
    }
    let known = (facts: facts, codes: codes, ids: ids)
    let (order, orders) = TwoThreads.run(
      { Self.order(known.facts, groups: known.codes.count, known.ids) },
      { (AmountOrder(known.facts), CodeOrder(known.codes), NearCodes(known.codes)) })
    (starts, ordered) = order
    (byAmount, codeOrder, nearCodes) = orders
    var billOfID: [Int32] = Array(repeating: -1, count: ids.count)
    for bill in ordered {
      let id = Int(facts[Int(bill)].id)
      let known = billOfID[id]
      let group = Int(facts[Int(bill)].group)
      if known < 0 || codes.precedes(group, Int(facts[Int(known)].group)) { billOfID[id] = bill }
    }
    self.billOfID = billOfID
    self.facts = facts
    self.ids = ids
    self.channels = channels
    scanner = CodeScanner(codes)
  }

  /// The bills of a code, oldest first.
  func bills(of group: Int) -> ArraySlice<Int32> {
    ordered[Int(starts[group])..<Int(starts[group + 1])]
  }

  /// The bill with an id.
  func bill(id: Span<UInt8>) -> Int? { ids.find(id).map { Int(billOfID[$0]) } }

  /// The id of a bill.
  func id(of bill: Int) -> String { String(decoding: ids.key(Int(facts[bill].id)), as: UTF8.self) }

  /// Bills oldest first, the same whatever order they came in.
  func oldestFirst(_ bills: [Int]) -> [Int] {
    guard bills.count > 1 else { return bills }
    return bills.sorted { left, right in
      let (one, other) = (facts[left], facts[right])
      if one.month != other.month { return one.month < other.month }
      if one.group != other.group { return codes.precedes(Int(one.group), Int(other.group)) }
      return Self.isOlder(left, right, facts, ids)
    }
  }

  /// Whether a bill comes before another by month and id.
  func isEarlier(_ left: Int, _ right: Int) -> Bool {
    let (one, other) = (facts[left], facts[right])
    return one.month != other.month
      ? one.month < other.month : ids.precedes(Int(one.id), Int(other.id))
  }

  /// The bills of each code together, in a code oldest first.
  private static func order(
    _ facts: [BillFacts], groups: Int, _ ids: KeyTable
  ) -> (starts: [Int32], ordered: [Int32]) {
    var starts: [Int32] = Array(repeating: 0, count: groups + 1)
    for bill in facts { starts[Int(bill.group) + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    var next = starts
    var ordered: [Int32] = Array(repeating: 0, count: facts.count)
    for (bill, fact) in facts.enumerated() {
      ordered[Int(next[Int(fact.group)])] = Int32(bill)
      next[Int(fact.group)] += 1
    }
    func precedes(_ left: Int32, _ right: Int32) -> Bool {
      isOlder(Int(left), Int(right), facts, ids)
    }
    for group in 0..<groups {
      let range = Int(starts[group])..<Int(starts[group + 1])
      // Bills mostly come month by month, and so in their order.
      let isSorted = range.dropFirst().allSatisfy { !precedes(ordered[$0], ordered[$0 - 1]) }
      if !isSorted { ordered[range].sort(by: precedes) }
    }
    return (starts, ordered)
  }

  /// A total order of a code's bills that does not depend on where they stood, but for true twins.
  private static func isOlder(
    _ left: Int, _ right: Int, _ facts: [BillFacts], _ ids: KeyTable
  ) -> Bool {
    let (one, other) = (facts[left], facts[right])
    if one.month != other.month { return one.month < other.month }
    if one.issued != other.issued {
      guard one.issued != BillFacts.noDay, other.issued != BillFacts.noDay else {
        return other.issued == BillFacts.noDay
      }
      return one.issued < other.issued
    }
    if one.cycle != other.cycle { return one.cycle < other.cycle }
    if one.amountVND != other.amountVND { return one.amountVND < other.amountVND }
    if one.id != other.id { return ids.precedes(Int(one.id), Int(other.id)) }
    return false
  }
}
