import Records
import Testing

@testable import SampleWard

@Suite struct StatementFileTests {
  static let wards = SampleTruthTests.wards

  @Test(arguments: wards.indices) func balanceRunsThroughMB(_ index: Int) throws {
    let ward = Self.wards[index]
    let records = try WrittenText("sao-ke-1.csv", of: ward, separator: ",").records
    #expect(records.allSatisfy { $0.count == 10 && !$0.contains("") })
    #expect(records[17][0] == "Ngày giao dịch" && records[18][0] == "Transaction date")
    let opening = try #require(records.first { $0[0].hasPrefix("Số dư đầu kỳ") })
    var balance = try #require(amount(opening[2]))
    var (debits, credits) = (Int64(0), Int64(0))
    var previous = ""
    for record in records[19..<(records.count - 2)] {
      #expect((record[3] == "37") != (record[4] == "37"))
      let debit = try record[3] == "37" ? 0 : #require(amount(record[3]))
      let credit = try record[4] == "37" ? 0 : #require(amount(record[4]))
      debits += debit
      credits += credit
      balance += credit - debit
      #expect(amount(record[5]) == balance)
      #expect(balance > 0)
      #expect(record[0].wholeMatch(of: /\d\d\/\d\d\/2024 \d\d:\d\d:\d\d/) != nil)
      let order =
        String(record[0].dropFirst(3).prefix(2)) + record[0].prefix(2)
        + record[0].suffix(8)
      #expect(previous <= order)
      previous = order
    }
    #expect(amount(records[records.count - 2][3]) == debits)
    #expect(amount(records[records.count - 2][4]) == credits)
    #expect(amount(records[records.count - 1][5]) == balance)
  }

  @Test(arguments: wards.indices) func sumsOfVietcombankAreRight(_ index: Int) throws {
    let ward = Self.wards[index]
    let file = try #require(ward.files.first { $0.path == "inbox/sao-ke-2.csv" })
    #expect(file.bytes?.starts(with: [0xFF, 0xFE]) == true)
    let records = try WrittenText("sao-ke-2.csv", of: ward, separator: ";").records
    #expect(
      records[0] == [
        "Ngày giao dịch", "Số tham chiếu", "Số tiền ghi nợ", "Số tiền ghi có", "Mô tả",
      ])
    let last = try #require(records.last)
    let lines = records.dropFirst().dropLast()
    #expect(last[0] == "Tổng số")
    #expect(lines.compactMap { amount($0[2]) }.reduce(0, +) == amount(last[2]))
    #expect(lines.compactMap { amount($0[3]) }.reduce(0, +) == amount(last[3]))
    #expect(lines.allSatisfy { $0.count == 5 && ($0[2].isEmpty != $0[3].isEmpty) })
    #expect(lines.contains { $0[3].contains(".") })
  }

  @Test func narrationsAndTrapsArePresent() throws {
    let narrations = try Self.narrations(of: SampleWardTests.ward)
    let code = "PA07DH[0-9]{7}"
    let patterns = [
      "\(code)_TT tien dien 0[3-8]2024 [A-Z ]+ \(code) CSD[0-9]+ CSC[0-9]+",
      "\(code)_TT tien dien T[3-8]24 [A-Z ]+-\(code)-HD:[0-9]{9}([^0-9]|$)",
      "-HD:[0-9]{10}([^0-9]|$)",
      "THANH TOAN TIEN DIEN - DIEN LUC DONG HAI, MA KH  \(code)",
      "\(code) THANH TOAN TIEN DIEN KY HOA DON THANG [3-8]/2024",
      "PA 07DH [0-9]{7}", "PA\\.07DH\\.[0-9]{7}", "pa07dh[0-9]{7}", "PA07DH-[0-9]{7}",
      "MA KH \(code),\(code)", "T3/2024 T4/2024, MA KH  \(code)", "NOP TIEN MAT .*\(code)",
      "TIEN DIEN \\(KY 1 THANG$", "^MBVCB\\.[0-9]+\\.[0-9]+\\..*\\.CT tu [0-9]+ [A-Z ]+ toi ",
      "tien dien thoai", "TIEN DIEN TU VI", "tra tien dien nuoc", "LUONG THANG", "PHI CHUYEN TIEN",
      "HOAN TIEN THUA", "PA07BC[0-9]{7}",
    ]
    for pattern in patterns {
      let regex = try Regex(pattern)
      #expect(narrations.contains { $0.firstMatch(of: regex) != nil }, "\(pattern)")
    }
  }

  @Test func collectionListHasItsForm() throws {
    let rows = try SampleWardTests.rows("inbox/danh-sach-thu.xlsx", of: SampleWardTests.ward)
    #expect(rows[0].count == 1)
    #expect(
      rows[1] == [
        "STT", "Ngày thu", "Mã khách hàng", "Tên khách hàng", "Số hóa đơn", "Số tiền",
        "Hình thức thanh toán", "Điểm thu",
      ])
    let words = Set(rows.dropFirst(2).map { $0[6] })
    #expect(words == ["Tiền mặt tại điểm thu hộ", "QR Code", "Thẻ"])
    #expect(rows.dropFirst(2).contains { $0[4].isEmpty })
  }

  static func narrations(of ward: SampleWard) throws -> [String] {
    try WrittenText("sao-ke-1.csv", of: ward, separator: ",").records.dropFirst(19).map { $0[6] }
      + WrittenText("sao-ke-2.csv", of: ward, separator: ";").records.dropFirst().map { $0[4] }
  }
}
