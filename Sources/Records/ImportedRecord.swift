/// One record that a row of an import became.
public enum ImportedRecord: Hashable, Sendable {
  /// A line of the household register.
  case household(Household)
  /// A person of the residents' list.
  case resident(Resident)
  /// A line of the account list.
  case account(PaymentAccount)
  /// A bill of an EVN export.
  case bill(Bill)
  /// A line of a bank statement or collection list.
  case payment(Payment)
  /// A figure of the indicator list.
  case figure(IndicatorFigure)
}
