import Records

/// Makes bills month by month, and the lines that pay them.
struct CaseMaker {
  private let options: MatchingCases.Options
  var random: Random
  var cases = MatchingCases()
  private(set) var customers: [(code: CustomerCode, name: String, isCashless: Bool)] = []
  private var line = 1

  init(_ options: MatchingCases.Options) {
    self.options = options
    random = Random(seed: options.seed)
  }

  mutating func make() {
    makeCustomers()
    for month in 0..<options.months {
      let first = cases.bills.count
      makeBills(month)
      var bill = first
      while bill < cases.bills.count { bill += pay(bill, month) }
      for _ in 0..<max(2, options.customers / 50) { addStranger(month) }
    }
  }

  // MARK: Customers and bills

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
      cases.households.append(
        Household(
          id: "H\(index)", headName: name, pho: "Phố \(index % 8)", address: "", members: nil,
          membersOver15: nil, customerCodes: [code],
          provenance: Provenance(sourceSHA256: "register", line: index + 2)))
    }
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
      // By whole kilowatt-hours many customers have the same amount in a month.
      let amount =
        options.hasSharedAmounts
        ? Int64(random.int(30...350)) * 2167 * 108 / 100 : Int64(random.int(60_000...900_000))
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
    let evnKnows = random.int(0...99)
    var paid = [bill]
    if isCashless, random.chance(options.noisePerMille * 2), customer + 1 < options.customers {
      paid.append(bill + 1)
    }
    for bill in paid {
      cases.isCashless[bill] = isCashless
      // EVN's file was made before some payments, and does not know every channel.
      guard evnKnows >= 6 else { continue }
      cases.bills[bill].payment = EVNPayment(
        isPaid: true, paidOn: day(month, offset + random.int(0...2)),
        channel: evnKnows < 18
          ? .unknown(word: nil)
          : .known(name: isCashless ? "Mobile Banking" : "Thu ngân viên", isCashless: isCashless))
    }
    // Cash that EVN's own cashiers take leaves no line, once EVN knows of it.
    guard isCashless || evnKnows < 6 || random.chance(300) else { return paid.count }
    write(paid, month, offset, isCashless: isCashless, mustBeClear: evnKnows < 18)
    return paid.count
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
          let (words, carries) = kind.words(self, bills[0], &random)
          return add(amount, start, words, bills: bills, carries, "\(kind)")
        }
        drawn -= options.noisePerMille
      }
    }
    let (words, carries) = plainWords(bills[0], &random)
    add(amount, start, words, bills: bills, carries, "plain")
  }

  private mutating func writeSeveral(_ bills: [Int], _ amount: Int64, _ day: CalendarDay) {
    let codes = bills.map { customers[$0 % options.customers].code.text }
    let joined =
      random.chance(500) ? codes.joined(separator: ",") : codes[0] + "," + codes[1].dropFirst(2)
    add(amount, day, "MA KH \(joined) TT tien dien", bills: bills, .code, "several codes")
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
