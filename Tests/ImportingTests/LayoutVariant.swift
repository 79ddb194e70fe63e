import Foundation
import Records
import TestSupport

@testable import Importing

/// One export of a known layout as some office might hand it in, and what it says.
struct LayoutVariant {
  /// What one row says.
  struct Truth: Hashable {
    var day: CalendarDay
    var amountVND: Int64
    var narration: String
    var code: String
  }

  let layout: Layout
  var truth: [Truth] = []
  var bytes: [UInt8] = []
  /// What was chosen, for the message of a failure.
  var recipe = ""

  private var random: SeededGenerator
  private var hasDiacritics = true

  private static let encodings: [(String, @Sendable (String) -> [UInt8]?)] = [
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

  private static let words = [
    "Thanh toán tiền điện kỳ tháng tám", "Nguyễn Thị Hường chuyển tiền", "TT tien dien T824",
    "ĐẶNG VĂN QUÝ nộp tiền điện", "Trả tiền hộ bà Lê Thị Ngọc Ánh; phố Đồng Lễ",
    "Phí dịch vụ \"thẻ\" nội địa", "Công ty Mẫu, chi nhánh Thanh Hóa",
  ]

  init?(_ layout: Layout, _ random: SeededGenerator) {
    self.layout = layout
    self.random = random
    guard make() else { return nil }
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func pick<Element>(_ all: [Element]) -> Element {
    all[Int.random(in: 0..<all.count, using: &random)]
  }

  private mutating func make() -> Bool {
    let (encoding, encode) = pick(Self.encodings)
    let delimiter = pick([",", ";", "\t", "|"])
    let numbers = NumberVariant.allCases.randomElement(using: &random) ?? .plain
    var dates = DayVariant.allCases.randomElement(using: &random) ?? .dayFirst
    if layout.dates == nil { dates = .iso }
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
    let spelling = HeaderVariant.allCases.randomElement(using: &random) ?? .usual
    recipe = "\(layout.id) \(encoding) '\(delimiter)' \(numbers) \(dates) \(spelling)"
    hasDiacritics = encoding != "ascii"

    var lines: [[String]] = []
    let opening: Int64 = 50_000_000
    if layout.hasBalances, chance(60) {
      lines += [["NGÂN HÀNG MẪU"], ["Số tài khoản: 0071001234567"]]
      let beside = [
        "Số dư đầu kỳ/ Opening balance", layout.emptyLiteral ?? "", numbers.text(opening),
      ]
      lines.append(chance(50) ? beside : ["Số dư đầu kỳ: " + numbers.text(opening)])
      if chance(50) { lines.append([]) }
    } else if chance(40) {
      lines += [["DANH SÁCH THÁNG TÁM"], ["Đơn vị: Điện lực Mẫu"]]
    }
    let header = columns.map { field -> String in
      guard let field, let spellings = layout.columns[field] else { return "STT" }
      return spelling.text(pick(spellings.headers), spellings.second.first)
    }
    lines.append(header)
    if chance(30), layout.hasBalances, layout.columns[.debit]?.second.isEmpty == false {
      lines.append(columns.map { $0.flatMap { layout.columns[$0]?.second.first } ?? "" })
    }
    addRows(&lines, columns, header, opening, numbers, dates)
    if chance(50) { addFooter(&lines, columns) }
    let text = lines.map { line in
      line.map { Self.quoted($0, delimiter) }.joined(separator: delimiter)
    }.joined(separator: pick(["\n", "\r\n"]))
    guard let bytes = encode(text) else { return false }
    self.bytes = bytes
    return true
  }

  private mutating func addRows(
    _ lines: inout [[String]], _ columns: [Field?], _ header: [String], _ opening: Int64,
    _ numbers: NumberVariant, _ dates: DayVariant
  ) {
    var balance = opening
    let count = Int.random(in: 4...25, using: &random)
    for number in 0..<count {
      let isPayment = !layout.hasBalances || chance(70) || number < 2
      let amount = Int64.random(in: 20...4000, using: &random) * 1000 + Int64(number)
      balance += isPayment ? amount : -amount
      // The first day settles the order of day and month in any file.
      let day = number == 0 ? 25 : Int.random(in: 1...28, using: &random)
      guard let on = CalendarDay(year: 2024, month: 8, day: day) else { continue }
      let code = "PA07AB\(1_000_000 + number)"
      let row = columns.map { field -> String in
        guard let field else { return "\(number + 1)" }
        return value(
          field, Truth(day: on, amountVND: amount, narration: "", code: code), number,
          isPayment: isPayment, balance: numbers.text(balance), numbers, dates)
      }
      let place = columns.firstIndex { $0 == .narration }
      if isPayment {
        truth.append(
          Truth(
            day: on, amountVND: amount, narration: place.map { row[$0] } ?? "",
            code: layout.columns[.code] == nil ? "" : code))
      }
      lines.append(row)
      // A page break brings the header again.
      if number == 3, chance(20) { lines.append(header) }
    }
  }

  private mutating func value(
    _ field: Field, _ row: Truth, _ number: Int, isPayment: Bool, balance: String,
    _ numbers: NumberVariant, _ dates: DayVariant
  ) -> String {
    let empty = layout.emptyLiteral ?? ""
    switch field {
    case .day, .issued, .paidOn, .opened, .born: return dates.text(row.day)
    case .amount:
      let isSigned = layout.hasBalances && layout.columns[.direction] == nil
      return (isSigned && !isPayment ? "-" : "") + numbers.text(row.amountVND)
    case .credit: return isPayment ? numbers.text(row.amountVND) : empty
    case .debit:
      if isPayment { return empty }
      return (layout.debitsAreNegative ? "-" : "") + numbers.text(row.amountVND)
    case .balance: return balance
    case .direction:
      let words = isPayment ? layout.directions.credit : layout.directions.debit
      return words.sorted().first ?? ""
    case .narration: return pick(Self.words) + " \(number)"
    case .code: return row.code
    case .monthNumber, .cycle: return field == .cycle ? "1" : "8"
    case .year: return "2024"
    case .month: return pick(["T8/2024", "08/2024", "Tháng 8/2024", "KY1 T8.2024"])
    case .channel: return pick(["Thẻ", "Ví điện tử", "Tiền mặt tại quầy ngân hàng"])
    case .status: return "DATT"
    case .customerType: return "SH"
    case .account: return "0071001234567"
    case .billID, .reference: return "\(900_000 + number)"
    default: return "x"
    }
  }

  private mutating func addFooter(_ lines: inout [[String]], _ columns: [Field?]) {
    var total = columns.map { _ in "" }
    if let first = columns.firstIndex(where: { $0 != layout.keyField }) {
      total[first] = "Tổng cộng"
    }
    lines.append(total)
    if chance(50) { lines.append(["Người lập biểu"] + columns.dropFirst().map { _ in "" }) }
  }

  private static func quoted(_ text: String, _ delimiter: String) -> String {
    guard text.contains(delimiter) || text.contains("\"") else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

/// How amounts are written.
enum NumberVariant: CaseIterable {
  case plain, points, commas, spaces, pointsAndComma, commasAndPoint, currency

  func text(_ amount: Int64) -> String {
    func grouped(_ sign: String) -> String {
      var digits = Array(String(abs(amount)))
      var place = digits.count - 3
      while place > 0 {
        digits.insert(contentsOf: Array(sign), at: place)
        place -= 3
      }
      return (amount < 0 ? "-" : "") + String(digits)
    }
    return switch self {
    case .plain: "\(amount)"
    case .points: grouped(".")
    case .commas: grouped(",")
    case .spaces: grouped(" ")
    case .pointsAndComma: grouped(".") + ",00"
    case .commasAndPoint: grouped(",") + ".00"
    case .currency: grouped(".") + " VND"
    }
  }
}

/// How days are written.
enum DayVariant: CaseIterable {
  case dayFirst, short, dashes, iso, withTime, monthFirst

  func text(_ day: CalendarDay) -> String {
    let (year, month, number) = (day.month.year, day.month.month, day.day)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return switch self {
    case .dayFirst: "\(two(number))/\(two(month))/\(year)"
    case .short: "\(number)/\(month)/\(year % 100)"
    case .dashes: "\(two(number))-\(two(month))-\(year)"
    case .iso: day.iso
    case .withTime: "\(two(number))/\(two(month))/\(year) 14:08:08"
    case .monthFirst: "\(month)/\(number)/\(year)"
    }
  }
}

/// How headers are written.
enum HeaderVariant: CaseIterable {
  case usual, capitals, small, withoutMarks, spaced, withUnit, bilingual

  func text(_ header: String, _ second: String?) -> String {
    switch self {
    case .usual: header
    case .capitals: header.uppercased()
    case .small: header.lowercased()
    case .withoutMarks: Self.withoutMarks(header)
    case .spaced: "  " + header.replacing(" ", with: "  ") + " "
    case .withUnit: header + " (VND)"
    case .bilingual: header + "/ " + (second ?? "Column")
    }
  }

  /// A text without diacritics, as systems without Unicode write it.
  static func withoutMarks(_ text: String) -> String {
    var bare = ""
    for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar {
      case "đ": bare += "d"
      case "Đ": bare += "D"
      case "\u{300}"..."\u{36F}": break
      default: bare.unicodeScalars.append(scalar)
      }
    }
    return bare
  }
}
