public import Diagnostics
internal import Indicators
internal import LedgerStore
internal import Reconciliation
internal import Records
internal import Reports

/// A line of a file that a figure rests on.
public struct FileLine: Encodable, Sendable {
  /// The file it was read from.
  public let file: String
  /// The sheet; nil for a text file.
  public let sheet: String?
  /// The physical line of a text file, or the row of a sheet, from 1.
  public let line: Int

  /// `file:line`, with the sheet between where there is one.
  public var text: String {
    ([file, sheet].compactMap { $0 } + [String(line)]).joined(separator: ":")
  }
}

/// One household of a rate, down to the lines of files that say how it paid.
public struct HouseholdTrail: Encodable, Sendable {
  /// One bill of the household.
  public struct BillTrail: Encodable, Sendable {
    /// The line of EVN's file.
    public let bill: FileLine
    /// The month it is for.
    public let month: String
    /// `cashless`, `cash`, `unknown` or `unpaid`.
    public let paid: String
    /// The lines of statements and lists that pay it.
    public let payments: [FileLine]
  }

  /// The line of the register.
  public let household: FileLine
  /// Its phố.
  public let pho: String
  /// `counts`, `unknown` or `counts-not`.
  public let role: String
  /// Its bills of the period, by month.
  public let bills: [BillTrail]
  /// Mã hộ and customer codes; nil unless values are shown.
  public let values: String?
}

/// Where a rate comes from.
public struct RateTrail: Encodable, Sendable {
  /// The period.
  public let period: String
  /// The rate.
  public let rate: RateSummary
  /// The households of the denominator, in the order of the register.
  public let households: [HouseholdTrail]
}

/// From a rate to households to bills to payments to lines of files.
public enum ExplainWorkflow {
  /// Explains the rate of both periods, or of one.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - query: What to count; a definition of households.
  ///   - showsValues: Whether to tell Mã hộ and customer codes.
  /// - Returns: One trail a period that has a figure.
  /// - Throws: ``WorkflowError/explainsHouseholds(_:)`` for a definition of something else; the
  ///   modules' errors.
  public static func explain(
    _ folder: String, _ query: RatesQuery, showsValues: Bool
  ) throws -> [RateTrail] {
    let review = try ReviewSession(folder, definition: query.definition)
    let evaluation = review.evaluation
    let definition = evaluation.content.definition
    guard definition.unit == .household else {
      throw WorkflowError.explainsHouseholds(definition.id)
    }
    return try RatesWorkflow.periods(query, evaluation.content).compactMap { period in
      let rates = try evaluation.basis.rates(
        definition, period: period, target: evaluation.electricityTarget)
      guard let total = rates.total else { return nil }
      let trails = evaluation.basis.explain(definition, period: period).compactMap {
        $0.role == .outside ? nil : trail($0, review, showsValues: showsValues)
      }
      return RateTrail(
        period: period.iso, rate: RateSummary(total, definition: definition.id),
        households: trails)
    }
  }

  private static func trail(
    _ explanation: HouseholdExplanation, _ review: ReviewSession, showsValues: Bool
  ) -> HouseholdTrail {
    let household = review.evaluation.contents.households[explanation.household]
    let values = ([household.id] + household.customerCodes.map(\.text)).joined(separator: " ")
    return HouseholdTrail(
      household: line(household.provenance, review), pho: household.pho,
      role: explanation.role.rawValue,
      bills: explanation.bills.map { trail(bill: $0, review) },
      values: showsValues ? values : nil)
  }

  private static func trail(bill: Int, _ review: ReviewSession) -> HouseholdTrail.BillTrail {
    let settlement = review.evaluation.matching.settlement(bill)
    let paid =
      switch (settlement.isPaid, settlement.channel.isCashless) {
      case (true?, true?): "cashless"
      case (true?, false?): "cash"
      case (true?, nil): "unknown"
      default: "unpaid"
      }
    let payments = settlement.shownBy.filter { $0 != settlement.bill.provenance }
    return HouseholdTrail.BillTrail(
      bill: line(settlement.bill.provenance, review), month: settlement.bill.month.iso, paid: paid,
      payments: payments.map { line($0, review) })
  }

  private static func line(_ provenance: Provenance, _ review: ReviewSession) -> FileLine {
    FileLine(file: review.name(provenance), sheet: provenance.sheet, line: provenance.line)
  }
}

extension RateTrail {
  /// The trail for people, household by household.
  public func lines(in language: Language) -> [String] {
    let titles: [String: Words] = [
      "counts": Words(vi: "được tính", en: "counts"),
      "unknown": Words(vi: "chưa rõ", en: "unknown"),
      "counts-not": Words(vi: "không được tính", en: "counts not"),
      "cashless": Words(vi: "không dùng tiền mặt", en: "cashless"),
      "cash": Words(vi: "tiền mặt", en: "cash"),
      "unpaid": Words(vi: "chưa trả", en: "unpaid"),
    ]
    var lines = ["\(period): \(rate.text)"]
    for household in households {
      let role = titles[household.role]?[language] ?? household.role
      let values = household.values.map { "  " + $0 } ?? ""
      lines.append("  \(household.household.text)  \(household.pho): \(role)\(values)")
      for bill in household.bills {
        let paid = titles[bill.paid]?[language] ?? bill.paid
        let payments = bill.payments.map(\.text).joined(separator: ", ")
        let by = payments.isEmpty ? "" : " ← " + payments
        lines.append("    \(bill.month) \(bill.bill.text): \(paid)\(by)")
      }
    }
    return lines
  }
}
