/// A person who lives in the ward.
public struct Resident: Hashable, Sendable {
  /// Mã hộ of the household.
  public var householdID: String
  /// Họ tên.
  public var name: String
  /// Ngày sinh.
  public var born: CalendarDay
  /// Số định danh: twelve digits, leading zeros kept.
  public var citizenID: String
  /// The line it comes from.
  public var provenance: Provenance

  /// Makes a resident.
  public init(
    householdID: String, name: String, born: CalendarDay, citizenID: String,
    provenance: Provenance
  ) {
    self.householdID = householdID
    self.name = name
    self.born = born
    self.citizenID = citizenID
    self.provenance = provenance
  }
}

/// A payment account of a person.
public struct PaymentAccount: Hashable, Sendable {
  /// Số định danh of its holder.
  public var citizenID: String
  /// Ngân hàng.
  public var bank: String
  /// Ngày mở.
  public var openedOn: CalendarDay
  /// Ngày đóng; nil while it is open.
  public var closedOn: CalendarDay?
  /// The line it comes from.
  public var provenance: Provenance

  /// Makes an account.
  public init(
    citizenID: String, bank: String, openedOn: CalendarDay, closedOn: CalendarDay?,
    provenance: Provenance
  ) {
    self.citizenID = citizenID
    self.bank = bank
    self.openedOn = openedOn
    self.closedOn = closedOn
    self.provenance = provenance
  }
}
