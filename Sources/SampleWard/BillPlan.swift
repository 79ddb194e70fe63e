internal import Records

/// A bill as EVN issued it, before anybody paid.
struct SampleBill {
  var id: String
  var customer: Int
  /// A place in ``SampleWard/months``.
  var month: Int
  var consumptionKWh: Int
  var readingBefore: Int
  var netVND: Int64
  var taxVND: Int64
  var issuedOn: SampleDay
  var amountVND: Int64 { netVND + taxVND }
  var readingAfter: Int { readingBefore + consumptionKWh }
}

/// Makes the bills of all customers and months.
///
/// No two sets of bills of one customer have the same sum, so that an amount together with a
/// code says which bills were paid.
struct BillPlan {
  /// Month by month, in a month in the order of customers.
  private(set) var bills: [SampleBill] = []
  /// TYLE_THUE: the VAT of these months, in percent.
  static let taxPercent: Int64 = 8

  init(_ population: Population, seed: UInt64) {
    var random = SeededRandom(seed: seed, stream: .consumption)
    let consumptions = population.customers.map { Self.consumptions(of: $0, &random) }
    var readings = population.customers.map { _ in random.int(800...40_000) }
    // Starts below 1 000 000 000, so that ids have nine digits first and ten digits later.
    var lastID = 989_400_000
    for month in SampleWard.months.indices {
      for (index, customer) in population.customers.enumerated() {
        guard month >= customer.firstMonth else { continue }
        lastID += random.int(1...5200)
        let consumption = consumptions[index][month - customer.firstMonth]
        let net = Self.netVND(consumption, of: customer)
        bills.append(
          SampleBill(
            id: String(lastID), customer: index, month: month, consumptionKWh: consumption,
            readingBefore: readings[index], netVND: net, taxVND: Self.taxVND(net),
            issuedOn: SampleDay(SampleWard.months[month], day: 5 + index % 6)))
        readings[index] += consumption
      }
    }
  }

  /// Consumption of a customer month by month, drawn again until all sums of its bills differ.
  private static func consumptions(
    of customer: SampleCustomer, _ random: inout SeededRandom
  ) -> [Int] {
    let seasonPercent = [85, 95, 115, 135, 140, 125]
    var spread = 15
    while true {
      let result = seasonPercent.dropFirst(customer.firstMonth).map { season in
        max(
          20,
          customer.consumptionKWh * season * random.int((100 - spread)...(100 + spread)) / 10_000)
      }
      let amounts = result.map { consumption in
        let net = netVND(consumption, of: customer)
        return net + taxVND(net)
      }
      let sums = subsetSums(amounts)
      if Set(sums).count == sums.count { return result }
      spread = min(spread + 1, 60)
    }
  }

  private static func taxVND(_ netVND: Int64) -> Int64 { (netVND * taxPercent + 50) / 100 }

  /// The price in steps for households, one price for all others.
  private static func netVND(_ consumptionKWh: Int, of customer: SampleCustomer) -> Int64 {
    switch customer.kind {
    case .trade: return Int64(consumptionKWh) * 2870
    case .production: return Int64(consumptionKWh) * 1809
    case .household: break
    }
    let steps = [(50, 1806), (50, 1866), (100, 2167), (100, 2729), (100, 3050), (Int.max, 3151)]
    var rest = consumptionKWh
    var sum = 0
    for (width, price) in steps where rest > 0 {
      let part = min(rest, width == .max ? rest : width * customer.householdCount)
      sum += part * price
      rest -= part
    }
    return Int64(sum)
  }
}

/// The sums of all sets of amounts, the empty one first: 2ⁿ of them for n amounts.
func subsetSums(_ amounts: [Int64]) -> [Int64] {
  amounts.reduce([0]) { sums, amount in sums + sums.map { $0 + amount } }
}
