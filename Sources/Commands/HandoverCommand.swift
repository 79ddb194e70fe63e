internal import ArgumentParser
internal import Diagnostics
internal import Workflows

/// `bakhong handover`: what goes to the city.
struct HandoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "handover",
    abstract: Speech.words(
      vi: "Đóng gói hồ sơ bàn giao: biểu mẫu, phụ lục, minh chứng, số liệu, chữ ký.",
      en: "Pack the hand-over: forms, annexes, documents, figures, signature."),
    subcommands: [Make.self, Verify.self], defaultSubcommand: Make.self)

  /// `bakhong handover make`.
  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "make",
      abstract: Speech.words(vi: "Lập hồ sơ bàn giao.", en: "Make the hand-over."))

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp(
        Speech.words(vi: "Thư mục chứa (mặc định: out/).", en: "Where to (default: out/)."),
        valueName: "dir"))
    var output: String?

    @Flag(
      inversion: .prefixedNo,
      help: ArgumentHelp(
        Speech.words(
          vi: "In PDF bằng LibreOffice (mặc định: nếu có).",
          en: "Print PDF by LibreOffice (default: where it is installed).")))
    var pdf: Bool?

    @Option(
      help: ArgumentHelp(
        Speech.words(vi: "Khoá riêng để ký (PEM).", en: "A private key to sign with (PEM)."),
        valueName: "file"))
    var key: String?

    @Option(
      help: ArgumentHelp(
        Speech.words(vi: "Chứng thư của khoá (PEM).", en: "The key's certificate (PEM)."),
        valueName: "file"))
    var cert: String?

    @Flag(
      help: ArgumentHelp(
        Speech.words(
          vi: "Không lập nếu còn điều cần xem.", en: "Make nothing while there are findings.")))
    var strict = false

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var global: GlobalOptions

    private struct Document: Encodable {
      var folder: String
      var zip: String
      var digest: String
      var files: [String]
      var findings: [DiagnosticDocument]
    }

    func run() throws {
      var request = HandoverWorkflow.Request(workspace: workspace.folder)
      request.output = output
      request.pdf = pdf
      request.key = key
      request.certificate = cert
      request.isStrict = strict
      let outcome = try HandoverWorkflow.make(request)
      let output = global.output
      try output.json(
        Document(
          folder: outcome.folder, zip: outcome.zip, digest: outcome.digest, files: outcome.files,
          findings: outcome.findings.map(DiagnosticDocument.init)))
      output.line(Speech.words(vi: "Bàn giao: ", en: "Hand-over: ") + outcome.folder)
      output.line(Speech.words(vi: "Tệp zip: ", en: "Zip: ") + outcome.zip)
      output.line(Speech.words(vi: "Mã kiểm tra: ", en: "Digest: ") + outcome.digest)
      output.findings(outcome.findings)
      throw FindingsStatus(hasFindings: !outcome.findings.isEmpty)
    }
  }

  /// `bakhong handover verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: Speech.words(
        vi: "Kiểm tra hồ sơ bàn giao nhận được.", en: "Verify a hand-over that was received."))

    @Argument(
      help: ArgumentHelp(Speech.words(vi: "Thư mục hoặc tệp zip.", en: "The folder or zip.")))
    var path: String

    @Option(
      help: ArgumentHelp(
        Speech.words(
          vi: "Chứng thư của đơn vị (PEM); có thì phải có chữ ký.",
          en: "The unit's certificate (PEM); with it a signature is required."),
        valueName: "file"))
    var cert: String?

    @OptionGroup var global: GlobalOptions

    private struct Document: Encodable {
      var unit: String
      var files: Int
      var digest: String
      var signed: Bool
      var findings: [DiagnosticDocument]
    }

    func run() throws {
      let outcome = try HandoverVerification.verify(path, certificate: cert)
      let output = global.output
      try output.json(
        Document(
          unit: outcome.unit, files: outcome.files, digest: outcome.digest,
          signed: outcome.isSigned, findings: outcome.findings.map(DiagnosticDocument.init)))
      output.line(
        Speech.words(
          vi: "\(outcome.unit): \(outcome.files) tệp, mã kiểm tra \(outcome.digest)",
          en: "\(outcome.unit): \(outcome.files) files, digest \(outcome.digest)"))
      if outcome.isSigned {
        output.line(Speech.words(vi: "Chữ ký đúng.", en: "The signature is right."))
      }
      if outcome.findings.isEmpty {
        output.line(
          Speech.words(vi: "Đúng như lúc bàn giao.", en: "All is as it was handed over."))
      }
      output.findings(outcome.findings)
      throw FindingsStatus(hasFindings: !outcome.findings.isEmpty)
    }
  }
}
