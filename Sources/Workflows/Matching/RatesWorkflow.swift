public import Diagnostics
internal import Indicators
internal import LedgerStore
internal import Reconciliation
internal import Records
internal import Reports

/// What to count, and how to part it.
public struct RatesQuery: Sendable {
  /// A definition in place of the workspace's.
  public var definition: String?
  /// `2024-08`, `2024-01..2024-06` or `2024-Q1` in place of the workspace's two periods.
  public var period: String?
  /// Whether to count each month with bills too.
  public var isByMonth: Bool

  /// Makes a query.
  public init(definition: String? = nil, period: String? = nil, isByMonth: Bool = false) {
    self.definition = definition
    self.period = period
    self.isByMonth = isByMonth
  }
}

/// The electricity rate of all periods asked for.
public struct RatesOutcome: Encodable, Sendable {
  /// One a period that has a figure.
  public let periods: [PeriodRates]
  /// How many households moved between the workspace's two periods; nil for other periods.
  public let movement: MovementSummary?
}

/// How many households moved between cash and cashless, as programs read it.
public struct MovementSummary: Encodable, Sendable {
  let movement: Movement

  private enum CodingKeys: String, CodingKey {
    case toCashless = "to_cashless"
    case toCash = "to_cash"
    case stayedCashless = "stayed_cashless"
    case stayedInCash = "stayed_in_cash"
    case unknown
  }

  /// Writes the counts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(movement.toCashless, forKey: .toCashless)
    try container.encode(movement.toCash, forKey: .toCash)
    try container.encode(movement.stayedCashless, forKey: .stayedCashless)
    try container.encode(movement.stayedInCash, forKey: .stayedInCash)
    try container.encode(movement.unknown, forKey: .unknown)
  }

  /// The counts for people.
  public func text(in language: Language) -> String {
    Words(
      vi: "Chuyển sang không dùng tiền mặt: \(movement.toCashless) hộ; quay lại tiền mặt: "
        + "\(movement.toCash) hộ; chưa rõ: \(movement.unknown) hộ",
      en: "Moved to cashless: \(movement.toCashless) households; back to cash: "
        + "\(movement.toCash); unknown: \(movement.unknown)")[language]
  }
}

/// The electricity rate by any definition.
public enum RatesWorkflow {
  /// Computes the electricity rate of both periods, or of one.
  ///
  /// - Parameters:
  ///   - folder: The workspace.
  ///   - query: What to count.
  /// - Returns: One entry a period that has a figure.
  /// - Throws: The modules' errors.
  public static func rates(
    _ folder: String, _ query: RatesQuery = RatesQuery()
  ) throws -> RatesOutcome {
    let evaluation = try ReviewSession(folder, definition: query.definition).evaluation
    let content = evaluation.content
    let periods = try periods(query, content)
    let summaries = try periods.compactMap { period in
      try summary(of: period, evaluation, isByMonth: query.isByMonth)
    }
    var movement: MovementSummary?
    if query.period == nil, let before = content.periods[.before],
      let after = content.periods[.after], content.definition.unit == .household
    {
      movement = MovementSummary(
        movement: evaluation.basis.movement(content.definition, from: before, to: after))
    }
    return RatesOutcome(periods: summaries, movement: movement)
  }

  /// Computes every definition on the same data.
  ///
  /// - Parameter folder: The workspace.
  /// - Returns: The definitions, the default first; without figures where there is no ledger yet.
  /// - Throws: The modules' errors.
  public static func definitions(_ folder: String) throws -> [DefinitionSummary] {
    let evaluation: Evaluation
    do {
      evaluation = try ReviewSession(folder).evaluation
    } catch WorkflowError.noLedger {
      return RateDefinition.all.map { DefinitionSummary($0) }
    }
    let periods = evaluation.content.periods
    return try RateDefinition.all.map { definition in
      func rate(_ column: ReportColumn) throws -> RateSummary? {
        guard let period = periods[column] else { return nil }
        let rates = try evaluation.basis.rates(
          definition, period: period, target: evaluation.electricityTarget)
        return rates.total.map { RateSummary($0, definition: definition.id) }
      }
      return DefinitionSummary(definition, before: try rate(.before), after: try rate(.after))
    }
  }

  static func periods(_ query: RatesQuery, _ content: ReportContent) throws -> [Period] {
    guard let text = query.period else {
      return ReportColumn.allCases.compactMap { content.periods[$0] }
    }
    guard let period = Period(text: text) else { throw WorkflowError.notAPeriod(text) }
    return [period]
  }

  private static func summary(
    of period: Period, _ evaluation: Evaluation, isByMonth: Bool
  ) throws -> PeriodRates? {
    let definition = evaluation.content.definition
    let target = evaluation.electricityTarget
    let rates = try evaluation.basis.rates(definition, period: period, target: target)
    guard let total = rates.total else { return nil }
    func summary(_ rate: Rate) -> RateSummary { RateSummary(rate, definition: definition.id) }
    let months: [(name: String, rate: RateSummary)]? =
      isByMonth
      ? try (period.first.ordinal...period.last.ordinal).compactMap { ordinal in
        guard let month = CalendarMonth(ordinal: ordinal) else { return nil }
        let rates = try evaluation.basis.rates(definition, period: Period(month), target: target)
        return rates.total.map { (month.iso, summary($0)) }
      } : nil
    return PeriodRates(
      period: period.iso, total: summary(total),
      byPho: rates.byPho.map { ($0.pho, summary($0.rate)) },
      byChannel: rates.byChannel.map { ChannelSummary($0, evaluation.kinds) }, byMonth: months,
      accountHolders: AgeReading.allCases.compactMap { reading in
        evaluation.accountHolders(in: period, reading).map {
          (reading.rawValue, RateSummary($0, definition: "account-holders/" + reading.rawValue))
        }
      })
  }
}

extension Period {
  /// `2024-08`, `2024-01..2024-06`, or a quarter, `2024-Q1`.
  init?(text: String) {
    let ends = text.split(separator: ".", omittingEmptySubsequences: false)
    if ends.count == 3, ends[1].isEmpty {
      guard let first = CalendarMonth(iso: ends[0]), let last = CalendarMonth(iso: ends[2]) else {
        return nil
      }
      self.init(from: first, to: last)
      return
    }
    let parts = text.split(separator: "-")
    if parts.count == 2, parts[1].first == "Q" || parts[1].first == "q",
      let year = Int(parts[0]), let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter)
    {
      guard let first = CalendarMonth(year: year, month: quarter * 3 - 2),
        let last = CalendarMonth(year: year, month: quarter * 3)
      else { return nil }
      self.init(from: first, to: last)
      return
    }
    guard let month = CalendarMonth(iso: text) else { return nil }
    self.init(month)
  }
}
