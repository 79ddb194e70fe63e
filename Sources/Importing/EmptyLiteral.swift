internal import Sheets

/// Tells the literal that a bank writes into empty amount cells from a real amount of the same sum.
///
/// MB's export has `37` in every empty cell. A payment of 37 đồng is real when the running balance
/// moved by 37 between this line and its neighbour; the balance of the line itself is taken after
/// the movement. Statements run from old to new or from new to old: the direction that more of the
/// plain lines agree with counts.
struct EmptyLiteral {
  let literal: String
  /// The balance before the first line, where it is said.
  var opening: Int64?

  /// The rows with the literal taken out of the amount cells where it stands for nothing.
  ///
  /// Where the neighbours are of no help, as in a file that was sorted anew, any line that ends
  /// with the balance before the movement proves it.
  func resolve(_ rows: [RowView]) -> [RowView] {
    let balances = rows.map { balance($0) }
    let known = Set(balances.compactMap { $0 } + [opening].compactMap { $0 })
    let runsDown = runsDown(rows, balances)
    return rows.enumerated().map { place, row in
      var row = row
      let literals = [Field.debit, .credit].filter { isLiteral(row.cell($0)) }
      guard !literals.isEmpty else { return row }
      let other =
        literals.count == 1 && row.cell(literals[0] == .debit ? .credit : .debit) != .empty
      let before = runsDown ? balance(balances, after: place) : balance(balances, before: place)
      let moved = before.flatMap { before in
        balances[place].map { $0.subtractingReportingOverflow(before).partialValue }
      }
      let isPlain = moved == 0 || other && moved != nil
      for field in literals {
        guard let wanted = AmountText.value(literal).map({ field == .credit ? $0 : -$0 }) else {
          continue
        }
        let isFarProof =
          !other && !isPlain && moved.map { abs($0) != abs(wanted) } ?? true
          && balances[place].map { known.contains($0 &- wanted) } ?? false
        // A line moves one way: beside a real amount the literal stands for nothing.
        if other || moved != wanted && !isFarProof { row.set(field, .empty) }
      }
      return row
    }
  }

  /// Whether a cell holds the literal.
  func isLiteral(_ cell: CellValue) -> Bool { cell.text.trimmed == literal }

  /// The running balance of a line; the literal stands for none.
  private func balance(_ row: RowView) -> Int64? {
    let cell = row.cell(.balance)
    guard !isLiteral(cell) else { return nil }
    return (try? AmountText.amount(cell)) ?? nil
  }

  private func balance(_ balances: [Int64?], before place: Int) -> Int64? {
    place == 0 ? opening : balances[place - 1]
  }

  private func balance(_ balances: [Int64?], after place: Int) -> Int64? {
    place + 1 < balances.count ? balances[place + 1] : opening
  }

  /// Whether the newest line comes first.
  private func runsDown(_ rows: [RowView], _ balances: [Int64?]) -> Bool {
    var votes = 0
    for (place, row) in rows.enumerated() {
      guard let balance = balances[place], let movement = movement(row) else { continue }
      if self.balance(balances, before: place).map({ balance &- $0 }) == movement { votes += 1 }
      if self.balance(balances, after: place).map({ balance &- $0 }) == movement { votes -= 1 }
    }
    return votes < 0
  }

  /// What a line moves when it has one amount that is not the literal.
  private func movement(_ row: RowView) -> Int64? {
    let debit =
      isLiteral(row.cell(.debit)) ? nil : (try? AmountText.amount(row.cell(.debit))) ?? nil
    let credit =
      isLiteral(row.cell(.credit)) ? nil : (try? AmountText.amount(row.cell(.credit))) ?? nil
    switch (debit, credit) {
    case (let debit?, nil): return -debit
    case (nil, let credit?): return credit
    default: return nil
    }
  }
}

extension AmountText {
  /// The amount of a text; nil when it is none.
  static func value(_ text: String) -> Int64? { (try? parse(text)) ?? nil }
}
