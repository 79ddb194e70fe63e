import LedgerStore
import Testing

/// Plays every story of the tables; after each line `verify` must find nothing.
@Suite struct ScenarioTests {
  @Test(arguments: Scenario.parse(ScenarioTable.bills + ScenarioTable.payments))
  func billsAndPayments(_ scenario: Scenario) throws {
    try scenario.play()
  }

  @Test(arguments: Scenario.parse(ScenarioTable.undoing + ScenarioTable.locking))
  func undoingAndLocking(_ scenario: Scenario) throws {
    try scenario.play()
  }

  @Test(arguments: Scenario.parse(ScenarioTable.adjusting))
  func adjusting(_ scenario: Scenario) throws {
    try scenario.play()
  }

  @Test func thereAreHundredsOfSteps() {
    let all = Scenario.parse(
      ScenarioTable.bills + ScenarioTable.payments + ScenarioTable.undoing + ScenarioTable.locking
        + ScenarioTable.adjusting)
    #expect(all.reduce(0) { $0 + $1.steps.count } >= 300)
    #expect(Set(all.map(\.title)).count == all.count)
  }
}
