import Foundation
import Records
import TestSupport
import VietnameseText

@testable import Importing

/// One export of a known layout as some office might hand it in, and what it says.
struct LayoutVariant {
  let layout: Layout
  /// What each row says, as ``said(_:)`` puts it.
  var truth: [String] = []
  var lines: [[VariantCell]] = []
  /// What was chosen, for the message of a failure.
  var recipe = ""

  private var random: SeededGenerator
  private let encoding: Encoding
  private let container: VariantContainer
  private let delimiter: String
  private let numbers: NumberVariant
  private let dates: DayVariant
  private let spelling: HeaderVariant

  private typealias Encoding = (name: String, encode: @Sendable (String) -> [UInt8]?)

  private static let encodings: [Encoding] = [
    ("utf-8", { Array($0.utf8) }), ("utf-8-sig", { [0xEF, 0xBB, 0xBF] + Array($0.utf8) }),
    ("utf-16le", { utf16("\u{FEFF}" + $0, lowFirst: true) }),
    ("utf-16be", { utf16("\u{FEFF}" + $0, lowFirst: false) }),
    ("utf-16le bare", { utf16($0, lowFirst: true) }),
    ("windows-1258", LegacyText.windows1258), ("tcvn3", LegacyText.tcvn3),
    ("vni-windows", LegacyText.vni), ("ascii", { Array(HeaderVariant.withoutMarks($0).utf8) }),
  ]

  private static func utf16(_ text: String, lowFirst: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return lowFirst ? pair : pair.reversed()
    }
  }

  /// Chooses a variant; the same generator gives the same one.
  init(_ layout: Layout, _ generator: SeededGenerator) {
    self.layout = layout
    var random = generator
    func pick<Element>(_ all: [Element]) -> Element {
      all[Int.random(in: 0..<all.count, using: &random)]
    }
    encoding = pick(Self.encodings)
    // Half of the files are text.
    container = Bool.random(using: &random) ? .text : pick(VariantContainer.allCases)
    delimiter = pick([",", ";", "\t", "|"])
    numbers = pick(NumberVariant.allCases)
    let hasYears = layout.columns[.born] != nil
    let dates = pick(DayVariant.allCases)
    // Two digits do not say in which century somebody was born.
    self.dates = layout.dates == nil ? .iso : hasYears && dates == .short ? .dayFirst : dates
    spelling = pick(HeaderVariant.allCases)
    self.random = random
    let file = container == .text ? "\(encoding.name) '\(delimiter)'" : "\(container)"
    recipe = "\(layout.id) \(file) \(numbers) \(self.dates) \(spelling)"
    make()
  }

  /// Writes the file; nil where its encoding cannot say what it says.
  mutating func write(in folder: TemporaryFolder) throws -> String? {
    try container.write(
      lines, encode: encoding.encode, delimiter: delimiter, lineBreak: pick(["\n", "\r\n"]),
      in: folder)
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func pick<Element>(_ all: [Element]) -> Element {
    all[Int.random(in: 0..<all.count, using: &random)]
  }

  private mutating func add(_ texts: [String]) {
    lines.append(texts.map { VariantCell(text: $0) })
  }

  private mutating func make() {
    var fields = Field.allCases.filter { layout.columns[$0] != nil }
    let needed = Set(layout.required + layout.oneOf.compactMap(\.first))
    let optional = fields.filter {
      !needed.contains($0) && $0 != .balance && $0 != .account && $0 != .year
    }
    for field in optional where chance(15) { fields.removeAll { $0 == field } }
    // Labels above the header carry the account.
    fields.removeAll { $0 == .account && layout.id != "sepay" }
    var columns = fields.map(Optional.some)
    if chance(50) { columns.insert(nil, at: 0) }
    if chance(40) { columns.shuffle(using: &random) }
    let opening: Int64 = 50_000_000
    addPreamble(opening)
    let header = columns.map { field -> String in
      guard let field, let spellings = layout.columns[field] else { return "STT" }
      return spelling.text(pick(spellings.headers), spellings.second.first)
    }
    add(header)
    if chance(30), layout.hasBalances, layout.columns[.debit]?.second.isEmpty == false {
      add(columns.map { $0.flatMap { layout.columns[$0]?.second.first } ?? "" })
    }
    addRows(columns, header, opening)
    if chance(50) { addFooter(columns) }
  }

  private mutating func addPreamble(_ opening: Int64) {
    if layout.hasBalances, chance(60) {
      add(["NGÂN HÀNG MẪU"])
      add(["Số tài khoản: 0071001234567"])
      let beside = [
        VariantCell(text: "Số dư đầu kỳ/ Opening balance"),
        VariantCell(text: layout.emptyLiteral ?? ""), numbers.cell(opening),
      ]
      if chance(50) {
        lines.append(beside)
      } else {
        add(["Số dư đầu kỳ: " + numbers.text(opening)])
      }
      if chance(50) { lines.append([]) }
    } else if chance(40) {
      add(["DANH SÁCH THÁNG TÁM"])
      add(["Đơn vị: Điện lực Mẫu"])
    }
  }

  private mutating func addRows(_ columns: [Field?], _ header: [String], _ opening: Int64) {
    var balance = opening
    let count = Int.random(in: 4...25, using: &random)
    for number in 0..<count {
      let isPayment = !layout.hasBalances || chance(70) || number < 2
      let amount = Int64.random(in: 20...4000, using: &random) * 1000 + Int64(number)
      balance += isPayment ? amount : -amount
      // The first day settles the order of day and month in any file.
      let day = number == 0 ? 25 : Int.random(in: 1...28, using: &random)
      guard let on = CalendarDay(year: 2024, month: 8, day: day) else { continue }
      var row = VariantRow(
        layout: layout, number: number, day: on, amountVND: amount, balanceVND: balance,
        isPayment: isPayment, numbers: numbers, dates: dates, random: random)
      let cells = columns.map { field in
        field.map { row.cell($0) } ?? VariantCell(text: "\(number + 1)")
      }
      random = row.random
      if isPayment { truth.append(row.said) }
      lines.append(cells)
      // A page break brings the header again.
      if number == 3, chance(20) { add(header) }
    }
  }

  private mutating func addFooter(_ columns: [Field?]) {
    var total = columns.map { _ in "" }
    if let first = columns.firstIndex(where: { $0 != layout.keyField }) {
      total[first] = "Tổng cộng"
    }
    add(total)
    if chance(50) { add(["Người lập biểu"] + columns.dropFirst().map { _ in "" }) }
  }
}

/// What a record says, as far as every encoding can say it.
func said(_ record: ImportedRecord) -> String {
  let parts: [String] =
    switch record {
    case .payment(let payment):
      [
        payment.day.iso, "\(payment.amountVND)", payment.customerCode?.text ?? "",
        payment.narration,
      ]
    case .bill(let bill): [bill.month.iso, "\(bill.amountVND)", bill.customerCode.text]
    case .household(let household):
      [household.id, household.headName, household.pho]
        + household.customerCodes.map(\.text)
    case .resident(let resident):
      [resident.householdID, resident.name, resident.born.iso, resident.citizenID]
    case .account(let account):
      [account.citizenID, account.bank, account.openedOn.iso, account.closedOn?.iso ?? ""]
    case .figure(let figure):
      [
        "\(figure.criterion)", figure.column.rawValue, "\(figure.numerator)",
        "\(figure.denominator)", figure.pho ?? "", figure.evidence ?? "",
      ]
    }
  return parts.map(Fold.plain).joined(separator: " | ")
}
