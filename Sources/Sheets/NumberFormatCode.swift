/// A format code taken apart, for formats that store it otherwise.
///
/// What no other format can say (a filling character, blanks as wide as a character) becomes a
/// plain space or is left out.
///
/// - Source: ECMA-376 part 1 §18.8.31 numFmts.
public struct NumberFormatCode: Hashable, Sendable {
  /// A piece of a section.
  public enum Piece: Hashable, Sendable {
    /// Words as they are.
    case text(String)
    /// The number's digits; in a section at most once.
    case digits(Digits)
    /// The number as it comes.
    case general
    /// The text of the cell.
    case cellText
    /// The sign of a currency.
    case currency(String)
    /// The year, of two digits or four.
    case year(isLong: Bool)
    /// The month: 1 or 2 digits, 3 the short name, 4 the name, 5 its first letter.
    case month(Int)
    /// The day: 1 or 2 digits, 3 the short name of the weekday, 4 its name.
    case day(Int)
    /// Hours, of one digit or two.
    case hours(isLong: Bool)
    /// Minutes, of one digit or two.
    case minutes(isLong: Bool)
    /// Seconds, of one digit or two, and their decimals.
    case seconds(isLong: Bool, decimals: Int)
    /// Morning or afternoon.
    case amPm
  }

  /// How the digits of a number are shown.
  public struct Digits: Hashable, Sendable {
    /// The least digits before the decimal point.
    public var integersMin = 0
    /// The least decimals.
    public var decimalsMin = 0
    /// The most decimals.
    public var decimals = 0
    /// Whether thousands are told apart.
    public var isGrouped = false
    /// How often the number is divided by a thousand.
    public var thousands = 0
    /// The least digits of an exponent; nil for none.
    public var exponent: Int?
    /// The digits of a fraction's two numbers; nil for none.
    public var fraction: (numerator: Int, denominator: Int)? {
      get { numerator > 0 ? (numerator, denominator) : nil }
      set { (numerator, denominator) = newValue ?? (0, 0) }
    }
    var numerator = 0
    var denominator = 0
    /// A denominator that is given; nil where it is found.
    public var fixedDenominator: Int?

    /// No digits.
    public init() {}
  }

  /// The format of some values.
  public struct Section: Hashable, Sendable {
    /// For which: an operator and a number, as in `>=100`; nil for what the place says.
    public var condition: String?
    /// The colour of the text.
    public var color: Color?
    /// The pieces from left to right, texts joined.
    public var pieces: [Piece] = []
    /// Whether the number is shown times a hundred.
    public var isPercent = false
    /// Whether hours, minutes or seconds pass their usual end.
    public var isElapsed = false
    /// The language by Windows' number; nil where none is named.
    public var language: Int?

    /// An empty section, which shows nothing.
    public init() {}

    /// Whether it shows a day or a time.
    public var isDateOrTime: Bool { hasDate || hasTime }

    /// Whether it shows a day.
    public var hasDate: Bool {
      pieces.contains {
        switch $0 {
        case .year, .month, .day: true
        default: false
        }
      }
    }

    /// Whether it shows a time.
    public var hasTime: Bool {
      pieces.contains {
        switch $0 {
        case .hours, .minutes, .seconds, .amPm: true
        default: false
        }
      }
    }

    /// The digits, where it shows any.
    public var digits: Digits? {
      for piece in pieces { if case .digits(let digits) = piece { return digits } }
      return nil
    }

    /// The sign of a currency, where it shows one.
    public var currency: String? {
      for piece in pieces { if case .currency(let sign) = piece { return sign } }
      return nil
    }
  }

  /// One to four sections: positive numbers, negative ones, zero, text.
  public var sections: [Section]

  /// Takes a code apart.
  public init(_ code: String) {
    var parser = NumberFormatParser(code)
    sections = parser.sections()
  }
}
