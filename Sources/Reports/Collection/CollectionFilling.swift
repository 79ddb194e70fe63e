internal import Diagnostics
public import Records
internal import Sheets
internal import Workbooks

/// Fills the next level's form with the sums of a collection and the list of who delivered.
public struct CollectionFilling {
  /// Whose form it is.
  public struct Unit: Hashable, Sendable {
    /// The unit's id.
    public var id: String
    /// The unit's name.
    public var name: String
    /// The day it was made; nil leaves it to the pen.
    public var reportedOn: CalendarDay?
    /// Who made it; empty leaves it to the pen.
    public var reporter: String

    /// Makes a unit.
    public init(id: String, name: String, reportedOn: CalendarDay? = nil, reporter: String = "") {
      self.id = id
      self.name = name
      self.reportedOn = reportedOn
      self.reporter = reporter
    }
  }

  private let manifest: CollectionManifest
  private var editor: any WorkbookEditor
  private let targets: [String: SheetRange]

  /// Opens the empty form and checks that each name of its manifest is there.
  ///
  /// - Parameters:
  ///   - template: The ODS or XLSX file; it is not changed.
  ///   - manifest: The form's manifest.
  /// - Throws: `TemplateError` for a name, or the workbook's errors.
  public init(template: String, manifest: CollectionManifest) throws {
    self.manifest = manifest
    editor = try Workbook.edit(template)
    targets = try TemplateFields.targets(
      of: editor.namedRanges, named: Self.names(manifest), template: template)
  }

  private static func names(_ manifest: CollectionManifest) -> [String] {
    let items = manifest.items.flatMap { item in
      CollectionPlace.allCases.map { manifest.name(of: item, $0) }
    }
    return manifest.fields.all.map(\.name) + items + (manifest.annex.map { [$0.block] } ?? [])
  }

  /// Writes the filled form.
  ///
  /// - Parameters:
  ///   - collection: What was collected.
  ///   - unit: Whose form it is.
  ///   - path: Where to stage it: a file that does not exist yet.
  /// - Throws: The editor's errors.
  public mutating func write(
    _ collection: FormCollection, of unit: Unit, toNewFile path: String
  ) throws {
    let fields = manifest.fields
    try set(fields.unitID.name, .text(unit.id))
    try set(fields.unitName.name, .text(unit.name))
    if let period = collection.period { try set(fields.period.name, .text(period.iso)) }
    if let day = unit.reportedOn { try set(fields.reportedOn.name, .text(day.words)) }
    if !unit.reporter.isEmpty { try set(fields.reporter.name, .text(unit.reporter)) }
    let items = Dictionary(
      manifest.items.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var evidence: [String: [String]] = [:]
    for sum in collection.sums {
      guard let item = items[sum.key] else { continue }
      try set(manifest.name(of: item, .numerator(sum.column)), .number(Double(sum.numerator)))
      try set(manifest.name(of: item, .denominator(sum.column)), .number(Double(sum.denominator)))
      let known = evidence[sum.key] ?? []
      evidence[sum.key] = known + sum.evidence.filter { !known.contains($0) }
    }
    for item in manifest.items {
      guard let proofs = evidence[item.key], !proofs.isEmpty else { continue }
      try set(manifest.name(of: item, .evidence), .text(proofs.joined(separator: "; ")))
    }
    if let annex = manifest.annex, let block = targets[annex.block] {
      try editor.replaceRows(
        block.range.rows, ofSheet: block.sheet,
        with: DeliveryAnnex.rows(collection.deliveries, annex))
    }
    try editor.write(toNewFile: path)
  }

  private mutating func set(_ name: String, _ value: CellValue) throws {
    guard let target = targets[name] else { return }
    try editor.set(value, at: SheetCellAddress(sheet: target.sheet, cell: target.range.first))
  }
}
