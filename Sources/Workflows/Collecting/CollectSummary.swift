internal import Records
internal import Reports

/// What collecting came to, as programs read it.
public struct CollectSummary: Encodable, Sendable {
  /// A unit's form, or that there is none.
  public struct Unit: Encodable, Sendable {
    /// The unit's id.
    public let unit: String
    /// The unit's name.
    public let name: String
    /// The form's file; nil where there is none.
    public let file: String?
    /// The SHA-256 of the form.
    public let sha256: String?
    /// The day it was made, ISO 8601.
    public let day: String?
    /// The how-manieth report, from 1.
    public let revision: Int?
    /// `counted`, `incomplete`, `approved`, `replaced`, `rejected` or `missing`.
    public let state: String
    /// Named ranges of required cells that are empty.
    public let missing: [String]
  }

  /// One item in one column, added up.
  public struct Sum: Encodable, Sendable {
    /// The item's key.
    public let key: String
    /// The criterion.
    public let criterion: Int
    /// `before` or `after`.
    public let column: String
    /// Sum of numerators.
    public let numerator: Int
    /// Sum of denominators.
    public let denominator: Int
    /// How many units it was added up from.
    public let units: Int
  }

  /// The period that was summed; nil where no form has one.
  public let period: String?
  /// How many forms were read.
  public let forms: Int
  /// How many units count.
  public let counted: Int
  /// How many are expected; nil without a list of units.
  public let expected: Int?
  /// One a form, and one a unit without a form.
  public let units: [Unit]
  /// In the order of the form.
  public let sums: [Sum]
  /// The files that were written.
  public let outputs: [String]

  init(_ collection: FormCollection, forms: Int, outputs: [String], hasUnitList: Bool) {
    period = collection.period?.iso
    self.forms = forms
    counted = collection.deliveries.count { $0.counts }
    expected =
      hasUnitList ? collection.deliveries.count { $0.counts || $0.state == .missing } : nil
    units = collection.deliveries.map { delivery in
      Unit(
        unit: delivery.unitID, name: delivery.unitName, file: delivery.form?.file,
        sha256: delivery.form?.sha256, day: delivery.form?.reportedOn?.iso,
        revision: delivery.form?.revision, state: delivery.state.rawValue,
        missing: delivery.form?.missing ?? [])
    }
    sums = collection.sums.map { sum in
      Sum(
        key: sum.key, criterion: sum.criterion, column: sum.column.rawValue,
        numerator: sum.numerator, denominator: sum.denominator, units: sum.units)
    }
    self.outputs = outputs
  }
}
