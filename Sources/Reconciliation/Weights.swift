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
  private var m: [[Double]]
  private var u: [[Double]]
  /// The share of lines whose bill is among the free ones of their amount.
  private(set) var found = 0.5

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

  /// One bill that a line may pay, and how they agree.
  struct Candidate {
    var comparison: Comparison
    /// What a code with a slip, or part of one, adds: how much likelier for a match than by chance.
    var codeRatio: Double
  }

  /// Makes weights from pairs that belong together, and pairs put together at random.
  init(matches: Counts, strangers: Counts) {
    m = matches.shares(Self.usualMatches, times: 10)
    u = strangers.shares(Self.usualStrangers, times: 10)
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

  /// How much likelier the agreement is for a match than by chance.
  func ratio(_ candidate: Candidate) -> Double {
    var ratio = candidate.codeRatio
    for field in Comparison.Field.allCases {
      let level = Int(candidate.comparison[field])
      var chance = u[field.rawValue][level]
      if field == .name, level == Int(Comparison.agrees) {
        // A name that many share agrees often by chance, a rare one hardly ever.
        chance = max(Double(candidate.comparison.nameShare) * 1e-9, 1e-7)
      }
      ratio *= m[field.rawValue][level] / chance
    }
    return ratio
  }

  /// The probability of each candidate of a line.
  ///
  /// - Parameters:
  ///   - candidates: The free bills of the line's amount.
  ///   - expected: How many of them there are by chance.
  /// - Returns: The probabilities, in the order of candidates; what is missing to 1 is for none.
  func probabilities(_ candidates: [Candidate], expected: Double) -> [Double] {
    let share = found / Double(max(candidates.count, 1))
    let weights = candidates.map { share * ratio($0) }
    let none = (1 - found) * max(expected, 1e-6)
    let sum = weights.reduce(none, +)
    return weights.map { $0 / sum }
  }

  /// Fits m and the share of lines with a bill to lines without codes.
  ///
  /// - Parameters:
  ///   - lines: The candidates of each line that has some, and how many there are by chance.
  ///   - silent: How many lines have none.
  ///   - prior: What is known from lines with exact codes.
  mutating func fit(
    _ lines: [(candidates: [Candidate], expected: Double)], silent: Int, prior: Counts
  ) {
    guard !lines.isEmpty else { return }
    // What is known from exact codes weighs as much as a hundred lines.
    let known = prior.shares(Self.usualMatches, times: 10).map { $0.map { $0 * 100 } }
    for _ in 0..<20 {
      var counts = Counts()
      counts.counts = known
      var sum = 0.0
      for (candidates, expected) in lines {
        for (candidate, weight) in zip(candidates, probabilities(candidates, expected: expected)) {
          counts.add(candidate.comparison, weight)
          sum += weight
        }
      }
      m = counts.shares(Self.usualMatches, times: 1)
      let share = (sum + 1) / Double(lines.count + silent + 2)
      let isDone = abs(share - found) < 1e-6
      found = min(max(share, 0.01), 0.99)
      if isDone { return }
    }
  }
}
