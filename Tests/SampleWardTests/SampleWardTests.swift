import Diagnostics
import Foundation
import Records
import Sheets
import Storage
import Testing

@testable import SampleWard

@Suite struct SampleWardTests {
  static let ward = SampleWard()

  @Test func sameSeedSameFiles() {
    #expect(SampleWard().files == Self.ward.files)
    let small = SampleWard.Options(seed: 7, households: 30, businesses: 2)
    #expect(SampleWard(small).files == SampleWard(small).files)
  }

  @Test func otherSeedsDiffer() {
    let files = (1...3).map { seed in
      SampleWard(SampleWard.Options(seed: seed, households: 30, businesses: 2)).files
    }
    for (one, other) in [(0, 1), (1, 2), (0, 2)] {
      for (left, right) in zip(files[one], files[other]) where left.path != "bakhong.yaml" {
        #expect(left.path == right.path)
        #expect(left.content != right.content, "\(left.path)")
      }
    }
  }

  @Test func holdsWhatAWorkspaceNeeds() {
    #expect(
      Self.ward.files.map(\.path) == [
        "inbox/hoa-don-2024-03.csv", "inbox/hoa-don-2024-04.csv", "inbox/hoa-don-2024-05.csv",
        "inbox/hoa-don-2024-06.csv", "inbox/hoa-don-2024-07.csv", "inbox/hoa-don-2024-08.csv",
        "inbox/sao-ke-1.csv", "inbox/sao-ke-2.csv", "inbox/danh-sach-thu.xlsx",
        "inbox/so-ho.ods", "inbox/so-lieu.csv", "bakhong.yaml",
      ])
  }

  @Test func staysSmall() {
    let bills = Self.ward.files.filter { $0.path.contains("hoa-don") }
      .reduce(0) { $0 + ($1.bytes?.count ?? 0) }
    #expect(bills < 1_300_000)
    // Workbooks are compressed: their plain text is more than they will take.
    let all = Self.ward.files.reduce(0) { $0 + ($1.bytes?.count ?? Self.textSize(of: $1)) }
    #expect(all < 2_000_000)
  }

  @Test func wardHasEveryKindOfHousehold() {
    let households = Self.ward.truth.households
    #expect(households.count == 800)
    #expect(Set(households.map(\.id)).count == 800)
    let phos = Set(households.map(\.pho))
    #expect(phos.count == 8 && phos.contains("Đồng Lễ"))
    #expect(households.contains { $0.customerCodes.isEmpty })
    #expect(households.count { $0.customerCodes.count == 2 } > 20)
    let codes = households.flatMap(\.customerCodes)
    #expect(codes.count - Set(codes).count > 5)
    let kinds = Self.ward.truth.bills.filter { !$0.isResidential }.map(\.customerCode)
    #expect(Set(kinds).count > 40 && !Set(kinds).isDisjoint(with: codes))
  }

  @Test func codesHaveTheirForm() {
    for seed in [1, 2024] as [UInt64] {
      let ward = SampleWard(SampleWard.Options(seed: seed))
      let codes = Set(ward.truth.bills.map(\.customerCode))
      for code in codes {
        #expect(code.wholeMatch(of: /P[A-Z][0-9]{2}[0-9A-Z]{2}[0-9]{7}/) != nil)
        #expect(CustomerCode(code)?.text == code)
      }
      #expect(Set(ward.truth.households.flatMap(\.customerCodes)).isSubset(of: codes))
    }
  }

  @Test func registerIsTheTruth() throws {
    let rows = try Self.rows("inbox/so-ho.ods", of: Self.ward)
    #expect(rows.count == 801)
    for (row, household) in zip(rows.dropFirst(), Self.ward.truth.households) {
      #expect(row[0] == household.id && row[2] == household.pho)
      #expect(row[6] == household.customerCodes.joined(separator: "; "))
    }
  }

  @Test func everySmallSizeWorks() {
    for households in 1...20 {
      let ward = SampleWard(
        SampleWard.Options(seed: UInt64(households), households: households, businesses: 0))
      #expect(ward.truth.households.count == households)
      #expect(Set(ward.truth.households.map(\.id)).count == households)
      for month in SampleWard.months {
        let rate = ward.truth.expected(for: Period(month))
        #expect(rate.numerator + rate.unknown <= rate.denominator)
        #expect(rate.denominator <= households)
      }
    }
  }

  @Test func writesAWorkspaceAndOverwritesNothing() throws {
    let folder = NSTemporaryDirectory() + "sample-ward-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let ward = SampleWard(SampleWard.Options(households: 12, businesses: 1))
    let failing = SampleError.exists(path: "planted")
    #expect(throws: PlacedError.self) {
      try ward.write(to: folder) { _, _, _ in throw failing }
    }
    #expect(try Folder.files(folder + "/inbox").isEmpty)
    try ward.write(to: folder) { _, _, path in
      let staged = try StagedFile(for: path)
      try staged.write([0])
      try staged.commit()
    }
    for file in ward.files {
      #expect(try FileBytes.read(folder + "/" + file.path) == file.bytes ?? [0])
    }
    #expect(throws: SampleError.self) { try ward.write(to: folder) { _, _, _ in } }
    try Folder.remove(folder + "/bakhong.yaml")
    #expect(throws: SampleError.self) { try ward.write(to: folder) { _, _, _ in } }
  }

  /// The rows of the first sheet as text, empty cells too.
  static func rows(_ path: String, of ward: SampleWard) throws -> [[String]] {
    let file = try #require(ward.files.first { $0.path == path })
    guard case .workbook(_, let sheets) = file.content else { return [] }
    return sheets[0].map { $0.cells.map { Self.text($0.value) } }
  }

  private static func text(_ value: CellValue) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): String(Int64(number))
    case .date(let date): "\(date.year)-\(date.month)-\(date.day)"
    default: ""
    }
  }

  private static func textSize(of file: SampleFile) -> Int {
    ((try? rows(file.path, of: ward)) ?? []).reduce(0) { $0 + $1.joined().utf8.count }
  }
}
