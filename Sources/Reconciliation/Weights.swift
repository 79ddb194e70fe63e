/// How much each agreement speaks for a match: the weights of Fellegi and Sunter, from the data.
///
/// For each field and level there is the share of matches that show it (m) and that of lines and
/// bills that have nothing to do with each other (u). u is counted over pairs put together at
/// random, m over lines whose codes are exact, and then, together with the share of lines that have
/// a bill here at all, made to fit the lines without codes by expectation maximisation.
///
/// - Source: Fellegi and Sunter, "A Theory for Record Linkage", JASA 64 (1969); Winkler, "Using the
///   EM Algorithm for Weight Computation in the Fellegi-Sunter Model" (1988).
struct Weights: Sendable {
  /// By field and level.
  private var m: [[Double]] { didSet { tabulate() } }
  private let u: [[Double]]
  /// m over u, field by field, for each as many levels as the most of any.
  private var table: [Double] = []
  private static let levelsMax = 5
  /// What is known of m from lines with exact codes.
  private let known: [[Double]]
  /// The share of bills that no line pays yet.
  private let freeShare: Double
  /// How many billed codes there are.
  private let codes: Double
  /// By kind of line: the share of those whose bill is among their candidates.
  private var found: [Double] = Array(repeating: 0.5, count: Leftover.Kind.allCases.count)

  /// Counts of levels, by field.
  struct Counts {
    var counts: [[Double]] = Comparison.Field.allCases.map {
      Array(repeating: 0, count: $0.levels)
    }

    mutating func add(_ comparison: Comparison, _ weight: Double = 1) {
      for field in Comparison.Field.allCases {
        counts[field.rawValue][Int(comparison[field])] += weight
      }
    }

    /// Shares of the levels, with what is usual seen so many times beforehand.
    func shares(_ usual: [[Double]], times: Double) -> [[Double]] {
      zip(counts, usual).map { levels, usual in
        let sum = levels.reduce(times, +)
        return zip(levels, usual).map { ($0 + $1 * times) / sum }
      }
    }
  }

  /// Makes weights from pairs that belong together, and pairs put together at random.
  ///
  /// - Parameters:
  ///   - pairs: The pairs, counted.
  ///   - freeShare: The share of bills that no line pays yet.
  ///   - codes: How many billed codes there are.
  init(_ pairs: LearntPairs, freeShare: Double, codes: Int) {
    self.freeShare = freeShare
    self.codes = Double(max(codes, 1))
    m = pairs.matches.shares(Self.usualMatches, times: 10)
    u = pairs.strangers.shares(Self.usualStrangers, times: 10)
    // What is known from exact codes weighs as much as a hundred lines.
    known = m.map { $0.map { $0 * 100 } }
    tabulate()
  }

  // What is usual, in the order of fields and levels: it counts where there are hardly any lines.
  private static let usualMatches: [[Double]] = [
    [0.40, 0.55, 0.05], [0.30, 0.65, 0.05], [0.40, 0.30, 0.02, 0.25, 0.03], [0.10, 0.90],
    [0.30, 0.65, 0.05],
  ]
  private static let usualStrangers: [[Double]] = [
    [0.40, 0.01, 0.59], [0.30, 0.15, 0.55], [0.05, 0.20, 0.40, 0.20, 0.15], [0.50, 0.50],
    [0.30, 0.35, 0.35],
  ]

  /// How much likelier the agreement of all fields is for a match than by chance.
  func ratio(_ comparison: Comparison) -> Double {
    func ratio(_ field: Comparison.Field) -> Double {
      table[field.rawValue * Self.levelsMax + Int(comparison[field])]
    }
    let others = ratio(.month) * ratio(.day) * ratio(.topic) * ratio(.channel)
    guard comparison[.name] == Comparison.agrees else { return others * ratio(.name) }
    // A name that many share agrees often by chance, a rare one hardly ever.
    let chance = max(Double(comparison.nameShare) * 1e-9, 1e-7)
    return others * m[Comparison.Field.name.rawValue][Int(Comparison.agrees)] / chance
  }

  private mutating func tabulate() {
    table = Array(repeating: 1, count: Self.levelsMax * Comparison.Field.allCases.count)
    for field in Comparison.Field.allCases {
      for level in 0..<field.levels {
        table[field.rawValue * Self.levelsMax + level] =
          m[field.rawValue][level] / u[field.rawValue][level]
      }
    }
  }

  /// The share of a kind's lines with a bill here whose code agrees so with what they have of one.
  private static func share(_ agreement: CodePiece.Agreement?, _ kind: Leftover.Kind) -> Double {
    switch (kind, agreement) {
    case (.silent, _): 1
    case (.whole, nil): 0.05
    case (.whole, .lookalike?): 0.25
    case (.whole, _): 0.7
    case (.head, nil), (.tail, nil): 0.1
    case (.head, _), (.tail, _): 0.9
    case (.own, _): 1
    }
  }

  /// How likely each candidate of a line is right; what is missing to 1 is for none.
  ///
  /// Were the line about nothing of here, so many candidates would be expected by chance as bills
  /// have its amount, and codes are like what it has of one.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - each: Takes the probabilities, in the order of the candidates.
  private func probabilities(_ line: borrowing Leftover, _ each: inout [Double]) {
    let expected = line.expected * freeShare
    let found = found[line.kind.rawValue]
    var sum = 1 - found
    each.removeAll(keepingCapacity: true)
    for place in line.candidates.indices {
      let agreement = line.candidates[place].agreement
      var chance = expected * (line.candidates[place].others.isEmpty ? 1 : Self.sumsPerBill)
      if let agreement {
        chance *= Double(max(line.agreeing[agreement.rawValue], 1)) / codes
      }
      let weight =
        found * Self.share(agreement, line.kind) * ratio(line.candidates[place].comparison)
        / max(chance, 1e-8)
      sum += weight
      each.append(weight)
    }
    for place in each.indices { each[place] /= sum }
  }

  /// How many sums of bills of a code there are for each bill.
  private static let sumsPerBill = 8.0

  /// Writes the probabilities of the lines' candidates.
  func weigh(_ lines: inout [Leftover]) {
    var each: [Double] = []
    for place in lines.indices where !lines[place].candidates.isEmpty {
      probabilities(lines[place], &each)
      for candidate in each.indices {
        lines[place].candidates[candidate].probability = Float(each[candidate])
      }
    }
  }

  /// Fits m and the shares of lines with a bill to lines without codes.
  mutating func fit(_ lines: [Leftover]) {
    var sizes = Array(repeating: 0.0, count: found.count)
    for line in lines { sizes[line.kind.rawValue] += 1 }
    var each: [Double] = []
    for _ in 0..<20 {
      var counts = Counts()
      counts.counts = known
      var sums = Array(repeating: 0.0, count: found.count)
      for line in lines where !line.candidates.isEmpty {
        probabilities(line, &each)
        for (candidate, weight) in zip(line.candidates, each) {
          counts.add(candidate.comparison, weight)
          sums[line.kind.rawValue] += weight
        }
      }
      m = counts.shares(Self.usualMatches, times: 1)
      var change = 0.0
      for kind in found.indices {
        let share = min(max((sums[kind] + 1) / (sizes[kind] + 2), 0.01), 0.99)
        change = max(change, abs(share - found[kind]))
        found[kind] = share
      }
      if change < 1e-6 { return }
    }
  }
}
