public import Records

/// What really happened in the sample ward, and what of it the files show.
///
/// Counted from what the generator decided, never by reading a file back: the pipeline's figures
/// can be held against it.
public struct SampleTruth: Sendable {
  /// How a bill was paid.
  public enum Settlement: String, Hashable, Sendable {
    /// Nobody paid it.
    case unpaid
    /// It was paid in cash, at a bank's desk too.
    case cash
    /// It was paid without cash.
    case cashless
    /// It was paid, and nothing says how; only of what files show, never of what happened.
    case unknown
  }

  /// One bill.
  public struct BillTruth: Hashable, Sendable {
    /// ID_HDON.
    public var id: String
    /// Who was billed.
    public var customerCode: String
    /// The month it is for.
    public var month: CalendarMonth
    /// The amount in đồng, VAT included.
    public var amountVND: Int64
    /// Whether it is a household's.
    public var isResidential: Bool
    /// What happened.
    public var reality: Settlement
    /// What all files together show.
    public var shown: Settlement
    /// What EVN's file alone shows.
    public var shownByEVN: Settlement
  }

  /// One household of the register.
  public struct HouseholdTruth: Hashable, Sendable {
    /// Mã hộ.
    public var id: String
    /// Its phố.
    public var pho: String
    /// Its customer codes; empty for one without a meter.
    public var customerCodes: [String]
  }

  /// One line of a list of payments by which money came in.
  public struct PaymentLine: Hashable, Sendable {
    /// The file's name in the inbox.
    public var file: String
    /// The physical line of a text file, or the row of a sheet, from 1.
    public var line: Int
    /// The amount in đồng.
    public var amountVND: Int64
    /// The bills that it paid; empty for a trap.
    public var billIDs: [String]
    /// Whether a bill id, or exact customer codes and the amount, say which bills these are.
    public var isIdentifiable: Bool
  }

  /// The sum of one criterion's figures in one column of the form.
  public struct Figure: Hashable, Sendable {
    /// The criterion's number.
    public var criterion: Int
    /// The column.
    public var column: ReportColumn
    /// What counts.
    public var numerator: Int
    /// Out of how many.
    public var denominator: Int
  }

  /// All bills, month by month.
  public let bills: [BillTruth]
  /// The register, in its order.
  public let households: [HouseholdTruth]
  /// All lines by which money came in, file by file.
  public let lines: [PaymentLine]
  /// The criteria that no export gives: all but the fifteenth.
  public let figures: [Figure]
  /// Of each customer code, its residential bills; places in ``bills``.
  private let residentialBills: [String: [Int]]

  init(
    _ population: Population, _ bills: [SampleBill], _ plan: PaymentPlan,
    lines: [PaymentLine], figures: [Figure]
  ) {
    var truths = zip(bills, plan.entries).map { bill, entry in
      let customer = population.customers[bill.customer]
      let shown: Settlement = entry.isPaid ? .unknown : .unpaid
      return BillTruth(
        id: bill.id, customerCode: customer.code, month: SampleWard.months[bill.month],
        amountVND: bill.amountVND, isResidential: customer.kind == .household,
        reality: .unpaid, shown: shown, shownByEVN: shown)
    }
    for payment in plan.payments {
      for bill in payment.bills {
        let reality: Settlement = payment.channel.isCashless ? .cashless : .cash
        truths[bill].reality = reality
        if !plan.entries[bill].channelWord.isEmpty { truths[bill].shownByEVN = reality }
        truths[bill].shown = payment.isIdentifiable ? reality : truths[bill].shownByEVN
      }
    }
    var residential: [String: [Int]] = [:]
    for (index, bill) in truths.enumerated() where bill.isResidential {
      residential[bill.customerCode, default: []].append(index)
    }
    self.bills = truths
    households = population.households.map { household in
      HouseholdTruth(
        id: household.id, pho: SampleNames.phos[household.pho],
        customerCodes: household.customers.map { population.customers[$0].code })
    }
    self.lines = lines
    self.figures = figures
    residentialBills = residential
  }

  /// The residential bills of a household in a period, each once.
  func bills(of household: HouseholdTruth, in period: Period) -> [BillTruth] {
    household.customerCodes.flatMap { residentialBills[$0] ?? [] }.map { bills[$0] }
      .filter { period.contains($0.month) }
  }
}
