internal import VietnameseText

extension RecordBuilder {
  /// Words by which a bank says that a payment goes back, folded.
  private static let words = [
    "hoan tra", "hoan tien", "hoan gd", "hoan giao dich", "dao but toan", "dao gd",
    "dao giao dich", "huy gd", "huy giao dich", "thoai thu", "tra lai tien", "reversal", "revert",
    "chargeback",
  ]
  /// What was paid too much goes back without taking the payment back.
  private static let excess = ["tien thua", "tra thua", "nop thua"]

  /// The amount, below 0, of a statement's line of the other side that takes a payment back.
  ///
  /// Nil for any other line of the other side: a charge, or what a collector hands on.
  func takenBack(_ row: RowView) throws(RowFault) -> Int64? {
    guard !layout.isCollectionList else { return nil }
    let narration = Fold.plain(row.raw(.narration))
    guard Self.words.contains(where: narration.contains),
      !Self.excess.contains(where: narration.contains)
    else { return nil }
    let amount =
      row.has(.credit)
      ? try row.amount(side == .collector ? .debit : .credit)
      : try row.amount(.amount)
    guard let amount, amount != 0, amount != .min else { return nil }
    return -abs(amount)
  }
}
