internal import Records

/// A household as the generator knows it.
struct SampleHousehold {
  var id: String
  var head: SampleName
  var pho: Int
  var address: String
  var members: Int
  var membersOver15: Int
  /// Places in ``Population/customers``; empty for a household without a meter of its own.
  var customers: [Int] = []
}

/// A customer of EVN.
struct SampleCustomer {
  /// LOAI_KHANG.
  enum Kind: String {
    case household = "SH"
    case trade = "KD"
    case production = "SX"
  }

  var code: String
  var name: SampleName
  var address: String
  var kind: Kind
  /// SO_HO: how many households one meter serves.
  var householdCount = 1
  /// The month of its first bill, as a place in ``SampleWard/months``.
  var firstMonth = 0
  var consumptionKWh: Int
  /// From 0 to 999: it pays cashless in a month whose share of a thousand is above this.
  var cashlessRank: Int
  /// Pays two months in one transfer.
  var paysTwoMonthsAtOnce = false
}

/// The ward's households and the customers of EVN in it.
struct Population {
  var households: [SampleHousehold] = []
  var customers: [SampleCustomer] = []
  /// Pairs of customers of one household that are often paid in one transfer.
  var paidTogether: [(Int, Int)] = []
  private var lastNumber = 12_000

  init(_ options: SampleWard.Options) {
    var random = SeededRandom(seed: options.seed, stream: .people)
    settle(options.households, &random)
    connect(&random)
    var businesses = SeededRandom(seed: options.seed, stream: .businesses)
    for _ in 0..<options.businesses { addBusiness(&businesses) }
  }

  /// Spreads the households over the phố, so that a phố's households stand together.
  private mutating func settle(_ count: Int, _ random: inout SeededRandom) {
    let phoCount = SampleNames.phos.count
    for index in 0..<count {
      let pho = index * phoCount / count
      let ordinal = index - (pho * count + phoCount - 1) / phoCount + 1
      let members = random.pick(weighted: [(1, 6), (2, 16), (3, 24), (4, 32), (5, 14), (6, 8)])
      households.append(
        SampleHousehold(
          id: "DH" + padded(pho + 1, 2) + "-" + padded(ordinal, 3),
          head: SampleNames.person(&random), pho: pho,
          address: address(pho: pho, &random), members: members,
          membersOver15: max(1, members - random.int(0...(members / 2)))))
    }
  }

  private func address(pho: Int, _ random: inout SeededRandom) -> String {
    let house = String(random.int(1...190))
    let place = SampleNames.phos[pho]
    return random.chance(perMille: 120)
      ? house + ", ngõ " + String(random.int(1...30)) + " " + place : house + " " + place
  }

  /// Gives each household its meters: most one, some two, some one with the neighbour.
  private mutating func connect(_ random: inout SeededRandom) {
    let ranks = random.shuffled(households.indices.map { $0 * 1000 / households.count })
    var index = 0
    while index < households.count {
      // The pilot phố is ahead of the others.
      let rank = households[index].pho == 0 ? ranks[index] * 85 / 100 : ranks[index]
      let draw = random.int(0...999)
      let hasNeighbour =
        index + 1 < households.count && households[index + 1].pho == households[index].pho
      switch draw {
      case 0..<12 where households.count > 1:
        break
      case 12..<42 where hasNeighbour:
        let customer = addCustomer(of: index, rank: rank, &random)
        customers[customer].householdCount = 2
        households[index + 1].customers = [customer]
        index += 1
      case 42..<97:
        addTwoCustomers(of: index, rank: rank, &random)
      default:
        addCustomer(of: index, rank: rank, &random)
      }
      index += 1
    }
  }

  private mutating func addTwoCustomers(
    of household: Int, rank: Int, _ random: inout SeededRandom
  ) {
    let first = addCustomer(of: household, rank: rank, &random)
    let second = addCustomer(of: household, rank: rank, &random)
    customers[first].paysTwoMonthsAtOnce = false
    customers[second].paysTwoMonthsAtOnce = false
    switch random.int(0...9) {
    case 0...1:
      customers[second].kind = .trade  // a shop downstairs: its bills are not the household's
    case 2...3:
      customers[second].cashlessRank = 1000  // a meter that is always paid in cash
    default:
      paidTogether.append((first, second))
    }
  }

  @discardableResult
  private mutating func addCustomer(
    of household: Int, rank: Int, _ random: inout SeededRandom
  ) -> Int {
    let isNew = random.chance(perMille: 8)
    customers.append(
      SampleCustomer(
        code: newCode(&random), name: households[household].head,
        address: households[household].address, kind: .household, firstMonth: isNew ? 2 : 0,
        consumptionKWh: random.int(70...420), cashlessRank: rank,
        paysTwoMonthsAtOnce: random.chance(perMille: 120)))
    households[household].customers.append(customers.count - 1)
    return customers.count - 1
  }

  private mutating func addBusiness(_ random: inout SeededRandom) {
    let pho = random.int(0...(SampleNames.phos.count - 1))
    customers.append(
      SampleCustomer(
        code: newCode(&random), name: SampleNames.business(&random),
        address: address(pho: pho, &random),
        kind: random.chance(perMille: 700) ? .trade : .production,
        consumptionKWh: random.int(600...6000), cashlessRank: random.int(0...999)))
  }

  /// PA07DH and seven digits that grow: managing unit and number.
  private mutating func newCode(_ random: inout SeededRandom) -> String {
    lastNumber += random.int(1...37)
    return SampleWard.codePrefix + padded(lastNumber, 7)
  }
}
