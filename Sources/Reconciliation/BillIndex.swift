internal import Records

/// What matching needs of a bill, in numbers that are quick to compare.
struct BillFacts {
  /// The number of its customer code.
  var group: Int
  var month: CalendarMonth
  /// Days from the index's first day; nil where the export has none.
  var issued: Int?
  var paid: Int?
  var amountVND: Int64
  /// EVN's word on its channel.
  var isCashless: Bool?
}

/// The bills by id and by customer code; a class, so that handing it on copies one reference.
final class BillIndex {
  let bills: [Bill]
  let facts: [BillFacts]
  /// The bills of each customer code, oldest first.
  let groups: [[Int]]
  /// The numbers of customer codes in the order of the codes.
  let rankOfGroup: [Int]
  let scanner: CodeScanner
  private let byID: [String: Int]

  /// Indexes `bills`; days are counted from `firstDay`.
  init(_ bills: [Bill], firstDay: CalendarDay) {
    self.bills = bills
    var numbers: [String: Int] = [:]
    var codes: [CustomerCode] = []
    var members: [[Int]] = []
    var facts: [BillFacts] = []
    facts.reserveCapacity(bills.count)
    for (index, bill) in bills.enumerated() {
      let group = numbers[bill.customerCode.text] ?? codes.count
      if group == codes.count {
        numbers[bill.customerCode.text] = group
        codes.append(bill.customerCode)
        members.append([])
      }
      members[group].append(index)
      facts.append(
        BillFacts(
          group: group, month: bill.month, issued: bill.issuedOn.map { firstDay.days(to: $0) },
          paid: bill.payment.paidOn.map { firstDay.days(to: $0) }, amountVND: bill.amountVND,
          isCashless: bill.payment.channel.isCashless))
    }
    self.facts = facts
    groups = members.map { $0.sorted { bills[$0].isOlder(than: bills[$1]) } }
    var ranks = Array(repeating: 0, count: codes.count)
    for (rank, group) in codes.indices.sorted(by: { codes[$0] < codes[$1] }).enumerated() {
      ranks[group] = rank
    }
    rankOfGroup = ranks
    scanner = CodeScanner(numbers)
    byID = Dictionary(
      bills.indices.map { (bills[$0].id, $0) },
      uniquingKeysWith: { bills[$1].isOlder(than: bills[$0]) ? $1 : $0 })
  }

  /// The bill with an id.
  func bill(id: String) -> Int? { byID[id] }

  /// `indices` oldest first, the same whatever order the bills came in.
  func oldestFirst(_ indices: [Int]) -> [Int] {
    indices.sorted { left, right in
      let (one, other) = (facts[left], facts[right])
      if one.month != other.month { return one.month < other.month }
      if one.group != other.group { return rankOfGroup[one.group] < rankOfGroup[other.group] }
      return bills[left].isOlder(than: bills[right])
    }
  }
}

extension Bill {
  /// A total order that does not depend on where the bill stood, but for true twins.
  fileprivate func isOlder(than other: Bill) -> Bool {
    if month != other.month { return month < other.month }
    if issuedOn != other.issuedOn {
      guard let issuedOn, let otherDay = other.issuedOn else { return issuedOn != nil }
      return issuedOn < otherDay
    }
    if cycle != other.cycle { return cycle < other.cycle }
    if amountVND != other.amountVND { return amountVND < other.amountVND }
    if id != other.id { return id.utf8.lexicographicallyPrecedes(other.id.utf8) }
    return provenance.precedes(other.provenance)
  }
}

extension Provenance {
  /// In the order of files, sheets and lines.
  func precedes(_ other: Provenance) -> Bool {
    (sourceSHA256, sheet ?? "", line) < (other.sourceSHA256, other.sheet ?? "", other.line)
  }
}
