internal import Diagnostics
internal import Records
internal import Reports
internal import Sheets
internal import Storage
internal import Workbooks

/// The figures of an edited form, field by field, beside those that the program wrote.
struct SyncReading {
  private(set) var changes: [SyncWorkflow.Change] = []
  /// Cells that cannot be taken back as they are.
  private(set) var findings: [Diagnostic] = []
  private let file: String
  private var places: [String: SheetCellAddress] = [:]
  /// Fields whose cells hold nothing that could stand, and what stood there.
  private var damaged: [String: Double?] = [:]
  private var restored: Set<String> = []

  init(
    base before: FormCells, edited after: FormCells, file: String, _ manifest: FormManifest
  ) {
    self.file = file
    let fields = manifest.figureFields
    let expected = FieldPlaces(
      fields.map(\.name) + manifest.textFields, base: before, edited: after)
    for field in fields {
      guard let cell = cell(of: field.name, after, expected) else { continue }
      places[field.name] = cell.address
      let origin = Origin(file: file, sheet: cell.sheet, cell: cell.cell)
      let was = share(before.value(field.name)?.value)
      guard let now = read(cell.value, field.name, origin) else {
        damaged[field.name] = .some(was)
        continue
      }
      guard !Self.isSame(was, now.share) else { continue }
      changes.append(
        SyncWorkflow.Change(
          field: field.name, criterion: field.criterion, column: field.column.rawValue,
          cell: cell.cell, was: was, now: now.share, computed: was != nil, state: "unsettled"))
    }
  }

  /// A field's cell: that of its name, or where its neighbours say that it belongs.
  private mutating func cell(
    of name: String, _ cells: FormCells, _ expected: FieldPlaces
  ) -> FormCells.Cell? {
    let found = cells.value(name)
    let place = expected.place(of: name)
    guard let found else {
      let origin = Origin(file: file, sheet: place?.sheet, cell: place?.cell.a1)
      findings.append(SyncError.nameLost(field: name, at: origin).diagnostic)
      return place.map { cells.value(at: $0) }
    }
    guard let place, place != found.address else { return found }
    let origin = Origin(file: file, sheet: found.sheet, cell: found.cell)
    findings.append(
      SyncError.nameMoved(field: name, to: place.cell.a1, at: origin).diagnostic)
    return cells.value(at: place)
  }

  /// Whether two shares are the same: LibreOffice and Excel save 15 digits of a double's 17.
  private static func isSame(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) < 1e-12
  }

  private func share(_ value: CellValue?) -> Double? {
    guard let value, case .share(let share) = FormCells.share(value) else { return nil }
    return share
  }

  /// What a cell says; nil where it says nothing that could stand.
  private mutating func read(
    _ value: CellValue, _ field: String, _ origin: Origin
  ) -> (share: Double?, Void)? {
    switch FormCells.share(value) {
    case .blank: return (nil, ())
    case .share(let share): return (share, ())
    case .typedAsText(let share):
      findings.append(SyncError.typedAsText(field: field, at: origin).diagnostic)
      return (share, ())
    case .error(let error):
      findings.append(
        SyncError.formulaBroken(field: field, error: error, at: origin).diagnostic)
    case .none: findings.append(SyncError.notAShare(field: field, at: origin).diagnostic)
    }
    return nil
  }

  /// What nobody has decided about.
  var unsettled: [Diagnostic] {
    changes.filter { $0.state == "unsettled" }.map { change in
      let origin = Origin(file: file, cell: change.cell)
      return change.computed
        ? SyncError.overwritten(field: change.field, at: origin).diagnostic
        : SyncError.unsettled(field: change.field, at: origin).diagnostic
    }
  }

  /// Marks what was chosen.
  ///
  /// - Throws: ``SyncError`` for a field without a change, or one that cannot be accepted.
  mutating func settle(accept: [String], reject: [String]) throws(SyncError) {
    for (choices, state) in [(accept, "accepted"), (reject, "rejected")] {
      for choice in choices {
        if choice == "all" {
          for place in changes.indices where changes[place].state == "unsettled" {
            try settle(place, state)
          }
          if state == "rejected" { restored.formUnion(damaged.keys) }
        } else if let place = changes.firstIndex(where: { $0.field == choice }) {
          try settle(place, state)
        } else if damaged[choice] != nil {
          guard state == "rejected" else { throw .notAcceptable(field: choice) }
          restored.insert(choice)
        } else {
          throw .notChanged(field: choice)
        }
      }
    }
  }

  private mutating func settle(_ place: Int, _ state: String) throws(SyncError) {
    guard state != "accepted" || changes[place].now != nil else {
      throw .notAcceptable(field: changes[place].field)
    }
    changes[place].state = state
  }

  /// The edited form beside the form in `out/`: rejected figures are what they were, accepted ones
  /// are numbers even where they were typed as text.
  func stage(_ edited: String, to output: String) throws -> StagedFile {
    let staged = try StagedFile(for: output)
    var editor = try Workbook.edit(edited)
    var values: [String: Double?] = damaged.filter { restored.contains($0.key) }
    for change in changes where change.state != "unsettled" {
      values[change.field] = .some(change.state == "rejected" ? change.was : change.now)
    }
    for (field, share) in values.sorted(by: { $0.key < $1.key }) {
      guard let place = places[field] else { continue }
      try editor.set(share.map { .number($0) } ?? .empty, at: place)
    }
    try editor.write(toNewFile: staged.temporaryPath)
    return staged
  }
}
