import Records
import Testing

@testable import SampleWard

@Suite struct EVNFileTests {
  private static let header = """
    MA_DVIQLY,MA_SOGCS,MA_KHANG,TEN_KHANG,DCHI_KHANG,LOAI_KHANG,SO_HO,KY,THANG,NAM,NGAY_DKY,\
    NGAY_CKY,CHISO_CU,CHISO_MOI,HS_NHAN,DIEN_TTHU,SO_TIEN,TYLE_THUE,TIEN_GTGT,TONG_TIEN,ID_HDON,\
    ID_HDON_DC,NGAY_PHANH,HAN_TTOAN,TTRANG_TTOAN,NGAY_TTOAN,MA_TCHUC,KENH_THANH_TOAN,TONG_NO
    """

  @Test func filesHaveTheFieldNamesAndBothKindsOfStart() throws {
    let starts = try SampleWard.months.map { month in
      let text = try WrittenText(
        "hoa-don-\(month.iso).csv", of: SampleWardTests.ward, separator: ",")
      #expect(text.records[0].joined(separator: ",") == Self.header)
      #expect(text.records.allSatisfy { $0.count == 29 })
      let file = SampleWardTests.ward.files.first { $0.path.contains(month.iso) }
      return file?.bytes?.starts(with: [0xEF, 0xBB, 0xBF])
    }
    #expect(Set(starts) == [true, false])
  }

  @Test func fieldsVaryAsInRealExports() throws {
    let rows = try SampleWard.months.flatMap { month in
      try WrittenText("hoa-don-\(month.iso).csv", of: SampleWardTests.ward, separator: ",").named()
    }
    func values(_ name: String) -> Set<String> { Set(rows.compactMap { $0[name] }) }
    #expect(values("LOAI_KHANG") == ["SH", "KD", "SX"])
    #expect(values("TTRANG_TTOAN") == ["DATT", "CHUATT"])
    #expect(values("SO_HO") == ["1", "2"])
    #expect(Set(values("ID_HDON").map(\.count)) == [9, 10])
    #expect(values("TONG_NO").contains { $0.hasPrefix("-") })
    #expect(values("DCHI_KHANG").contains { $0.contains(",") })
    #expect(values("KENH_THANH_TOAN").count == 12)
  }

  @Test func readingsGoOnFromMonthToMonth() throws {
    var readings: [String: String] = [:]
    for month in SampleWard.months {
      let text = try WrittenText(
        "hoa-don-\(month.iso).csv", of: SampleWardTests.ward, separator: ",")
      for row in text.named() {
        let code = try #require(row["MA_KHANG"])
        if let before = readings[code] { #expect(row["CHISO_CU"] == before) }
        let used = try #require(Int(row["DIEN_TTHU"] ?? ""))
        let before = try #require(Int(row["CHISO_CU"] ?? ""))
        #expect(row["CHISO_MOI"] == String(before + used))
        readings[code] = row["CHISO_MOI"]
      }
    }
  }
}
