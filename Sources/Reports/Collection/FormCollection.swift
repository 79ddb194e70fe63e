public import Diagnostics
public import Records

/// The forms of many units, brought together: which count, what is missing, what they sum to.
///
/// Completeness, validity and approval are apart: a form with an empty cell counts for the others,
/// one with an error does not count at all, and an approved one is not replaced. The result does
/// not depend on the order of the forms.
public struct FormCollection: Sendable {
  /// What became of a form.
  public enum State: String, Sendable, CaseIterable {
    /// It counts.
    case counted
    /// It counts, and required cells are empty.
    case incomplete
    /// It counts, and is approved.
    case approved
    /// A later form of the same unit and period took its place.
    case replaced
    /// It does not count because of what is wrong in it.
    case rejected
    /// There is none.
    case missing
  }

  /// A unit's form, or that there is none.
  public struct Delivery: Sendable {
    /// The unit's id; empty where a form names none.
    public var unitID: String
    /// The unit's name.
    public var unitName: String
    /// The form; nil for a unit without any.
    public var form: CollectedForm?
    /// What became of it.
    public var state: State
  }

  /// One item in one column, added up over units, never averaged.
  public struct Sum: Hashable, Sendable {
    /// The item's key.
    public var key: String
    /// The criterion that it belongs to.
    public var criterion: Int
    /// The column.
    public var column: ReportColumn
    /// Sum of the numerators.
    public var numerator: Int
    /// Sum of the denominators.
    public var denominator: Int
    /// How many units it was added up from.
    public var units: Int
    /// The documents, each once, in the order of units.
    public var evidence: [String]
  }

  /// The period that is summed; nil where no form has one.
  public let period: Period?
  /// By unit, then the forms that were replaced, then units without a form.
  public private(set) var deliveries: [Delivery] = []
  /// In the order of the manifest's items, before and then after.
  public private(set) var sums: [Sum] = []
  /// What is wrong or worth a look, each with file and cell where it has one.
  public private(set) var findings: [Diagnostic] = []

  /// Brings forms together.
  ///
  /// - Parameters:
  ///   - forms: The forms, in any order.
  ///   - items: The items to sum, in order.
  ///   - units: The units that forms are expected of; nil where there is no list.
  ///   - period: The period; nil for the one that most forms are about, of two the later.
  ///   - approved: Figures that stay.
  /// - Throws: ``CollectionError/sumTooLarge(key:)``.
  public init(
    _ forms: [CollectedForm], items: [CollectionManifest.Item], units: CollectedUnits? = nil,
    period: Period? = nil, approved: [ApprovedForm] = []
  ) throws(CollectionError) {
    let period = period ?? Self.commonPeriod(forms)
    self.period = period
    let ordered = forms.sorted { ($0.unitID, $0.file, $0.sha256) < ($1.unitID, $1.file, $1.sha256) }
    findings = ordered.flatMap(\.findings)
    var byUnit: [String: [CollectedForm]] = [:]
    for form in ordered {
      if accepts(form, units, period) {
        byUnit[form.unitID, default: []].append(form)
      } else {
        add(form, .rejected)
      }
    }
    for unit in byUnit.keys.sorted() {
      choose(byUnit[unit] ?? [], approved.filter { $0.period == period?.iso })
    }
    replaceCorrected()
    addMissing(units, period)
    deliveries.sort { left, right in
      (left.unitID, left.state.rank, left.form?.file ?? "")
        < (right.unitID, right.state.rank, right.form?.file ?? "")
    }
    sums = try Self.sums(deliveries.filter(\.counts).compactMap(\.form), items)
  }

  private static func commonPeriod(_ forms: [CollectedForm]) -> Period? {
    var counts: [Period: Int] = [:]
    for form in forms { if let period = form.period { counts[period, default: 0] += 1 } }
    return counts.max { ($0.value, $0.key.iso) < ($1.value, $1.key.iso) }?.key
  }

  // MARK: - Which forms count

  private mutating func accepts(
    _ form: CollectedForm, _ units: CollectedUnits?, _ period: Period?
  ) -> Bool {
    guard form.isCountable, let period else { return false }
    guard form.period == period else {
      findings.append(CollectionFindings.periodsDiffer(form.periodOrigin))
      return false
    }
    if let units, !units.existing(in: period).contains(where: { $0.id == form.unitID }) {
      findings.append(CollectionFindings.unitUnknown(form.unitID, form.unitOrigin))
      return false
    }
    return true
  }

  /// Of one unit's forms: the approved one, else the one with the latest day and revision.
  private mutating func choose(_ forms: [CollectedForm], _ approved: [ApprovedForm]) {
    let known = Set(approved.filter { $0.unitID == forms.first?.unitID }.map(\.sha256))
    if let kept = forms.first(where: { known.contains($0.sha256) }) {
      add(kept, .approved)
      for form in forms where form.file != kept.file {
        let isOther = form.figures != kept.figures && !form.isBefore(kept)
        if isOther {
          findings.append(CollectionFindings.approved(form.unitID, Origin(file: form.file)))
        }
        add(form, isOther ? .rejected : .replaced)
      }
      return
    }
    let ranked = forms.sorted { $0.isBefore($1) }
    guard let latest = ranked.last else { return }
    let rivals = ranked.filter { !$0.isBefore(latest) && $0.figures != latest.figures }
    if !known.isEmpty || !rivals.isEmpty {
      // The approved form is no longer there, or nobody can say which of two is the later one.
      for form in rivals + [latest] {
        let origin = Origin(file: form.file)
        findings.append(
          known.isEmpty
            ? CollectionFindings.contradicting(form.unitID, origin)
            : CollectionFindings.approved(form.unitID, origin))
      }
      for form in ranked { add(form, form.isBefore(latest) ? .replaced : .rejected) }
      return
    }
    for form in ranked.dropLast() { add(form, .replaced) }
    add(latest, latest.missing.isEmpty ? .counted : .incomplete)
  }

  /// What was wrong in a form that a later one of its unit corrected is no error any more.
  private mutating func replaceCorrected() {
    var counted: [String: CollectedForm] = [:]
    for delivery in deliveries where delivery.counts {
      counted[delivery.unitID] = delivery.form
    }
    var files: Set<String> = []
    for place in deliveries.indices where deliveries[place].state == .rejected {
      guard let form = deliveries[place].form, form.reportedOn != nil, form.period == period,
        let later = counted[form.unitID], form.isBefore(later)
      else { continue }
      deliveries[place].state = .replaced
      files.insert(form.file)
    }
    for place in findings.indices {
      guard let file = findings[place].origin.file, files.contains(file) else { continue }
      findings[place].severity = .warning
    }
  }

  private mutating func addMissing(_ units: CollectedUnits?, _ period: Period?) {
    guard let units else { return }
    let expected = period.map(units.existing) ?? units.units
    let delivered = Set(deliveries.filter(\.counts).map(\.unitID))
    for unit in expected where !delivered.contains(unit.id) {
      deliveries.append(
        Delivery(unitID: unit.id, unitName: unit.name, form: nil, state: .missing))
      findings.append(CollectionFindings.unitMissing(unit.id))
    }
  }

  private mutating func add(_ form: CollectedForm, _ state: State) {
    deliveries.append(
      Delivery(unitID: form.unitID, unitName: form.unitName, form: form, state: state))
  }

  // MARK: - Sums

  private static func sums(
    _ forms: [CollectedForm], _ items: [CollectionManifest.Item]
  ) throws(CollectionError) -> [Sum] {
    var sums: [Sum] = []
    for item in items {
      for column in ReportColumn.allCases {
        var sum = Sum(
          key: item.key, criterion: item.criterion, column: column, numerator: 0, denominator: 0,
          units: 0, evidence: [])
        for form in forms {
          for value in form.values where value.key == item.key && value.column == column {
            try sum.add(value)
          }
        }
        if sum.units > 0 { sums.append(sum) }
      }
    }
    return sums
  }
}

extension FormCollection.Sum {
  fileprivate mutating func add(_ value: CollectedValue) throws(CollectionError) {
    let upper = numerator.addingReportingOverflow(value.numerator)
    let lower = denominator.addingReportingOverflow(value.denominator)
    guard !upper.overflow, !lower.overflow else { throw .sumTooLarge(key: key) }
    numerator = upper.partialValue
    denominator = lower.partialValue
    units += 1
    if let proof = value.evidence, !evidence.contains(proof) { evidence.append(proof) }
  }
}

extension FormCollection.Delivery {
  /// Whether its figures are in the sums.
  public var counts: Bool { [.counted, .incomplete, .approved].contains(state) }
}

extension FormCollection.State {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension CollectedForm {
  /// Whether a form was made earlier than another: by day, then by revision.
  fileprivate func isBefore(_ other: CollectedForm) -> Bool {
    (day, revision) < (other.day, other.revision)
  }

  private var day: String { reportedOn.map(\.iso) ?? "" }

  /// What it says, without where it says so.
  fileprivate var figures: [String] {
    values.map {
      "\($0.key) \($0.column.rawValue) \($0.numerator)/\($0.denominator) \($0.evidence ?? "")"
    }
  }
}
