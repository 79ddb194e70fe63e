internal import Records

/// The figures of the criteria that no export gives, as the ward's offices and phố wrote them.
struct IndicatorFigures {
  let file: SampleFile
  /// The sum of each criterion in each column.
  let truth: [SampleTruth.Figure]

  /// Whom a criterion counts, which says where its figures come from.
  private enum Counted {
    case ward(Int)
    case members, over15, subscriptions, places
  }

  /// A criterion with its percentages before and after.
  private static let plans: [(number: Int, counted: Counted, before: Int, after: Int)] = [
    (1, .ward(24), 75, 100), (2, .ward(24), 58, 100), (3, .ward(640), 77, 99),
    (4, .ward(24), 92, 100), (5, .ward(498), 72, 93), (6, .members, 68, 84),
    (7, .over15, 70, 79), (8, .members, 72, 88), (9, .members, 12, 41), (10, .members, 45, 83),
    (11, .members, 41, 81), (12, .ward(61), 54, 84), (13, .subscriptions, 31, 81),
    (14, .members, 52, 82), (16, .places, 50, 100),
  ]

  init(_ population: Population, seed: UInt64) {
    var random = SeededRandom(seed: seed, stream: .figures)
    var text = DelimitedText(separator: ";")
    text.add(["Chỉ tiêu", "Kỳ", "Tử số", "Mẫu số", "Phố", "Minh chứng"])
    var truth: [SampleTruth.Figure] = []
    var document = 11
    for plan in Self.plans {
      let columns: [(ReportColumn, String, Int)] = [
        (.before, "trước", plan.before), (.after, "sau", plan.after),
      ]
      for (column, word, percent) in columns {
        var sum = SampleTruth.Figure(
          criterion: plan.number, column: column, numerator: 0, denominator: 0)
        for part in Self.parts(plan.counted, population) where part.count > 0 {
          let share = percent == 100 ? 100 : percent + random.int(-3...3)
          let numerator = min(part.count, (part.count * share + 50) / 100)
          sum.numerator += numerator
          sum.denominator += part.count
          document += 1
          text.add([
            String(plan.number), word, String(numerator), String(part.count), part.pho,
            part.pho.isEmpty ? "BC \(document)/BC-UBND" : random.pick(["", "", "Sổ theo dõi phố"]),
          ])
        }
        truth.append(sum)
      }
    }
    self.truth = truth
    file = SampleFile(
      path: "inbox/so-lieu.csv", content: .bytes(text.utf8(byteOrderMark: true)))
  }

  /// How many there are, for the ward as a whole or phố by phố.
  private static func parts(
    _ counted: Counted, _ population: Population
  ) -> [(pho: String, count: Int)] {
    if case .ward(let count) = counted { return [("", count)] }
    return SampleNames.phos.enumerated().map { index, name in
      let households = population.households.filter { $0.pho == index }
      let over15 = households.reduce(0) { $0 + $1.membersOver15 }
      switch counted {
      case .ward: return (name, 0)
      case .members: return (name, households.reduce(0) { $0 + $1.members })
      case .over15: return (name, over15)
      case .subscriptions: return (name, over15 * 9 / 10)
      case .places: return (name, 2 + index % 2)
      }
    }
  }
}
