/// A call that leaves arguments unevaluated, while its steps are written.
struct LazyCall {
  /// The functions that do so.
  enum Kind: String {
    case `if` = "IF"
    case ifError = "IFERROR"
    case ifNA = "IFNA"
    case choose = "CHOOSE"
    case ifs = "IFS"
    case `switch` = "SWITCH"
    case `let` = "LET"
  }

  let kind: Kind
  let count: Int
  /// Where LET keeps its values.
  var slots: [Int32] = []
  /// Steps that are to go to the end.
  private var toEnd: [Int] = []
  /// The step that is to go to the next alternative.
  private var toNext: Int?
  private var firstTarget = 0

  init(kind: Kind, count: Int) {
    self.kind = kind
    self.count = count
  }

  /// Whether an argument may become the value of the call.
  func isResult(_ argument: Int) -> Bool {
    switch kind {
    case .if, .choose: argument > 0
    case .ifError, .ifNA: false
    case .ifs: argument % 2 == 1
    case .switch: argument > 0 && (argument % 2 == 0 || argument == count - 1)
    case .let: argument == count - 1
    }
  }

  /// Writes what stands behind an argument.
  mutating func argumentDone(_ argument: Int, in program: inout Program) {
    switch kind {
    case .if:
      if argument == 0 {
        branch(in: &program)
      } else if argument == 1 {
        leave(in: &program)
        land(in: &program)
      }
    case .ifError, .ifNA:
      guard argument == 0 else { return }
      toEnd.append(program.steps.count)
      program.steps.append(.jumpUnlessError(0, onlyNA: kind == .ifNA))
    case .ifs:
      if argument % 2 == 0 {
        branch(in: &program)
      } else {
        leave(in: &program)
        land(in: &program)
      }
    case .choose: chooseArgumentDone(argument, in: &program)
    case .switch: switchArgumentDone(argument, in: &program)
    case .let:
      guard argument % 2 == 1, argument < count - 1 else { return }
      program.steps.append(.store(slots[argument / 2]))
    }
  }

  private mutating func chooseArgumentDone(_ argument: Int, in program: inout Program) {
    if argument == 0 {
      firstTarget = program.targets.count
      for _ in 1..<count { program.targets.append(0) }
      toEnd.append(program.steps.count)
      program.steps.append(
        .choose(first: Int32(firstTarget), count: Int32(count - 1), end: 0))
    } else {
      leave(in: &program)
    }
    if argument < count - 1 {
      program.targets[firstTarget + argument] = Int32(program.steps.count)
    }
  }

  private mutating func switchArgumentDone(_ argument: Int, in program: inout Program) {
    guard argument > 0 else { return }
    let isDefault = argument == count - 1 && count % 2 == 0
    if isDefault { return }
    if argument % 2 == 1 {
      toNext = program.steps.count
      toEnd.append(program.steps.count)
      program.steps.append(.jumpUnlessEqual(0, end: 0))
      return
    }
    leave(in: &program)
    land(in: &program)
    if argument == count - 2 || argument == count - 1 { program.steps.append(.drop) }
  }

  // The condition on top decides; an error goes to the end.
  private mutating func branch(in program: inout Program) {
    toNext = program.steps.count
    toEnd.append(program.steps.count)
    program.steps.append(.jumpUnless(0, end: 0))
  }

  private mutating func leave(in program: inout Program) {
    toEnd.append(program.steps.count)
    program.steps.append(.jump(0))
  }

  private mutating func land(in program: inout Program) {
    guard let step = toNext else { return }
    toNext = nil
    let here = Int32(program.steps.count)
    switch program.steps[step] {
    case .jumpUnless(_, let end): program.steps[step] = .jumpUnless(here, end: end)
    case .jumpUnlessEqual(_, let end): program.steps[step] = .jumpUnlessEqual(here, end: end)
    default: break
    }
  }

  /// Writes the end of the call.
  mutating func finish(in program: inout Program) {
    switch kind {
    case .if where count == 1:
      Self.push(.boolean(true), in: &program)
      leave(in: &program)
      land(in: &program)
      Self.push(.boolean(false), in: &program)
    case .if where count == 2: Self.push(.boolean(false), in: &program)
    case .ifs where count % 2 == 1:
      // A condition without a value.
      land(in: &program)
      program.steps.append(.call(Program.Fault.tooFew.rawValue, count: 0, isArray: false))
    case .ifs: Self.push(.error(.na), in: &program)
    case .switch where count % 2 == 1: Self.push(.error(.na), in: &program)
    default: break
    }
    let here = Int32(program.steps.count)
    for step in toEnd {
      switch program.steps[step] {
      case .jump: program.steps[step] = .jump(here)
      case .jumpUnless(let other, _): program.steps[step] = .jumpUnless(other, end: here)
      case .jumpUnlessEqual(let other, _): program.steps[step] = .jumpUnlessEqual(other, end: here)
      case .jumpUnlessError(_, let onlyNA):
        program.steps[step] = .jumpUnlessError(here, onlyNA: onlyNA)
      case .choose(let first, let count, _):
        program.steps[step] = .choose(first: first, count: count, end: here)
      default: break
      }
    }
  }

  private static func push(_ value: FormulaValue, in program: inout Program) {
    program.steps.append(.constant(Int32(program.constants.count)))
    program.constants.append(value)
  }
}

/// A name that LET gives to a value, and where it can be seen.
struct LocalName {
  let name: String
  /// The number that the value is kept under.
  let slot: Int32
  /// The nodes that see it.
  let nodes: Range<Int>
}
