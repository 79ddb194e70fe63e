/// What a formula's value depends on besides the cells.
///
/// There is no clock and no chance in it that was not passed in.
public struct EvaluationSettings: Sendable {
  /// The program whose rules count.
  public var flavour: Flavour
  /// The day that serial number 0 stands for.
  public var epoch: DateEpoch
  /// How numbers, dates and words are written.
  public var locale: FormulaLocale
  /// The moment of NOW and TODAY as a serial number.
  public var now: Double
  /// The seed of RAND and its kin.
  public var seed: UInt64
  /// How criteria and lookups read patterns.
  public var patterns: PatternKind
  /// Whether a criterion must match the whole of a cell's text.
  public var criteriaMatchWholeCell: Bool
  /// Whether upper and lower case differ in comparisons.
  public var isCaseSensitive: Bool
  /// How cycles are iterated; nil where they are errors.
  public var iteration: Iteration?

  /// Settings of one program, with its usual epoch; the moment is day 0 unless told.
  public init(flavour: Flavour = .excel, now: Double = 0, seed: UInt64 = 0) {
    self.flavour = flavour
    epoch = flavour.hasLeapDay1900 ? .excel1900 : .december30
    locale = .english
    self.now = now
    self.seed = seed
    patterns = .wildcards
    criteriaMatchWholeCell = true
    isCaseSensitive = false
    iteration = nil
  }

  /// How a workbook wants its cycles iterated.
  public struct Iteration: Sendable, Hashable {
    /// The most rounds.
    public var roundsMax: Int
    /// Rounds end when no value changes by more.
    public var changeMin: Double

    /// Makes it; Excel's defaults unless told.
    public init(roundsMax: Int = 100, changeMin: Double = 0.001) {
      self.roundsMax = roundsMax
      self.changeMin = changeMin
    }
  }
}

/// Where Excel and LibreOffice differ, each difference by its name.
public struct Flavour: Sendable, Hashable {
  /// Day 60 is 29 February 1900, which never was; earlier days are one off.
  public var hasLeapDay1900: Bool
  /// Whether "" in arithmetic is 0; otherwise it is `#VALUE!`.
  public var emptyTextIsZero: Bool
  /// Whether errors that only LibreOffice knows (`Err:502` …) are used, or Excel's in their place.
  public var hasOwnErrors: Bool
  /// Whether the value of a cycle is 0 as in Excel, or `Err:522`.
  public var cycleIsZero: Bool
  /// Whether a truth value in a cell counts as 1 or 0 in sums, as LibreOffice has it, whose truth
  /// values are numbers with a format.
  public var booleansAreNumbers: Bool
  /// Whether text that holds a date or grouped thousands counts as a number in arithmetic;
  /// LibreOffice takes plain numbers and ISO 8601 dates only.
  public var convertsLocalText: Bool
  /// Whether a function that both programs have follows LibreOffice where they differ.
  public var isLibreOffice: Bool

  /// Excel's rules.
  public static let excel = Flavour(
    hasLeapDay1900: true, emptyTextIsZero: false, hasOwnErrors: false, cycleIsZero: true,
    booleansAreNumbers: false, convertsLocalText: true, isLibreOffice: false)
  /// LibreOffice's rules.
  public static let libreOffice = Flavour(
    hasLeapDay1900: false, emptyTextIsZero: false, hasOwnErrors: true, cycleIsZero: false,
    booleansAreNumbers: true, convertsLocalText: false, isLibreOffice: true)

  /// The error as this program shows it: Excel has `#VALUE!` or `#NUM!` for LibreOffice's own.
  public func shown(_ error: FormulaError) -> FormulaError {
    guard !hasOwnErrors else { return error }
    return switch error {
    case .argument: .num
    case .parameter, .missing, .syntax: .value
    case .noConvergence, .limit: .num
    default: error
    }
  }
}

/// The day that serial number 0 stands for.
public enum DateEpoch: Sendable, Hashable {
  /// Excel's: day 1 is 1 January 1900, and day 60 is a 29 February 1900 that never was.
  case excel1900
  /// 30 December 1899, LibreOffice's own: the same as Excel's from 1 March 1900 on.
  case december30
  /// 1 January 1904.
  case january1904

  /// Days from 1970-01-01 to day 0, from 1 March 1900 on.
  public var daysSince1970: Int {
    switch self {
    case .excel1900, .december30: -25_569
    case .january1904: -24_107
    }
  }
}

/// How criteria and lookups read patterns in text.
public enum PatternKind: Sendable, Hashable {
  /// Every sign means itself.
  case none
  /// `*` any text, `?` any sign, `~` before one of them means the sign.
  case wildcards
  /// Regular expressions, LibreOffice's other choice.
  case regularExpressions
}

/// How a country writes numbers and dates.
public struct FormulaLocale: Sendable, Hashable {
  /// The sign between units and tenths.
  public var decimalSeparator: Character
  /// The sign between thousands.
  public var groupSeparator: Character
  /// The order of day, month and year in a date of digits.
  public var dateOrder: DateOrder
  /// The language as in `vi` or `en-US`.
  public var language: String

  /// Makes it.
  public init(
    decimalSeparator: Character, groupSeparator: Character, dateOrder: DateOrder, language: String
  ) {
    self.decimalSeparator = decimalSeparator
    self.groupSeparator = groupSeparator
    self.dateOrder = dateOrder
    self.language = language
  }

  /// The order of the parts of a date.
  public enum DateOrder: Sendable, Hashable {
    /// 31/12/2024.
    case dayMonthYear
    /// 12/31/2024.
    case monthDayYear
    /// 2024/12/31.
    case yearMonthDay
  }

  /// English of the United States.
  public static let english = FormulaLocale(
    decimalSeparator: ".", groupSeparator: ",", dateOrder: .monthDayYear, language: "en-US")
  /// Vietnamese.
  public static let vietnamese = FormulaLocale(
    decimalSeparator: ",", groupSeparator: ".", dateOrder: .dayMonthYear, language: "vi")
}
