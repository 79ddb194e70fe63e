internal import ArgumentParser
internal import Diagnostics
internal import Workflows

/// `bakhong verify`: computes everything in the ledger anew.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: Speech.words(
      vi: "Tính lại toàn bộ sổ: chuỗi sự kiện, số dư, đối chiếu, số liệu đã công bố.",
      en: "Compute the ledger anew: events, balances, matches, published figures."))

  @Flag(
    help: ArgumentHelp(
      Speech.words(vi: "Kiểm tra cả từng trang của tệp.", en: "Check every page of the file too.")))
  var pages = false

  @OptionGroup var workspace: WorkspaceOption
  @OptionGroup var global: GlobalOptions

  private struct Document: Encodable {
    var events: Int
    var entries: Int
    var debitVND: Int64
    var creditVND: Int64
    var published: Int
    var digest: String
    var findings: [DiagnosticDocument]

    private enum CodingKeys: String, CodingKey {
      case events, entries, published, digest, findings
      case debitVND = "debit_vnd"
      case creditVND = "credit_vnd"
    }
  }

  func run() throws {
    let outcome = try VerifyWorkflow.verify(workspace.folder, pages: pages)
    let output = global.output
    try output.json(
      Document(
        events: outcome.events, entries: outcome.entries, debitVND: outcome.totalVND,
        creditVND: outcome.totalVND, published: outcome.published, digest: outcome.head,
        findings: outcome.findings.map(DiagnosticDocument.init)))
    output.line(
      Speech.words(
        vi:
          "\(outcome.events) sự kiện, \(outcome.entries) bút toán, Nợ = Có = \(outcome.totalVND) đ",
        en: "\(outcome.events) events, \(outcome.entries) entries, "
          + "debits = credits = \(outcome.totalVND) đ"))
    output.line(Speech.words(vi: "Mã kiểm tra: ", en: "Digest: ") + outcome.head)
    if outcome.findings.isEmpty {
      output.line(Speech.words(vi: "Sổ nguyên vẹn.", en: "The ledger is whole."))
    }
    output.findings(outcome.findings)
    throw FindingsStatus(hasFindings: !outcome.findings.isEmpty)
  }
}
