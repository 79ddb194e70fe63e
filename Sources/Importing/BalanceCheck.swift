internal import Records
internal import Sheets

/// Holds the lines of a statement against its balances: opening + Σ = closing.
///
/// Each line leads from one balance to another. Taken together, in whatever order they stand, all
/// lines form one chain from the opening to the closing balance: every balance that a line starts
/// from is the one that another line ends with, but for the two ends. A line that is missing, said
/// twice or changed breaks it.
struct BalanceCheck {
  /// One line: what it moves, and the balance after it.
  private struct Step {
    var account: String
    var line: Int
    /// What it moves; nil where that cannot be read.
    var moved: Int64?
    /// What it moves if a negative debit is money that comes back.
    var movedBack: Int64?
    var after: Int64?
  }

  /// Where the chain breaks.
  struct Break: Hashable {
    /// The first line that nothing leads to; nil where only the ends do not fit.
    var line: Int?
    /// How many balances have nothing that leads to them, beyond the opening one.
    var count: Int
  }

  /// The balance before the first line, where it is said.
  var opening: Int64?
  /// The balance after the last line, where it is said.
  var closing: Int64?
  private var steps: [Step] = []

  /// Takes a line into account, readable or not.
  mutating func add(_ row: RowView, _ layout: Layout, isReadable: Bool = true) {
    let (moved, back) = isReadable ? Self.movement(row, layout) : (nil, nil)
    steps.append(
      Step(
        account: row.text(.account), line: row.line, moved: moved, movedBack: back,
        after: isReadable ? (try? AmountText.amount(row.cell(.balance))) ?? nil : nil))
  }

  /// Where the lines do not add up; nil where they do, or nothing is said to hold them against.
  func firstBreak() -> Break? {
    var worst: Break?
    for (account, steps) in Dictionary(grouping: steps, by: \.account) {
      let ends = account.isEmpty ? (opening, closing) : (nil, nil)
      guard let found = Self.firstBreak(steps, ends, \.moved) else { continue }
      guard let other = Self.firstBreak(steps, ends, \.movedBack) else { continue }
      let better = other.count < found.count ? other : found
      if worst.map({ ($0.line ?? .max) > (better.line ?? .max) }) ?? true { worst = better }
    }
    return worst
  }

  /// What a line moves: read plainly, and with a negative debit as money that comes back.
  private static func movement(_ row: RowView, _ layout: Layout) -> (Int64?, Int64?) {
    func read(_ field: Field) -> (amount: Int64?, isReadable: Bool) {
      do {
        return (try AmountText.amount(row.cell(field)), true)
      } catch {
        return (nil, false)
      }
    }
    if row.has(.credit) || row.has(.debit) {
      let (credit, debit) = (read(.credit), read(.debit))
      let (plus, minus) = (credit.amount ?? 0, debit.amount ?? 0)
      guard credit.isReadable, debit.isReadable, minus != .min else { return (nil, nil) }
      let (moved, overflow) = plus.subtractingReportingOverflow(abs(minus))
      let (back, overflowBack) = plus.subtractingReportingOverflow(minus)
      return (overflow ? nil : moved, overflowBack ? nil : back)
    }
    guard let amount = read(.amount).amount else { return (nil, nil) }
    guard row.has(.direction) else { return (amount, amount) }
    let key = HeaderKey.whole(row.text(.direction))
    if layout.directions.credit.contains(key) { return (amount, amount) }
    guard layout.directions.debit.contains(key), amount != .min else { return (nil, nil) }
    return (-abs(amount), -abs(amount))
  }

  private static func firstBreak(
    _ steps: [Step], _ ends: (opening: Int64?, closing: Int64?), _ moved: KeyPath<Step, Int64?>
  ) -> Break? {
    let balances = steps.compactMap(\.after)
    // Where no bank's balances are known some write zeros.
    guard balances.contains(where: { $0 != 0 }) else { return endsBreak(steps, ends, moved) }
    var open: [Int64: Int] = [:]
    var unknown = 0
    var starts: [(line: Int, before: Int64)] = []
    for step in steps {
      guard let after = step.after, let moved = step[keyPath: moved],
        case let (before, overflow) = after.subtractingReportingOverflow(moved), !overflow
      else {
        unknown += 1
        continue
      }
      open[before, default: 0] += 1
      open[after, default: 0] -= 1
      starts.append((step.line, before))
    }
    let surplus = open.filter { $0.value > 0 }
    let count = surplus.values.reduce(0, +)
    let isWhole = unknown == 0
    if count <= 1 + unknown {
      guard isWhole, let opening = ends.opening, let start = surplus.keys.first, start != opening
      else { return isWhole ? closingBreak(open, ends.closing) : nil }
      return Break(line: starts.first { $0.before == start }?.line, count: 1)
    }
    let line = starts.first { surplus[$0.before] != nil && $0.before != ends.opening }?.line
    return Break(line: line, count: count - 1)
  }

  private static func closingBreak(_ open: [Int64: Int], _ closing: Int64?) -> Break? {
    guard let closing, let end = open.first(where: { $0.value < 0 })?.key, end != closing else {
      return nil
    }
    return Break(line: nil, count: 1)
  }

  /// Without running balances: the opening one and all lines make the closing one.
  private static func endsBreak(
    _ steps: [Step], _ ends: (opening: Int64?, closing: Int64?), _ moved: KeyPath<Step, Int64?>
  ) -> Break? {
    guard let opening = ends.opening, let closing = ends.closing else { return nil }
    var balance = opening
    for step in steps {
      guard let moved = step[keyPath: moved] else { return nil }
      let (sum, overflow) = balance.addingReportingOverflow(moved)
      guard !overflow else { return nil }
      balance = sum
    }
    return balance == closing ? nil : Break(line: nil, count: 1)
  }
}
