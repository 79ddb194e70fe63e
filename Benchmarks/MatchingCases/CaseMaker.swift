import Records

/// Makes bills month by month, and the lines that pay them.
struct CaseMaker {
  private let options: MatchingCases.Options
  var random: Random
  var cases = MatchingCases()
  private(set) var customers: [(code: CustomerCode, name: String, isCashless: Bool)] = []
  /// By customer: the amount of every month, where it is the same.
  private var steady: [Int: Int64] = [:]
  /// Customers of the same unit whose bills are in another ward's file.
  private var outsiders: [String] = []
  private var line = 1

  init(_ options: MatchingCases.Options) {
    self.options = options
    random = Random(seed: options.seed)
  }

  mutating func make() {
    makeCustomers()
    makeOutsiders()
    for month in 0..<options.months {
      let first = cases.bills.count
      makeBills(month)
      var bill = first
      while bill < cases.bills.count { bill += pay(bill, month) }
      for _ in 0..<max(2, options.customers / 50) { addStranger(month) }
      for outsider in outsiders { addOutsider(outsider, month) }
    }
  }

  // MARK: Customers and bills

  /// Codes between those of the ward, and behind them.
  private mutating func makeOutsiders() {
    let billed = Set(customers.map(\.code.text))
    for _ in 0..<options.customers * options.hardship.outsidersPerMille / 1000 {
      guard let near = customers.randomElement(using: &random)?.code.text else { return }
      let number = (Int(near.suffix(7)) ?? 0) + random.int(-20...20)
      let digits = String(max(number, 0) % 10_000_000)
      let code = String(near.prefix(6)) + String(repeating: "0", count: 7 - digits.count) + digits
      if !billed.contains(code) { outsiders.append(code) }
    }
  }

  private mutating func addOutsider(_ code: String, _ month: Int) {
    guard random.chance(700), let named = Self.month(month) else { return }
    let name = Self.plain(Self.name(&random))
    let words = [
      "\(code)_TT tien dien T\(named.month)\(named.year % 100) \(name)",
      "THANH TOAN TIEN DIEN - DIEN LUC DONG HAI, MA KH  \(code)",
      "\(code) THANH TOAN TIEN DIEN KY HOA DON THANG \(named.month)/\(named.year)",
    ]
    let isCash = random.chance(100)
    add(
      amount(), day(month, random.int(9...26)), (isCash ? "NTM " : "") + random.pick(words),
      bills: [], .stranger, "outsider")
  }

  private mutating func makeCustomers() {
    var number = random.int(1000...20_000)
    let gapMax = max(2, min(900, 18_000_000 / options.customers))
    for index in 0..<options.customers {
      // Numbers have seven digits, and no two customers have the same.
      number += random.int(1...(options.hasDenseCodes ? 3 : gapMax))
      let digits = String(number % 10_000_000)
      let unit = ["PA07DH", "PA07DH", "PA07TX"][index % 3]
      let text = unit + String(repeating: "0", count: 7 - digits.count) + digits
      guard let code = CustomerCode(text) else { continue }
      let name = Self.name(&random)
      customers.append((code, name, random.chance(620)))
      register(index, code, name)
    }
  }

  /// Puts a customer into the register, seldom beside another one of the household, or not at all.
  private mutating func register(_ index: Int, _ code: CustomerCode, _ name: String) {
    let hardship = options.hardship
    if hardship.steadyPerMille > 0, random.chance(hardship.steadyPerMille) {
      steady[index] = amount()
    }
    if hardship.missingPerMille > 0, random.chance(hardship.missingPerMille) { return }
    if hardship.sharedHouseholdPerMille > 0, random.chance(hardship.sharedHouseholdPerMille),
      !cases.households.isEmpty
    {
      cases.households[cases.households.count - 1].customerCodes.append(code)
      return
    }
    cases.households.append(
      Household(
        id: "H\(index)", headName: name, pho: "Phố \(index % 8)", address: "", members: nil,
        membersOver15: nil, customerCodes: [code],
        provenance: Provenance(sourceSHA256: "register", line: index + 2)))
  }

  /// By whole kilowatt-hours many customers have the same amount in a month.
  private mutating func amount() -> Int64 {
    guard options.hasSharedAmounts else { return Int64(random.int(60_000...900_000)) }
    return Int64(random.int(30...29 + options.hardship.amounts)) * 2167 * 108 / 100
  }

  static func name(_ random: inout Random) -> String {
    let families = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Lương"]
    let middles = ["Văn", "Thị", "Đức", "Minh", "Ngọc", "Thanh", "Hữu", "Quang", "Xuân", "Thu"]
    let given = [
      "An", "Bình", "Chi", "Dũng", "Hà", "Hải", "Hạnh", "Hoa", "Hùng", "Hương", "Khánh", "Lan",
      "Long", "Mai", "Nam", "Nga", "Phúc", "Phương", "Quân", "Sơn", "Tâm", "Thảo", "Tú", "Yến",
    ]
    return families[random.skewed(families.count)] + " " + middles[random.skewed(middles.count)]
      + " " + random.pick(given)
  }

  private mutating func makeBills(_ month: Int) {
    guard let calendarMonth = Self.month(month) else { return }
    for (index, customer) in customers.enumerated() {
      let amount = steady[index] ?? amount()
      let day = CalendarDay(
        year: calendarMonth.year, month: calendarMonth.month, day: 3 + index % 6)
      cases.bills.append(
        Bill(
          id: String(1_000_000_000 + cases.bills.count * 7 + random.int(0...6)),
          customerCode: customer.code, month: calendarMonth, cycle: 1, issuedOn: day,
          amountVND: amount, isResidential: true, payment: EVNPayment(isPaid: false),
          provenance: Provenance(sourceSHA256: "evn", line: cases.bills.count + 2)))
      cases.isCashless.append(nil)
    }
  }

  static func month(_ index: Int) -> CalendarMonth? {
    CalendarMonth(year: 2024 + index / 12, month: index % 12 + 1)
  }

  func day(_ month: Int, _ offset: Int) -> CalendarDay {
    var (month, day) = (month, offset)
    while let calendarMonth = Self.month(month), day > calendarMonth.days {
      day -= calendarMonth.days
      month += 1
    }
    guard let calendarMonth = Self.month(month),
      let found = CalendarDay(
        year: calendarMonth.year, month: calendarMonth.month, day: max(day, 1))
    else { preconditionFailure("months of cases lie in the calendar") }
    return found
  }

  // MARK: Payments

  /// Pays a bill, and perhaps others with it; gives how many bills to go on by.
  private mutating func pay(_ bill: Int, _ month: Int) -> Int {
    guard !random.chance(20) else { return 1 }
    let customer = bill % options.customers
    let isCashless =
      random.chance(30) ? !customers[customer].isCashless : customers[customer].isCashless
    let offset = random.int(9...26)
    let drawn = random.int(0...99)
    let unknown = 100 - options.hardship.evnKnowsPercent
    let isKnown = drawn >= unknown
    let isChannelKnown = drawn >= unknown + min(12, options.hardship.evnKnowsPercent)
    var paid = [bill]
    if isCashless, random.chance(options.noisePerMille * 2), customer + 1 < options.customers {
      paid.append(bill + 1)
    }
    for bill in paid {
      cases.isCashless[bill] = isCashless
      // EVN's file was made before some payments, and does not know every channel.
      guard isKnown else { continue }
      cases.bills[bill].payment = EVNPayment(
        isPaid: true, paidOn: day(month, offset + random.int(0...2)),
        channel: isChannelKnown
          ? .known(name: isCashless ? "Mobile Banking" : "Thu ngân viên", isCashless: isCashless)
          : .unknown(word: nil))
    }
    // Cash that EVN's own cashiers take leaves no line, once EVN knows of it.
    let hasLine = random.chance(options.hardship.cashLinesPerMille)
    guard isCashless || !isKnown || hasLine else { return paid.count }
    let mustBeClear = !isChannelKnown && !options.hardship.hasUnclearTruths
    write(paid, month, offset, isCashless: isCashless, mustBeClear: mustBeClear)
    return paid.count
  }

  /// Nobody paid a bill after all.
  mutating func forget(_ bill: Int) {
    cases.isCashless[bill] = nil
    cases.bills[bill].payment = EVNPayment(isPaid: false)
  }

  mutating func add(
    _ amountVND: Int64, _ day: CalendarDay, _ narration: String, bills: [Int],
    _ carries: MatchingCases.Carries, _ kind: String, reference: String = ""
  ) {
    line += 1
    cases.payments.append(
      Payment(
        kind: .bankStatement, day: day, amountVND: amountVND, narration: narration,
        reference: reference, provenance: Provenance(sourceSHA256: "bank", line: line)))
    cases.truths.append(
      MatchingCases.Truth(billIDs: bills.map { cases.bills[$0].id }, carries: carries, kind: kind))
  }

  /// Writes the line of a payment, seldom in an odd way.
  ///
  /// What nothing else tells of is written with a code or id, so that the truth can be known.
  private mutating func write(
    _ bills: [Int], _ month: Int, _ offset: Int, isCashless: Bool, mustBeClear: Bool
  ) {
    let amount = bills.reduce(Int64(0)) { $0 + cases.bills[$1].amountVND }
    let start = day(month, offset)
    guard isCashless else {
      let code = customers[bills[0] % options.customers].code.text
      if !mustBeClear, random.chance(options.noisePerMille) {
        let name = Self.plain(customers[bills[0] % options.customers].name)
        return add(
          amount, start, "NOP TIEN MAT TIEN DIEN \(name)", bills: bills, .silent,
          "cash at desk, name")
      }
      return add(
        amount, start, "NOP TIEN MAT TT TIEN DIEN MA KH \(code)", bills: bills, .code,
        "cash at desk")
    }
    if bills.count > 1 { return writeSeveral(bills, amount, start) }
    var drawn = random.int(0...999)
    for kind in OddPayment.allCases where !mustBeClear || kind != .partOfNamed {
      if drawn < options.noisePerMille {
        return kind.write(bills[0], month, offset, &self)
      }
      drawn -= options.noisePerMille
    }
    if !mustBeClear {
      for kind in OddNarration.allCases {
        if drawn < options.noisePerMille {
          let (words, carries) = kind.words(bills[0], &self)
          return add(amount, start, words, bills: bills, carries, "\(kind)")
        }
        drawn -= options.noisePerMille
      }
    }
    let (words, carries) = plainWords(bills[0])
    add(amount, start, words, bills: bills, carries, "plain")
  }

  private mutating func writeSeveral(_ bills: [Int], _ amount: Int64, _ day: CalendarDay) {
    let codes = bills.map { customers[$0 % options.customers].code.text }
    let joined =
      random.chance(500) ? codes.joined(separator: ",") : codes[0] + "," + codes[1].dropFirst(2)
    add(amount, day, "MA KH \(joined) TT tien dien", bills: bills, .code, "several codes")
  }

  /// The name of who pays a bill: its customer's, seldom another's of the ward.
  mutating func payer(of bill: Int) -> String {
    let other = options.hardship.otherPayerPerMille
    if other > 0, random.chance(other) { return Self.plain(random.pick(customers).name) }
    return Self.plain(customers[bill % customers.count].name)
  }

  private mutating func addStranger(_ month: Int) {
    let name = Self.plain(Self.name(&random))
    let words = [
      "TT tien dien thoai 0237000\(random.int(1000...9999))", "\(name) chuyen tien",
      "tien dien nuoc phong \(random.int(1...20)) \(name)", "LUONG THANG \(month + 1) \(name)",
      "THANH TOAN TIEN DIEN MA KH PA07BC\(random.int(1_000_000...9_999_999))",
      "\(name) TT tien dien T\(month + 1)", "NAP TIEN DIEN TU VI",
    ]
    let amount = random.chance(500) ? random.int(50...900) * 1000 : random.int(60_000...900_000)
    add(
      Int64(amount), day(month, random.int(1...28)), random.pick(words), bills: [], .stranger,
      "stranger")
  }
}
