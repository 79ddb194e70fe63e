internal import Records
internal import Sheets

/// One line of a bank statement.
struct SampleStatementLine {
  var day: SampleDay
  var secondOfDay: Int
  /// Above 0 for money that came in, below for money that left.
  var amountVND: Int64
  var narration: String
  /// Name, account and bank of the other side; empty where the bank does not tell.
  var counterpart = ("", "", "")
  /// The bills that it pays; places in ``BillPlan/bills``.
  var bills: [Int] = []
  var isIdentifiable = false
  /// The account after it.
  var balanceVND: Int64 = 0
}

/// The lines of one bank statement, in the order of time, with their running balance.
struct StatementPlan {
  let openingVND: Int64
  private(set) var lines: [SampleStatementLine] = []
  private let list: SampleList

  var closingVND: Int64 { lines.last?.balanceVND ?? openingVND }
  var creditVND: Int64 { lines.reduce(0) { $0 + max(0, $1.amountVND) } }
  var debitVND: Int64 { lines.reduce(0) { $0 - min(0, $1.amountVND) } }

  static let firstDay = SampleDay(SampleWard.months[0], day: 1)
  static var lastDay: SampleDay {
    SampleDay(SampleWard.months[SampleWard.months.count - 1].later(by: 1), day: 10)
  }

  init(
    _ list: SampleList, _ narrations: Narrations, _ payments: [SamplePayment], seed: UInt64
  ) {
    self.list = list
    var random = SeededRandom(
      seed: seed ^ UInt64(list == .bankStatementMB ? 1 : 2), stream: .statements)
    openingVND = Int64(random.int(21_000_000...39_000_000))
    for payment in payments where payment.channel.list == list {
      lines.append(line(payment, narrations, &random))
    }
    addTraps(narrations, &random)
    addDebits(narrations, &random)
    addSweeps()
    settle()
  }

  private func line(
    _ payment: SamplePayment, _ narrations: Narrations, _ random: inout SeededRandom
  ) -> SampleStatementLine {
    let bills = payment.bills.map { narrations.bills[$0] }
    let name = narrations.population.customers[bills[0].customer].name.plain
    var line = SampleStatementLine(
      day: payment.day, secondOfDay: Self.workingHours(&random),
      amountVND: bills.reduce(0) { $0 + $1.amountVND },
      narration: narrations.text(payment, &random), bills: payment.bills,
      isIdentifiable: payment.isIdentifiable)
    if payment.channel.isCashless {
      line.counterpart = (name, account(&random), random.pick(["MB", "BIDV", "ACB"]))
      wrap(&line, &random)
    }
    return line
  }

  /// Puts Vietcombank's own words around what the payer wrote.
  private func wrap(_ line: inout SampleStatementLine, _ random: inout SeededRandom) {
    guard list == .bankStatementVietcombank, random.chance(perMille: 600) else { return }
    line.narration =
      "MBVCB.5\(random.digits(9)).0\(random.digits(5)).\(line.narration).CT tu"
      + " \(line.counterpart.1) \(line.counterpart.0) toi 0000000000789"
      + " DIEN LUC DONG HAI tai VCB"
  }

  /// Money that came in but pays no bill of the ward, whatever it sounds like.
  private mutating func addTraps(_ narrations: Narrations, _ random: inout SeededRandom) {
    for index in 0..<max(16, narrations.population.households.count / 25) {
      let name = SampleNames.person(&random).plain
      let day = Self.firstDay + random.int(0...180)
      let month = day.dateTime.month
      let narration =
        switch index % 8 {
        case 0: "TT tien dien thoai 0237000\(random.digits(4)) T\(month)24"
        case 1: "NAP TIEN DIEN TU VI DIEN TU \(name)"
        case 2: "\(name) tra tien dien nuoc phong \(random.int(1...20)) thang \(month)"
        case 3: "LUONG THANG \(month)/2024 \(name)"
        case 4: "LAI TIEN GUI KHONG KY HAN THANG \(month)/2024"
        case 5: "THANH TOAN TIEN DIEN - DIEN LUC BEN CANG, MA KH  PA07BC\(random.digits(7))"
        case 6: "tien dien nuoc thang \(month) nha tro \(name) gui chu nha"
        default: "\(name) chuyen tien"
        }
      lines.append(
        SampleStatementLine(
          day: day, secondOfDay: Self.workingHours(&random),
          amountVND: Int64(random.int(50...1200)) * 1000, narration: narration,
          counterpart: index % 8 == 4 ? ("", "", "") : (name, account(&random), "BIDV")))
    }
  }

  /// Money that left: charges, and what was paid back to customers.
  private mutating func addDebits(_ narrations: Narrations, _ random: inout SeededRandom) {
    for month in SampleWard.months {
      lines.append(
        SampleStatementLine(
          day: SampleDay(month, day: 25), secondOfDay: 61_200, amountVND: -55_000,
          narration: "PHI DICH VU SMS BANKING THANG \(month.month)/\(month.year)"))
      lines.append(
        SampleStatementLine(
          day: SampleDay(month, day: random.int(11...24)), secondOfDay: Self.workingHours(&random),
          amountVND: Int64(-1100 * random.int(1...9)), narration: "PHI CHUYEN TIEN LIEN NGAN HANG"))
      let customer = random.pick(narrations.population.customers)
      lines.append(
        SampleStatementLine(
          day: SampleDay(month, day: random.int(11...24)), secondOfDay: Self.workingHours(&random),
          amountVND: Int64(-1000 * random.int(3...15)),
          narration: "HOAN TIEN THUA \(customer.code) \(customer.name.plain)",
          counterpart: (customer.name.plain, account(&random), "BIDV")))
    }
  }

  /// What has gathered goes to the electricity company once a month; the amount is set later.
  private mutating func addSweeps() {
    for month in SampleWard.months {
      lines.append(
        SampleStatementLine(
          day: month.lastDay, secondOfDay: 82_800, amountVND: 0,
          narration: Self.sweepNarration))
    }
  }

  private static let sweepNarration = "CHUYEN TIEN THU HO VE TAI KHOAN CONG TY DIEN LUC"

  private mutating func settle() {
    lines = lines.enumerated().sorted { left, right in
      (left.element.day.number, left.element.secondOfDay, left.offset)
        < (right.element.day.number, right.element.secondOfDay, right.offset)
    }.map(\.element)
    var balance = openingVND
    for index in lines.indices {
      if lines[index].narration == Self.sweepNarration {
        lines[index].amountVND = min(-1_000_000, -(balance - 20_000_000) / 1_000_000 * 1_000_000)
      }
      balance += lines[index].amountVND
      lines[index].balanceVND = balance
    }
  }

  private static func workingHours(_ random: inout SeededRandom) -> Int {
    random.int(25_000...75_000)
  }

  /// An account number that no bank gives out.
  private func account(_ random: inout SeededRandom) -> String { "0000" + random.digits(9) }
}
