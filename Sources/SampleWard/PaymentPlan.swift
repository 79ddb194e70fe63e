internal import Records

/// What really happened: one payment of one or several bills.
struct SamplePayment {
  /// Places in ``BillPlan/bills``.
  var bills: [Int]
  var channel: SampleChannel
  var day: SampleDay
  /// Whether the line that it leaves names the bill or the customer.
  var isIdentifiable: Bool
  /// Whether EVN's file was made before it was paid, and so shows the bill as open.
  var isLate: Bool
}

/// What EVN's file says of a bill's payment.
struct EVNEntry {
  var isPaid = false
  var paidOn: SampleDay?
  /// Blank where EVN does not know it.
  var channelWord = ""
  var collector = ""
}

/// Decides who pays which bill when and how, and what EVN comes to know of it.
///
/// A payment that EVN's file does not know always leaves a line that names it: so what the files
/// show never claims less or more than what happened, save for unknown channels.
struct PaymentPlan {
  private(set) var payments: [SamplePayment] = []
  /// For each bill.
  private(set) var entries: [EVNEntry]
  private let population: Population
  private let bills: [SampleBill]
  private var random: SeededRandom

  /// Of a thousand households, how many pay cashless, month by month.
  private static let cashlessPerMille = [520, 575, 625, 685, 735, 770]

  init(_ population: Population, _ bills: [SampleBill], seed: UInt64) {
    self.population = population
    self.bills = bills
    entries = bills.map { _ in EVNEntry() }
    random = SeededRandom(seed: seed, stream: .payments)
    pay()
    var evidence = SeededRandom(seed: seed, stream: .evidence)
    for index in payments.indices {
      blur(index, &evidence)
      record(payments[index], &evidence)
    }
  }

  /// The day on which EVN's file for a month was made.
  static func exportDay(month: Int) -> SampleDay {
    month == SampleWard.months.count - 1
      ? SampleDay(SampleWard.months[month].later(by: 1), day: 5)
      : SampleWard.months[month].later(by: 1).lastDay
  }

  // MARK: What happened

  private mutating func pay() {
    var channels = habits()
    for (first, second) in population.paidTogether { channels[second] = channels[first] }
    var billsOf = population.customers.map { _ in [Int]() }
    for (index, bill) in bills.enumerated() { billsOf[bill.customer].append(index) }
    let partners = Dictionary(uniqueKeysWithValues: population.paidTogether)
    let chosen = bills.map { channel(of: $0, channels[$0.customer]) }
    var isDone = bills.map { _ in false }
    for index in bills.indices where !isDone[index] {
      guard let channel = chosen[index] else { continue }
      var group = [index]
      if channel.isCashless, channel.list?.isBankStatement == true {
        let customer = bills[index].customer
        if let partner = partners[customer] {
          group += together(index, billsOf[customer], billsOf[partner])
        } else if population.customers[customer].paysTwoMonthsAtOnce {
          group += billsOf[customer].filter {
            bills[$0].month == bills[index].month + 1 && bills[$0].month % 2 == 1
          }
        }
        group = group.filter { !isDone[$0] && chosen[$0]?.isCashless == true }
      }
      for bill in group { isDone[bill] = true }
      append(group, channel)
    }
  }

  /// The two ways in which each customer pays: without cash, and in cash.
  private mutating func habits() -> [(cashless: SampleChannel, cash: SampleChannel)] {
    population.customers.map { customer in
      let cashless =
        customer.kind == .household
        ? SampleChannel.cashless(&random) : SampleChannel.cashlessBusiness(&random)
      return (cashless, SampleChannel.cash(&random))
    }
  }

  /// How the bill is paid; nil when it is not.
  private mutating func channel(
    of bill: SampleBill, _ habit: (cashless: SampleChannel, cash: SampleChannel)
  ) -> SampleChannel? {
    let isPaid = !random.chance(perMille: 15)
    let isException = random.chance(perMille: 12)
    let isInclined =
      population.customers[bill.customer].cashlessRank < Self.cashlessPerMille[bill.month]
    guard isPaid else { return nil }
    return isInclined && !isException ? habit.cashless : habit.cash
  }

  /// The other customer's bill of the month, when the sum says which bills are paid.
  private mutating func together(_ bill: Int, _ own: [Int], _ other: [Int]) -> [Int] {
    guard let second = other.first(where: { bills[$0].month == bills[bill].month }),
      random.chance(perMille: 700)
    else { return [] }
    let sum = bills[bill].amountVND + bills[second].amountVND
    let sums = subsetSums((own + other).map { bills[$0].amountVND })
    return sums.count(where: { $0 == sum }) == 1 ? [second] : []
  }

  private mutating func append(_ group: [Int], _ channel: SampleChannel) {
    let issued = group.map { bills[$0].issuedOn }.max() ?? bills[group[0]].issuedOn
    payments.append(
      SamplePayment(
        bills: group, channel: channel, day: issued + random.int(0...17), isIdentifiable: true,
        isLate: false))
  }

  // MARK: What is known of it

  /// Makes some payments late, and some lines say nothing of code or bill.
  private mutating func blur(_ index: Int, _ random: inout SeededRandom) {
    let isLate = random.chance(perMille: 30)
    let isSilent = random.chance(perMille: 40)
    let delay = random.int(1...5)
    guard let list = payments[index].channel.list else {
      payments[index].isIdentifiable = false
      return
    }
    guard payments[index].bills.count == 1 else { return }
    if isLate {
      payments[index].isLate = true
      payments[index].day = Self.exportDay(month: bills[payments[index].bills[0]].month) + delay
    } else if isSilent && list.isBankStatement && payments[index].channel.isCashless {
      payments[index].isIdentifiable = false
    }
  }

  /// Writes into EVN's file what EVN knows: nothing of late payments, not every channel.
  private mutating func record(_ payment: SamplePayment, _ random: inout SeededRandom) {
    let lag = payment.channel.list?.isBankStatement == true ? random.int(0...1) : 0
    for bill in payment.bills {
      let isBlank = random.chance(perMille: 100)
      guard !payment.isLate else { continue }
      entries[bill] = EVNEntry(
        isPaid: true, paidOn: payment.day + lag,
        channelWord: isBlank ? "" : payment.channel.word, collector: payment.channel.collector)
    }
  }
}
