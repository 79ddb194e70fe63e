// Planted faults for TypeNameCheck.

import Testing

@Suite struct TypeNameCheckTests {
  private func findings(_ code: String) -> [Finding] {
    TypeNameCheck.findings(in: [SourceFile("Sources/Sheets/A.swift", code)])
  }

  @Test(arguments: [
    "public struct Row {}", "public final class Column<T> {}", "public indirect enum Table {}",
    "@frozen public struct Statement: Sendable {}", "open class Record {}",
    "public actor Database {}", "public typealias SourceLocation = Int",
    "public protocol Row {}",
  ])
  func finds(code: String) {
    #expect(findings("/// A.\n" + code).map(\.line) == [2])
  }

  @Test(arguments: [
    "struct Row {}", "public struct RowReader {}", "public struct SheetRow {}",
    "public enum Sheet {\n  public struct Row {}\n}", "public func row(_ row: Row) {}",
    "// public struct Row",
  ])
  func allows(code: String) {
    #expect(findings(code).isEmpty)
  }
}
