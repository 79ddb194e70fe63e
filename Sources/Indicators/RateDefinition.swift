public import Diagnostics

/// What a rate counts, in words and with a version, so that it can be printed beside the figure.
///
/// No official formula is known for the rates of the form: the definition is the user's choice.
public struct RateDefinition: Hashable, Sendable {
  /// Its name, for example `household-cashless/all-paid`.
  public var id: String
  /// Raised whenever the same data would give another figure.
  public var version: Int
  /// What it is called.
  public var title: Words
  /// Who is in the denominator.
  public var denominator: Words
  /// Who is in the numerator.
  public var numerator: Words
  /// Who is unknown.
  public var unknown: Words

  /// Makes a definition.
  public init(
    id: String, version: Int, title: Words, denominator: Words, numerator: Words, unknown: Words
  ) {
    self.id = id
    self.version = version
    self.title = title
    self.denominator = denominator
    self.numerator = numerator
    self.unknown = unknown
  }

  /// The definitions that can be asked for, the default first.
  public static let all = [householdCashlessAllPaid]

  /// The definition with a name.
  public static func named(_ id: String) -> RateDefinition? {
    all.first { $0.id == id }
  }

  /// Households all of whose paid bills were paid without cash; criterion 15 by default.
  public static let householdCashlessAllPaid = RateDefinition(
    id: "household-cashless/all-paid", version: 1,
    title: Words(
      vi: "Hộ thanh toán tiền điện không dùng tiền mặt: mọi hóa đơn đã trả",
      en: "Households paying electricity without cash: all bills paid"),
    denominator: Words(
      vi: "hộ trong danh sách của phường có hóa đơn tiền điện sinh hoạt trong kỳ",
      en: "households of the ward's register with a residential electricity bill in the period"),
    numerator: Words(
      vi: "hộ có ít nhất một hóa đơn đã trả trong kỳ và mọi hóa đơn đã trả đều không dùng tiền mặt",
      en: "households with at least one paid bill in the period and every paid one paid cashless"),
    unknown: Words(
      vi: "hộ sẽ được tính nếu các lần trả chưa rõ kênh là không dùng tiền mặt",
      en: "households that would count if payments of unknown channel were cashless"))
}

/// Which people are "trên 15 tuổi".
public enum AgeReading: String, Hashable, Sendable, CaseIterable {
  /// Sixteen whole years or more: an age, said in whole years, that is greater than fifteen.
  ///
  /// The default, as ages on the ward's forms are whole years.
  case sixteenCompleted = "sixteen-completed"
  /// The fifteenth birthday lies before the day: fifteen years and at least one day.
  case pastFifteenthBirthday = "past-fifteenth-birthday"
}
