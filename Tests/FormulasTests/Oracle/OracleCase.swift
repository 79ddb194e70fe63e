import TestSupport

@testable import Formulas

/// One formula, and what we make of it once it was computed.
struct OracleCase {
  let function: String
  let formula: String
  var ours = FormulaValue.blank

  /// So many cases of each function.
  static func all(perFunction count: Int, seed: UInt64) -> [OracleCase] {
    var cases: [OracleCase] = []
    for (index, (name, signs)) in OracleSignatures.all.enumerated() {
      // Each function has its own chance, so that a new one does not move the others'.
      let own = seed &+ name.utf8.reduce(UInt64(index)) { $0 &* 31 &+ UInt64($1) }
      var arguments = OracleArguments(random: SeededGenerator(seed: own))
      var seen: Set<String> = []
      for _ in 0..<count {
        let list = made(signs, &arguments)
        let formula = name + "(" + list.map(\.text).joined(separator: ";") + ")"
        guard seen.insert(formula).inserted else { continue }
        cases.append(OracleCase(function: name, formula: formula))
      }
    }
    return cases
  }

  private static func made(
    _ signs: String, _ arguments: inout OracleArguments
  ) -> [OracleArgument] {
    var list: [OracleArgument] = []
    var isOptional = false
    var last: Character = "r"
    for sign in signs {
      switch sign {
      case "?": isOptional = true
      case "*":
        for _ in 0..<Int.random(in: 0...2, using: &arguments.random) {
          list.append(arguments.next(last))
        }
      default:
        last = sign
        if isOptional, Int.random(in: 0..<4, using: &arguments.random) == 0 { return list }
        list.append(arguments.next(sign))
      }
    }
    return list
  }
}
