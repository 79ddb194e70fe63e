internal import Diagnostics
internal import Foundation

/// Where a command prints: results on stdout, errors and findings on stderr.
struct Output {
  let isJSON: Bool
  let isQuiet: Bool
  private let renderer = TextRenderer(language: Speech.language)

  init(isJSON: Bool, isQuiet: Bool) {
    self.isJSON = isJSON
    self.isQuiet = isQuiet
  }

  /// Reads the two flags off the arguments, for errors that come before they are parsed.
  init(arguments: [String]) {
    self.init(isJSON: arguments.contains("--json"), isQuiet: arguments.contains("--quiet"))
  }

  /// A line for people; not with `--json` or `--quiet`.
  func line(_ text: String) {
    if !isJSON && !isQuiet { write(text + "\n", to: .standardOutput) }
  }

  /// A line that is the result itself.
  func data(_ text: String) {
    write(text + "\n", to: .standardOutput)
  }

  /// A piece of the result itself, of whole lines.
  func text(_ text: String) {
    write(text, to: .standardOutput)
  }

  /// Bytes of the result itself, as they are.
  func bytes(_ bytes: UnsafeRawBufferPointer) throws {
    guard let base = bytes.baseAddress else { return }
    let data = Data(
      bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: bytes.count,
      deallocator: .none)
    try FileHandle.standardOutput.write(contentsOf: data)
  }

  /// A remark for people on stderr; not with `--json` or `--quiet`.
  func note(_ text: String) {
    if !isJSON && !isQuiet { write(text + "\n", to: .standardError) }
  }

  /// The one document of a command with `--json`.
  func json(_ value: some Encodable) throws {
    guard isJSON else { return }
    try encoded(value).withUnsafeBytes { try bytes($0) }
  }

  /// A document as JSON.
  func encoded(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try Array(encoder.encode(value)) + [0x0A]
  }

  /// Findings for people, at most a screenful.
  func findings(_ findings: [Diagnostic]) {
    guard !isJSON && !isQuiet else { return }
    let screenful = Screenful(findings)
    for finding in screenful.shown {
      write(renderer.render(finding) + "\n", to: .standardError)
    }
    if screenful.rest > 0 {
      write(
        Speech.words(
          vi: "… và \(screenful.rest) lưu ý nữa (xem tất cả với --json)\n",
          en: "… and \(screenful.rest) more (see all with --json)\n"), to: .standardError)
    }
  }

  /// What stopped the command; with `--json` as the one document.
  func fail(_ diagnostics: [Diagnostic]) {
    document(diagnostics)
    for diagnostic in diagnostics {
      write(renderer.render(diagnostic) + "\n", to: .standardError)
    }
  }

  /// The one document of a command that failed; nothing without `--json`.
  func document(_ errors: [Diagnostic]) {
    try? json(ErrorDocument(errors: errors.map(DiagnosticDocument.init)))
  }

  private func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}

/// The document of a command that failed.
struct ErrorDocument: Encodable {
  var errors: [DiagnosticDocument]
}

/// A diagnostic as programs read it; its words are English in every language.
struct DiagnosticDocument: Encodable {
  var code: String
  var severity: String
  var message: String
  var hint: String?
  var file: String?
  var part: String?
  var sheet: String?
  var cell: String?
  var line: Int?

  init(_ diagnostic: Diagnostic) {
    code = diagnostic.code
    severity = diagnostic.severity.rawValue
    message = diagnostic.message.en
    hint = diagnostic.hint?.en
    file = diagnostic.origin.file
    part = diagnostic.origin.part
    sheet = diagnostic.origin.sheet
    cell = diagnostic.origin.cell
    line = diagnostic.origin.line
  }
}
