// The checks, let loose on the repository itself.

import Testing

/// Every check on the package's own files.
@Suite struct RepositoryTests {
  private let files: [SourceFile]
  private let tracked: [TrackedFile]

  init() throws {
    let repository = try Repository.own.get()
    files = repository.texts
    tracked = repository.tracked
  }

  /// A check that sees no files finds nothing: make sure that it sees them.
  @Test func seesEveryModule() {
    let seen = Set(files.compactMap(\.module))
    #expect(seen == Set(Ranks.table.map(\.name)))
  }

  @Test func importsPointDown() {
    expectNone(ImportCheck.findings(in: files))
  }

  @Test func theTableOfModulesPointsDown() {
    expectNone(ImportCheck.findings(inTable: Ranks.table))
  }

  @Test func formatsMirrorEachOther() {
    expectNone(MirrorCheck.findings(in: files))
  }

  @Test func filesLinesAndFunctionsAreShort() {
    expectNone(SizeCheck.findings(in: files))
  }

  @Test func noUnfinishedWorkAndNoMachinePaths() {
    expectNone(WordCheck.findings(in: files))
  }

  @Test func noPlaceholders() {
    expectNone(WordCheck.placeholders(in: files))
  }

  @Test func publicTypeNamesAreFree() {
    expectNone(TypeNameCheck.findings(in: files))
  }

  @Test func gitHoldsNoBuildProductsAndNoLargeBinaries() {
    expectNone(TrackedFileCheck.findings(in: tracked))
  }

  private func expectNone(
    _ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for finding in findings.sorted(by: { $0.description < $1.description }) {
      Issue.record("\(finding)", sourceLocation: sourceLocation)
    }
  }
}
