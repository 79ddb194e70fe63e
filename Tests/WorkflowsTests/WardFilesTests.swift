import Diagnostics
import Importing
import Indicators
import Records
import Reconciliation
import TestSupport
import Testing

@testable import Workflows

/// What a ward may write beside its settings: how units were, its own rules.
@Suite struct WardFilesTests {
  private static let units = """
    units:
      - id: dong-hai
        names: [{is: UBND phường Đông Hải, until: 2025-06-30}]
        codes: [{is: "14797", until: 2025-06-30}]
        kinds: [{is: phường}]
        parents: [{is: tp, until: 2025-06-30}]
      - id: hac-thanh
        names: [{is: UBND phường Hạc Thành}]
        codes: [{is: "14797", from: 2025-07-01}]
      - {id: tp}
    successions: [{from: dong-hai, to: hac-thanh, on: 2025-07-01}]
    pho:
      - {name: Đồng Lễ, was: Lễ Môn, until: 2024-05}
      - {name: Tân Hải 2, was: Tân Hải, until: 2024-06, households: [H12, H13]}
    meters:
      - {code: PA07DH0000001, household: H1, until: 2024-05}
      - {code: PA07DH0000001, household: H7, from: 2024-06}

    """

  private func file(_ text: String, _ body: (String) throws -> Void) throws {
    try TemporaryFolder.with { folder in
      try folder.write(text: text, to: "units.yaml")
      try body(folder.file("units.yaml"))
    }
  }

  @Test func unitsAndTheRegisterAsTheyWere() throws {
    try file(Self.units) { path in
      let file = try HistoryFile(path: path)
      let may = try #require(CalendarMonth(iso: "2024-05"))
      let june = try #require(CalendarMonth(iso: "2024-06"))
      let code = try #require(CustomerCode("PA07DH0000001"))
      #expect(
        try file.register(path: path)
          == RegisterHistory(
            belongings: [
              .init(pho: "Đồng Lễ", was: "Lễ Môn", until: may),
              .init(pho: "Tân Hải 2", was: "Tân Hải", until: june, households: ["H12", "H13"]),
            ],
            holdings: [
              .init(code: code, household: "H1", until: may),
              .init(code: code, household: "H7", from: june),
            ]))
      let units = try file.unitHistory(path: path)
      let before = try #require(CalendarDay(iso: "2024-09-12"))
      let after = try #require(CalendarDay(iso: "2025-07-01"))
      #expect(units.unit(code: "14797", on: before)?.name(on: before) == "UBND phường Đông Hải")
      #expect(units.unit(code: "14797", on: after)?.name(on: after) == "UBND phường Hạc Thành")
      #expect(units.successors(of: "dong-hai", on: after) == ["hac-thanh"])
    }
  }

  @Test(arguments: [
    ("meters: [{code: PA07DH0000001, household: H1, til: 2024-05}]", "workspace.unknown-key"),
    ("meters: [{code: '', household: H1}]", "units.customer-code"),
    ("pho: [{name: A, was: B, until: 2024}]", "workspace.period"),
    ("units: [{id: a, parents: [{is: b}]}]", "units.impossible"),
    ("successions: [{from: a, to: b, on: 2025-07}]", "workspace.day"),
  ])
  func aSlipIsNamed(_ text: String, _ code: String) throws {
    try file(text) { path in
      do {
        let file = try HistoryFile(path: path)
        _ = (try file.register(path: path), try file.unitHistory(path: path))
        Issue.record("nothing was noticed")
      } catch let error as any Diagnosable {
        #expect(error.diagnostic.code == code)
        #expect(error.diagnostic.origin.file == path)
      }
    }
  }

  @Test func theRulesThatShipAreThoseOfTheProgram() throws {
    var none = MatchingRules.standard
    (none.vetoes, none.cashAtDesk, none.electricity) = ([], [], [])
    let shipped = try RulesFile.rules(path: PackageRoot.file("Layouts/rules.yaml"), on: none)
    #expect(shipped == .standard)
  }

  @Test func theChannelsThatShipAreThoseOfTheProgram() throws {
    let shipped = PackageRoot.file("Layouts/channels.yaml")
    #expect(try ChannelTable.load(path: shipped).kinds == .standard)
    try TemporaryFolder.with { folder in
      let own = try folder.write(
        text: """
          cashless: [{name: Ví mới, words: [vi moi], instrument: wallet}]
          cash: [{name: Bưu điện, instrument: cash, intermediary: true}]

          """, to: "channels.yaml")
      let kinds = try ChannelTable.load(path: shipped, userPath: own).kinds
      #expect(kinds.instrument(.known(name: "Ví mới", isCashless: true)) == "wallet")
      #expect(kinds.intermediaries.contains("Bưu điện"))
    }
  }

  @Test func aWardsOwnRulesGoOnTop() throws {
    try TemporaryFolder.with { folder in
      try folder.write(
        text: """
          near-days: 5
          fees-vnd: [1000]
          automatic: {code-fragment: never}
          vetoes: [{phrase: Tiền nước, topic: nước}]
          without-vetoes: [tien phong]

          """, to: "rules.yaml")
      let rules = try RulesFile.rules(path: folder.file("rules.yaml"), on: .standard)
      #expect(rules.nearDays == 5 && rules.openDays == MatchingRules.standard.openDays)
      #expect(rules.feesVND == [1000] && rules.automaticFragment == nil)
      #expect(rules.vetoes.last?.phrase == "tien nuoc")
      #expect(!rules.vetoes.contains { $0.phrase == "tien phong" })
      #expect(rules.vetoes.count == MatchingRules.standard.vetoes.count)
    }
  }
}
