import Diagnostics
import Indicators
import Records
import Storage
import TestSupport
import Testing

@testable import Workflows

/// A workspace and its settings, all of which may be left out.
@Suite struct WorkspaceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func workspace(_ settings: String? = nil) throws -> Workspace {
    if let settings { try folder.write(text: settings, to: "bakhong.yaml") }
    return try Workspace(folder.path)
  }

  private func month(_ text: String) throws -> CalendarMonth {
    try #require(CalendarMonth(iso: text))
  }

  @Test(arguments: [nil, "", "# chỉ có chú thích\n\n", "{}\n"])
  func everythingHasADefault(_ settings: String?) throws {
    let workspace = try workspace(settings)
    #expect(workspace.unitName == nil && workspace.place == nil)
    #expect(try workspace.day() == nil)
    #expect(try workspace.rateDefinition().id == "household-cashless/all-paid")
    let shipped = try ShippedFiles()
    #expect(try workspace.template(shipped) == shipped.template)
    #expect(workspace.configuration.source(for: "sao-ke.csv") == nil)
  }

  @Test func periodsAreThoseOfTheSettings() throws {
    let workspace = try workspace(
      "periods: {before: 2024-03, after: {from: 2024-06, to: 2024-08}}")
    let periods = try workspace.periods(billed: [month("2023-01")])
    #expect(periods[.before]?.iso == "2024-03")
    #expect(periods[.after]?.iso == "2024-06..2024-08")
  }

  @Test func withoutSettingsTheFirstAndLastBilledMonthsAreThePeriods() throws {
    let months = try ["2024-05", "2024-03", "2024-08"].map(month)
    let periods = try workspace().periods(billed: months)
    #expect(periods[.before]?.iso == "2024-03")
    #expect(periods[.after]?.iso == "2024-08")
    #expect(try workspace().periods(billed: [CalendarMonth]()).isEmpty)
    let half = try workspace("periods: {after: 2024-07}").periods(billed: months)
    #expect(half[.before]?.iso == "2024-03")
    #expect(half[.after]?.iso == "2024-07")
  }

  @Test(
    arguments: [
      ("UBND phường Đông Hải", "Đông Hải"), ("Ủy ban nhân dân xã Thanh Bình", "Thanh Bình"),
      ("Uỷ ban nhân dân thị trấn Sao Mai", "Sao Mai"), ("ỦY BAN NHÂN DÂN PHƯỜNG X", "X"),
      ("xã Xã Đàn", "Xã Đàn"), ("Đông Hải", "Đông Hải"), ("UBND", "UBND"),
    ])
  func thePlaceIsTheUnitWithoutItsKind(_ name: String, _ place: String) throws {
    #expect(try workspace("unit: {name: \(name)}").place == place)
    #expect(try workspace("unit: {name: \(name)}\nreport: {place: Hạc Thành}").place == "Hạc Thành")
  }

  @Test func theDayOfTheReportIsRead() throws {
    let day = try workspace("report: {date: 2024-09-12}").day()
    #expect(day == CalendarDay(iso: "2024-09-12"))
    for wrong in ["12/9/2024", "2024-09-31", "tháng 9"] {
      #expect(throws: WorkflowError.self) { try workspace("report: {date: \(wrong)}").day() }
    }
  }

  @Test func aTemplateOfTheWorkspaceComesFirst() throws {
    let shipped = try ShippedFiles()
    try folder.write(text: "", to: "a.ods")
    #expect(try workspace("template: a.ods").template(shipped) == folder.file("a.ods"))
    let own = try workspace("template: Templates/bao-cao-3-khong.xlsx").template(shipped)
    #expect(own == shipped.folder + "/Templates/bao-cao-3-khong.xlsx")
    let full = try workspace("template: \(folder.file("a.ods"))")
    #expect(try full.template(shipped) == folder.file("a.ods"))
    #expect(try full.template(shipped, given: own) == own)
  }

  @Test func aSourceIsFoundByItsPattern() throws {
    let configuration = try workspace(
      """
      sources:
        - {match: "vcb-*.csv", layout: vietcombank, side: payer}
        - {match: "*.csv", layout: mb}
      """
    ).configuration
    #expect(configuration.source(for: "VCB-2024-08.csv")?.layout == "vietcombank")
    #expect(configuration.source(for: "VCB-2024-08.csv")?.side == .payer)
    #expect(configuration.source(for: "khac.csv")?.layout == "mb")
    #expect(configuration.source(for: "khac.csv")?.side == nil)
    #expect(configuration.source(for: "khac.xlsx") == nil)
  }

  @Test(
    arguments: [
      "uni: 1", "unit: {ten: X}", "periods: {truoc: 2024-03}", "report: {ngay: 2024-01-01}",
      "periods: {before: {from: 2024-01, until: 2024-03}}", "sources: [{match: a, bank: mb}]",
    ])
  func aKeyThatNobodyKnowsIsRefused(_ settings: String) throws {
    do {
      _ = try workspace(settings)
      Issue.record("\(settings) was taken")
    } catch let error as WorkflowError {
      #expect(error.diagnostic.code == "workspace.unknown-key")
      #expect(error.diagnostic.origin.file == folder.file("bakhong.yaml"))
    }
  }

  @Test(
    arguments: [
      (".", "inbox/a.csv"), ("x", "x/inbox/a.csv"), ("x/", "x/inbox/a.csv"), ("/", "/inbox/a.csv"),
    ])
  func pathsAreShort(_ folder: String, _ path: String) {
    #expect(Workspace.path("inbox/a.csv", in: folder) == path)
  }

  @Test func aFileIsNoWorkspace() throws {
    let file = try folder.write(text: "", to: "tep")
    #expect(throws: WorkflowError.self) { try Workspace(file) }
    #expect(throws: WorkflowError.self) { try Workspace(folder.file("khong-co")) }
  }
}

/// File name patterns.
@Suite struct WildcardTests {
  @Test(
    arguments: [
      ("a.csv", "*.csv"), ("a.csv", "*"), ("", ""), ("", "*"), ("", "***"),
      ("VCB-1.CSV", "vcb-?.csv"),
      ("aXbXc", "a*b*c"), ("aab", "*ab"), ("abab", "*ab"), ("sao-kê.csv", "sao-k?.csv"),
      ("a*b", "a*b"), ("a", "a*"),
    ])
  func fits(_ name: String, _ pattern: String) {
    #expect(Wildcard.matches(name[...], pattern: pattern[...]))
  }

  @Test(
    arguments: [
      ("a.csv", "*.xlsx"), ("a", ""), ("", "?"), ("vcb-12.csv", "vcb-?.csv"), ("aXbX", "a*b*c"),
      ("ab", "b*"), ("a.csv.bak", "*.csv"),
    ])
  func doesNotFit(_ name: String, _ pattern: String) {
    #expect(!Wildcard.matches(name[...], pattern: pattern[...]))
  }
}
