// Planted faults for MirrorCheck.

import Testing

@Suite struct MirrorCheckTests {
  private func files(_ paths: String...) -> [SourceFile] { paths.map { SourceFile($0, "") } }

  @Test func findsAFileWithoutTwin() {
    let findings = MirrorCheck.findings(
      in: files(
        "Sources/ODSFiles/ODSReader.swift", "Sources/ODSFiles/ODSSettings.swift",
        "Sources/XLSXFiles/XLSXReader.swift", "Sources/XLSXFiles/XLSXSharedStrings.swift"),
      exceptions: [])
    #expect(
      Set(findings.map(\.path)) == [
        "Sources/ODSFiles/ODSSettings.swift", "Sources/XLSXFiles/XLSXSharedStrings.swift",
      ])
  }

  @Test func allowsTwinsAndListedExceptions() {
    let findings = MirrorCheck.findings(
      in: files(
        "Sources/ODSFiles/ODSReader.swift", "Sources/XLSXFiles/XLSXReader.swift",
        "Sources/XLSXFiles/XLSXSharedStrings.swift"),
      exceptions: [MirrorException(name: "*SharedStrings.swift", reason: "ODS has none")])
    #expect(findings.isEmpty)
  }

  @Test func findsAnExceptionThatIsNone() {
    let findings = MirrorCheck.findings(
      in: files("Sources/ODSFiles/ODSReader.swift", "Sources/XLSXFiles/XLSXReader.swift"),
      exceptions: [MirrorException(name: "*Reader.swift", reason: "outdated")])
    #expect(findings.map(\.path) == ["*Reader.swift"])
  }

  @Test func waitsForAnEmptyFolder() {
    let findings = MirrorCheck.findings(
      in: files("Sources/ODSFiles/ODSReader.swift", "Sources/XLSXFiles/Placeholder.swift"))
    #expect(findings.isEmpty)
  }
}
