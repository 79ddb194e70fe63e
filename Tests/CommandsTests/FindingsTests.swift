import Foundation
import Storage
import TestSupport
import Testing

/// Runs that do their work and leave something to look at: exit status 1.
@Suite struct FindingsTests {
  @Test func aShortRowIsSetAsideOnEveryRun() throws {
    let ward = try SmallWard(hasRun: true)
    try ward.spoilRow()
    let words = """
      lưu ý: thieu.csv: dòng 2 [import.row-too-short]
        dòng có 4 ô, cần 29
        gợi ý: thêm các ô còn thiếu

      """
    for (imported, duplicates) in [(1, 0), (0, 1)] {
      let outcome = try ward.run("run", "phuong")
      #expect(outcome.exitCode == 1)
      #expect(outcome.errors == words)
      let line = "thieu.csv: evn-fields, \(imported) dòng mới, \(duplicates) đã có, 1 để riêng\n"
      #expect(outcome.output.contains(line))
      #expect(outcome.output.contains("Báo cáo: phuong/out/bao-cao-3-khong.ods\n"))
    }
  }

  /// Once the file is corrected, its bad row is a thing of the past.
  @Test func aCorrectedFileLeavesNothingToLookAt() throws {
    let ward = try SmallWard(hasRun: true)
    let whole = try ward.spoilRow()
    #expect(try ward.run("run", "phuong").exitCode == 1)
    try ward.write(whole, to: "inbox/thieu.csv")
    for (imported, duplicates) in [(1, 1), (0, 2)] {
      let outcome = try ward.run("run", "phuong")
      #expect(outcome.exitCode == 0)
      #expect(outcome.errors == "")
      let line = "thieu.csv: evn-fields, \(imported) dòng mới, \(duplicates) đã có, 0 để riêng\n"
      #expect(outcome.output.contains(line))
    }
    #expect(try ward.run("report", "-C", "phuong").exitCode == 0)
  }

  /// A form without documents has a remark on each of its figures: they do not hide an error.
  @Test func errorsComeFirstAndRemarksOfOneKindAreFew() throws {
    let ward = try SmallWard()
    try ward.write(
      """
      unit: {id: phuong, name: Phường Mẫu}
      units:
        - {id: pho-a, name: Phố A}

      """, to: "phieu/don-vi.yaml")
    let figures = (6...9).flatMap { number in
      ["ct0\(number)_tu_sau=80", "ct0\(number)_mau_sau=100"]
    }
    let outcome = try ward.run(
      [
        "sheet", "set", PackageRoot.file("Templates/phieu-thu-thap.ods"), "ma_don_vi=pho-a",
        "ten_don_vi=Phố A", "ky_bao_cao=2024-08", "ngay_lap=2024-09-05", "lan_bao_cao=1",
        "nguoi_lap=Người Lập",
      ] + figures + ["ct12_tu_sau=7", "ct12_mau_sau=5"]
        + ["-o", "phuong/phieu/a.ods"], with: [:])
    #expect(outcome.exitCode == 0)
    let collected = try ward.run("collect", "phuong/phieu")
    #expect(collected.exitCode == 1)
    let codes = collected.errors.split(separator: "\n").compactMap { line in
      line.contains(" [collect.") ? line.split(separator: "[").last?.dropLast() : nil
    }
    #expect(codes.first == "collect.above-denominator")
    #expect(codes.count { $0 == "collect.evidence-missing" } == 3)
    #expect(collected.errors.contains("lưu ý nữa"))
  }

  @Test func theJSONListsWhatWasSetAside() throws {
    let ward = try SmallWard(hasRun: true)
    try ward.spoilRow()
    let outcome = try ward.run("run", "phuong", "--json")
    #expect(outcome.exitCode == 1)
    #expect(outcome.errors == "")
    let findings = try #require(try JSONValue(outcome)["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == ["import.row-too-short"])
    #expect(findings.first?["file"] as? String == "thieu.csv")
    #expect(findings.first?["line"] as? Int == 2)
    #expect(findings.first?["severity"] as? String == "warning")
  }

  /// A word is listed until someone says what it means; then it counts without a new import.
  @Test func anUnknownChannelIsListedUntilItIsKnown() throws {
    let ward = try SmallWard()
    // What EVN does not know, the lists of payments might.
    for name in ["sao-ke-1.csv", "sao-ke-2.csv", "danh-sach-thu.xlsx"] {
      try ward.remove("inbox/" + name)
    }
    let bills = try ward.text("inbox/hoa-don-2024-08.csv")
    let rows = bills.components(separatedBy: "Mobile Banking").count - 1
    try #require(rows > 0)
    try ward.write(
      bills.replacing("Mobile Banking", with: "Bồ câu đưa thư"), to: "inbox/hoa-don-2024-08.csv")
    let words = """
      lưu ý: hoa-don-2024-08.csv: [import.channel-unknown]
        chưa biết kênh thanh toán "Bồ câu đưa thư" có dùng tiền mặt hay không (\(rows) dòng)
        gợi ý: thêm từ này vào channels.yaml trong thư mục của phường rồi chạy lại; \
      mẫu: Layouts/channels.yaml

      """
    for _ in 1...2 {
      let outcome = try ward.run("run", "phuong")
      #expect(outcome.exitCode == 1)
      #expect(outcome.errors == words)
    }
    let before = try ward.unknownAfter()
    try ward.write("cash:\n  - name: Bồ câu đưa thư\n", to: "channels.yaml")
    let outcome = try ward.run("run", "phuong")
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors == "")
    #expect(try ward.unknownAfter() < before)
  }

  @Test func aPeriodWithoutBillsIsTold() throws {
    let ward = try SmallWard()
    try ward.write("periods: {before: 2023-03, after: 2024-08}\n", to: "bakhong.yaml")
    let outcome = try ward.run("run", "phuong", "--lang", "en")
    #expect(outcome.exitCode == 1)
    #expect(
      outcome.errors == """
        warning: [rates.no-bills]
          no household has a bill in the period 2023-03
          hint: mend the periods of bakhong.yaml (there are bills of 2024-03..2024-08), or import \
        the bills of this period and the register

        """)
  }

  /// The same bytes under two names are one file.
  @Test func aCopyOfAFileBringsNothing() throws {
    let ward = try SmallWard(hasRun: true)
    try ward.write(ward.text("inbox/so-lieu.csv"), to: "inbox/so-lieu (1).csv")
    let before = try ward.state()
    let outcome = try ward.run("run", "phuong")
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains("so-lieu (1).csv: figures, 0 dòng mới, "))
    #expect(try ward.state() == before)
  }

  @Test func nothingIsSaidWhenQuiet() throws {
    let ward = try SmallWard()
    try ward.spoilRow()
    let outcome = try ward.run("run", "phuong", "--quiet")
    #expect(outcome.exitCode == 1)
    #expect(outcome.output + outcome.errors == "")
  }

  @Test func aDryRunOnlyTells() throws {
    let ward = try SmallWard(hasRun: true)
    try ward.spoilRow()
    let before = try ward.state()
    let outcome = try ward.run("import", "-C", "phuong", "--dry-run", "phuong/inbox/thieu.csv")
    #expect(outcome.exitCode == 1)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == "thieu.csv: evn-fields, 2 dòng, 1 mới, 0 đã có, 1 để riêng")
    #expect(lines.dropFirst().first == "  bảng mã utf-8 (100 %)")
    #expect(lines.contains { $0.hasPrefix("  amount ← TONG_TIEN: ") })
    #expect(try ward.state() == before)
  }
}

extension SmallWard {
  /// Adds a file of two bills, of which the first has lost most of its cells.
  ///
  /// - Returns: The file as it should have been.
  @discardableResult
  fileprivate func spoilRow() throws -> String {
    let lines = try text("inbox/hoa-don-2024-04.csv").split(whereSeparator: \.isNewline)
      .map(String.init)
    let rows = lines[1...2].map { $0.replacing(",2024,", with: ",2023,") }
    let bad = rows[0].split(separator: ",").prefix(4).joined(separator: ",")
    try write([lines[0], bad, rows[1], ""].joined(separator: "\n"), to: "inbox/thieu.csv")
    return [lines[0], rows[0], rows[1], ""].joined(separator: "\n")
  }

  /// How many households are of unknown channel in the last month.
  fileprivate func unknownAfter() throws -> Int {
    let rates = try JSONValue(run("rates", "-C", "phuong", "--json"))["periods"]
    let last = try #require((rates as? [[String: Any]])?.last)
    return try #require(last["unknown"] as? Int)
  }
}
