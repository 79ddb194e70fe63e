internal import Diagnostics

/// What `sheet check` found, as programs read it; its words are English in every language.
public struct CheckDocument: Encodable, Sendable {
  /// One finding.
  public struct Finding: Encodable, Sendable {
    var code: String
    var message: String
    var sheet: String?
    var cell: String?
    var name: String?
    var values: String?
  }

  /// The file.
  public let file: String
  /// How many formulas there are.
  public let formulas: Int
  /// How many of them could not be compared.
  public let unchecked: Int
  /// What was found.
  public let findings: [Finding]

  /// Makes a document; values are part of it only when asked for.
  public init(_ check: SheetCheck, file: String, showsValues: Bool) {
    self.file = file
    formulas = check.formulaCount
    unchecked = check.uncheckedCount
    findings = check.findings.map { finding in
      let diagnostic = finding.diagnostic
      return Finding(
        code: diagnostic.code, message: diagnostic.message.en, sheet: diagnostic.origin.sheet,
        cell: diagnostic.origin.cell, name: diagnostic.origin.part,
        values: showsValues ? finding.values : nil)
    }
  }
}
