import Records
import Testing

@testable import SampleWard

/// Counts criterion 15 again from the written files, by the simplest means that could be right.
@Suite struct RecountTests {
  static let wards = SampleTruthTests.wards
  private static let cashless: Set<String> = [
    "Trích nợ tự động", "Internet Banking", "Mobile Banking", "Ví điện tử", "QR Code",
    "Ủy nhiệm chi", "Thẻ",
  ]
  private static let cash: Set<String> = [
    "Tiền mặt tại quầy điện lực", "Tiền mặt tại quầy ngân hàng", "Tiền mặt tại điểm thu hộ",
    "Thu ngân viên",
  ]

  /// A bill as its file shows it.
  private struct Read {
    var code: String
    var month: String
    var amountVND: Int64
    var isResidential: Bool
    var state: SampleTruth.Settlement
  }

  @Test(arguments: wards.indices) func evnFilesAloneShowWhatTheTruthSays(_ index: Int) throws {
    let ward = Self.wards[index]
    let bills = try Self.readBills(ward)
    #expect(bills.count == ward.truth.bills.count)
    for truth in ward.truth.bills {
      let bill = try #require(bills[truth.id])
      #expect(bill.state == truth.shownByEVN)
      #expect(bill.code == truth.customerCode && bill.amountVND == truth.amountVND)
      #expect(bill.month == truth.month.iso && bill.isResidential == truth.isResidential)
    }
  }

  @Test(arguments: wards.indices) func ratesFollowFromTheFiles(_ index: Int) throws {
    let ward = Self.wards[index]
    var bills = try Self.readBills(ward)
    let lines = try Self.readLines(ward)
    #expect(lines.map(\.place) == ward.truth.lines.map { "\($0.file):\($0.line)" })
    let byCode = Dictionary(grouping: bills.keys) { bills[$0]?.code ?? "" }
    for (line, truth) in zip(lines, ward.truth.lines) {
      let found = Self.match(line, bills: bills, byCode: byCode)
      #expect(found == (truth.isIdentifiable ? truth.billIDs.sorted() : []), "\(line.narration)")
      for id in found { bills[id]?.state = line.isCash ? .cash : .cashless }
    }
    for month in SampleWard.months {
      let expected = ward.truth.expected(for: Period(month))
      let counted = Self.rate(of: ward.truth.households, Array(bills.values), month.iso)
      #expect(counted == [expected.numerator, expected.denominator, expected.unknown])
    }
  }

  @Test func aCountThatForgetsTheListsIsSeen() throws {
    let ward = SampleWardTests.ward
    let bills = try Self.readBills(ward)
    let month = SampleWard.months[5]
    let counted = Self.rate(of: ward.truth.households, Array(bills.values), month.iso)
    #expect(counted[0] < ward.truth.expected(for: Period(month)).numerator)
  }

  // MARK: EVN's files

  private static func readBills(_ ward: SampleWard) throws -> [String: Read] {
    var bills: [String: Read] = [:]
    for month in SampleWard.months {
      let name = "hoa-don-\(month.iso).csv"
      for row in try WrittenText(name, of: ward, separator: ",").named() {
        let id = try #require(row["ID_HDON"])
        let total = try #require(amount(row["TONG_TIEN"] ?? ""))
        let parts = [row["SO_TIEN"], row["TIEN_GTGT"]].compactMap { amount($0 ?? "") }
        #expect((9...10).contains(id.count) && parts.reduce(0, +) == total)
        #expect(row["NGAY_PHANH"]?.hasSuffix(month.iso.suffix(2) + "/2024") == true)
        #expect(bills[id] == nil)
        bills[id] = Read(
          code: row["MA_KHANG"] ?? "", month: month.iso, amountVND: total,
          isResidential: row["LOAI_KHANG"] == "SH", state: try state(row))
      }
    }
    return bills
  }

  private static func state(_ row: [String: String]) throws -> SampleTruth.Settlement {
    let word = try #require(row["KENH_THANH_TOAN"])
    guard row["TTRANG_TTOAN"] == "DATT" else {
      #expect(row["TTRANG_TTOAN"] == "CHUATT" && word.isEmpty && row["NGAY_TTOAN"] == "")
      return .unpaid
    }
    let paid = day(row["NGAY_TTOAN"])
    let issued = day(row["NGAY_PHANH"])
    #expect(issued.count == 8 && issued <= paid)
    if word.isEmpty { return .unknown }
    #expect(cashless.contains(word) != cash.contains(word), "\(word)")
    return cashless.contains(word) ? .cashless : .cash
  }

  /// `20240803` for `03/08/2024`.
  private static func day(_ text: String?) -> String {
    (text ?? "").split(separator: "/").reversed().joined()
  }

  // MARK: Lists of payments

  /// A line by which money came in.
  private struct ReadLine {
    var place: String
    var amountVND: Int64
    var narration: String
    var billID = ""
    var isCash: Bool
  }

  private static func readLines(_ ward: SampleWard) throws -> [ReadLine] {
    var lines: [ReadLine] = []
    let statements: [(String, Character, first: Int, last: Int, credit: Int, text: Int)] = [
      ("sao-ke-1.csv", ",", 19, 2, 4, 6), ("sao-ke-2.csv", ";", 1, 1, 3, 4),
    ]
    for statement in statements {
      let records = try WrittenText(statement.0, of: ward, separator: statement.1).records
      for index in statement.first..<(records.count - statement.last) {
        let record = records[index]
        guard let credit = amount(record[statement.credit]), credit != 37 else { continue }
        let narration = record[statement.text]
        lines.append(
          ReadLine(
            place: "\(statement.0):\(index + 1)", amountVND: credit, narration: narration,
            isCash: narration.hasPrefix("NOP TIEN MAT")))
      }
    }
    let rows = try SampleWardTests.rows("inbox/danh-sach-thu.xlsx", of: ward)
    for (index, row) in rows.enumerated().dropFirst(2) {
      lines.append(
        ReadLine(
          place: "danh-sach-thu.xlsx:\(index + 1)", amountVND: try #require(Int64(row[5])),
          narration: row[2], billID: row[4], isCash: cash.contains(row[6])))
    }
    return lines
  }

  /// The bills whose sum is the line's amount, among those of the codes in its narration.
  private static func match(
    _ line: ReadLine, bills: [String: Read], byCode: [String: [String]]
  ) -> [String] {
    if !line.billID.isEmpty {
      return bills[line.billID]?.amountVND == line.amountVND ? [line.billID] : []
    }
    let pattern = /(P[A-Z])[ .\-]?([0-9]{2}[0-9A-Z]{2})[ .\-]?([0-9]{7})/
    let codes = Set(
      line.narration.uppercased().matches(of: pattern).map { $0.1 + $0.2 + $0.3 })
    let candidates = codes.sorted().flatMap { byCode[String($0)] ?? [] }.sorted()
    var found: [[String]] = []
    for bits in 1..<max(2, 1 << candidates.count) {
      let set = candidates.indices.filter { bits >> $0 & 1 == 1 }.map { candidates[$0] }
      let sum = set.reduce(0) { $0 + (bills[$1]?.amountVND ?? 0) }
      if sum == line.amountVND && !set.isEmpty { found.append(set) }
    }
    return found.count == 1 ? found[0] : []
  }

  // MARK: The rate

  /// Numerator, denominator, unknown.
  private static func rate(
    of households: [SampleTruth.HouseholdTruth], _ bills: [Read], _ month: String
  ) -> [Int] {
    let issued = bills.filter { $0.isResidential && $0.month == month }
    let states = Dictionary(grouping: issued, by: \.code).mapValues { $0.map(\.state) }
    var result = [0, 0, 0]
    for household in households {
      let all = household.customerCodes.flatMap { states[$0] ?? [] }
      let paid = Set(all).subtracting([.unpaid])
      if !all.isEmpty { result[1] += 1 }
      if paid == [.cashless] { result[0] += 1 }
      if paid == [.unknown] || paid == [.unknown, .cashless] { result[2] += 1 }
    }
    return result
  }
}
