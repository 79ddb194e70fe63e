import Diagnostics
import Storage
import TestSupport
import Testing
import Workbooks

@testable import Workflows

/// Phố to ward to city: forms collected, summed, filled upward.
@Suite struct CollectWorkflowTests {
  /// The sums of an outcome by named range.
  private func sums(_ summary: CollectSummary) -> [String: Int] {
    var sums: [String: Int] = [:]
    for sum in summary.sums {
      let column = sum.column == "before" ? "truoc" : "sau"
      sums["\(sum.key)_tu_\(column)"] = sum.numerator
      sums["\(sum.key)_mau_\(column)"] = sum.denominator
    }
    return sums
  }

  @Test func aCitySumsToItsTruth() throws {
    let city = try CollectedCity(
      wards: 4, phoEach: 6, generator: .announced())
    var cityTruth: [String: Int] = [:]
    try Folder.make(city.folder.file("thanh-pho"))
    for ward in city.wards {
      let folder = city.folder.file(ward)
      let outcome = try CollectWorkflow.collect(CollectWorkflow.Request(folders: [folder]))
      let truth = city.truth[ward] ?? [:]
      #expect(sums(outcome.summary) == truth)
      cityTruth.merge(truth) { $0 + $1 }
      let slips = city.slips[ward] ?? []
      let errors = outcome.findings.filter { $0.severity == .error }
      #expect(
        Set(errors.map { "\($0.origin.file ?? "") \($0.code)" })
          == Set(slips.map { "\($0.file) \($0.code)" }))
      #expect(errors.allSatisfy { $0.origin.cell != nil })
      #expect(outcome.summary.counted == 6 - slips.count)
      #expect(outcome.summary.expected == 6)
      // Every other ward hands in the XLSX.
      let kind = ward.hasSuffix("1") || ward.hasSuffix("3") ? "ods" : "xlsx"
      let bytes = try FileBytes.read(folder + "/tong-hop/phieu-tong-hop." + kind)
      try city.folder.write(bytes, to: "thanh-pho/\(ward).\(kind)")
    }
    let outcome = try CollectWorkflow.collect(
      CollectWorkflow.Request(folders: [city.folder.file("thanh-pho")]))
    #expect(sums(outcome.summary) == cityTruth)
    #expect(outcome.findings.filter { $0.severity == .error }.isEmpty)
  }

  @Test func approvalKeepsFiguresUntilItIsTakenBack() throws {
    let city = try CollectedCity(wards: 1, phoEach: 1, generator: SeededGenerator(seed: 1))
    let folder = city.folder.file("phuong-1")
    var request = CollectWorkflow.Request(folders: [folder])
    try #require(city.slips["phuong-1"]?.isEmpty == true)
    request.approve = ["phuong-1-pho-1"]
    #expect(throws: ApprovalError.self) { try CollectWorkflow.collect(request) }
    request.actor = "Người Duyệt"
    let approved = try CollectWorkflow.collect(request)
    #expect(approved.summary.units.map(\.state) == ["approved"])
    let later = try CollectedCity(wards: 1, phoEach: 1, generator: SeededGenerator(seed: 3))
    for name in try Folder.files(later.folder.file("phuong-1")) where name != "don-vi.yaml" {
      let bytes = try FileBytes.read(later.folder.file("phuong-1") + "/" + name)
      try city.folder.write(bytes, to: "phuong-1/sua-" + name)
    }
    let kept = try CollectWorkflow.collect(CollectWorkflow.Request(folders: [folder]))
    #expect(sums(kept.summary) == city.truth["phuong-1"])
    #expect(kept.findings.contains { $0.code == "collect.approved" })
    var reopen = CollectWorkflow.Request(folders: [folder])
    reopen.reopen = ["phuong-1-pho-1"]
    reopen.actor = "Người Duyệt"
    #expect(throws: ApprovalError.self) { try CollectWorkflow.collect(reopen) }
    reopen.reason = "nộp nhầm"
    let reopened = try CollectWorkflow.collect(reopen)
    #expect(reopened.findings.contains { $0.code == "collect.contradicting" })
    let lines = String(
      decoding: try FileBytes.read(folder + "/phe-duyet.jsonl"), as: UTF8.self)
    #expect(lines.split(separator: "\n").count == 2)
  }

  @Test func anEmptyFolderIsAnError() throws {
    let folder = try TemporaryFolder()
    #expect(throws: (any Error).self) {
      try CollectWorkflow.collect(CollectWorkflow.Request(folders: [folder.path]))
    }
    #expect(try Folder.files(folder.path).isEmpty)
  }
}
