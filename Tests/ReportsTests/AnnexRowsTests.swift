import Indicators
import Records
import Sheets
import Testing

@testable import Reports

/// The rows of the annex, from nothing at all to two periods.
@Suite struct AnnexRowsTests {
  private let manifest: FormManifest
  private let annex: FormManifest.Annex
  private let place = Provenance(sourceSHA256: "00", line: 2)

  init() throws {
    manifest = try FormScratch.manifest.get()
    annex = try #require(manifest.annex)
  }

  private func rows(_ content: ReportContent) -> [(kind: AnnexRow?, texts: [Int: CellValue])] {
    AnnexRows(manifest: manifest, annex: annex, content: content).make().map {
      (AnnexRow(rawValue: $0.prototype), $0.values)
    }
  }

  private func period(_ first: String, _ last: String) throws -> Period {
    let first = try #require(CalendarMonth(iso: first))
    let last = try #require(CalendarMonth(iso: last))
    return try #require(Period(from: first, to: last))
  }

  /// Two households of different phố, of which the first paid by wallet, the second in cash.
  private func rates(_ period: Period) throws -> HouseholdRates {
    let phos = [("A", "Xuân Phương", true), ("B", "Đồng Lễ", false)]
    var households: [Household] = []
    var settlements: [Settlement] = []
    for (code, pho, isCashless) in phos {
      let customer = try #require(CustomerCode(code))
      households.append(
        Household(
          id: code, headName: "", pho: pho, address: "", members: nil, membersOver15: nil,
          customerCodes: [customer], provenance: place))
      let bill = Bill(
        id: code, customerCode: customer, month: period.last, cycle: 1, issuedOn: nil,
        amountVND: 100_000, isResidential: true, payment: EVNPayment(isPaid: true),
        provenance: place)
      let name = isCashless ? "Ví điện tử" : "Thu ngân viên"
      settlements.append(
        Settlement(bill: bill, isPaid: true, channel: .known(name: name, isCashless: isCashless)))
    }
    return try HouseholdRates(
      households: households, settlements: settlements, period: period, target: 60)
  }

  @Test func withoutBillsItSaysSo() throws {
    let rows = rows(ReportContent(definition: .householdCashlessAllPaid))
    #expect(
      rows.map(\.kind) == [
        .heading, .note, .note, .note, .result, .result, .space, .heading, .phoHeader, .phoTotal,
        .space, .pageHeading, .channelHeader, .space, .heading, .sourceHeader,
      ])
    let words = "Sau triển khai (chưa có kỳ nào): không có hộ nào có hóa đơn trong kỳ"
    #expect(rows[5].texts == [0: .text(words)])
    #expect(rows[9].texts == [1: .text("Toàn phường")])
  }

  @Test func oneColumnAloneLeavesTheOtherEmpty() throws {
    var content = ReportContent(definition: .householdCashlessAllPaid)
    let period = try period("2024-06", "2024-08")
    content.periods[.after] = period
    content.households[.after] = try rates(period)
    let rows = rows(content)
    let results = rows.filter { $0.kind == .result }.map { $0.texts[0] }
    #expect(
      results[1]
        == .text(
          "Sau triển khai (từ tháng 6/2024 đến tháng 8/2024): 1/2 hộ = 50,00%; kể cả 0 hộ chưa rõ "
            + "kênh, tỷ lệ nằm trong [50,00%; 50,00%]; chỉ tiêu giao 60%: chưa đạt"))
    let phos = rows.filter { $0.kind == .pho }.map(\.texts)
    #expect(
      phos == [
        [
          0: .number(1), 1: .text("Đồng Lễ"), 6: .number(0), 7: .number(1), 8: .number(0),
          9: .number(0),
        ],
        [
          0: .number(2), 1: .text("Xuân Phương"), 6: .number(1), 7: .number(1), 8: .number(0),
          9: .number(1),
        ],
      ])
    let channels = rows.filter { $0.kind == .channel }.map(\.texts)
    #expect(
      channels == [
        [
          0: .number(1), 1: .text("Ví điện tử"), 2: .text("có"), 3: .number(0), 4: .number(0),
          6: .number(1), 8: .number(100_000),
        ],
        [
          0: .number(2), 1: .text("Thu ngân viên"), 2: .text("không"), 3: .number(0), 4: .number(0),
          6: .number(1), 8: .number(100_000),
        ],
      ])
  }

  @Test func sourcesHaveTheirDigests() throws {
    var content = ReportContent(definition: .householdCashlessAllPaid)
    let digest = String(repeating: "ab", count: 32)
    content.sources = [
      SourceFile(
        sha256: digest, name: "hoa-don.csv", layout: "evn-fields", rows: 7, imported: 6,
        duplicates: 0, rejected: 1)
    ]
    let sources = rows(content).filter { $0.kind == .source }.map(\.texts)
    #expect(
      sources == [
        [
          0: .number(1), 1: .text("hoa-don.csv"), 2: .text("evn-fields"), 4: .number(7),
          5: .text(digest),
        ]
      ])
  }

  @Test func aPeriodHasWords() throws {
    #expect(try period("2024-03", "2024-03").words == "tháng 3/2024")
    #expect(try period("2023-12", "2024-02").words == "từ tháng 12/2023 đến tháng 2/2024")
  }
}
