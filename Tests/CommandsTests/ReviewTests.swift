import Foundation
import TestSupport
import Testing

/// Looking at lines and deciding about them, as a clerk does.
@Suite struct ReviewTests {
  private static let register = """
    Mã hộ,Chủ hộ,Phố,Địa chỉ,Số nhân khẩu,Số người trên 15 tuổi,Mã khách hàng
    H1,Trần Thị Hoà,Đồng Lễ,1 Đồng Lễ,3,2,PA07DH0000001
    H2,Lê Văn Hai,Đồng Lễ,2 Đồng Lễ,4,3,PA07DH0000777

    """
  private static let bills = """
    Mã khách hàng,Tên khách hàng,Kỳ hóa đơn,Tổng tiền,Số hóa đơn,Loại khách hàng,Trạng thái,\
    Ngày thanh toán,Hình thức thanh toán
    PA07DH0000001,Trần Thị Hoà,08/2024,120123,900000001,SH,CHUATT,,
    PA07DH0000777,Lê Văn Hai,08/2024,90321,900000002,SH,CHUATT,,

    """
  private static let statement = """
    Ngày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Mô tả
    20/08/2024,FT1,,120123,TRAN THI HOA tien dien
    21/08/2024,FT2,,90321,PA07DH0000777 tien dien

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(text: Self.register, to: "inbox/so-ho.csv")
    try folder.write(text: Self.bills, to: "inbox/hoa-don.csv")
    try folder.write(text: Self.statement, to: "inbox/sao-ke.csv")
  }

  private func run(_ arguments: String...) throws -> Subprocess.Outcome {
    try run(arguments)
  }

  private func run(_ arguments: [String]) throws -> Subprocess.Outcome {
    try Subprocess.run(
      PackageRoot.program("bakhong"), arguments + ["-C", folder.path], in: folder.path,
      environment: ["LC_ALL": "C.UTF-8", "BAKHONG_SHARE": PackageRoot.path])
  }

  private func rate() throws -> [Int] {
    let periods = try JSONValue(run("rates", "--json"))["periods"] as? [[String: Any]]
    return ["numerator", "denominator", "unknown"].compactMap { periods?.first?[$0] as? Int }
  }

  private func statuses() throws -> [String] {
    try run("match", "--list").output.split(separator: "\n").dropFirst().map {
      String($0.split(separator: ",", omittingEmptySubsequences: false)[4])
    }
  }

  @Test func acceptRejectChooseSplitUndo() throws {
    #expect(try run("run", folder.path).exitCode <= 1)
    #expect(try statuses() == ["suggested", "auto"])
    #expect(try rate() == [1, 2, 1])
    let items = try JSONValue(run("review", "list", "--json"))["items"] as? [[String: Any]]
    #expect(items?.count == 1 && items?.first?["id"] as? String == "sao-ke.csv:2")
    #expect(items?.first?["impact"] as? Int == 1)
    #expect(try run("review", "accept", "sao-ke.csv:2", "--reason", "hỏi chủ hộ").exitCode == 0)
    #expect(try statuses() == ["accepted", "auto"])
    #expect(try rate() == [2, 2, 0])
    #expect(try run("run", folder.path).exitCode <= 1)
    #expect(try statuses() == ["accepted", "auto"], "no rule undoes a decision")
    #expect(try run("review", "undo", "sao-ke.csv:2").exitCode == 0)
    #expect(try statuses() == ["suggested", "auto"])
    #expect(try run("review", "reject", "sao-ke.csv:3").exitCode == 0)
    #expect(try statuses() == ["suggested", "rejected"])
    #expect(try rate() == [0, 2, 1])
    #expect(try run("review", "choose", "sao-ke.csv:3", "900000001").exitCode == 0)
    #expect(
      try run("review", "split", "sao-ke.csv:3", "900000001=40000", "900000002=50321").exitCode == 0
    )
    #expect(try statuses()[1] == "accepted")
  }

  @Test func whatCannotBeDecidedIsSaid() throws {
    #expect(try run("run", folder.path).exitCode <= 1)
    for (arguments, code) in [
      (["review", "accept", "sao-ke.csv:99"], "review.unknown-line"),
      (["review", "undo", "sao-ke.csv:2"], "review.not-decided"),
      (["review", "choose", "sao-ke.csv:2", "77"], "ledger.unknown-bill"),
      (["rates", "--period", "2024-13"], "rates.not-a-period"),
      (["rates", "--explain", "--definition", "bill-cashless/paid"], "rates.explains-households"),
      (["match", "--rules", "none.yaml"], "match.rules-missing"),
    ] {
      let outcome = try run(arguments)
      #expect(outcome.exitCode == 2 && outcome.errors.contains("[" + code + "]"), "\(code)")
    }
  }

  @Test func aDryRunShowsWhatRulesWouldChange() throws {
    #expect(try run("run", folder.path).exitCode <= 1)
    #expect(try run("match", "--dry-run").output.split(separator: "\n").count == 1)
    let rules = try folder.write(
      text: "vetoes:\n  - {phrase: tien dien, topic: thử, topic-en: a trial}\n", to: "r.yaml")
    let trial = try run("match", "--dry-run", "--rules", rules)
    #expect(trial.output.contains("sao-ke.csv:3: 900000002 → không hóa đơn nào"))
    #expect(try statuses() == ["suggested", "auto"])
    let bad = try folder.write(text: "near-day: 3\n", to: "bad.yaml")
    #expect(try run("match", "--rules", bad).errors.contains("workspace.unknown-key"))
  }

  @Test func aRateIsTracedToLinesOfFiles() throws {
    #expect(try run("run", folder.path).exitCode <= 1)
    let trail = try run("rates", "--explain", "--period", "2024-08").output
    #expect(trail.contains("so-ho.csv:3  Đồng Lễ: được tính"))
    #expect(trail.contains("2024-08 hoa-don.csv:3: không dùng tiền mặt ← sao-ke.csv:3"))
    #expect(!trail.contains("PA07DH0000777"))
    #expect(
      try run("rates", "--explain", "--show-values").output.contains("H2 PA07DH0000777"))
    let compared = try run("rates", "--definitions").output
    #expect(compared.contains("household-cashless/all-paid: 1/2"))
    let byMonth = try JSONValue(run("rates", "--by", "month", "--json"))["periods"]
    #expect((byMonth as? [[String: Any]])?.first?["by_month"] is [String: Any])
  }

  /// Money that went back takes its payment with it.
  @Test func aReversalIsReadAndFindsItsPayment() throws {
    let statement =
      Self.statement + "25/08/2024,FT9,90321,,HOAN TRA PA07DH0000777 tien dien\n"
      + "26/08/2024,FT10,5000,,HOAN TIEN THUA PA07DH0000777\n"
    try folder.write(text: statement, to: "inbox/sao-ke.csv")
    #expect(try run("run", folder.path).exitCode <= 1)
    #expect(try statuses() == ["suggested", "reversed", "reversal"])
    #expect(try run("match", "--list").output.contains("sao-ke.csv,4,-90321,none,reversal,"))
    #expect(try rate() == [0, 2, 1])
  }
}
