internal import Diagnostics
internal import Records
internal import Sheets
internal import Storage

/// Reads collection forms back: any format, edited in LibreOffice or Excel.
///
/// What is wrong in a form is a finding with file and cell, never an error: the other forms go on.
public struct CollectionReader: Sendable {
  /// The most bytes a form may have: 32 MiB, pictures and all.
  static let bytesMax = 32 << 20

  private let manifests: [CollectionManifest]

  /// Makes a reader of the forms that these manifests describe.
  public init(_ manifests: [CollectionManifest]) {
    self.manifests = manifests
  }

  /// Reads one file.
  ///
  /// - Parameters:
  ///   - path: The workbook.
  ///   - name: What to call it in findings and lists.
  /// - Returns: What it says; a file that cannot be opened has that as its one finding.
  public func read(_ path: String, name: String? = nil) -> CollectedForm {
    var form = CollectedForm(file: name ?? path, sha256: "")
    let outer = Origin(file: form.file)
    do {
      form.sha256 = SHA256Digest(of: try FileBytes.read(path, bytesMax: Self.bytesMax)).hex
      let cells = try FilledCells(path)
      read(cells, into: &form)
    } catch let error as any Diagnosable {
      form.findings.append(error.diagnostic)
    } catch {
      form.findings.append(CollectionFindings.notAForm(outer))
    }
    form.findings = form.findings.map { finding in
      var finding = finding.within(outer)
      finding.origin.file = form.file
      return finding
    }
    return form
  }

  private func read(_ cells: FilledCells, into form: inout CollectedForm) {
    guard let manifest = manifest(cells, &form) else {
      form.findings.append(CollectionFindings.notAForm(Origin(file: form.file)))
      return
    }
    var fields = FieldReader(cells: cells, form: form)
    fields.readHead(manifest)
    for item in manifest.items { fields.read(item, manifest) }
    if let first = fields.empty.first {
      fields.form.findings.append(
        CollectionFindings.incomplete(fields.empty.compactMap(\.cell), first))
    }
    form = fields.form
  }

  /// The manifest that the form's own version names; an unknown version takes its family's.
  private func manifest(
    _ cells: FilledCells, _ form: inout CollectedForm
  ) -> CollectionManifest? {
    for manifest in manifests {
      guard case .cell(let cell) = cells.find(manifest.fields.version.name),
        case .text(let text) = cell.value
      else { continue }
      form.version = text
      if let known = manifests.first(where: { $0.version == text }) { return known }
      let family = text.prefix { $0 != "/" }
      if let kin = manifests.first(where: { $0.family == family }) {
        form.findings.append(CollectionFindings.unknownVersion(cells.origin(cell)))
        return kin
      }
    }
    return nil
  }
}

/// Reads the head and the items of one form.
private struct FieldReader {
  let cells: FilledCells
  var form: CollectedForm
  /// Where required figures are missing.
  var empty: [Origin] = []

  // MARK: - The head

  mutating func readHead(_ manifest: CollectionManifest) {
    let fields = manifest.fields
    form.unitID = text(fields.unitID) ?? ""
    form.unitName = text(fields.unitName) ?? ""
    form.reporter = text(fields.reporter) ?? ""
    form.period = field(fields.period, FormText.period)
    form.reportedOn = field(fields.reportedOn, FormText.day)
    form.revision = field(fields.revision, FormText.count) ?? 1
    form.unitOrigin = origin(fields.unitID)
    form.periodOrigin = origin(fields.period)
  }

  private func origin(_ field: CollectionManifest.Field) -> Origin {
    guard case .cell(let cell) = cells.find(field.name) else { return Origin(file: form.file) }
    var origin = cells.origin(cell)
    origin.file = form.file
    return origin
  }

  private mutating func text(_ field: CollectionManifest.Field) -> String? {
    self.field(field) { FormText.plain($0) }
  }

  private mutating func field<Value>(
    _ field: CollectionManifest.Field, _ parse: (CellValue) -> Value?
  ) -> Value? {
    guard let cell = found(field.name, key: nil, column: 0) else { return nil }
    if FormText.isBlank(cell.value) {
      if field.required {
        form.findings.append(CollectionFindings.fieldEmpty(field.label, cells.origin(cell)))
      }
      return nil
    }
    if let value = parse(cell.value) { return value }
    form.findings.append(CollectionFindings.fieldUnreadable(field.label, cells.origin(cell)))
    return nil
  }

  // MARK: - Items

  mutating func read(_ item: CollectionManifest.Item, _ manifest: CollectionManifest) {
    let evidence = found(
      manifest.name(of: item, .evidence), key: item.key, column: CollectionPlace.evidence.column)
    let proof = evidence.flatMap { FormText.plain($0.value) }
    var figures: [ReportColumn: CollectedValue] = [:]
    for column in ReportColumn.allCases {
      let numerator = number(item, .numerator(column), manifest)
      let denominator = number(item, .denominator(column), manifest)
      guard let upper = numerator.value, let lower = denominator.value else {
        if let place = numerator.place ?? denominator.place,
          (numerator.value == nil) != (denominator.value == nil),
          !numerator.isWrong, !denominator.isWrong
        {
          form.findings.append(CollectionFindings.halfFigure(item.key, cells.origin(place)))
        }
        continue
      }
      let origin = numerator.place.map(cells.origin) ?? Origin(file: form.file)
      guard upper <= lower else {
        form.findings.append(CollectionFindings.aboveDenominator(item.key, origin))
        continue
      }
      let value = CollectedValue(
        key: item.key, criterion: item.criterion, column: column, numerator: upper,
        denominator: lower, evidence: proof, origin: origin)
      figures[column] = value
      form.values.append(value)
    }
    check(item, figures, evidence, manifest.rules)
  }

  private mutating func check(
    _ item: CollectionManifest.Item, _ figures: [ReportColumn: CollectedValue],
    _ evidence: FilledCells.Cell?, _ rules: CollectionRules
  ) {
    if let before = figures[.before], let after = figures[.after] {
      form.findings += rules.findings(before: before, after: after)
    }
    let hasEvidence = evidence.map { !FormText.isBlank($0.value) } ?? false
    if rules.evidenceRequired, !figures.isEmpty, !hasEvidence {
      let origin = evidence.map(cells.origin) ?? Origin(file: form.file)
      form.findings.append(CollectionFindings.evidenceMissing(item.key, origin))
    }
  }

  private struct Number {
    var value: Int?
    var place: FilledCells.Cell?
    var isWrong = false
  }

  private mutating func number(
    _ item: CollectionManifest.Item, _ place: CollectionPlace, _ manifest: CollectionManifest
  ) -> Number {
    let name = manifest.name(of: item, place)
    guard let cell = found(name, key: item.key, column: place.column) else {
      return Number(isWrong: true)
    }
    switch FormText.whole(cell.value) {
    case .blank:
      if item.isRequired {
        form.missing.append(name)
        empty.append(cells.origin(cell))
      }
      return Number(place: cell)
    case .number(let value): return Number(value: value, place: cell)
    case .textNumber(let value):
      form.findings.append(CollectionFindings.typedAsText(cells.origin(cell)))
      return Number(value: value, place: cell)
    case .error(let error):
      form.findings.append(CollectionFindings.formulaError(error, cells.origin(cell)))
    case .none: form.findings.append(CollectionFindings.notWhole(cells.origin(cell)))
    }
    return Number(place: cell, isWrong: true)
  }

  /// The cell of a name, or of its row's key where the name is gone.
  private mutating func found(_ name: String, key: String?, column: Int) -> FilledCells.Cell? {
    switch cells.find(name) {
    case .cell(let cell): return cell
    case .twice(let cell):
      form.findings.append(CollectionFindings.nameTwice(name, cells.origin(cell)))
      return nil
    case .lost:
      if let key, let cell = cells.find(key: key, column: column) {
        form.findings.append(CollectionFindings.nameFoundByKey(name, cells.origin(cell)))
        return cell
      }
      form.findings.append(CollectionFindings.nameLost(name, Origin(file: form.file)))
      return nil
    }
  }
}

extension CollectionRules {
  /// What is odd between a figure before and after.
  func findings(before: CollectedValue, after: CollectedValue) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    let change = before.denominator.distance(to: after.denominator).magnitude
    let allowed = Double(before.denominator) * Double(denominatorChangePercentMax) / 100
    if before.denominator > 0, Double(change) > allowed {
      findings.append(
        CollectionFindings.denominatorsDiffer(
          after.key, percentMax: denominatorChangePercentMax, after.origin))
    }
    if before.denominator > 0, after.denominator > 0 {
      let move =
        Double(after.numerator) / Double(after.denominator)
        - Double(before.numerator) / Double(before.denominator)
      if abs(move) * 100 > Double(jumpPointsMax) {
        findings.append(
          CollectionFindings.jump(after.key, pointsMax: jumpPointsMax, after.origin))
      }
    }
    return findings
  }
}
