public import Diagnostics
internal import Sheets
internal import Storage
internal import Workbooks
internal import YAMLDocuments

/// Fills a template: what its manifest lists gets what the data say; the rest keeps its bytes.
public struct SheetFilling: Encodable, Sendable {
  /// The file that was written.
  public var output: String
  /// How many cells were filled.
  public var cells = 0
  /// How many rows came.
  public var rows = 0

  /// Fills and writes.
  ///
  /// - Parameters:
  ///   - template: The workbook.
  ///   - manifest: The manifest, YAML.
  ///   - data: The data, JSON or YAML.
  ///   - output: Where the filled workbook goes.
  /// - Throws: ``SheetToolsError`` or `TemplateError` where manifest, template and data do not fit
  ///   each other, or the editor's errors; then nothing is written.
  public init(template: String, manifest: String, data: String, output: String) throws {
    self.output = output
    let plan = try YAMLDocument.load(TemplateManifest.self, path: manifest)
    // A key that is mistyped would fill nothing, and nobody would know.
    let said = try YAMLDocument.load([String: TemplateValue].self, path: manifest)
    if let odd = TemplateManifest.unknownKey(in: said) {
      throw SheetToolsError.manifest(odd, at: Origin(file: manifest))
    }
    var filler = try TemplateFiller(template: template, manifest: plan, path: manifest)
    let values = try YAMLDocument.load([String: TemplateValue].self, path: data)
    try filler.fill(values, data: data)
    try filler.widenSums(beside: output)
    _ = try filler.editing.write(to: output, wantsReceipt: false)
    cells = filler.cells
    rows = filler.rows
  }

  /// The outcome in a line for people.
  public func line(in language: Language) -> String {
    Words(
      vi: "\(output): đã điền \(cells) ô, thêm \(rows) dòng",
      en: "\(output): \(cells) cells filled, \(rows) rows added")[language]
  }
}
