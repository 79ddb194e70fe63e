/// How well lines were matched, held against the truth.
public struct MatchingScore: Sendable {
  /// What became of one line.
  public struct Answer: Sendable {
    /// Whether the line pays its bills by itself.
    public var isAutomatic: Bool
    /// What kind of evidence leads to the bills.
    public var tier: String
    /// The bills, automatic or proposed.
    public var billIDs: [String]
    /// How sure they are, from 0 to 1.
    public var confidence: Double

    /// Makes an answer.
    public init(isAutomatic: Bool, tier: String, billIDs: [String], confidence: Double) {
      self.isAutomatic = isAutomatic
      self.tier = tier
      self.billIDs = billIDs
      self.confidence = confidence
    }
  }

  /// Right ones out of all.
  public struct Share: Sendable {
    /// The right ones.
    public var right = 0
    /// All.
    public var all = 0

    /// Makes an empty share.
    public init() {}

    /// From 0 to 1; 1 of nothing.
    public var value: Double { all == 0 ? 1 : Double(right) / Double(all) }

    mutating func add(_ isRight: Bool) {
      all += 1
      if isRight { right += 1 }
    }
  }

  /// Automatic answers with exactly the right bills.
  public private(set) var precision = Share()
  /// Lines with a code or bill id whose answer is automatic and right.
  public private(set) var recall = Share()
  /// Other lines that pay a bill whose first answer is right.
  public private(set) var firstProposal = Share()
  /// Automatic answers by tier.
  public private(set) var precisionByTier: [String: Share] = [:]
  /// All answers by tier.
  public private(set) var rightByTier: [String: Share] = [:]
  /// All answers by kind of line.
  public private(set) var rightByKind: [String: Share] = [:]
  /// Proposals by tier and tenth of confidence.
  public private(set) var calibration: [String: [Share]] = [:]
  /// The sum of confidences of the proposals of each tenth, by tier.
  public private(set) var confidences: [String: [Double]] = [:]
  /// The kinds of lines whose automatic answer is wrong, a few of them.
  public private(set) var wrong: [String] = []

  /// Makes an empty score.
  public init() {}

  /// Adds the answers to the lines of one set of cases.
  public mutating func add(_ truths: [MatchingCases.Truth], _ answers: [Answer]) {
    for (truth, answer) in zip(truths, answers) {
      let isRight = answer.billIDs.sorted() == truth.billIDs.sorted()
      let hasBills = !answer.billIDs.isEmpty
      if answer.isAutomatic {
        precision.add(isRight)
        precisionByTier[answer.tier, default: Share()].add(isRight)
        if !isRight && wrong.count < 60 { wrong.append("\(truth.kind) \(answer.tier)") }
      }
      if hasBills {
        rightByTier[answer.tier, default: Share()].add(isRight)
        let tenth = min(Int(answer.confidence * 10), 9)
        calibration[answer.tier, default: Array(repeating: Share(), count: 10)][tenth].add(isRight)
        confidences[answer.tier, default: Array(repeating: 0, count: 10)][tenth] +=
          answer.confidence
      }
      rightByKind[truth.kind, default: Share()].add(isRight)
      switch truth.carries {
      case .billID, .code: recall.add(isRight && answer.isAutomatic)
      case .fragment, .silent: firstProposal.add(isRight)
      case .stranger, .reversal: break
      }
    }
  }
}
