internal import Records
internal import Sheets

/// Which lines of a statement pay bills.
public enum PaymentSide: String, Hashable, Sendable {
  /// The account of who collects: credits are payments.
  case collector
  /// The account of who pays: debits are payments.
  case payer
}

/// Lines of bank statements and collection lists.
extension RecordBuilder {
  /// The payment of a row; a line of the other side is ignored.
  mutating func payment(_ row: RowView, _ provenance: Provenance) throws(RowFault) -> RowOutcome {
    guard let amount = try paid(row) else { return .ignored }
    let (day, reference) = try row.dayAndReference()
    if SpoiltID.isSpoilt(row.cell(.reference)) { unknownWords.noteSpoilt(.reference) }
    let code = try row.code(.code)
    if layout.isCollectionList && code == nil { throw .missing(.code) }
    let billID = row.text(.billID)
    let payment = Payment(
      kind: layout.isCollectionList ? .collectionList : .bankStatement, day: day,
      amountVND: amount, narration: row.raw(.narration), reference: reference,
      customerCode: code, billID: billID.isEmpty ? nil : billID,
      channel: channel(row.text(.channel)), provenance: provenance)
    let ownAccount = row.text(.account)
    content.begin("payment")
    content.add(ownAccount.isEmpty ? account : ownAccount)
    content.add(payment.reference)
    content.add(day)
    content.add(amount)
    content.add(payment.narration)
    content.add(code?.text ?? "")
    content.add(billID)
    content.add(row.text(.channel))
    content.add(row.text(.point))
    return .record(.payment(payment))
  }

  /// The amount that the row pays, above 0, or takes back, below 0; nil for the other side's lines.
  private func paid(_ row: RowView) throws(RowFault) -> Int64? {
    let amount: Int64?
    if row.has(.credit) {
      amount = try ownSide(row)
    } else if row.has(.direction) {
      amount = try byDirection(row)
    } else {
      amount = try bySign(row)
    }
    guard let amount else { return try takenBack(row) }
    guard amount > 0 else {
      throw .amountNotPositive(row.has(.credit) ? ownField : .amount)
    }
    return amount
  }

  private var ownField: Field { side == .collector ? .credit : .debit }

  /// Two columns, debit and credit.
  private func ownSide(_ row: RowView) throws(RowFault) -> Int64? {
    let otherField: Field = side == .collector ? .debit : .credit
    let own = try row.amount(ownField)
    guard let own, own != 0 else {
      let other = row.cell(otherField)
      guard other != .empty, (try? AmountText.amount(other)) != 0 else { throw .amountMissing }
      return nil
    }
    guard try (row.amount(otherField) ?? 0) == 0 else { throw .bothSides }
    return side == .payer && layout.debitsAreNegative ? abs(own) : own
  }

  /// One column, with a word that says which side it is.
  private func byDirection(_ row: RowView) throws(RowFault) -> Int64? {
    let key = HeaderKey.whole(row.text(.direction))
    let isCredit = layout.directions.credit.contains(key)
    guard isCredit || layout.directions.debit.contains(key) else { throw .word(.direction) }
    guard isCredit == (side == .collector) else { return nil }
    guard let amount = try row.amount(.amount) else { throw .missing(.amount) }
    return amount
  }

  /// One column whose sign says which side it is; a collection list has payments only.
  private func bySign(_ row: RowView) throws(RowFault) -> Int64? {
    guard let amount = try row.amount(.amount) else { throw .missing(.amount) }
    if layout.isCollectionList { return amount }
    guard amount != 0 else { return 0 }
    guard (amount > 0) == (side == .collector) else { return nil }
    guard amount != .min else { throw .amount(.amount, .tooLarge) }
    return abs(amount)
  }
}
