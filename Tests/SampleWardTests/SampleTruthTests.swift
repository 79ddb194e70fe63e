import Records
import Testing

@testable import SampleWard

@Suite struct SampleTruthTests {
  static let wards = [
    SampleWardTests.ward, SampleWard(SampleWard.Options(seed: 5, households: 90, businesses: 6)),
    SampleWard(SampleWard.Options(seed: 6, households: 333, businesses: 0)),
  ]

  @Test(arguments: wards.indices) func ratesKeepTheirLaws(_ index: Int) throws {
    let ward = Self.wards[index]
    let months = SampleWard.months
    let half = try #require(Period(from: months[0], to: months[5]))
    for period in months.map({ Period($0) }) + [half] {
      let total = ward.truth.expected(for: period)
      #expect(total.numerator + total.unknown <= total.denominator)
      #expect(total.numerator <= total.trueNumerator)
      #expect(total.trueNumerator <= total.numerator + total.unknown)
      let parts = ward.truth.expectedByPho(for: period).map(\.rate)
      #expect(parts.map(\.numerator).reduce(0, +) == total.numerator)
      #expect(parts.map(\.denominator).reduce(0, +) == total.denominator)
      #expect(parts.map(\.unknown).reduce(0, +) == total.unknown)
      #expect(parts.map(\.trueNumerator).reduce(0, +) == total.trueNumerator)
    }
  }

  @Test func targetIsMissedBeforeAndMetAfter() {
    let rates = SampleWard.months.map { SampleWardTests.ward.truth.expected(for: Period($0)) }
    let shares = rates.map { 100 * $0.numerator / $0.denominator }
    #expect((46...50).contains(shares[0]), "\(rates)")
    #expect((69...73).contains(shares[5]), "\(rates)")
    #expect(shares == shares.sorted())
    #expect(100 * (rates[0].numerator + rates[0].unknown) < 60 * rates[0].denominator)
    #expect(rates.allSatisfy { $0.unknown > 0 })
    #expect(rates[0].denominator < 800)
  }

  @Test func pilotIsAhead() throws {
    let period = Period(SampleWard.months[5])
    let total = SampleWardTests.ward.truth.expected(for: period)
    let pilot = try #require(SampleWardTests.ward.truth.expectedByPho(for: period).first)
    #expect(pilot.pho == "Đồng Lễ")
    #expect(pilot.rate.numerator * total.denominator > total.numerator * pilot.rate.denominator)
  }

  @Test(arguments: wards.indices) func shownNeverContradictsWhatHappened(_ index: Int) {
    let ward = Self.wards[index]
    for bill in ward.truth.bills {
      #expect((bill.shown == .unpaid) == (bill.reality == .unpaid))
      #expect(bill.shown == .unknown || bill.shown == bill.reality)
      #expect(
        bill.shownByEVN == .unknown || bill.shownByEVN == .unpaid
          || bill.shownByEVN == bill.reality)
    }
    #expect(ward.truth.bills.contains { $0.shown != $0.shownByEVN })
    #expect(ward.truth.bills.contains { $0.shownByEVN == .unpaid && $0.shown == .cashless })
    #expect(ward.truth.bills.contains { $0.reality == .unpaid })
    #expect(ward.truth.bills.contains { $0.shown == .unknown })
  }

  @Test(arguments: wards.indices) func linesAddUp(_ index: Int) throws {
    let ward = Self.wards[index]
    let bills = Dictionary(uniqueKeysWithValues: ward.truth.bills.map { ($0.id, $0) })
    var paid: Set<String> = []
    for line in ward.truth.lines where !line.billIDs.isEmpty {
      let sum = try line.billIDs.reduce(0) { try $0 + #require(bills[$1]).amountVND }
      #expect(sum == line.amountVND)
      for id in line.billIDs {
        #expect(paid.insert(id).inserted)
        #expect(bills[id]?.reality != .unpaid)
      }
    }
    #expect(ward.truth.lines.contains { $0.billIDs.isEmpty && !$0.isIdentifiable })
    #expect(ward.truth.lines.allSatisfy { !$0.isIdentifiable || !$0.billIDs.isEmpty })
    #expect(Set(ward.truth.lines.map { "\($0.file):\($0.line)" }).count == ward.truth.lines.count)
  }

  @Test func someLinesPaySeveralBills() {
    let several = SampleWardTests.ward.truth.lines.filter { $0.billIDs.count > 1 }
    #expect(several.count > 30 && several.allSatisfy(\.isIdentifiable))
  }

  @Test func figuresAreTheSumsOfTheirFile() throws {
    let ward = SampleWardTests.ward
    let text = try WrittenText("so-lieu.csv", of: ward, separator: ";")
    for number in 1...16 {
      for column in ReportColumn.allCases {
        let figure = try #require(ward.truth.criterion(number, column))
        #expect(figure.numerator <= figure.denominator && figure.denominator > 0)
        guard number != 15 else { continue }
        let word = column == .before ? "trước" : "sau"
        let rows = text.named().filter { $0["Chỉ tiêu"] == String(number) && $0["Kỳ"] == word }
        #expect(rows.compactMap { Int($0["Tử số"] ?? "") }.reduce(0, +) == figure.numerator)
        #expect(rows.compactMap { Int($0["Mẫu số"] ?? "") }.reduce(0, +) == figure.denominator)
      }
    }
    #expect(text.records.contains { $0[5].hasPrefix("BC ") })
  }
}
