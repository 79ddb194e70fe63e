import Records
import Testing

/// Units that succeed one another; names and codes pass on.
@Suite struct UnitHistoryTests {
  private func day(_ iso: String) throws -> CalendarDay { try #require(CalendarDay(iso: iso)) }

  /// The ward, the ward that took its place with its code, and the city above both until then.
  private func units() throws -> [OrgUnit] {
    let last = try day("2025-06-30")
    let first = try day("2025-07-01")
    return [
      OrgUnit(
        id: "cu", names: [Dated("Phường Cũ", until: last)], codes: [Dated("14797", until: last)],
        kinds: [Dated("phường")], parents: [Dated("tp", until: last)]),
      OrgUnit(
        id: "moi", names: [Dated("Phường Mới", from: first)],
        codes: [Dated("14797", from: first)], parents: [Dated("tinh", from: first)]),
      OrgUnit(id: "tp", names: [Dated("Thành phố", until: last)], parents: [Dated("tinh")]),
      OrgUnit(id: "tinh", names: [Dated("Tỉnh")]),
    ]
  }

  @Test func aCodeMeansTheUnitThatHadItOnTheDay() throws {
    let history = try UnitHistory(units: units(), successions: [])
    #expect(history.unit(code: "14797", on: try day("2025-06-30"))?.id == "cu")
    #expect(history.unit(code: "14797", on: try day("2025-07-01"))?.id == "moi")
    #expect(history.unit("cu")?.name(on: try day("2024-09-12")) == "Phường Cũ")
    #expect(history.unit("cu")?.name(on: try day("2025-07-01")) == nil)
    #expect(history.parents(of: "cu", on: try day("2024-01-01")).map(\.id) == ["tp", "tinh"])
    #expect(history.parents(of: "moi", on: try day("2025-07-01")).map(\.id) == ["tinh"])
  }

  @Test func successionsAreFollowedWholeAndInPart() throws {
    let first = try day("2025-07-01")
    let later = try day("2026-01-01")
    let history = try UnitHistory(
      units: units(),
      successions: [
        Succession(from: "cu", to: "moi", on: first),
        Succession(from: "moi", to: "tp", on: later, isWhole: false),
      ])
    #expect(history.successors(of: "cu", on: try day("2025-06-30")) == ["cu"])
    #expect(history.successors(of: "cu", on: first) == ["moi"])
    #expect(history.successors(of: "cu", on: later) == ["moi", "tp"])
  }

  @Test func whatCannotBeIsRefused() throws {
    let all = try units()
    let first = try day("2025-07-01")
    func fault(_ units: [OrgUnit], _ steps: [Succession] = []) -> UnitHistory.Fault? {
      do {
        _ = try UnitHistory(units: units, successions: steps)
        return nil
      } catch {
        return error
      }
    }
    #expect(fault(all + [all[0]]) == .twice("cu"))
    var early = all
    early[1].codes = [Dated("14797", from: try day("2025-06-30"))]
    #expect(fault(early) == .sharedCode("14797"))
    var twoNames = all
    twoNames[0].names.append(Dated("Phường Khác", from: try day("2025-06-30")))
    #expect(fault(twoNames) == .overlapping("cu"))
    #expect(fault(all, [Succession(from: "cu", to: "không", on: first)]) == .unknown("không"))
    let back = [
      Succession(from: "cu", to: "moi", on: first), Succession(from: "moi", to: "cu", on: first),
    ]
    #expect(fault(all, back) == .circular("cu"))
    var above = all
    above[3].parents = [Dated("tp")]
    #expect(fault(above) == .circular("tp"))
  }
}
