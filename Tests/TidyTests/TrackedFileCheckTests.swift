// Planted faults for TrackedFileCheck.

import Testing

@Suite struct TrackedFileCheckTests {
  @Test(arguments: [
    TrackedFile(path: "Package.resolved", bytes: 10, isBinary: false),
    TrackedFile(path: ".build/debug.yaml", bytes: 10, isBinary: false),
    TrackedFile(path: "Samples/a.ods", bytes: (1 << 20) + 1, isBinary: true),
  ])
  func finds(file: TrackedFile) {
    #expect(TrackedFileCheck.findings(in: [file]).map(\.path) == [file.path])
  }

  @Test(arguments: [
    TrackedFile(path: "Package.swift", bytes: 10, isBinary: false),
    TrackedFile(path: "Samples/a.csv", bytes: 2 << 20, isBinary: false),
    TrackedFile(path: "Samples/a.ods", bytes: 1 << 20, isBinary: true),
  ])
  func allows(file: TrackedFile) {
    #expect(TrackedFileCheck.findings(in: [file]).isEmpty)
  }
}
